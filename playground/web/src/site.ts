// The files of the site: each with its editor state, the one that is shown, and the one that is compiled.
// Knows CodeMirror's states and view, and nothing of the compiler.
import { EditorSelection, type EditorState, type TransactionSpec } from '@codemirror/state'
import { EditorView } from '@codemirror/view'
import type { Edit, Range } from './api'
import { Signal } from './parts/signal'

/** What survives a reload and travels in a link. The first file is the one that is compiled. */
export type Files = [name: string, text: string][]

export const FIRST = 'site.celq'

/** Why a name is no good for a file, or nothing. The compiler's `include` takes relative paths. */
export function nameFault(name: string, others: string[]): string | null {
  if (!/^[\w.-]+(\/[\w.-]+)*$/.test(name) || name.length > 80) return 'letters, digits, “.”, “-” and “_”, at most 80 of them'
  if (name.split('/').some(part => part === '..' || part === '.')) return 'a name without “..”'
  return others.includes(name) ? `there is a file ${name} already` : null
}

/** CodeMirror counts every line end as one; texts are brought to that first, so that all offsets mean the same. */
const lines = (text: string): string => text.replace(/\r\n?/g, '\n').replace(/^\ufeff/, '')

export class Site {
  /** A text, a name or the compiled file changed. */
  readonly changed = new Signal()
  /** Another file is shown. */
  readonly shown = new Signal()
  readonly view: EditorView
  main = FIRST
  current = FIRST
  readonly #states = new Map<string, EditorState>()
  readonly #newState: (text: string) => EditorState

  constructor(parent: HTMLElement, newState: (text: string) => EditorState, files: Files) {
    this.#newState = newState
    parent.replaceChildren()
    this.view = new EditorView({ parent, state: this.#fill(files) })
  }

  get names(): string[] {
    return [...this.#states.keys()]
  }

  get files(): Files {
    const others = this.names.filter(name => name !== this.main)
    return [this.main, ...others].map(name => [name, this.text(name)])
  }

  state(name: string): EditorState {
    const state = name === this.current ? this.view.state : this.#states.get(name)
    if (!state) throw new Error(`there is no file ${name}`)
    return state
  }

  has(name: string): boolean {
    return this.#states.has(name)
  }

  text(name: string): string {
    return this.state(name).doc.toString()
  }

  /** Other files in the place of all; the first is compiled and shown. */
  replace(files: Files): void {
    this.view.setState(this.#fill(files))
    this.shown.send()
    this.changed.send()
  }

  /** Returns the state of the first. */
  #fill(files: Files): EditorState {
    const [[first, text] = [FIRST, '']] = files
    const state = this.#newState(lines(text))
    this.#states.clear()
    this.#states.set(first, state)
    for (const [name, other] of files.slice(1)) this.#states.set(name, this.#newState(lines(other)))
    this.main = this.current = first
    return state
  }

  add(name: string, text: string): void {
    this.#keep()
    this.#states.set(name, this.#newState(lines(text)))
    this.current = name
    this.#display()
    this.changed.send()
  }

  rename(name: string, to: string): void {
    this.#keep()
    const states = [...this.#states].map(([each, state]) => [each === name ? to : each, state] as const)
    this.#states.clear()
    for (const [each, state] of states) this.#states.set(each, state)
    if (this.main === name) this.main = to
    if (this.current === name) this.current = to
    this.changed.send()
  }

  remove(name: string): void {
    this.#keep()
    this.#states.delete(name)
    const [next = FIRST] = this.#states.keys()
    if (this.#states.size === 0) this.#states.set(FIRST, this.#newState(''))
    if (this.main === name) this.main = next
    if (this.current === name) this.current = next
    this.#display()
    this.changed.send()
  }

  compile(name: string): void {
    this.main = name
    this.changed.send()
  }

  show(name: string): void {
    if (name === this.current || !this.has(name)) return
    this.#keep()
    this.current = name
    this.#display()
  }

  /** Shows a place, with its text selected and in the middle. */
  reveal({ file, from, to }: Range): void {
    if (!this.has(file)) return
    this.show(file)
    const end = this.view.state.doc.length
    const selection = EditorSelection.single(Math.min(from, end), Math.min(to, end))
    this.view.dispatch({
      selection,
      effects: EditorView.scrollIntoView(selection.main, { y: 'center' }),
    })
    this.view.focus()
  }

  /** Makes edits in any files, each file's as one step of its history. */
  edit(edits: Edit[]): void {
    for (const name of new Set(edits.map(edit => edit.range.file))) {
      if (!this.has(name)) continue
      const length = this.state(name).doc.length
      const own = edits.filter(({ range }) => range.file === name && range.from <= range.to && range.to <= length)
      this.change(name, { changes: own.map(({ range, text }) => ({ from: range.from, to: range.to, insert: lines(text) })) })
    }
  }

  /** Puts a text in a file's place, and touches only what is different, so that the cursor stays where it was. */
  rewrite(name: string, text: string): void {
    const old = this.text(name)
    if (old === text) return
    let start = 0
    while (start < old.length && old[start] === text[start]) start += 1
    let end = 0
    const most = Math.min(old.length, text.length) - start
    while (end < most && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1
    this.change(name, { changes: { from: start, to: old.length - end, insert: text.slice(start, text.length - end) } })
  }

  change(name: string, spec: TransactionSpec): void {
    if (name === this.current) {
      this.view.dispatch({ ...spec, userEvent: 'input.fix' })
      return
    }
    this.#states.set(name, this.state(name).update({ ...spec, userEvent: 'input.fix' }).state)
    this.changed.send()
  }

  #keep(): void {
    if (this.#states.has(this.current)) this.#states.set(this.current, this.view.state)
  }

  #display(): void {
    const state = this.#states.get(this.current)
    if (state) this.view.setState(state)
    this.shown.send()
  }
}
