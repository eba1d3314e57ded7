// The other editors: our settings can be read, all of them start the same program, and the editors that Debian has show with
// them what is wrong with a file.
import assert from 'node:assert/strict'
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { promisify } from 'node:util'
import { root } from './code.js'

const run = promisify(execFile)
const editors = `${root}editors/`
const grammar = `${editors}tree-sitter-celq/`
const folder = mkdtempSync(join(tmpdir(), 'celq-editors-'))
after(() => rmSync(folder, { recursive: true, force: true }))

const built = process.env.CARGO_TARGET_DIR ?? `${root}target`
const environment = { ...process.env, PATH: `${built}/debug:${process.env.PATH}`, HOME: folder, XDG_CONFIG_HOME: join(folder, 'config') }

/** A TOML or Lua file as JSON: Python reads the one, Neovim the other. */
const toml = async name => JSON.parse((await run('python3', ['-c', 'import json, sys, tomllib; print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))))', editors + name])).stdout)
const lua = async name => JSON.parse((await run('nvim', ['--headless', '--clean', '-c', `lua io.stdout:write(vim.json.encode(dofile('${editors}${name}')))`, '-c', 'qa!'])).stdout)
const json = name => JSON.parse(readFileSync(editors + name, 'utf8'))

test('every editor starts qc lsp for the language', async () => {
  const helix = await toml('helix/languages.toml')
  const [language] = helix.language
  assert.deepEqual([language.name, language['file-types'], language['language-servers']], ['celq', ['celq'], ['qc']])
  assert.deepEqual([helix['language-server'].qc.command, helix['language-server'].qc.args], ['qc', ['lsp']])
  const zed = await toml('zed/extension.toml')
  for (const folder of [helix.grammar[0].source.subpath, zed.grammars.celq.path]) assert.ok(existsSync(join(root, folder, 'src/parser.c')))
  assert.equal((await toml('zed/languages/celq/config.toml')).grammar, Object.keys(zed.grammars)[0])
  assert.deepEqual(Object.keys(json('zed/settings.json').lsp), Object.keys(zed.language_servers))
  const neovim = await lua('neovim/lsp/celq.lua')
  assert.deepEqual([neovim.cmd, neovim.filetypes], [['qc', 'lsp'], ['celq']])
  const kate = json('kate/settings.json').servers.celq
  assert.deepEqual([kate.command, kate.highlightingModeRegex], [['qc', 'lsp'], '^celq$'])
  assert.match(readFileSync(`${editors}neovim/ftplugin/celq.lua`, 'utf8'), /cmd = \{ 'qc', 'lsp' \}/)
  assert.match(readFileSync(`${editors}emacs/celq-mode.el`, 'utf8'), /\(celq-mode \. \("qc" "lsp"\)\)/)
})

test('what qc is asked is what it was told', async () => {
  // The settings that the files give are those that the extension has.
  const known = Object.keys(json('vscode/package.json').contributes.configuration.properties).map(name => name.replace('celq.', ''))
  const given = [
    (await toml('helix/languages.toml'))['language-server'].qc.config,
    (await lua('neovim/lsp/celq.lua')).settings.qc,
    json('kate/settings.json').servers.celq.settings.qc,
    json('zed/settings.json').lsp.qc.initialization_options,
  ]
  for (const settings of given) assert.deepEqual(Object.keys(settings).filter(name => !known.includes(name)), [])
})

const FILE = 'queue lms.high concurrency=4\n  kda max=6 # six\n'
const SAID = /unknown-clause|has no clause `kda`/

