// The page, put together: what changes in the editor is checked, and what the check says is shown.
import type { Checked, Diagnostic } from './api'
import type { App } from './app'
import { Compiler, Unanswered } from './compiler'
import { extensions } from './editor/editor'
import { format, keyHelp } from './editor/commands'
import { setDiagnostics } from './editor/squiggles'
import { setTokens } from './editor/tokens'
import type { Engine } from './engine'
import { menu, open, welcome } from './examples'
import { layout } from './layout'
import { coloured } from './parts/code'
import { page } from './parts/dialog'
import { byId, h, painted } from './parts/dom'
import { type Fence, markdown } from './parts/markdown'
import { notice } from './parts/notice'
import { Signal } from './parts/signal'
import { problems } from './problems'
import { picker } from './release'
import { keptFiles, pack, shared, unpack } from './share'
import { FIRST, Site } from './site'
import { keep } from './storage'
import { tabs } from './tabs'
import { nextTheme } from './theme'
import { type View, Views } from './views'
import { EditorState } from '@codemirror/state'

const embedded = new URLSearchParams(location.search).has('embed')

/** The day on which claims are judged: the reader's, in UTC, as the command line has it. */
const today = (): string => new Date().toISOString().slice(0, 10)

class Page implements App {
  readonly compiler: Compiler
  readonly site: Site
  readonly checked = new Signal<Checked>()
  readonly notice = notice
  vocabulary: App['vocabulary'] = null
  targets: App['targets'] = []
  readonly worded = new Signal()
  readonly views: Views
  #version = 0
  #checkedVersion = -1
  #said: Diagnostic[] = []
  #tokens = new Uint32Array()
  #sent: string[] = []
  #line = ''

