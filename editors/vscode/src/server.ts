// The one client of the extension: starts it, starts it again when a setting asks for another server, passes on what is set,
// and asks what is no part of the protocol.
import * as vscode from 'vscode'
import type { BaseLanguageClient, LanguageClientOptions, Location } from 'vscode-languageclient'
import type { Connect } from './extension'

/** What a site becomes, for one target. */
export interface Made {
  target: string
  /** What stands before each document where all go into one file; nothing where each has its own. */
  separator: string | null
  documents: { kind: string | null; name: string; file: string; text: string; lines: (Location | null)[] }[]
}

const SECTION = 'celq'

export class Server implements vscode.Disposable {
  #client: BaseLanguageClient | undefined
  /** The last start. */
  #turn: Promise<void> = Promise.resolve()
  readonly #settings: vscode.Disposable

  constructor(readonly log: vscode.LogOutputChannel, readonly connect: Connect) {
    this.#settings = vscode.workspace.onDidChangeConfiguration(async change => {
      if (change.affectsConfiguration(`${SECTION}.path`)) await this.start()
      else if (change.affectsConfiguration(SECTION)) await this.#tell()
    })
  }

  /** Starts the server; one that runs is stopped before, and one that is starting is waited for: it cannot be stopped yet. */
  start(): Promise<void> {
    this.#turn = this.#turn.catch(() => undefined).then(() => this.#start())
    return this.#turn
  }

  async #start() {
    await this.#client?.dispose()
    const client = await this.connect(options(this.log), this.log)
    this.#client = client
    try {
      await client.start()
    } catch (error) {
      this.log.error(error as Error)
      void vscode.window.showErrorMessage(`The language server did not start: ${(error as Error).message}`)
    }
  }

  /** Says what is set now. */
  async #tell() {
    await this.#client?.sendNotification('workspace/didChangeConfiguration', { settings: settings() })
  }

  preview = (uri: vscode.Uri, target: string) => this.#ask<Made>('qc/preview', { textDocument: identifier(uri), target })
  picture = async (uri: vscode.Uri) => (await this.#ask<{ svg: string }>('qc/graph', { textDocument: identifier(uri) })).svg
  page = async (word: string) => (await this.#ask<{ markdown: string }>('qc/explain', { word })).markdown

  async #ask<Answer>(method: string, params: object): Promise<Answer> {
    if (!this.#client) throw new Error('the language server has not been started')
    return this.#client.sendRequest<Answer>(method, params)
  }

  dispose() {
    this.#settings.dispose()
    return this.#client?.dispose()
  }
}

const identifier = (uri: vscode.Uri) => ({ uri: uri.toString() })

/** The settings that the server knows, as it calls them. */
function settings() {
  const { inlayHints, codeLens, everyNote } = vscode.workspace.getConfiguration(SECTION)
  return { qc: { inlayHints, codeLens, everyNote } }
}

function options(log: vscode.LogOutputChannel): LanguageClientOptions {
  const answer = ({ section }: { section?: string }) => (section === 'qc' ? settings().qc : null)
  const configuration = ({ items }: { items: { section?: string }[] }) => items.map(answer)
  return {
    documentSelector: [{ language: 'celq' }],
    outputChannel: log,
    initializationOptions: settings(),
    middleware: { workspace: { configuration } },
  }
}
