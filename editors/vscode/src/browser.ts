// The extension in a browser: the language server is part of it.
import * as vscode from 'vscode'
import { LanguageClient } from 'vscode-languageclient/browser'
import { activateWith } from './extension'
import type { Line } from './port'
import { wasmServer } from './wasm'

function worker(script: vscode.Uri): Line {
  const thread = new Worker(script.toString(true))
  return {
    send: message => thread.postMessage(message),
    listen: hear => thread.addEventListener('message', event => hear(event.data)),
    close: () => thread.terminate(),
    // A browser's Worker outlives its errors, with a server that is in an unknown state.
    ended: call => thread.addEventListener('error', () => (thread.terminate(), call())),
  }
}

export function activate(context: vscode.ExtensionContext) {
  return activateWith(context, async (options, log) => {
    log.info('Starting the server of the extension: a browser starts no program.')
    const wasm = wasmServer(context, 'serve-browser.js', worker, options)
    return new LanguageClient('celq', 'celq', wasm.start, wasm.options)
  })
}
