// The language server that is part of the extension: starts it in a Worker, gives it the files of the workspace, and says when
// one has changed. How a Worker is made, node and browser say.
import * as vscode from 'vscode'
import type { LanguageClientOptions, MessageTransports } from 'vscode-languageclient'
import { celqFiles } from './files'
import { type Line, transports } from './port'
import type { Changed, Start } from './serve'

/** Makes a Worker of a script. */
export type MakeWorker = (script: vscode.Uri) => Line

/** A client's options and a way to start the server anew, with which the two know of the same files. */
export function wasmServer(context: vscode.ExtensionContext, script: string, worker: MakeWorker, options: LanguageClientOptions) {
  let line: Line | undefined
  // The server hears what is in a file before it hears that the file has changed.
  const didChangeWatchedFile = async (event: { uri: string }, next: (event: never) => Promise<void>) => {
    line?.send(await changed(vscode.Uri.parse(event.uri)))
    return next(event as never)
  }
  const workspace = { ...options.middleware?.workspace, didChangeWatchedFile }
  const start = async (): Promise<MessageTransports> => {
    line = await startWorker(context, script, worker)
    return transports(line)
  }
  return { start, options: { ...options, middleware: { ...options.middleware, workspace } } }
}

async function startWorker(context: vscode.ExtensionContext, script: string, worker: MakeWorker): Promise<Line> {
  const folder = vscode.Uri.joinPath(context.extensionUri, 'dist')
  const [wasm, found] = await Promise.all([
    vscode.workspace.fs.readFile(vscode.Uri.joinPath(folder, 'server.wasm')),
    celqFiles(),
  ])
  const files = await Promise.all(found.map(changed))
  const line = worker(vscode.Uri.joinPath(folder, script))
  line.send({ wasm: new Uint8Array(wasm), files } satisfies Start)
  return line
}

async function changed(uri: vscode.Uri): Promise<Changed> {
  const file = uri.toString()
  try {
    return { file, text: new TextDecoder().decode(await vscode.workspace.fs.readFile(uri)) }
  } catch {
    return { file }
  }
}
