// The file that a command is about.
import * as vscode from 'vscode'

/** The file in the active editor, when it is one of the language; says so when it is not. */
export function activeFile(): vscode.Uri | undefined {
  const document = vscode.window.activeTextEditor?.document
  if (document?.languageId === 'celq') return document.uri
  void vscode.window.showInformationMessage('Open a .celq file first.')
  return undefined
}

/** The target that the settings name. */
export const target = () => vscode.workspace.getConfiguration('celq').get('target', 'manifests')

/** The last part of a path. */
export const nameOf = (uri: vscode.Uri) => uri.path.split('/').at(-1) ?? ''

/** Calls when edits have rested for a moment; `about` says which documents count. */
export function whenEdited(about: (document: vscode.TextDocument) => boolean, call: () => unknown): vscode.Disposable {
  let timer: ReturnType<typeof setTimeout> | undefined
  return vscode.workspace.onDidChangeTextDocument(({ document }) => {
    if (!about(document)) return
    clearTimeout(timer)
    timer = setTimeout(call, 150)
  })
}
