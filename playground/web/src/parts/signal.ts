// One event with its listeners.

export class Signal<T = void> {
  readonly #listeners: ((value: T) => void)[] = []

  listen(listener: (value: T) => void): void {
    this.#listeners.push(listener)
  }

  send(value: T): void {
    for (const listener of this.#listeners) listener(value)
  }
}
