// The tabs above the editor: one for each file, and what can be done with files. Files that are dropped on the page open.
import type { App } from './app'
import { ask } from './parts/dialog'
import { byId, h } from './parts/dom'
import { below } from './parts/menu'
import { arrows, choose } from './parts/tabs'
import { nameFault } from './site'

/** Longer files are no site; the compiler would take them, the editor would not be pleasant. */
const MOST = 2_000_000

/** A name like the wished one that no file has. */
function freeName(wished: string, others: string[]): string {
  const clean = wished.replace(/[^\w./-]+/g, '-').replace(/^[-/]+/, '').slice(-60) || 'site.celq'
  if (nameFault(clean, others) === null) return clean
  const stem = clean.replace(/\.celq$/, '').replace(/[^\w-]+/g, '-')
  const numbers = Array.from({ length: others.length + 1 }, (_, index) => `${stem}-${index + 2}.celq`)
  return numbers.find(name => nameFault(name, others) === null) ?? 'another.celq'
}

async function openFile(app: App, file: File): Promise<void> {
  if (file.size > MOST) {
    app.notice(`${file.name} has ${Math.round(file.size / 1e6)} MB, which is too much for a site.`)
    return
  }
  const text = new TextDecoder().decode(await file.arrayBuffer())
  const name = freeName(file.name, app.site.names)
  app.site.add(name, text)
  app.site.compile(name)
}

function drops(app: App): void {
  const files = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') ?? false
  addEventListener('dragover', event => {
    if (files(event)) event.preventDefault()
  })
  // In the capture phase, before the editor would paste the file's text.
  addEventListener('drop', event => {
    if (!files(event)) return
    event.preventDefault()
    event.stopPropagation()
    const opened = [...(event.dataTransfer?.files ?? [])].map(file => openFile(app, file))
    Promise.all(opened).catch(() => app.notice('What was dropped could not be read.'))
  }, { capture: true })
}

export function tabs(app: App): void {
  const { site } = app
  const list = byId('files')
  const menu = byId('file-menu')
  const act = (id: string, does: () => void): void => byId(id).addEventListener('click', () => {
    menu.hidePopover()
    does()
  })

  const draw = (): void => {
    const several = site.names.length > 1
    const title = (name: string): string => (several && name === site.main ? `${name}, which is compiled` : name)
    const tab = (name: string): HTMLElement =>
      h(
        'button',
        { role: 'tab', class: several && name === site.main ? 'is-main' : null, title: title(name), 'aria-controls': 'editor', click: () => site.show(name) },
        name,
      )
    const focused = list.contains(document.activeElement)
    list.replaceChildren(...site.names.map(tab))
    choose(list, element => element.textContent === site.current)
    if (focused) list.querySelector<HTMLElement>('[aria-selected=true]')?.focus()
    byId('file-compile').hidden = !several || site.current === site.main
  }
  let before = ''
  const redraw = (): void => {
    const now = [...site.names, site.main, site.current].join('\n')
    if (now !== before) draw()
    before = now
  }

  arrows(list)
  below(menu, byId('file-more'))
  drops(app)
  site.changed.listen(redraw)
  site.shown.listen(redraw)
  byId('file-add').addEventListener('click', () => {
    const free = freeName('more.celq', site.names)
    ask('Another file', 'Its name, as `include` will say it', free, name => nameFault(name, site.names)).then(name => {
      if (name !== null) site.add(name, '')
    })
  })
  act('file-rename', () => {
    const old = site.current
    const others = site.names.filter(name => name !== old)
    ask(`Rename ${old}`, 'Its new name', old, name => nameFault(name, others)).then(name => {
      if (name !== null) site.rename(old, name)
    })
  })
  act('file-compile', () => site.compile(site.current))
  act('file-open', () => byId('file-input').click())
  act('file-delete', () => {
    const files = site.files
    const { main, current } = site
    site.remove(current)
    app.notice(`${current} is deleted.`, {
      title: 'Undo',
      act: () => {
        site.replace(files)
        site.compile(main)
        site.show(current)
      },
    })
  })
  const input = byId<HTMLInputElement>('file-input')
  input.addEventListener('change', () => {
    for (const file of input.files ?? []) openFile(app, file).catch(() => app.notice(`${file.name} could not be read.`))
    input.value = ''
  })
  draw()
}
