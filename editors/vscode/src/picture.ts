// A panel beside the file with the picture of the site, drawn anew as it is typed. No script runs in it and nothing is loaded.
import * as vscode from 'vscode'
import { activeFile, nameOf, whenEdited } from './document'
import type { Server } from './server'

export class Picture implements vscode.Disposable {
  #panel: vscode.WebviewPanel | undefined
  #file: vscode.Uri | undefined
  readonly #edited: vscode.Disposable

  constructor(readonly server: Server) {
    this.#edited = whenEdited(({ languageId }) => languageId === 'celq', () => this.#draw())
  }

  async show() {
    const file = activeFile()
    if (!file) return
    this.#file = file
    if (!this.#panel) {
      const place = { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true }
      this.#panel = vscode.window.createWebviewPanel('celq.picture', '', place, { enableScripts: false, localResourceRoots: [] })
      this.#panel.onDidDispose(() => (this.#panel = undefined))
    }
    this.#panel.title = `Picture of ${nameOf(file)}`
    this.#panel.reveal(undefined, true)
    await this.#draw()
  }

  async #draw() {
    if (!this.#panel || !this.#file) return
    try {
      this.#panel.webview.html = page(await this.server.picture(this.#file))
    } catch (error) {
      this.#panel.webview.html = page(`<p>${escaped((error as Error).message)}</p>`)
    }
  }

  dispose() {
    this.#edited.dispose()
    this.#panel?.dispose()
  }
}

/** A page of its own for a picture whose style sheet is the only one that counts. */
function page(content: string): string {
  const nonce = crypto.randomUUID()
  const policy = `default-src 'none'; style-src 'nonce-${nonce}'`
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<style nonce="${nonce}">body { background: #fff; color: #1b1b1b; padding: 8px } svg { max-width: none }</style>
</head>
<body>${content.replaceAll('<style', `<style nonce="${nonce}"`)}</body>
</html>`
}

const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')
