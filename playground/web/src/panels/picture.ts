// The site as the compiler draws it. The drawing is parsed as XML, held against a short list of what may be in it, and
// only then put into the page.
import type { Range } from '../api'
import type { App } from '../app'
import { byId, h } from '../parts/dom'
import { meets, type Panel } from './panel'

const ELEMENTS = new Set([
  'svg', 'g', 'path', 'rect', 'line', 'polyline', 'polygon', 'circle', 'ellipse', 'text', 'tspan', 'title', 'desc', 'defs', 'marker',
])

/** Why a drawing may not be shown, or nothing. */
function fault(root: Element): string | null {
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (element.namespaceURI !== 'http://www.w3.org/2000/svg' || !ELEMENTS.has(element.localName)) return `an element ${element.localName}`
    const wrong = element.getAttributeNames().find(name => /^on|^style$|href/i.test(name))
    if (wrong) return `an attribute ${wrong}`
  }
  return null
}

/** The compiler's SVG as nodes. What styles it in a file of its own is left out: here the page's style sheet does. */
export function drawing(svg: string): SVGSVGElement {
  const parsed = new DOMParser().parseFromString(svg, 'image/svg+xml')
  const root = parsed.documentElement
  for (const style of [...root.querySelectorAll('style')]) style.remove()
  const wrong = fault(root)
  if (wrong) throw new Error(`the picture holds ${wrong}, which it should not`)
  return document.importNode(root, true) as unknown as SVGSVGElement
}

const place = ({ dataset }: SVGElement): Range => ({ file: dataset['file'] ?? '', from: Number(dataset['from']), to: Number(dataset['to']) })

export class Picture implements Panel {
  readonly #app: App
  readonly #canvas = byId('picture-canvas')
  #svg = ''
  #line: Range | null = null

  constructor(app: App) {
    this.#app = app
    const { site } = app
    const node = (event: Event): SVGElement | null => (event.target as Element).closest<SVGElement>('[data-from]')
    this.#canvas.addEventListener('click', event => {
      const chosen = node(event)
      if (chosen) site.reveal(place(chosen))
    })
    this.#canvas.addEventListener('keydown', event => {
      const chosen = node(event)
      if (!chosen || (event.key !== 'Enter' && event.key !== ' ')) return
      event.preventDefault()
      site.reveal(place(chosen))
    })
    for (const type of ['pointerover', 'focusin']) this.#canvas.addEventListener(type, event => this.#light(event))
    for (const type of ['pointerleave', 'focusout']) this.#canvas.addEventListener(type, () => this.#light(null))
    byId('picture-fit').addEventListener('click', event => {
      const fits = this.#canvas.classList.toggle('fits')
      ;(event.currentTarget as HTMLElement).setAttribute('aria-pressed', String(fits))
    })
    byId('picture-save').addEventListener('click', () => this.#save())
  }

  async refresh(): Promise<void> {
    const { svg } = await this.#app.compiler.ask('graph', [this.#app.site.main], 'panel')
    if (svg === this.#svg) return
    this.#svg = svg
    this.#canvas.replaceChildren(drawing(svg))
    this.#mark()
  }

  follow(line: Range): void {
    this.#line = line
    this.#mark()
  }

  #mark(): void {
    for (const node of this.#canvas.querySelectorAll<SVGElement>('[data-from]')) {
      node.classList.toggle('caused', this.#line !== null && meets(place(node), this.#line))
    }
  }

  /** Lights the ways that go through what is pointed at: everything that shares a way with it. */
  #light(event: Event | null): void {
    const chosen = event && (event.target as Element).closest<SVGElement>('[data-ways]')
    const ways = new Set(chosen?.dataset['ways']?.split(' '))
    this.#canvas.classList.toggle('lights', ways.size > 0)
    for (const element of this.#canvas.querySelectorAll<SVGElement>('[data-ways]')) {
      const lit = element.dataset['ways']?.split(' ').some(way => ways.has(way))
      element.classList.toggle('lit', lit)
    }
  }

  #save(): void {
    const address = URL.createObjectURL(new Blob([this.#svg], { type: 'image/svg+xml' }))
    h('a', { href: address, download: 'site.svg' }).click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
}
