// The right side: four views as tabs, of which only the one that is seen is kept up to date.
import type { Range } from './api'
import type { App } from './app'
import { Unanswered } from './compiler'
import { byId } from './parts/dom'
import { arrows, choose } from './parts/tabs'
import { Manifests } from './panels/manifests'
import type { Panel } from './panels/panel'
import { Picture } from './panels/picture'
import { Plan } from './panels/plan'
import { Routes } from './panels/routes'
import { keep, kept } from './storage'

const names = ['manifests', 'routes', 'picture', 'plan'] as const
/** In milliseconds: what is unnoticed, and what is a pause in typing. */
const FRAME = 32
const PAUSE = 250

export type View = (typeof names)[number]

export class Views {
  readonly #app: App
  readonly #panels: Record<View, Panel>
  readonly #list = byId('views')
  readonly #stale = new Set<View>(names)
  #current: View = 'manifests'
  #seen = true
  #took = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(app: App) {
    this.#app = app
    this.#panels = {
      manifests: new Manifests(app, () => this.refresh()),
      routes: new Routes(app),
      picture: new Picture(app),
      plan: new Plan(app),
    }
    arrows(this.#list)
    for (const name of names) byId(`view-${name}`).addEventListener('click', () => this.show(name))
    this.show(names.find(name => name === kept('view')) ?? 'manifests')
  }

  show(name: View): void {
    this.#current = name
    keep('view', name)
    choose(this.#list, tab => tab.id === `view-${name}`)
    for (const each of names) byId(`panel-${each}`).hidden = each !== name
    this.#update()
  }

  /** The site has changed. A view that takes long waits until the typing pauses, so that it holds up no check. */
  refresh(): void {
    for (const name of names) this.#stale.add(name)
    clearTimeout(this.#timer)
    if (this.#took < FRAME) this.#update()
    else this.#timer = setTimeout(() => this.#update(), PAUSE)
  }

  /** Whether the right side is on the screen; what nobody sees is not made. */
  see(seen: boolean): void {
    this.#seen = seen
    this.#update()
  }

  follow(line: Range, moved: boolean): void {
    for (const name of names) this.#panels[name].follow?.(line, moved && name === this.#current)
  }

  #update(): void {
    const name = this.#current
    if (!this.#seen || this.#app.targets.length === 0 || !this.#stale.delete(name)) return
    const before = performance.now()
    this.#panels[name].refresh().then(
      () => { this.#took = performance.now() - before },
      (error: unknown) => {
        this.#stale.add(name)
        if (!(error instanceof Unanswered)) this.#app.notice(error instanceof Error ? error.message : String(error))
      },
    )
  }
}
