// What the site needs: each worker and the whole, at rest and at full scale, against the budget.
import type { PlanTable } from '../api'
import type { App } from '../app'
import { byId, h, icon } from '../parts/dom'
import type { Panel } from './panel'

type Amount = PlanTable['lines'][number]['cells'][number]

/** `1..6`, or one number where nothing scales; a question mark is what nobody has said. */
export function amount({ rest, full }: Pick<Amount, 'rest' | 'full'>): string {
  const [least, most] = [rest ?? '?', full ?? '?']
  return least === most ? least : `${least}..${most}`
}

export class Plan implements Panel {
  readonly #app: App
  readonly #place = byId('plan-table')

  constructor(app: App) {
    this.#app = app
  }

  async refresh(): Promise<void> {
    const plan = await this.#app.compiler.ask('plan', [this.#app.site.main], 'panel')
    const unknown = [...plan.lines.flatMap(line => line.cells), ...plan.sums].some(each => amount(each).includes('?'))
    this.#place.replaceChildren(
      this.#table(plan),
      ...(unknown
        ? [h('p', { class: 'quiet' }, '? is what nobody has said: ', h('code', {}, 'resources'), ' for cpu and memory, ',
            h('code', {}, 'concurrency'), ' for tasks and the database.')]
        : []),
    )
  }

  #table({ lines, sums }: PlanTable): HTMLElement {
    const names = sums.map(({ resource }) => h('th', { scope: 'col' }, resource))
    const budget = sums.some(({ ceiling }) => ceiling !== null)
    return h(
      'table',
      {},
      h('caption', { class: 'hidden' }, 'Each worker at rest and at full scale'),
      h('thead', {}, h('tr', {}, h('th', { scope: 'col' }, 'worker'), h('th', { scope: 'col' }, 'scaled by'), ...names)),
      h('tbody', {}, ...lines.map(line => this.#line(line, sums))),
      h(
        'tfoot',
        {},
        h('tr', {}, h('th', { scope: 'row', colspan: 2 }, 'Total'), ...sums.map(sum => this.#sum(sum))),
        budget && h('tr', { class: 'budget' }, h('th', { scope: 'row', colspan: 2 }, 'Budget'), ...sums.map(({ ceiling }) => h('td', {}, ceiling ?? ''))),
      ),
    )
  }

  #line(line: PlanTable['lines'][number], sums: PlanTable['sums']): HTMLElement {
    const { name, range } = line
    const title = range ? h('button', { class: 'link', click: () => this.#app.site.reveal(range) }, name) : name
    const cells = sums.map(({ resource }) => {
      const cell = line.cells.find(each => each.resource === resource)
      return h('td', {}, cell ? amount(cell) : '')
    })
    return h('tr', {}, h('th', { scope: 'row' }, title), h('td', { class: 'text' }, line.scaled_by), ...cells)
  }

  #sum(sum: PlanTable['sums'][number]): HTMLElement {
    if (!sum.over) return h('td', {}, amount(sum))
    return h('td', {}, h('span', { class: 'wrong' }, icon('error'), amount(sum), h('span', { class: 'hidden' }, ' is over the budget')))
  }
}
