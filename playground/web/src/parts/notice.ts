// Sentences to the user, in one line above the work, announced to screen readers. The newest takes the place of the one before.
import { byId, h, icon } from './dom'

export function notice(text: string, action?: { title: string; act: () => void }): void {
  const place = byId('notice')
  const clear = (): void => place.replaceChildren()
  const acted = (): void => {
    clear()
    action?.act()
  }
  place.replaceChildren(
    h('span', {}, text),
    ...(action ? [h('button', { click: acted }, action.title)] : []),
    h('button', { class: 'plain', 'aria-label': 'Dismiss', click: clear }, icon('close')),
  )
}
