// Writes what a site becomes to where somebody says, a key binding or a dialog: the bytes of `qc build`.
import * as vscode from 'vscode'
import { activeFile, nameOf, target } from './document'
import { text } from './preview'
import type { Made, Server } from './server'

export async function build(server: Server, given?: vscode.Uri) {
  const file = activeFile()
  if (!file) return
  try {
    const files = filesOf(file, await server.preview(file, target()))
    const [first, ...others] = files
    if (!first) return void vscode.window.showInformationMessage('There is nothing to write.')
    const defaultUri = vscode.Uri.joinPath(file, '..', first.name)
    const place = given ?? await vscode.window.showSaveDialog({ title: 'Write to', defaultUri })
    if (!place) return
    await write(place, first.text)
    for (const { name, text } of others) await write(vscode.Uri.joinPath(place, '..', name), text)
    void vscode.window.showInformationMessage(`Wrote ${[nameOf(place), ...others.map(({ name }) => name)].join(', ')}.`)
  } catch (error) {
    void vscode.window.showErrorMessage((error as Error).message)
  }
}

/** One file for documents that can stand one after the other, else one for each. */
function filesOf(file: vscode.Uri, made: Made): { name: string; text: string }[] {
  if (!made.separator) return made.documents.map(({ file, text }) => ({ name: file, text }))
  return [{ name: `${nameOf(file).replace(/\.celq$/, '')}.yaml`, text: text(made) }]
}

const write = (uri: vscode.Uri, text: string) => vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(text))
