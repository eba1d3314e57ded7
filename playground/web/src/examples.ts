// The menu of examples: whole sites, and for each rule the text that breaks it.
import type { App } from './app'
import { byId, h, icon } from './parts/dom'
import { below } from './parts/menu'
import { FIRST, type Files } from './site'

const sites = import.meta.glob<string>('../../../spec/examples/*.celq', { query: '?raw', import: 'default', eager: true })

/** The example that somebody sees who comes for the first time. */
const WELCOME = 'openedx-recommended'

const name = (path: string): string => path.slice(path.lastIndexOf('/') + 1).replace('.celq', '')

export const examples: [name: string, text: string][] = Object.entries(sites).map(([path, text]) => [name(path), text])

export const welcome: Files = [[FIRST, examples.find(([each]) => each === WELCOME)?.[1] ?? '']]

/** The comment that opens an example, up to its first full stop. */
function summary(text: string): string {
  const comment = text.split('\n').filter((_line, at, all) => all.slice(0, at + 1).every(each => each.startsWith('#')))
  const [sentence = ''] = comment.map(line => line.slice(1).trim()).join(' ').split(/(?<=\.)\s/)
  return sentence
}

/** What a rule's page shows as failing. */
export function failing(page: string): string | null {
  return /^```celq fails\n([\s\S]*?)^```/m.exec(page)?.[1] ?? null
}

/** Shows an example in the place of all files, which can be brought back. */
export function open(app: App, files: Files, title: string): void {
  const { site } = app
  const before = site.files
  site.replace(files)
  if (before.some(([, text], at) => text !== (files[at]?.[1] ?? ''))) {
    app.notice(`${title} took the place of your files.`, { title: 'Bring them back', act: () => site.replace(before) })
  }
}

async function openRule(app: App, rule: string): Promise<void> {
  const text = failing((await app.compiler.ask('explain', [rule], `explain ${rule}`)) ?? '')
  // Bytes that are no text cannot be in an editor; the page about them can be read.
  if (text === null) app.explain(rule)
  else open(app, [[FIRST, text]], `What breaks ${rule}`)
}

export function menu(app: App): void {
  const popup = byId('examples-menu')
  const search = byId<HTMLInputElement>('examples-search')
  const list = byId('examples-list')
  const item = (title: string, about: string, act: () => void, mark: Node | null): HTMLElement => {
    const choose = (): void => {
      popup.hidePopover()
      act()
    }
    return h('li', {}, h('button', { click: choose }, mark, h('b', {}, title), h('span', {}, about)))
  }
  const draw = (): void => {
    const looked = search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const fits = (text: string): boolean => looked.every(word => text.toLowerCase().includes(word))
    const whole = examples
      .filter(([title, text]) => fits(`${title} ${summary(text)}`))
      .map(([title, text]) => item(title, summary(text), () => open(app, [[FIRST, text]], title), null))
    const rules = (app.vocabulary?.rules ?? [])
      .filter(rule => fits(`${rule.name} ${rule.summary}`))
      .map(rule => item(rule.name, rule.summary, () => void openRule(app, rule.name).catch(() => undefined), icon(rule.severity)))
    const group = (title: string, items: Node[]): Node[] => (items.length > 0 ? [h('h2', {}, title), h('ul', {}, ...items)] : [])
    const found = [...group('Sites', whole), ...group('What each rule finds', rules)]
    list.replaceChildren(...(found.length > 0 ? found : [h('p', { class: 'quiet' }, 'No example has these words.')]))
  }
  below(popup, byId('examples'))
  search.addEventListener('input', draw)
  popup.addEventListener('beforetoggle', event => {
    if ((event as ToggleEvent).newState !== 'open') return
    search.value = ''
    draw()
  })
  popup.addEventListener('toggle', event => {
    if ((event as ToggleEvent).newState === 'open') search.focus()
  })
  // The arrow keys go through the items, as in every menu.
  popup.addEventListener('keydown', event => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step) return
    event.preventDefault()
    const buttons = [search, ...list.querySelectorAll<HTMLElement>('button')]
    buttons[(buttons.indexOf(document.activeElement as HTMLElement) + step + buttons.length) % buttons.length]?.focus()
  })
}
