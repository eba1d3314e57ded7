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

const parse = (text: string, type: 'image/svg+xml' | 'application/xml'): Element => new DOMParser().parseFromString(text, type).documentElement

/** The compiler's SVG as nodes, and its colours. The page's policy takes no style out of a document, not even out of one
 *  that is only read, so they are taken out before and become a sheet of their own. */
export function drawing(svg: string): { picture: SVGSVGElement; style: string } {
  const [whole = '', style = ''] = /<style>([^<]*)<\/style>/.exec(svg) ?? []
  const root = parse(svg.replace(whole, ''), 'image/svg+xml')
  const wrong = fault(root)
  if (wrong) throw new Error(`the picture holds ${wrong}, which it should not`)
  const picture = document.importNode(root, true) as unknown as SVGSVGElement
  return { picture, style: parse(`<style>${style}</style>`, 'application/xml').textContent }
}

const place = ({ dataset }: SVGElement): Range => ({ file: dataset['file'] ?? '', from: Number(dataset['from']), to: Number(dataset['to']) })

export class Picture implements Panel {
  readonly #app: App
  readonly #canvas = byId('picture-canvas')
  readonly #sheet = new CSSStyleSheet()
  #svg = ''
  #line: Range | null = null

  constructor(app: App) {
    this.#app = app
    document.adoptedStyleSheets.push(this.#sheet)
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
    const { picture, style } = drawing(svg)
    this.#sheet.replaceSync(style)
    this.#canvas.replaceChildren(picture)
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
    const chosen = event && (event.target as Element).closest<SVGElement>('[data-way]')
    const ways = new Set(chosen?.dataset['way']?.split(' '))
    for (const element of this.#canvas.querySelectorAll<SVGElement>('[data-way]')) {
      const lit = element.dataset['way']?.split(' ').some(way => ways.has(way))
      element.classList.toggle('lit', lit)
    }
  }

  #save(): void {
    const address = URL.createObjectURL(new Blob([this.#svg], { type: 'image/svg+xml' }))
    h('a', { href: address, download: 'site.svg' }).click()
    setTimeout(() => URL.revokeObjectURL(address), 10_000)
  }
}
