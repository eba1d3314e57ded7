// An extension of the tests: puts the files of a test into the memory of the browser and opens the first of them.
const vscode = require('vscode')

exports.activate = async () => {
  const files = vscode.workspace.getConfiguration('harness').get('files')
  const folder = vscode.workspace.workspaceFolders[0].uri
  const uris = Object.keys(files).map(name => vscode.Uri.joinPath(folder, name))
  for (const uri of uris) {
    await vscode.workspace.fs.writeFile(uri, new TextEncoder().encode(files[uri.path.split('/').at(-1)]))
  }
  const built = vscode.Uri.joinPath(folder, 'site.yaml')
  // The dialog that asks for a place is the browser's own, which nobody here can answer.
  vscode.commands.registerCommand('harness.build', () => vscode.commands.executeCommand('celq.build', built))
  await vscode.window.showTextDocument(uris[0])
}
