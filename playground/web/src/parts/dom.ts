// Makes DOM nodes. Text always becomes text nodes: nothing here, and nothing on the page, takes HTML.

type Listener = (event: never) => void
type Value = string | number | boolean | null | undefined | Listener
export type Child = Node | string | null | undefined | false

/** An element. Properties that are functions listen to the event of their name; `false` and `null` leave one out. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Record<string, Value> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(properties)) set(element, name, value)
  append(element, children)
  return element
}

function set(element: Element, name: string, value: Value): void {
  if (typeof value === 'function') element.addEventListener(name, value as EventListener)
  else if (value === true) element.setAttribute(name, '')
  else if (value !== false && value !== null && value !== undefined) element.setAttribute(name, String(value))
}

function append(element: Element, children: Child[]): void {
  element.append(...children.filter((child): child is Node | string => !!child))
}

const SVG = 'http://www.w3.org/2000/svg'

/** One of the page's icons, which `index.html` has as symbols. Screen readers pass over it. */
export function icon(name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, 'svg')
  const use = document.createElementNS(SVG, 'use')
  svg.setAttribute('class', 'icon')
  svg.setAttribute('aria-hidden', 'true')
  use.setAttribute('href', `#icon-${name}`)
  svg.append(use)
  return svg
}

/** The element that the page has under this id. */
export function byId<T extends HTMLElement = HTMLElement>(id: string): T {
  const element = document.getElementById(id)
  if (!element) throw new Error(`the page has no #${id}`)
  return element as T
}

/** Waits until the browser has shown something. Its frames are counted before they are seen, so it is asked itself. */
export function painted(): Promise<void> {
  return new Promise(done => {
    new PerformanceObserver(() => done()).observe({ type: 'paint', buffered: true })
    // A page in the background is not painted at all.
    setTimeout(done, 1_000)
  })
}
