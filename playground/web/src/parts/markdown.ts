// Renders the compiler's pages: headings, paragraphs, lists, tables, fences, bold, code and links. It makes nodes and
// never HTML; what it does not know stays text.
import { h } from './dom'

/** Colours a fence of celq, or returns it as it is; for a block that fails or is fixed it may add a button. */
export type Fence = (text: string, info: string) => Node

const plain: Fence = text => h('pre', { tabindex: 0 }, h('code', {}, text))

const INLINE = /`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\((https:\/\/[^)\s]+)\)/g

function inline(text: string): Node[] {
  const nodes: Node[] = []
  let done = 0
  for (const match of text.matchAll(INLINE)) {
    const [all, code, bold, title, address] = match
    nodes.push(document.createTextNode(text.slice(done, match.index)))
    if (code !== undefined) nodes.push(h('code', {}, code))
    else if (bold !== undefined) nodes.push(h('strong', {}, ...inline(bold)))
    else nodes.push(h('a', { href: address, rel: 'noreferrer', target: '_blank' }, title))
    done = match.index + all.length
  }
  nodes.push(document.createTextNode(text.slice(done)))
  return nodes
}

const cells = (row: string): string[] => row.replace(/^\||\|$/g, '').split('|').map(cell => cell.trim())

function table(rows: string[]): Node {
  const [head = '', , ...body] = rows
  const line = (row: string, tag: 'th' | 'td'): Node => h('tr', {}, ...cells(row).map(cell => h(tag, {}, ...inline(cell))))
  return h('table', {}, h('thead', {}, line(head, 'th')), h('tbody', {}, ...body.map(row => line(row, 'td'))))
}

/** A list's items; a line that is indented continues the item above it. */
function list(rows: string[]): Node {
  const items: string[] = []
  for (const row of rows) {
    if (/^[-*] /.test(row)) items.push(row.slice(2))
    else items.push(`${items.pop() ?? ''} ${row.trim()}`)
  }
  return h('ul', {}, ...items.map(item => h('li', {}, ...inline(item))))
}

function block(rows: string[]): Node {
  const [first = ''] = rows
  const heading = /^(#{1,4}) (.*)$/.exec(first)
  if (heading) {
    const tag = heading[1]?.length === 1 ? 'h2' : 'h3'
    const rest = rows.slice(1)
    return h('div', {}, h(tag, {}, ...inline(heading[2] ?? '')), rest.length > 0 && block(rest))
  }
  if (/^[-*] /.test(first)) return list(rows)
  if (first.startsWith('|') && rows.length > 1) return table(rows)
  return h('p', {}, ...inline(rows.join(' ')))
}

/** A page as nodes. */
export function markdown(text: string, fence: Fence = plain): HTMLElement {
  const page = h('div', { class: 'page' })
  let rows: string[] = []
  let fenced: { info: string; rows: string[] } | null = null
  const flush = (): void => {
    if (rows.length > 0) page.append(block(rows))
    rows = []
  }
  for (const row of text.split('\n')) {
    const mark = /^```(.*)$/.exec(row)
    if (fenced && mark) {
      page.append(fence(fenced.rows.join('\n'), fenced.info))
      fenced = null
    } else if (fenced) fenced.rows.push(row)
    else if (mark) {
      flush()
      fenced = { info: mark[1] ?? '', rows: [] }
    } else if (row.trim() === '') flush()
    else rows.push(row)
  }
  if (fenced) page.append(fence(fenced.rows.join('\n'), fenced.info))
  flush()
  return page
}
