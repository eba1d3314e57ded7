// The folders of the workspace → the files of the language in them. Goes through the folders itself: in a browser VS Code's own
// search waits for a provider that a workspace may never get.
import * as vscode from 'vscode'

/** Folders that hold what others wrote. */
const FOREIGN = /^(\..*|node_modules|target|__pycache__)$/
/** So many folders are looked into: more are no project. */
const MOST = 5000

export async function celqFiles(): Promise<vscode.Uri[]> {
  const found: vscode.Uri[] = []
  const folders = (vscode.workspace.workspaceFolders ?? []).map(({ uri }) => uri)
  // It grows while it is gone through.
  for (let at = 0; at < folders.length && at < MOST; at++) {
    const folder = folders[at]!
    for (const [name, type] of await entries(folder)) {
      const uri = vscode.Uri.joinPath(folder, name)
      // A link to a folder may lead back to where it stands.
      if (type === vscode.FileType.Directory && !FOREIGN.test(name)) folders.push(uri)
      else if (type & vscode.FileType.File && name.endsWith('.celq')) found.push(uri)
    }
  }
  return found
}

async function entries(folder: vscode.Uri): Promise<[string, vscode.FileType][]> {
  try {
    return await vscode.workspace.fs.readDirectory(folder)
  } catch {
    return []
  }
}
