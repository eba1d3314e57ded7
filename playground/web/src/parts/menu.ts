// A popover opens below its button, inside of the page.

export function below(popup: HTMLElement, button: HTMLElement): void {
  popup.addEventListener('toggle', () => {
    const { left, bottom } = button.getBoundingClientRect()
    const room = innerWidth - popup.offsetWidth - 8
    popup.style.left = `${Math.max(8, Math.min(left, room))}px`
    popup.style.top = `${bottom + 4}px`
  })
}
