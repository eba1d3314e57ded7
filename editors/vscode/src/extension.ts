// The extension: starts a client of the language server and the commands around it. Which server there is, node and browser
// say.
import * as vscode from 'vscode'
import type { BaseLanguageClient, LanguageClientOptions } from 'vscode-languageclient'
import { build } from './build'
import { explain, Pages } from './explain'
import { Picture } from './picture'
import { Preview } from './preview'
import { Server } from './server'

/** Makes a client that has not been started. */
export type Connect = (options: LanguageClientOptions, log: vscode.LogOutputChannel) => Promise<BaseLanguageClient>

export async function activateWith(context: vscode.ExtensionContext, connect: Connect) {
  const log = vscode.window.createOutputChannel('celq', { log: true })
  const server = new Server(log, connect)
  const [preview, picture, pages] = [new Preview(server), new Picture(server), new Pages()]
  const commands: Record<string, (...given: never[]) => unknown> = {
    'celq.build': (place?: vscode.Uri) => build(server, place),
    'celq.previewManifests': () => preview.show(),
    'celq.showPicture': () => picture.show(),
    'celq.explain': (word?: string) => explain(server, pages, word),
    'celq.restartServer': () => server.start(),
    'celq.showLogs': () => log.show(),
    // What a code lens of the server calls: a file and a place in it.
    'qc.preview': (uri: string, position: { line: number }) => preview.show(vscode.Uri.parse(uri), position.line),
  }
  const registered = Object.entries(commands).map(([name, run]) => vscode.commands.registerCommand(name, run))
  context.subscriptions.push(log, server, preview, picture, pages, ...registered)
  await server.start()
}
