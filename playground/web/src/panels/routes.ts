// The way of every task from every sender: which queue, which worker, how it scales, and because of what.
import type { Way } from '../api'
import type { App } from '../app'
import { byId, type Child, h, icon } from '../parts/dom'
import { meets, type Panel } from './panel'
import type { Range } from '../api'

/** More rows are counted and not drawn; looking for something narrows them. */
const DRAWN = 500

const broken = ({ worker, registered }: Way): boolean => worker === null || !registered

const words = (way: Way): string => [way.task, way.sender, way.queue, way.worker, way.scaler, way.because].join(' ').toLowerCase()

/** A name that a narrow column breaks between its words. */
const breakable = (name: string): Child[] => name.split(/(?<=[._-])/).flatMap(part => [part, h('wbr')])

export class Routes implements Panel {
  readonly #app: App
  readonly #search = byId<HTMLInputElement>('routes-search')
  readonly #count = byId('routes-count')
  readonly #body = byId('routes-body')
  #ways: Way[] = []
  #line: Range | null = null

  constructor(app: App) {
    this.#app = app
    this.#search.addEventListener('input', () => this.#draw())
  }

  async refresh(): Promise<void> {
    this.#ways = await this.#app.compiler.ask('routes', [this.#app.site.main], 'panel')
    this.#draw()
  }

  follow(line: Range): void {
    this.#line = line
    this.#mark()
  }

  /** Broken ways come first; the order of the others is the compiler's. */
  #found(): Way[] {
    const looked = this.#search.value.toLowerCase().split(/\s+/).filter(Boolean)
    const found = this.#ways.filter(way => {
      const text = words(way)
      return looked.every(word => text.includes(word))
    })
    return [...found.filter(broken), ...found.filter(way => !broken(way))]
  }

  #draw(): void {
    const found = this.#found()
    const wrong = found.filter(broken).length
    this.#count.textContent = `${found.length} of ${this.#ways.length} ways${wrong > 0 ? `, ${wrong} broken` : ''}`
    const rows = found.slice(0, DRAWN).map(way => this.#row(way))
    if (found.length > DRAWN) rows.push(h('tr', {}, h('td', { colspan: 5, class: 'quiet' }, `and ${found.length - DRAWN} more`)))
    if (found.length === 0) rows.push(h('tr', {}, h('td', { colspan: 5, class: 'quiet' }, 'No way has these words.')))
    this.#body.replaceChildren(...rows)
    this.#shown = found.slice(0, DRAWN)
    this.#mark()
  }

  #shown: Way[] = []

  #row(way: Way): HTMLTableRowElement {
    const { task, sender, queue, worker, scaler, because, range, registered } = way
    const dot = task.lastIndexOf('.') + 1
    const name = h('th', { scope: 'row', title: task }, h('span', { class: 'quiet' }, ...breakable(task.slice(0, dot))), ...breakable(task.slice(dot)))
    const end = worker === null ? h('span', { class: 'wrong' }, icon('error'), 'no worker') : worker
    const known = registered || worker === null ? null : h('span', { class: 'wrong' }, icon('error'), 'does not know it')
    const why = range ? h('button', { class: 'link', click: () => this.#app.site.reveal(range) }, because) : because
    return h(
      'tr',
      { class: broken(way) ? 'is-broken' : null },
      name, h('td', {}, sender), h('td', {}, ...breakable(queue)),
      h('td', {}, end, known, scaler && h('span', { class: 'scaler' }, scaler)), h('td', {}, why),
    )
  }

  #mark(): void {
    const line = this.#line
    this.#shown.forEach(({ range }, at) => {
      this.#body.children[at]?.classList.toggle('caused', line !== null && range !== null && meets(range, line))
    })
  }
}
