// The Web Worker in which the compiler runs. Takes asks, each with the files that changed before it; gives answers.
// Knows nothing of the page. A fault of the compiler becomes an answer, and the page starts another Worker.
import { initSync, Workspace } from '../generated/first.js'

export interface Start {
  module: WebAssembly.Module
  /** Whether it answers everything, and takes the place of the one that checks and colours. */
  whole: boolean
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

let workspace: Pick<Workspace, 'write' | 'remove' | 'check' | 'tokens' | 'vocabulary'>
const texts = new Map<string, string>()

async function start({ module, whole, today }: Start): Promise<void> {
  if (whole) {
    const compiler = await import('../generated/celq.js')
    compiler.initSync({ module })
    const next = new compiler.Workspace(today)
    for (const [name, text] of texts) next.write(name, text)
    workspace = next
  } else {
    initSync({ module })
    workspace = new Workspace(today)
  }
  postMessage(whole ? 'whole' : 'ready')
}

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
    if (text === null) {
      texts.delete(name)
      workspace.remove(name)
    } else {
      texts.set(name, text)
      workspace.write(name, text)
    }
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
    start(data).catch((error: unknown) => reportError(error))
    return
  }
  try {
    postMessage({ id: data.id, value: answer(data) } satisfies Answer)
  } catch (error) {
    postMessage({ id: data.id, error: String(error) } satisfies Answer)
  }
}
