// The page's side of the Worker: asks with types, newest state only. One ask is under way at a time, so that a newer
// one of the same slot takes the place of one that waits; a Worker that does not answer is ended and started again.
import type { Methods } from './api'
import type { Engine } from './engine'
import { Signal } from './parts/signal'
import type { Answer, Ask, Refreshed, Start } from './worker'

/** What the first half of the compiler answers. */
const FIRST = ['refresh', 'colour', 'vocabulary']

/** How long a Worker may think about one ask. */
const PATIENCE = 5_000

/** Why an ask has no answer: a newer one took its place, or the compiler failed at it. */
export class Unanswered extends Error {
  constructor(readonly superseded: boolean, message: string) {
    super(message)
  }
}

interface Job {
  slot: string
  method: string
  args: (string | number)[]
  done: (value: unknown) => void
  failed: (reason: Unanswered) => void
}

export class Compiler {
  /** Says in a sentence what happened when the Worker had to be started again. */
  readonly faults = new Signal<string>()
  /** Says that everything is answered from now on. */
  readonly complete = new Signal()
  /** Says whether an answer is under way. */
  readonly busy = new Signal<boolean>()
  readonly #engine: Engine
  readonly #today: string
  readonly #files = new Map<string, string>()
  #changed = new Map<string, string | null>()
  #waiting: Job[] = []
  #running: Job | null = null
  #ready = false
  #whole = false
  #last = 0
  #timer: ReturnType<typeof setTimeout> | undefined

  constructor(engine: Engine, today: string) {
    this.#engine = engine
    this.#today = today
    this.#attach()
  }

  /** The text of a file from now on; `null` removes it. It is sent with the next ask. */
  write(name: string, text: string | null): void {
    if (this.#files.get(name) === (text ?? undefined)) return
    if (text === null) this.#files.delete(name)
    else this.#files.set(name, text)
    this.#changed.set(name, text)
  }

  /** Asks a method of the compiler. An ask of the same slot that still waits is dropped. */
  async ask<M extends keyof Methods>(method: M, args: Methods[M]['takes'], slot: string = method): Promise<Methods[M]['gives']> {
    return JSON.parse((await this.#run(method, args, slot)) as string) as Methods[M]['gives']
  }

  /** The check of a key stroke: diagnostics of the site, tokens of the file that is shown, and how long the check took. */
  async refresh(main: string, current: string): Promise<Refreshed> {
    return (await this.#run('refresh', [main, current], 'refresh')) as Refreshed
  }

  /** The tokens of a text that is no file. */
  async colour(text: string): Promise<Uint32Array> {
    return (await this.#run('colour', [text], `colour ${text}`)) as Uint32Array
  }

  /** Starts the Worker again, with all files, when loading it failed. */
  retry(): void {
    this.#restart('')
  }

  #run(method: string, args: (string | number)[], slot: string): Promise<unknown> {
    return new Promise((done, failed) => {
      const job = { slot, method, args, done, failed }
      const older = this.#waiting.findIndex(waiting => waiting.slot === slot)
      if (older >= 0) this.#waiting.splice(older, 1)[0]?.failed(new Unanswered(true, 'a newer ask took its place'))
      // What a key stroke shows goes before what panels and tooltips wait for.
      if (slot === 'refresh') this.#waiting.unshift(job)
      else this.#waiting.push(job)
      this.#next()
    })
  }

  #next(): void {
    if (!this.#ready || this.#running) return
    // What only the whole compiler knows waits for it.
    const next = this.#waiting.findIndex(({ method }) => this.#whole || FIRST.includes(method))
    const [job] = next < 0 ? [] : this.#waiting.splice(next, 1)
    this.busy.send(job !== undefined)
    if (!job) return
    this.#running = job
    this.#last += 1
    const ask: Ask = { id: this.#last, writes: [...this.#changed], method: job.method, args: job.args }
    this.#changed = new Map()
    this.#timer = setTimeout(() => this.#restart('the compiler did not answer within 5 seconds'), PATIENCE)
    this.#engine.worker.postMessage(ask)
  }

  #attach(): void {
    const worker = this.#engine.worker
    worker.onmessage = ({ data }: MessageEvent<Answer | 'ready' | 'whole'>) => {
      if (data === 'ready') this.#ready = true
      else if (data === 'whole') {
        this.#whole = true
        this.complete.send()
      }
      else if (data.id === this.#last) this.#answered(data)
      this.#next()
    }
    worker.onerror = event => {
      event.preventDefault()
      this.#restart('the compiler stopped')
    }
    const { first, whole } = this.#engine
    const send = (loaded: Promise<WebAssembly.Module>, isWhole: boolean): Promise<void> =>
      loaded.then(module => worker.postMessage({ module, whole: isWhole, today: this.#today } satisfies Start))
    send(first, false).then(() => send(whole, true)).catch((error: unknown) =>
      this.faults.send(`the compiler could not be loaded: ${error instanceof Error ? error.message : error}`))
  }

  #answered({ value, error }: Answer): void {
    clearTimeout(this.#timer)
    const job = this.#running
    this.#running = null
    if (error === undefined) job?.done(value)
    else {
      job?.failed(new Unanswered(false, error))
      this.#restart('the compiler stopped at this text, which is a fault of its own')
    }
  }

  /** Ends the Worker. What it was asked is not asked again, or it would hang again. */
  #restart(why: string): void {
    clearTimeout(this.#timer)
    for (const job of [this.#running, ...this.#waiting]) job?.failed(new Unanswered(false, why))
    this.#running = null
    this.#waiting = []
    this.#ready = false
    this.#whole = false
    this.#changed = new Map(this.#files)
    this.#engine.worker.onmessage = null
    this.#engine.restart()
    this.#attach()
    if (why) this.faults.send(`${why}; it was started again and waits for your next change`)
  }
}
