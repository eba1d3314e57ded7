// What is known of the word under the pointer: the diagnostics there with their fixes, and the compiler's page.
import type { Extension } from '@codemirror/state'
import { hoverTooltip, type Tooltip } from '@codemirror/view'
import type { Diagnostic } from '../api'
import type { App } from '../app'
import { h } from '../parts/dom'
import { markdown } from '../parts/markdown'
import { problem } from '../problem'

export const covers = ({ range }: Diagnostic, file: string, place: number): boolean =>
  range.file === file && range.from <= place && place <= Math.max(range.to, range.from + 1)

/** The diagnostics and the page of a place, as nodes; none where nothing is known. */
async function known(app: App, place: number): Promise<{ from: number; to: number; nodes: Node[] } | null> {
  const { main, current } = app.site
  const here = app.diagnostics().filter(each => covers(each, current, place))
  const page = await app.compiler.ask('hover', [main, current, place]).catch(() => null)
  const [range] = [...here.map(each => each.range), ...(page ? [page.range] : [])]
  if (!range) return null
  const nodes = [...here.map(each => problem(app, each)), ...(page ? [markdown(page.markdown)] : [])]
  return { from: range.from, to: Math.max(range.to, range.from), nodes }
}

/** What the hover says, for who has no pointer. */
export async function pageAt(app: App, place: number): Promise<Node[]> {
  return (await known(app, place))?.nodes ?? []
}

export const hover = (app: App): Extension =>
  hoverTooltip(async (_view, place): Promise<Tooltip | null> => {
    const found = await known(app, place)
    if (!found) return null
    const dom = h('div', { class: 'hover' }, ...found.nodes)
    return { pos: Math.min(found.from, place), end: Math.max(found.to, place), create: () => ({ dom }) }
  })
