// A list of tabs as the ARIA practices have it: one stop for Tab, arrow keys between the tabs.

/** Lets the arrow keys, Home and End move in a list, whose children are its tabs. */
export function arrows(list: HTMLElement): void {
  list.addEventListener('keydown', event => {
    const tabs = [...list.querySelectorAll<HTMLElement>('[role=tab]')]
    const at = tabs.indexOf(event.target as HTMLElement)
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: tabs.length - 1 }[event.key]
    if (at < 0 || to === undefined) return
    event.preventDefault()
    const tab = tabs[(to + tabs.length) % tabs.length]
    tab?.focus()
    tab?.click()
  })
}

/** Marks which tab of a list is chosen. */
export function choose(list: HTMLElement, chosen: (tab: HTMLElement) => boolean): void {
  for (const tab of list.querySelectorAll<HTMLElement>('[role=tab]')) {
    const is = chosen(tab)
    tab.setAttribute('aria-selected', String(is))
    tab.tabIndex = is ? 0 : -1
  }
}
