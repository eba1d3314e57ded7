// The Web Worker in which the compiler runs. Takes asks, each with the files that changed before it; gives answers.
// Knows nothing of the page. A fault of the compiler becomes an answer, and the page starts another Worker.
import { initSync, Workspace } from '../generated/celq.js'

export interface Start {
  module: WebAssembly.Module
  today: string
}

export interface Ask {
  id: number
  /** Files that changed, with their new text, or `null` where one is gone. */
  writes: [name: string, text: string | null][]
  method: string
  args: (string | number)[]
}

export interface Answer {
  id: number
  value?: unknown
  error?: string
}

export interface Refreshed {
  checked: string
  tokens: Uint32Array
  milliseconds: number
}

/** A name that no file of the user can have, for text that is only coloured. */
const SCRATCH = '\u0000'

let workspace: Workspace

const extra: Record<string, (...args: string[]) => unknown> = {
  refresh(main = '', current = ''): Refreshed {
    const before = performance.now()
    const checked = workspace.check(main)
    const milliseconds = performance.now() - before
    return { checked, tokens: workspace.tokens(current), milliseconds }
  },
  colour(text = ''): Uint32Array {
    workspace.write(SCRATCH, text)
    const tokens = workspace.tokens(SCRATCH)
    workspace.remove(SCRATCH)
    return tokens
  },
}

function answer({ writes, method, args }: Ask): unknown {
  for (const [name, text] of writes) {
    if (text === null) workspace.remove(name)
    else workspace.write(name, text)
  }
  const own = extra[method]
  if (own) return own(...(args as string[]))
  const methods = workspace as unknown as Record<string, (...args: (string | number)[]) => unknown>
  const called = methods[method]
  if (!called) throw new Error(`the compiler has no method ${method}`)
  return called.apply(workspace, args)
}

onmessage = ({ data }: MessageEvent<Start | Ask>) => {
  if ('module' in data) {
    initSync({ module: data.module })
    workspace = new Workspace(data.today)
    postMessage('ready')
    return
  }
  try {
    postMessage({ id: data.id, value: answer(data) } satisfies Answer)
  } catch (error) {
    postMessage({ id: data.id, error: String(error) } satisfies Answer)
  }
}
