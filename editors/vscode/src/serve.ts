// The language server in a Worker: messages of the protocol in and out. Around them it is told which files there are, for it
// reads none itself. Knows neither VS Code nor whether it runs in node or in a browser.
import init, { LanguageServer } from '../../../playground/web/generated/lsp.js'
import type { Port } from './port'

/** What the extension says first. */
export interface Start {
  wasm: Uint8Array<ArrayBuffer>
  /** All files of the language in the workspace. */
  files: Changed[]
}

/** What it says when a file on the disk has changed; without a text it is gone. */
export interface Changed {
  /** Its URI. */
  file: string
  text?: string
}

/** Clients escape a URI each in their way. */
const key = (uri: string) => decodeURIComponent(uri)

export function serve(port: Port) {
  const files = new Map<string, string>()
  const host = {
    read: (uri: string) => files.get(key(uri)),
    list: (folder: string) => [...files.keys()].filter(file => file.startsWith(key(folder))),
    today: () => new Date().toISOString().slice(0, 10),
  }
  const waiting: unknown[] = []
  let server: LanguageServer | undefined
  let idle: ReturnType<typeof setTimeout> | undefined
  const send = (messages: string) => {
    for (const message of JSON.parse(messages)) port.send({ jsonrpc: '2.0', ...message })
  }
  const note = ({ file, text }: Changed) => {
    if (text === undefined) files.delete(key(file))
    else files.set(key(file), text)
  }
  const hear = (message: unknown) => {
    if (!server) {
      waiting.push(message)
    } else if (isChanged(message)) {
      note(message)
    } else {
      send(server.receive(JSON.stringify(message)))
      // What is published costs more than what is read, so it waits until nothing else does.
      clearTimeout(idle)
      idle = setTimeout(() => send(server!.idle()))
    }
  }
  const start = async (first: Start) => {
    first.files.forEach(note)
    await init({ module_or_path: first.wasm })
    server = new LanguageServer(host)
    waiting.forEach(hear)
  }
  port.listen(message => (isStart(message) ? void start(message) : hear(message)))
}

const isStart = (message: unknown): message is Start => (message as Start).wasm !== undefined
const isChanged = (message: unknown): message is Changed => (message as Changed).file !== undefined
