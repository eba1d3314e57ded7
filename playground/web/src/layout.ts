// Where things are: splitters, and on narrow screens one pane at a time with a bar below.
import { byId } from './parts/dom'
import { splitter } from './parts/splitter'

const panes = ['edit', 'problems', 'output'] as const
export type Pane = (typeof panes)[number]

/** `seen` is told whether the output is on the screen. Returns how to go to a pane. */
export function layout(seen: (output: boolean) => void): (pane: Pane) => void {
  const narrow = matchMedia('(max-width: 639px)')
  const work = byId('work')
  let current: Pane = 'edit'
  const apply = (): void => {
    document.body.dataset['pane'] = current
    for (const pane of panes) byId(`pane-${pane}`).setAttribute('aria-pressed', String(pane === current))
    seen(!narrow.matches || current === 'output')
  }
  const go = (pane: Pane): void => {
    current = pane
    apply()
  }
  for (const pane of panes) byId(`pane-${pane}`).addEventListener('click', () => go(pane))
  narrow.addEventListener('change', apply)
  const across = (event: PointerEvent): number => {
    const { left, width, top, height } = byId('top').getBoundingClientRect()
    return matchMedia('(max-width: 1023px)').matches ? ((event.clientY - top) / height) * 100 : ((event.clientX - left) / width) * 100
  }
  splitter(byId('split-output'), 'source', across)
  splitter(byId('split-problems'), 'top', event => {
    const { top, height } = work.getBoundingClientRect()
    return ((event.clientY - top) / height) * 100
  })
  apply()
  return go
}
