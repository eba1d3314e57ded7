// What the site needs: each worker and the whole, at rest and at full scale, against the budget.
import type { PlanLine, PlanTable } from '../api'
import type { App } from '../app'
import { byId, h, icon } from '../parts/dom'
import type { Panel } from './panel'

export class Plan implements Panel {
  readonly #app: App
  readonly #place = byId('plan-table')

  constructor(app: App) {
    this.#app = app
  }

  async refresh(): Promise<void> {
    const plan = await this.#app.compiler.ask('plan', [this.#app.site.main], 'panel')
    const unknown = [...plan.lines, plan.total].some(line => line.cells.some(cell => cell.includes('?')))
    const about = ['? is what nobody has said: ', h('code', {}, 'resources'), ' for cpu and memory, ', h('code', {}, 'concurrency'), ' for tasks and the database.']
    this.#place.replaceChildren(this.#table(plan), ...(unknown ? [h('p', { class: 'quiet' }, ...about)] : []))
  }

  #table({ heads, lines, total, budget }: PlanTable): HTMLElement {
    const columns = ['worker', 'scaled by', ...heads.map(head => head.toLowerCase())]
    return h(
      'table',
      {},
      h('caption', { class: 'hidden' }, 'Each worker at rest and at full scale'),
      h('thead', {}, h('tr', {}, ...columns.map(column => h('th', { scope: 'col' }, column)))),
      h('tbody', {}, ...lines.map(line => this.#line(line))),
      h('tfoot', {}, this.#line({ ...total, name: 'Total' }), budget && this.#line({ ...budget, name: 'Budget' }, 'budget')),
    )
  }

  #line({ name, scaled_by, range, cells, over }: PlanLine, kind?: string): HTMLElement {
    const title = range ? h('button', { class: 'link', click: () => this.#app.site.reveal(range) }, name) : name
    const amounts = cells.map((cell, at) => h('td', {}, over[at] ? this.#over(cell) : cell))
    return h('tr', { class: kind }, h('th', { scope: 'row' }, title), h('td', {}, scaled_by), ...amounts)
  }

  #over(cell: string): HTMLElement {
    return h('span', { class: 'wrong' }, icon('error'), cell, h('span', { class: 'hidden' }, ' is over the budget'))
  }
}
