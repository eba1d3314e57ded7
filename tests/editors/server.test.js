// The language server that is part of the extension, in its Worker of node, answers what `qc lsp` answers: the same messages
// go to both.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'
import { Worker } from 'node:worker_threads'
import { install, packaged, root } from './code.js'

const folder = mkdtempSync(join(tmpdir(), 'celq-server-'))
const uri = name => pathToFileURL(join(folder, name)).href
const FILES = {
  'base.celq': 'queue lms.high concurrency=4\n  keda min=1 max=6\n',
  'staging.celq': '# 😀\ninclude base.celq\namend queue lms.high keda max=3\nqueue lms.low kda max=2\n',
}
const at = (line, character, name = 'staging.celq') => ({ textDocument: { uri: uri(name) }, position: { line, character } })
const of = name => ({ textDocument: { uri: uri(name) } })
const QUESTIONS = [
  ['textDocument/diagnostic', of('staging.celq')],
  ['textDocument/hover', at(2, 23)],
  ['textDocument/definition', at(2, 14)],
  ['textDocument/completion', at(3, 14)],
  ['textDocument/documentSymbol', of('staging.celq')],
  ['textDocument/semanticTokens/full', of('staging.celq')],
  ['textDocument/formatting', { ...of('staging.celq'), options: { tabSize: 2, insertSpaces: true } }],
  ['textDocument/rename', { ...at(2, 14), newName: 'lms.urgent' }],
  ['qc/preview', of('base.celq')],
  ['qc/preview', of('staging.celq')],
  ['qc/graph', of('base.celq')],
  ['qc/explain', { word: 'keda' }],
]

/** What a server answers to each question; `hears` takes messages, `line` gives them. */
async function answers(send, listen) {
  const waiting = new Map()
  listen(message => {
    if (message.method && message.id !== undefined) send({ jsonrpc: '2.0', id: message.id, result: null })
    else waiting.get(message.id)?.(message.error ?? message.result)
  })
  const ask = (id, method, params) => new Promise(done => {
    waiting.set(id, done)
    send({ jsonrpc: '2.0', id, method, params })
  })
  const capabilities = { textDocument: { diagnostic: {}, completion: { completionItem: { snippetSupport: true } } } }
  const workspaceFolders = [{ uri: pathToFileURL(folder).href, name: 'site' }]
  const said = [await ask(0, 'initialize', { processId: process.pid, rootUri: workspaceFolders[0].uri, capabilities, workspaceFolders })]
  send({ jsonrpc: '2.0', method: 'initialized', params: {} })
  const document = { uri: uri('staging.celq'), languageId: 'celq', version: 1, text: FILES['staging.celq'] }
  send({ jsonrpc: '2.0', method: 'textDocument/didOpen', params: { textDocument: document } })
  for (const [index, [method, params]] of QUESTIONS.entries()) said.push(await ask(index + 1, method, params))
  return said
}

/** Talks to a process as the protocol says: a header with the length, then the message. */
async function ofProgram() {
  const qc = spawn(`${process.env.CARGO_TARGET_DIR ?? `${root}target`}/debug/qc`, ['lsp'], { stdio: ['pipe', 'pipe', 'inherit'] })
  const send = message => {
    const body = Buffer.from(JSON.stringify(message))
    qc.stdin.write(`Content-Length: ${body.length}\r\n\r\n`)
    qc.stdin.write(body)
  }
  let rest = Buffer.alloc(0)
  const listen = hear => qc.stdout.on('data', bytes => {
    rest = Buffer.concat([rest, bytes])
    for (let end; (end = rest.indexOf('\r\n\r\n')) >= 0;) {
      const length = Number(/content-length: (\d+)/i.exec(rest.subarray(0, end).toString())[1])
      if (rest.length < end + 4 + length) return
      hear(JSON.parse(rest.subarray(end + 4, end + 4 + length)))
      rest = rest.subarray(end + 4 + length)
    }
  })
  const said = await answers(send, listen)
  qc.stdin.end()
  return said
}

async function ofWorker() {
  install(join(folder, 'extension'))
  const worker = new Worker(join(folder, 'extension/dist/serve-node.js'))
  const wasm = packaged()['extension/dist/server.wasm']
  worker.postMessage({ wasm, files: Object.entries(FILES).map(([name, text]) => ({ file: uri(name), text })) })
  const said = await answers(message => worker.postMessage(message), hear => worker.on('message', hear))
  await worker.terminate()
  return said
}

test('the program and the server of the extension answer the same', async t => {
  t.after(() => rmSync(folder, { recursive: true }))
  for (const [name, text] of Object.entries(FILES)) writeFileSync(join(folder, name), text)
  const [program, worker] = await Promise.all([ofProgram(), ofWorker()])
  for (const [index, [method]] of [['initialize'], ...QUESTIONS].entries()) assert.deepEqual(worker[index], program[index], method)
  const [{ capabilities }, diagnostics, hover, definition] = program
  const { properties } = JSON.parse(Buffer.from(packaged()['extension/package.json'])).contributes.configuration
  assert.deepEqual(properties['celq.target'].enum, capabilities.experimental.targets.map(({ name }) => name))
  assert.deepEqual(diagnostics.items.map(({ code, range }) => [code, range.start.line]), [['unknown-clause', 3]])
  assert.match(JSON.stringify(hover), /max/)
  assert.match(JSON.stringify(definition), /base\.celq/)
})
