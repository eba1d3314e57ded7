// What keys do in the editor, beyond writing: format, definitions, renaming, problems and their fixes, help.
import type { Command, EditorView, KeyBinding } from '@codemirror/view'
import type { App } from '../app'
import { ask, page } from '../parts/dialog'
import { markdown } from '../parts/markdown'
import { covers, pageAt } from './hover'

const place = (view: EditorView): number => view.state.selection.main.head

/** A command that asks the compiler; what goes wrong is said by the compiler's client. */
const later = (act: (view: EditorView) => Promise<void>): Command => view => {
  act(view).catch(() => undefined)
  return true
}

export async function format(app: App): Promise<void> {
  const { site } = app
  const name = site.current
  const before = site.text(name)
  const text = await app.compiler.ask('format', [name])
  if (text === null) app.notice('Some of this file cannot be read, so it is not formatted.')
  else if (site.has(name) && site.text(name) === before) site.rewrite(name, text)
}

export async function definition(app: App, at: number): Promise<void> {
  const { main, current } = app.site
  const range = await app.compiler.ask('definition', [main, current, at])
  if (range) app.site.reveal(range)
  else app.notice('Nothing that stands here is declared in these files.')
}

async function rename(app: App, at: number): Promise<void> {
  const { main, current } = app.site
  const places = (await app.compiler.ask('references', [main, current, at])) ?? []
  const here = places.find(range => range.file === current && range.from <= at && at <= range.to)
  if (!here) {
    app.notice('What stands here has no name that could be changed.')
    return
  }
  const old = app.site.text(current).slice(here.from, here.to)
  const to = await ask(`Rename ${old}`, `New name, at ${places.length} ${places.length === 1 ? 'place' : 'places'}`, old, async text => {
    const said = await app.compiler.ask('rename', [main, current, at, text])
    return said && 'error' in said ? said.error : null
  })
  if (to === null || to === old) return
  const said = await app.compiler.ask('rename', [main, current, at, to])
  if (said && 'edits' in said) app.site.edit(said.edits)
}

/** To the next problem of this file behind the cursor, or the first. */
function walk(app: App, step: 1 | -1): Command {
  return view => {
    const here = app.diagnostics().filter(({ range }) => range.file === app.site.current)
    const ordered = step === 1 ? here : here.toReversed()
    const at = view.state.selection.main.from
    const next = ordered.find(({ range }) => (range.from - at) * step > 0) ?? ordered[0]
    if (next) app.site.reveal(next.range)
    return next !== undefined
  }
}

/** Makes the first fix of what is wrong at the cursor, or on its line. */
function fix(app: App): Command {
  return view => {
    const line = view.state.doc.lineAt(place(view))
    const fixable = app.diagnostics().filter(each => each.fixes.length > 0 && each.range.file === app.site.current)
    const chosen =
      fixable.find(each => covers(each, app.site.current, place(view))) ??
      fixable.find(({ range }) => range.from >= line.from && range.from <= line.to)
    const [first] = chosen?.fixes ?? []
    if (first) app.apply(first)
    else app.notice('There is no fix on this line.')
    return true
  }
}

async function help(app: App, at: number): Promise<void> {
  const nodes = await pageAt(app, at)
  if (nodes.length > 0) page('At the cursor', ...nodes)
  else app.notice('Nothing is known of what stands here.')
}

const search = (): Promise<typeof import('./search')> => import('./search')

/** The keys, in the order in which the help lists them. */
export const keys = (app: App): (KeyBinding & { does: string })[] => [
  { key: 'Mod-s', does: 'format the file', run: later(() => format(app)), preventDefault: true },
  { key: 'F8', does: 'next problem', run: walk(app, 1) },
  { key: 'Shift-F8', does: 'problem before', run: walk(app, -1) },
  { key: 'Mod-.', does: 'fix what is wrong at the cursor', run: fix(app) },
  { key: 'F1', does: 'what is known of the word at the cursor', run: later(view => help(app, place(view))), preventDefault: true },
  { key: 'F12', does: 'go to the declaration', run: later(view => definition(app, place(view))), preventDefault: true },
  { key: 'F2', does: 'rename', run: later(view => rename(app, place(view))) },
  { key: 'Mod-f', does: 'find and replace', run: later(async view => (await search()).open(view)), preventDefault: true },
]

/** The page about keys, for keyboards alone. */
export function keyHelp(app: App): HTMLElement {
  const mac = navigator.platform.startsWith('Mac')
  const own = keys(app).map(({ key = '', does }) => `- \`${key.replace('Mod-', mac ? '⌘' : 'Ctrl+').replace('-', '+')}\` ${does}`)
  const rows = [
    '# Keys', ...own,
    '- `Ctrl+Space` complete',
    '- `Alt+1` to `Alt+4` manifests, routes, picture, plan',
    '- `Alt+0` the editor',
    '- `Tab` leaves the editor; in a completed snippet it goes to the next field',
    '- In lists, tabs and output the arrow keys move, and `Enter` goes to the source',
  ]
  return markdown(rows.join('\n'))
}
