// The page of a word or a rule, shown as Markdown: of the word at the cursor, or of one that is typed.
import * as vscode from 'vscode'
import type { Server } from './server'

const SCHEME = 'celq-page'

/** Pages that were asked for, by their path. */
export class Pages implements vscode.TextDocumentContentProvider, vscode.Disposable {
  readonly #texts = new Map<string, string>()
  readonly #registered = vscode.workspace.registerTextDocumentContentProvider(SCHEME, this)

  add(word: string, text: string): vscode.Uri {
    const uri = vscode.Uri.from({ scheme: SCHEME, path: `/${word}.md` })
    this.#texts.set(uri.path, text)
    return uri
  }

  provideTextDocumentContent({ path }: vscode.Uri) {
    return this.#texts.get(path)
  }

  dispose() {
    this.#registered.dispose()
  }
}

export async function explain(server: Server, pages: Pages, given?: string) {
  const prompt = 'A statement, a clause, a key, a rule or a release'
  const word = given ?? await vscode.window.showInputBox({ title: 'Explain', prompt, value: wordAtCursor() })
  if (!word) return
  try {
    await vscode.commands.executeCommand('markdown.showPreview', pages.add(word, await server.page(word)))
  } catch (error) {
    void vscode.window.showWarningMessage((error as Error).message)
  }
}

/** The rule that is named where the cursor stands, else the word there. */
function wordAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor
  if (editor?.document.languageId !== 'celq') return undefined
  const { document, selection: { active } } = editor
  const said = vscode.languages.getDiagnostics(document.uri).find(({ range }) => range.contains(active))
  const rule = typeof said?.code === 'object' ? said.code.value : said?.code
  if (rule !== undefined) return String(rule)
  const range = document.getWordRangeAtPosition(active, /[a-z][a-z0-9_]*/)
  return range && document.getText(range)
}
