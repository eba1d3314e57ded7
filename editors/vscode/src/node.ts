// The extension on a desktop or a remote machine: `qc lsp` where there is a qc, else the server that is part of the extension.
import { Worker } from 'node:worker_threads'
import * as vscode from 'vscode'
import { LanguageClient } from 'vscode-languageclient/node'
import { activateWith } from './extension'
import type { Line } from './port'
import { findQc } from './qc'
import { wasmServer } from './wasm'

function worker(script: vscode.Uri): Line {
  const thread = new Worker(script.fsPath)
  return {
    send: message => thread.postMessage(message),
    listen: hear => void thread.on('message', hear),
    close: () => void thread.terminate(),
    ended: call => void thread.on('error', error => console.error(error)).on('exit', call),
  }
}

export function activate(context: vscode.ExtensionContext) {
  return activateWith(context, async (options, log) => {
    const found = await findQc()
    log.info('qc' in found ? `Starting ${found.qc} lsp, ${found.version}.` : `Starting the server of the extension: ${found.missing}.`)
    if ('missing' in found && found.missing.startsWith('celq.path')) void vscode.window.showWarningMessage(found.missing)
    if ('qc' in found) return new LanguageClient('celq', 'celq', { command: found.qc, args: ['lsp'] }, options)
    const wasm = wasmServer(context, 'serve-node.js', worker, options)
    return new LanguageClient('celq', 'celq', wasm.start, wasm.options)
  })
}