test('Neovim colours, folds and says what is wrong', async () => {
  const runtime = join(folder, 'nvim')
  mkdirSync(join(runtime, 'parser'), { recursive: true })
  await run('cc', ['-shared', '-fPIC', '-O1', '-I', `${grammar}src`, `${grammar}src/parser.c`, `${grammar}src/scanner.c`, '-o', join(runtime, 'parser/celq.so')])
  cpSync(`${grammar}queries`, join(runtime, 'queries/celq'), { recursive: true })
  for (const part of ['ftdetect', 'ftplugin', 'lsp']) cpSync(`${editors}neovim/${part}`, join(runtime, part), { recursive: true })
  const file = join(folder, 'neovim.celq')
  writeFileSync(file, FILE)
  const { stdout } = await run('nvim', ['--headless', '--clean', '--cmd', `set rtp^=${runtime}`, file, '-c', `luafile ${root}tests/editors/neovim.lua`], { env: environment, timeout: 60_000 })
  const said = JSON.parse(stdout)
  assert.equal(said.filetype, 'celq')
  assert.deepEqual(said.highlights, ['keyword queue', 'property concurrency', 'operator =', 'number 4', 'property max', 'operator =', 'number 6', 'comment # six'])
  assert.deepEqual(said.folds, ['fold queue lms.high concurrency=4\n  kda max=6'])
  assert.deepEqual(said.indents, ['indent.begin queue lms.high concurrency=4\n  kda max=6'])
  assert.deepEqual(said.textobjects.filter(capture => capture.startsWith('parameter.outer')), ['parameter.outer concurrency=4', 'parameter.outer max=6'])
  assert.equal(said.diagnostics.length, 1)
  assert.match(said.diagnostics[0], SAID)
})

test('Emacs says what is wrong, and formats', async () => {
  const file = join(folder, 'emacs.celq')
  writeFileSync(file, 'queue   lms.high concurrency=4   keda max=6 min=9\n')
  const { stdout } = await run('emacs', ['--batch', '-L', `${editors}emacs`, '-l', `${root}tests/editors/emacs.el`], { env: { ...environment, FILE: file }, timeout: 60_000 })
  assert.match(stdout, /^mode celq-mode$/m)
  assert.match(stdout, /^said .*min/m)
  assert.match(stdout, /^text queue lms\.high concurrency=4 keda min=9 max=6$/m)
})

test('Kate starts the server for our files, and tells it our settings', async () => {
  const log = join(folder, 'kate.log')
  const [config, data, bin] = ['config', 'share', 'bin'].map(name => join(folder, 'kate', name))
  const syntax = join(data, 'org.kde.syntax-highlighting/syntax')
  for (const made of [join(config, 'kate/lspclient'), syntax, bin]) mkdirSync(made, { recursive: true, mode: 0o700 })
  cpSync(`${editors}kate/settings.json`, join(config, 'kate/lspclient/settings.json'))
  cpSync(`${editors}kate/celq.xml`, join(syntax, 'celq.xml'))
  // Kate asks before it starts a program for the first time; this is the answer.
  writeFileSync(join(config, 'katerc'), `[Kate Plugins]\nlspclientplugin=true\n[lspclient]\nAllowedServerCommandLines=${bin}/qc lsp\n`)
  // What Kate says to the server is kept.
  writeFileSync(join(bin, 'qc'), `#!/bin/sh\ntee -a '${log}' | '${built}/debug/qc' "$@"\n`)
  chmodSync(join(bin, 'qc'), 0o755)
  const file = join(folder, 'kate.celq')
  writeFileSync(file, FILE)
  const env = {
    ...environment, PATH: `${bin}:${process.env.PATH}`, QT_QPA_PLATFORM: 'offscreen', HOME: join(folder, 'kate'),
    XDG_CONFIG_HOME: config, XDG_DATA_HOME: data, XDG_CACHE_HOME: join(folder, 'kate/cache'), XDG_RUNTIME_DIR: join(folder, 'kate'),
  }
  const kate = spawn('kate', ['--new', '--block', file], { env, stdio: ['ignore', 'ignore', 'pipe'] })
  let errors = ''
  kate.stderr.on('data', text => (errors += text))
  try {
    const heard = () => (existsSync(log) ? readFileSync(log, 'utf8') : '')
    const deadline = Date.now() + 60_000
    while (!heard().includes('textDocument/didOpen') && Date.now() < deadline) await new Promise(done => setTimeout(done, 100))
    assert.match(heard(), /"languageId":\s*"celq"/, errors)
    assert.match(heard(), /kda max=6/)
    assert.match(heard(), /"inlayHints":\s*true/)
  } finally {
    kate.kill()
    await once(kate, 'exit')
  }
})
