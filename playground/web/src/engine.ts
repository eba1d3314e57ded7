// Starts what takes longest, before the rest of the page is there: the download of the compiler, and its Worker. The
// compiler comes twice: first the half that checks, colours and knows the words, then, in its place, the one that answers everything.
import whole from '../generated/celq_bg.wasm?url'
import first from '../generated/first_bg.wasm?url'

/** Compiles WASM once, while it arrives; every Worker gets the same module. */
async function load(wasm: string): Promise<WebAssembly.Module> {
  const response = await fetch(wasm, { credentials: 'same-origin', priority: 'low' })
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const streams = response.headers.get('content-type')?.startsWith('application/wasm')
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer())
}

/** The whole compiler, which waits until the first half is there: on a slow line they would hold each other up. */
const after = (half: Promise<unknown>): Promise<WebAssembly.Module> => half.then(() => load(whole))

export function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'celq' })
}

export class Engine {
  first = load(first)
  whole = after(this.first)
  worker = startWorker()

  constructor() {
    // Whoever awaits a module says what is wrong with it.
    for (const module of [this.first, this.whole]) module.catch(() => undefined)
  }

  /** Another Worker in the place of one that does not answer; loads again what could not be loaded. */
  restart(): void {
    this.worker.terminate()
    this.worker = startWorker()
    this.first = this.first.catch(() => load(first))
    this.whole = this.whole.catch(() => after(this.first))
  }
}
