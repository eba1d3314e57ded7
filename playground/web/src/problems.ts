// The list of problems under the editor: everything that is said, visible without hovering, in the order of the file.
import type { Checked } from './api'
import type { App } from './app'
import { byId, h, icon } from './parts/dom'
import { problem } from './problem'

/** More than these are counted and not drawn; nobody mends a site from its three-hundredth problem. */
const DRAWN = 200

const count = (number: number, word: string): string => `${number} ${word}${number === 1 ? '' : 's'}`

/** "2 errors, 1 warning", or that there is none. */
export function counts({ errors, warnings, notes }: Checked): string {
  const parts = [
    errors > 0 && count(errors, 'error'),
    warnings > 0 && count(warnings, 'warning'),
    notes > 0 && count(notes, 'note'),
  ]
  return parts.filter(Boolean).join(', ') || 'No problems'
}

function heads({ errors, warnings, notes }: Checked): Node[] {
  const parts: [number, string][] = [[errors, 'error'], [warnings, 'warning'], [notes, 'note']]
  const shown = parts.filter(([number]) => number > 0)
  if (shown.length === 0) return [h('span', { class: 'count fine' }, icon('fine'), 'No problems')]
  return shown.map(([number, word]) => h('span', { class: `count ${word}` }, icon(word), count(number, word)))
}

async function fixAll(app: App): Promise<void> {
  const { main } = app.site
  const before = app.site.text(main)
  const fixed = await app.compiler.ask('fixed', [main])
  if (!fixed) app.notice('There is nothing that can be fixed without you.')
  else if (app.site.has(main) && app.site.text(main) === before) {
    app.site.rewrite(main, fixed.text)
    app.notice(`${count(fixed.applied, 'fix').replace('fixs', 'fixes')} made.`)
  }
}

export function problems(app: App): void {
  const head = byId('problems-head')
  const list = byId('problems-list')
  let announced: ReturnType<typeof setTimeout> | undefined
  let before = ''

  app.checked.listen(checked => {
    const { diagnostics, hidden } = checked
    const said = counts(checked)
    const text = JSON.stringify(diagnostics)
    // A list that says the same is left alone, with what is focused and selected in it.
    if (text === before) return
    before = text
    const fixable = diagnostics.some(each => each.fixes.some(fix => fix.safe))
    const all = h('button', { class: 'fix', click: () => void fixAll(app).catch(() => undefined) }, icon('fix'), 'Fix all')
    head.replaceChildren(...heads(checked), ...(fixable ? [all] : []))
    const items = diagnostics.slice(0, DRAWN).map(each => h('li', {}, problem(app, each, true)))
    const more = Math.max(0, diagnostics.length - DRAWN) + hidden
    if (more > 0) items.push(h('li', { class: 'more' }, `and ${more} more`))
    if (items.length === 0) items.push(h('li', { class: 'more' }, 'Every rule was asked, and none has anything to say.'))
    list.replaceChildren(...items)
    byId('problems-badge').textContent = diagnostics.length > 0 ? String(diagnostics.length + hidden) : ''
    clearTimeout(announced)
    announced = setTimeout(() => { byId('announce').textContent = said }, 700)
  })
}
