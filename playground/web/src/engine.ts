// Starts what takes longest, before the rest of the page is there: the download of the compiler, and its Worker.
import wasm from '../generated/celq_bg.wasm?url'

/** Compiles the compiler's WASM once, while it arrives; every Worker gets the same module. */
async function load(): Promise<WebAssembly.Module> {
  const response = await fetch(wasm, { credentials: 'same-origin', priority: 'low' })
  if (!response.ok) throw new Error(`the server answered ${response.status}`)
  const streams = response.headers.get('content-type')?.startsWith('application/wasm')
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer())
}

export function startWorker(): Worker {
  return new Worker(new URL('./worker.ts', import.meta.url), { type: 'module', name: 'celq' })
}

export class Engine {
  module = load()
  worker = startWorker()

  constructor() {
    // Whoever awaits the module says what is wrong with it.
    this.module.catch(() => undefined)
  }

  /** Another Worker in the place of one that does not answer; loads the module again if it could not be loaded. */
  restart(): void {
    this.worker.terminate()
    this.worker = startWorker()
    const before = this.module
    this.module = before.catch(load)
  }
}
