// What the site becomes: each object of a target with its lines, which go to the source that caused them, and back.
import type { Document, Range } from '../api'
import type { App } from '../app'
import { byId, h, icon } from '../parts/dom'
import { outputLine } from '../parts/code'
import { meets, type Panel } from './panel'

/** An object, as it is drawn. Its lines are drawn when somebody comes near them. */
interface Shown {
  document: Document
  element: HTMLDetailsElement
  body: HTMLElement
  hits: HTMLElement
  lines: HTMLElement[]
}

/** More objects than these are written and not drawn. */
const DRAWN = 300

/** Up to so many lines the browser's own search finds everything; more would make the page slow. */
const FOUND = 6_000

/** Safari does not say when it is idle. */
const idle = (act: () => void): void => {
  if ('requestIdleCallback' in window) requestIdleCallback(act, { timeout: 2_000 })
  else setTimeout(act, 50)
}

const key = ({ file, name, kind }: Document): string => `${file}\n${kind}\n${name}`

/** Lets go of a text by the clipboard, and says whether that went well. */
export async function copy(app: App, text: string, what: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text)
    app.notice(`${what} copied.`)
  } catch {
    app.notice('The browser does not let this page copy; select the text and copy it yourself.')
  }
}

function save(name: string, bytes: Uint8Array | string, type: string): void {
  const address = URL.createObjectURL(new Blob([bytes as BlobPart], { type }))
  h('a', { href: address, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(address), 10_000)
}

/** All documents of a target as files, with a fixed date so that the same site gives the same bytes. */
async function download(documents: Document[], target: string): Promise<void> {
  const { strToU8, zipSync } = await import('fflate')
  const texts = new Map<string, string>()
  for (const { file, text } of documents) texts.set(file, (texts.get(file) ?? '') + text)
  const files = Object.fromEntries([...texts].map(([file, text]) => [file, strToU8(text)]))
  save(`${target}.zip`, zipSync(files, { mtime: '1980-01-01T12:00:00Z' }), 'application/zip')
}

export class Manifests implements Panel {
  readonly #app: App
  readonly #list = byId('manifests-list')
  readonly #bar = byId('manifests-bar')
  readonly #target = byId<HTMLSelectElement>('target')
  readonly #near: IntersectionObserver
  #shown = new Map<string, Shown>()
  #line: Range | null = null

  constructor(app: App, refresh: () => void) {
    this.#app = app
    this.#target.addEventListener('change', refresh)
    this.#list.addEventListener('click', event => this.#clicked(event))
    this.#list.addEventListener('keydown', event => this.#pressed(event))
    this.#near = new IntersectionObserver(
      entries => {
        for (const { isIntersecting, target } of entries) if (isIntersecting) this.#fill(this.#of(target as HTMLElement))
      },
      { root: this.#list, rootMargin: '600px' },
    )
  }

  async refresh(): Promise<void> {
    const built = await this.#app.compiler.ask('build', [this.#app.site.main, this.#target.value], 'panel')
    if (built) this.#draw(built)
    else {
      this.#bar.replaceChildren()
      this.#shown.clear()
      this.#list.replaceChildren(
        h('p', { class: 'empty' }, icon('error'), 'Nothing is written while an error stands. The problems below say what to do.'),
      )
    }
  }

  follow(line: Range, moved: boolean): void {
    this.#line = line
    for (const shown of this.#shown.values()) this.#mark(shown)
    if (!moved || !this.#list.checkVisibility()) return
    this.#fill([...this.#shown.values()].find(({ element, hits }) => element.open && hits.textContent !== ''))
    const marked = [...this.#list.querySelectorAll<HTMLElement>('details[open] .caused')]
    const { top, bottom } = this.#list.getBoundingClientRect()
    const seen = marked.some(element => {
      const box = element.getBoundingClientRect()
      return box.top >= top && box.bottom <= bottom
    })
    // Only this list may move, never the page.
    const [first] = marked
    if (first && !seen) this.#list.scrollTop += first.getBoundingClientRect().top - top - (bottom - top) / 3
  }

  /** Objects whose text is the same stay as they are, open or closed. */
  #draw(documents: Document[]): void {
    const before = this.#shown
    this.#shown = new Map()
    for (const document of documents.slice(0, DRAWN)) {
      const name = key(document)
      const old = before.get(name)
      const shown = old && old.document.text === document.text ? old : this.#object(document, old?.element.open ?? true)
      shown.document = document
      // Where lines are looked at, they are there at once.
      if (old && old !== shown && old.lines.length > 0) this.#fill(shown)
      if (old && old !== shown) this.#near.unobserve(old.body)
      this.#shown.set(name, shown)
    }
    const elements: Element[] = [...this.#shown.values()].map(shown => shown.element)
    const more = documents.length - DRAWN
    if (more > 0) elements.push(h('p', { class: 'empty' }, `and ${more} more, which the copy and the zip have`))
    const same = elements.length === this.#list.children.length && elements.every((element, at) => this.#list.children[at] === element)
    if (!same) this.#list.replaceChildren(...elements)
    for (const shown of this.#shown.values()) this.#mark(shown)
    const rows = documents.reduce((sum, { lines }) => sum + lines.length, 0)
    this.#drawBar(documents, rows)
    if (rows <= FOUND) idle(() => this.#fillNext())
  }

  /** What nobody has come near is drawn when there is nothing else to do, so that the browser finds words in it. */
  #fillNext(): void {
    const next = [...this.#shown.values()].find(({ lines }) => lines.length === 0)
    if (!next) return
    this.#fill(next)
    idle(() => this.#fillNext())
  }

  #drawBar(documents: Document[], rows: number): void {
    const target = this.#target.value
    const separator = this.#app.targets.find(({ name }) => name === target)?.separator ?? ''
    const all = documents.map(({ text }) => separator + text).join('')
    const fold = (): void => {
      const elements = [...this.#shown.values()].map(shown => shown.element)
      const open = elements.some(element => element.open)
      for (const element of elements) element.open = !open
    }
    this.#bar.replaceChildren(
      h('span', { class: 'quiet' }, `${documents.length} ${documents.length === 1 ? 'document' : 'documents'}, ${rows} lines`),
      h('span', { class: 'space' }),
      h('button', { class: 'plain', click: fold }, icon('fold'), 'Fold'),
      h('button', { class: 'plain', click: () => void copy(this.#app, all, 'Everything is') }, icon('copy'), 'Copy all'),
      h('button', { class: 'plain', click: () => void download(documents, target) }, icon('download'), 'Zip'),
    )
  }

  #object(document: Document, open: boolean): Shown {
    const { kind, name, text } = document
    const title = kind ? `${kind} ${name}` : name
    const hits = h('span', { class: 'hits' })
    const body = h('div', {
      class: 'code', tabindex: 0, role: 'group',
      'aria-label': `${title}: arrow keys go from line to line, Enter to the source`,
    })
    const button = h('button', { class: 'plain', 'aria-label': `Copy ${title}`, click: () => void copy(this.#app, text, `${title} is`) }, icon('copy'))
    const head = h('summary', {}, icon('chevron'), kind && h('b', {}, kind), h('span', { class: 'name' }, name), hits)
    body.append(button)
    body.style.setProperty('--lines', String(document.lines.length))
    this.#near.observe(body)
    return { document, element: h('details', { open }, head, body), body, hits, lines: [] }
  }

  #of(body: HTMLElement): Shown | undefined {
    return [...this.#shown.values()].find(shown => shown.body === body)
  }

  #fill(shown: Shown | undefined): void {
    if (!shown || shown.lines.length > 0) return
    const { document, body } = shown
    shown.lines = document.text.replace(/\n$/, '').split('\n').map((line, at) => this.#row(line, document, at))
    body.append(...shown.lines)
    this.#near.unobserve(body)
    this.#mark(shown)
  }

  #row(line: string, { file, lines }: Document, at: number): HTMLElement {
    const row = h('div', { class: lines[at] ? 'line has-source' : 'line' }, ...outputLine(line, file))
    row.append('\n')
    return row
  }

  #mark({ document, lines, hits }: Shown): void {
    const line = this.#line
    const caused = document.lines.map(range => line !== null && range !== null && meets(range, line))
    const count = caused.filter(Boolean).length
    hits.textContent = count > 0 ? `${count} ${count === 1 ? 'line' : 'lines'} from here` : ''
    for (const [at, row] of lines.entries()) row.classList.toggle('caused', caused[at])
  }

  #find(row: Element | null): Range | null {
    for (const { lines, document } of this.#shown.values()) {
      const at = lines.indexOf(row as HTMLElement)
      if (at >= 0) return document.lines[at] ?? null
    }
    return null
  }

  #clicked(event: MouseEvent): void {
    // Who selects text to copy it wants to stay here.
    if (!getSelection()?.isCollapsed) return
    const range = this.#find((event.target as Element).closest('.line'))
    if (range) this.#app.site.reveal(range)
  }

  #pressed(event: KeyboardEvent): void {
    const body = event.target as HTMLElement
    const shown = this.#of(body)
    if (!shown) return
    const at = shown.lines.findIndex(row => row.classList.contains('at'))
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: shown.lines.length - 1 }[event.key]
    if (to !== undefined) {
      event.preventDefault()
      const row = shown.lines[Math.max(0, Math.min(to, shown.lines.length - 1))]
      shown.lines[at]?.classList.remove('at')
      row?.classList.add('at')
      row?.scrollIntoView({ block: 'nearest' })
    } else if (event.key === 'Enter' && at >= 0) {
      const range = shown.document.lines[at]
      if (range) this.#app.site.reveal(range)
    }
  }
}
