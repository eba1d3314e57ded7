// A read-only document beside the file: what the site becomes, as it is typed. Where an error stands, it says that and
// nothing else. Going to the definition of a line leads to the word of the file that caused it.
import * as vscode from 'vscode'
import type { Location } from 'vscode-languageclient'
import { activeFile, nameOf, target, whenEdited } from './document'
import type { Made, Server } from './server'

const SCHEME = 'celq-preview'
/** What the names of a target's documents end in, where it is not YAML. */
const ENDS: Record<string, string> = { settings: 'py', model: 'json' }

export class Preview implements vscode.TextDocumentContentProvider, vscode.DefinitionProvider, vscode.Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>()
  readonly #origins = new Map<string, (Location | null)[]>()
  readonly #registered: vscode.Disposable
  readonly onDidChange = this.#changed.event

  constructor(readonly server: Server) {
    this.#registered = vscode.Disposable.from(
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEME, this),
      vscode.languages.registerDefinitionProvider({ scheme: SCHEME }, this),
      whenEdited(({ languageId }) => languageId === 'celq', () => this.#refresh()),
      vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#origins.delete(uri.toString())),
    )
  }

  /** Opens the preview of a file; where a line is given, at what that line causes. */
  async show(file = activeFile(), line?: number) {
    if (!file) return
    const uri = previewOf(file, target())
    const document = await vscode.workspace.openTextDocument(uri)
    const of = (origin: Location | null) => origin?.uri === file.toString() && origin.range.start.line === line
    const caused = this.#origins.get(uri.toString())?.findIndex(of) ?? -1
    const selection = caused < 0 ? undefined : new vscode.Range(caused, 0, caused, 0)
    await vscode.window.showTextDocument(document, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true, preview: true, selection })
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const { file, target } = previewed(uri)
    try {
      const made = await this.server.preview(file, target)
      this.#origins.set(uri.toString(), origins(made))
      return text(made)
    } catch (error) {
      this.#origins.delete(uri.toString())
      const mark = target === 'model' ? '//' : '#'
      return `${mark} ${(error as Error).message}\n`
    }
  }

  provideDefinition(document: vscode.TextDocument, { line }: vscode.Position) {
    const origin = this.#origins.get(document.uri.toString())?.[line]
    if (!origin) return undefined
    const { start, end } = origin.range
    return new vscode.Location(vscode.Uri.parse(origin.uri), new vscode.Range(start.line, start.character, end.line, end.character))
  }

  #refresh() {
    const open = vscode.workspace.textDocuments.filter(({ uri }) => uri.scheme === SCHEME)
    open.forEach(({ uri }) => this.#changed.fire(uri))
  }

  dispose() {
    this.#registered.dispose()
  }
}

/** All that a target makes, as one text. */
export const text = (made: Made) => made.documents.map(document => `${head(made, document.file)}${document.text}`).join('')

/** What stands above a document: the separator, or where there are several files the name of this one. */
const head = ({ separator, documents }: Made, file: string) => separator || (documents.length > 1 ? `# ${file}\n` : '')

/** The origin of each line of that text. */
function origins(made: Made): (Location | null)[] {
  return made.documents.flatMap(({ file, lines }) => [...(head(made, file) ? [null] : []), ...lines])
}

function previewOf(file: vscode.Uri, target: string): vscode.Uri {
  const path = `/${nameOf(file)}.${ENDS[target] ?? 'yaml'}`
  return vscode.Uri.from({ scheme: SCHEME, path, query: JSON.stringify([file.toString(), target]) })
}

function previewed(uri: vscode.Uri): { file: vscode.Uri; target: string } {
  const [file, target] = JSON.parse(uri.query) as [string, string]
  return { file: vscode.Uri.parse(file), target }
}
