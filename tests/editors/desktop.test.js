// The extension on a desktop, in a stand-in for VS Code: which server it starts, that this one answers, and what it says when
// there is none. The real VS Code is that of code.test.js; one for desktops cannot be had from a registry.
import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { install, packaged, root } from './code.js'

const folder = mkdtempSync(join(tmpdir(), 'celq-desktop-'))
const extension = join(folder, 'extension')
const built = join(process.env.CARGO_TARGET_DIR ?? `${root}target`, 'debug')
const standin = fileURLToPath(new URL('standin.cjs', import.meta.url))
before(() => install(extension))
after(() => rmSync(folder, { recursive: true }))

/** Starts the extension where these folders are on PATH; `path` is the setting. */
async function started(folders, path) {
  const PATH = [...folders, '/usr/bin', '/bin'].join(':')
  const { stdout } = await promisify(execFile)(process.execPath, [standin, extension, ...(path ? [path] : [])], { env: { ...process.env, PATH }, timeout: 60_000 })
  return JSON.parse(stdout)
}

/** A folder with a program called qc that says this. */
function program(name, says) {
  const path = join(folder, name)
  mkdirSync(path)
  writeFileSync(join(path, 'qc'), `#!/bin/sh\necho '${says}'\n`)
  chmodSync(join(path, 'qc'), 0o755)
  return path
}

const answers = said => {
  assert.deepEqual(said.errors, [])
  assert.match(said.page, /^# keda/)
}

test('it starts the qc on PATH', async () => {
  const said = await started([built])
  answers(said)
  assert.match(said.log[0], /^Starting qc lsp, \d+\.\d+\.\d+\.$/)
  assert.deepEqual(said.warnings, [])
})

test('it starts the qc of the settings', async () => {
  const said = await started([], join(built, 'qc'))
  answers(said)
  assert.equal(said.log[0], `Starting ${join(built, 'qc')} lsp, ${JSON.parse(Buffer.from(packaged()['extension/package.json'])).version}.`)
})

test('without a qc it starts its own server', async () => {
  const said = await started([])
  answers(said)
  assert.equal(said.log[0], 'Starting the server of the extension: no qc on PATH.')
  assert.deepEqual(said.warnings, [])
})

test('another program that is called qc is left alone', async () => {
  const said = await started([program('other', 'Quantum Circuits 4')])
  answers(said)
  assert.equal(said.log[0], 'Starting the server of the extension: qc is another program.')
})

test('a qc of the settings that is not there is a warning, and its own server starts', async () => {
  const said = await started([built], '/nowhere/qc')
  answers(said)
  assert.equal(said.warnings.length, 1)
  assert.match(said.warnings[0], /^celq\.path: .*\/nowhere\/qc/)
})

test('every command of the package is made', async () => {
  const { commands } = await started([])
  const { contributes } = JSON.parse(Buffer.from(packaged()['extension/package.json']))
  assert.deepEqual(contributes.commands.map(({ command }) => command).filter(command => !commands.includes(command)), [])
})