  constructor(engine: Engine) {
    this.compiler = new Compiler(engine, today())
    this.compiler.complete.listen(() => {
      document.body.dataset['whole'] = ''
    })
    this.compiler.busy.listen(busy => document.body.toggleAttribute('data-busy', busy))
    const added = extensions(this, () => this.site.changed.send(), () => this.#moved())
    this.site = new Site(byId('editor'), text => EditorState.create({ doc: text, extensions: added }), keptFiles() ?? welcome)
    this.views = new Views(this)
    this.compiler.faults.listen(text => notice(text[0]?.toUpperCase() + text.slice(1) + '.', { title: 'Try again', act: () => this.#retry() }))
    this.site.changed.listen(() => this.#changed())
    this.site.shown.listen(() => this.#changed())
  }

  diagnostics(): Diagnostic[] {
    return this.#checkedVersion === this.#version ? this.#said : []
  }

  apply(fix: Diagnostic['fixes'][number]): void {
    if (this.#checkedVersion !== this.#version) return
    this.site.edit(fix.edits)
    this.site.view.focus()
  }

  explain(word: string): void {
    this.compiler.ask('explain', [word], `explain ${word}`).then(
      text => page(word, markdown(text ?? `There is no page about ${word}.`, this.fence)),
      () => undefined,
    )
  }

  /** A fence of celq in colours; a failing one can be tried. */
  readonly fence: Fence = (text, info) => {
    const code = h('code', {}, text)
    if (info.startsWith('celq')) {
      const colour = (tokens: Uint32Array): void => code.replaceChildren(...coloured(text, tokens, this.vocabulary?.tokens ?? []))
      this.compiler.colour(text).then(colour, () => undefined)
    }
    const block = h('pre', { tabindex: 0 }, code)
    const title = { 'celq fails': 'Fails', 'celq fixed': 'Fixed' }[info]
    if (!title) return block
    const tryIt = (): void => {
      byId('editor').ownerDocument.querySelector<HTMLDialogElement>('dialog.reader')?.close()
      open(this, [[FIRST, `${text}\n`]], 'The example')
    }
    return h('figure', { class: info.replace(' ', '-') }, h('figcaption', {}, title, h('button', { click: tryIt }, 'Open')), block)
  }

  /** One check for all that changed; the client sends the newest only. */
  #changed(): void {
    this.#version += 1
    const version = this.#version
    const { names, main, current } = this.site
    for (const name of this.#sent) if (!names.includes(name)) this.compiler.write(name, null)
    for (const name of names) this.compiler.write(name, this.site.text(name))
    this.#sent = names
    this.#save()
    this.compiler.refresh(main, current).then(
      ({ checked, tokens, milliseconds }) => {
        if (version === this.#version) this.#show(version, JSON.parse(checked) as Checked, tokens, milliseconds)
      },
      (error: unknown) => {
        if (!(error instanceof Unanswered && error.superseded)) byId('status').textContent = 'Not checked.'
      },
    )
  }

  #show(version: number, checked: Checked, tokens: Uint32Array, milliseconds: number): void {
    this.#checkedVersion = version
    this.#said = checked.diagnostics
    this.#tokens = new Uint32Array(tokens)
    this.#paint()
    const wrong = checked.errors > 0 ? 'error' : 'fine'
    byId('status').replaceChildren(h('span', { class: `dot ${wrong}` }), h('span', {}, checked.status))
    byId('time').textContent = `${milliseconds.toFixed(1)} ms`
    this.checked.send(checked)
    this.views.refresh()
  }

  #paint(): void {
    const { current, view } = this.site
    const own = this.#said.filter(({ range }) => range.file === current)
    view.dispatch({ effects: [setTokens.of(this.#tokens), setDiagnostics.of(own)] })
  }

  /** Views follow the cursor by lines. */
  #moved(): void {
    const { state } = this.site.view
    const line = state.doc.lineAt(state.selection.main.head)
    const where = `${this.site.current} ${this.#checkedVersion} ${line.from}`
    if (where === this.#line) return
    const moved = this.#checkedVersion === this.#version
    this.#line = where
    this.views.follow({ file: this.site.current, from: line.from, to: line.to }, moved)
  }

  #save(): void {
    if (!embedded) keep('files', JSON.stringify(this.site.files))
  }

  #retry(): void {
    this.compiler.retry()
    this.#start()
    this.#changed()
  }

  /** The words of the compiler, which colours and menus need. */
  #start(): void {
    if (this.targets.length > 0) return
    this.compiler.ask('vocabulary', []).then(
      vocabulary => {
        this.vocabulary = vocabulary
        if (this.#checkedVersion >= 0) this.#paint()
        this.worded.send()
      },
      () => undefined,
    )
    this.compiler.ask('targets', []).then(
      targets => {
        this.targets = targets
        byId('target').replaceChildren(...targets.map(({ name, summary }) => h('option', { title: summary }, name)))
        this.views.refresh()
      },
      () => undefined,
    )
  }

  start(): void {
    this.#start()
    this.#changed()
  }
}

/** A link's files take the place of what was there, which can be brought back. */
async function follow(app: Page): Promise<void> {
  if (!shared(location.hash)) return
  try {
    const files = await unpack(location.hash)
    const before = keptFiles()
    app.site.replace(files)
    const restore = (): void => app.site.replace(before ?? welcome)
    if (!embedded) notice('Opened from a link.', { title: 'Back to my files', act: restore })
  } catch (error) {
    notice(`This link is damaged: ${error instanceof Error ? error.message : error}. Your own files are as they were.`)
  }
  // What is edited from here on is not what the link says.
  if (!embedded) history.replaceState(null, '', location.pathname + location.search)
}

async function share(app: Page): Promise<void> {
  const link = new URL(await pack(app.site.files), location.href.replace(/[?#].*$/, '')).href
  history.replaceState(null, '', link)
  try {
    await navigator.clipboard.writeText(link)
    notice(`Link copied, ${link.length} characters. The files are in the link itself; nothing was sent.`)
  } catch {
    page('Share', h('label', { for: 'link' }, 'The files are in the link itself; nothing was sent.'), h('input', { id: 'link', readonly: true, value: link }))
  }
}

function actions(app: Page): void {
  const act = (id: string, does: () => void | Promise<void>): void =>
    byId(id).addEventListener('click', () => Promise.resolve(does()).catch(() => undefined))
  act('share', () => share(app))
  act('format', () => format(app))
  act('keys', () => void page('Keys', keyHelp(app)))
  act('theme', () => notice(`Colours: ${nextTheme()}.`))
  const views: View[] = ['manifests', 'routes', 'picture', 'plan']
  addEventListener('keydown', event => {
    if (!event.altKey || event.ctrlKey || event.metaKey) return
    const view = views[Number(event.code.replace('Digit', '')) - 1]
    if (view) app.views.show(view)
    else if (event.code === 'Digit0') app.site.view.focus()
    else return
    event.preventDefault()
    if (view) byId(`view-${view}`).focus()
  })
}

/** The full page, with what the reader made of the embedded site. */
function embed(app: Page): void {
  document.body.classList.add('embed')
  const link = byId<HTMLAnchorElement>('full')
  const update = (): void => {
    pack(app.site.files).then(fragment => { link.href = `./${fragment}` }, () => undefined)
  }
  app.site.changed.listen(update)
  update()
}

export async function run(engine: Engine): Promise<void> {
  const app = new Page(engine)
  const go = layout(output => app.views.see(output && !embedded))
  tabs(app)
  problems(app)
  picker(app)
  menu(app)
  actions(app)
  app.site.shown.listen(() => go('edit'))
  app.start()
  if (embedded) embed(app)
  await follow(app)
  addEventListener('hashchange', () => void follow(app))
  await painted()
  document.body.dataset['ready'] = ''
}

