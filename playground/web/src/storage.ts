// What survives a reload, in the browser's own storage. A browser that keeps nothing is no fault.

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(`celq-${name}`, value)
  } catch {
    // Storage is full or forbidden: the page works, and forgets.
  }
}

export function kept(name: string): string | null {
  try {
    return localStorage.getItem(`celq-${name}`)
  } catch {
    return null
  }
}
