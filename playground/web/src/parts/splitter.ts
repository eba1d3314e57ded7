// A line between two panes that moves by pointer and by arrow keys, and is remembered.
import { keep, kept } from '../storage'

/** Sets the CSS variable `--name` of the page to a share in percent. `share` says which one a place on the screen means. */
export function splitter(bar: HTMLElement, name: string, share: (event: PointerEvent) => number): void {
  const low = Number(bar.getAttribute('aria-valuemin'))
  const high = Number(bar.getAttribute('aria-valuemax'))
  const set = (percent: number): void => {
    if (!Number.isFinite(percent)) return
    const value = Math.min(high, Math.max(low, percent))
    bar.setAttribute('aria-valuenow', String(Math.round(value)))
    document.documentElement.style.setProperty(`--${name}`, `${value}%`)
    keep(name, String(value))
  }
  const before = kept(name)
  if (before !== null) set(Number(before))
  bar.addEventListener('pointerdown', event => {
    bar.setPointerCapture(event.pointerId)
    event.preventDefault()
    bar.focus()
  })
  bar.addEventListener('pointermove', event => {
    if (bar.hasPointerCapture(event.pointerId)) set(share(event))
  })
  bar.addEventListener('keydown', event => {
    const now = Number(bar.getAttribute('aria-valuenow'))
    const to = { ArrowLeft: now - 2, ArrowUp: now - 2, ArrowRight: now + 2, ArrowDown: now + 2, Home: low, End: high }[event.key]
    if (to === undefined) return
    event.preventDefault()
    set(to)
  })
}
