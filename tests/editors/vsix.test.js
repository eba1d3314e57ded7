// The package that is published: which files it has, how large they are, what its manifest promises.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { test } from 'node:test'
import { packaged, root } from './code.js'

const files = packaged()
const source = `${root}editors/vscode/`
const text = name => Buffer.from(files[`extension/${name}`]).toString()
const manifest = JSON.parse(text('package.json'))

/** Every file of the package, and the most kilobytes that it may have. */
const MOST = {
  '[Content_Types].xml': 2,
  'extension.vsixmanifest': 8,
  'extension/CHANGELOG.md': 100,
  'extension/LICENSE.txt': 16,
  'extension/dist/browser.js': 600,
  'extension/dist/icon.png': 16,
  'extension/dist/node.js': 800,
  'extension/dist/serve-browser.js': 32,
  'extension/dist/serve-node.js': 32,
  'extension/dist/server.wasm': 5000,
  'extension/language-configuration.json': 2,
  'extension/package.json': 16,
  'extension/readme.md': 8,
  'extension/snippets/celq.json': 16,
  'extension/syntaxes/celq.tmLanguage.json': 16,
}

test('the package has what it needs and nothing else', () => {
  assert.deepEqual(Object.keys(files).map(fold).sort(), Object.keys(MOST).map(fold).sort())
  for (const [name, most] of Object.entries(MOST)) {
    const kilobytes = Object.entries(files).find(([file]) => fold(file) === fold(name))[1].length / 1000
    assert.ok(kilobytes > 0 && kilobytes <= most, `${name} has ${kilobytes} kB`)
  }
})

/** vsce writes the names of some files small. */
const fold = name => name.toLowerCase()

test('no bundle has a source map, a path of this machine or a module of its own', () => {
  for (const name of ['browser', 'node', 'serve-browser', 'serve-node']) {
    const code = text(`dist/${name}.js`)
    assert.ok(!code.includes('sourceMappingURL'), name)
    assert.ok(!code.includes(root), name)
    const required = [...code.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, module]) => module)
    const strange = required.filter(module => module !== 'vscode' && !(name.endsWith('node') && NODE.test(module)))
    assert.deepEqual(strange, [], name)
  }
})

const NODE = /^(node:)?(child_process|crypto|fs|net|os|path|readline|url|util|worker_threads)$/

test('the server is WebAssembly, the icon a picture', () => {
  assert.equal(Buffer.from(files['extension/dist/server.wasm']).subarray(0, 4).toString('latin1'), '\0asm')
  assert.equal(Buffer.from(files['extension/dist/icon.png']).subarray(1, 4).toString('latin1'), 'PNG')
})

test('the manifest names files that are there and commands that are made', () => {
  const { contributes, main, browser, icon } = manifest
  const named = [
    main, browser, icon, contributes.languages[0].configuration, contributes.grammars[0].path, contributes.snippets[0].path,
    ...Object.values(contributes.languages[0].icon),
  ]
  for (const name of named) assert.ok(files[`extension/${name.replace(/^\.\//, '')}`], name)
  const code = [text('dist/node.js'), text('dist/browser.js')]
  for (const { command } of contributes.commands) for (const bundle of code) assert.ok(bundle.includes(`"${command}"`), command)
  const known = new Set(contributes.commands.map(({ command }) => command))
  const used = [...Object.values(contributes.menus).flat(), ...contributes.keybindings].map(({ command }) => command)
  assert.deepEqual(used.filter(command => !known.has(command)), [])
})

test('the manifest says where it runs and what a workspace without trust cannot do', () => {
  assert.equal(manifest.engines.vscode, '^1.91.0')
  assert.equal(manifest.version, /^version = "(.*)"$/m.exec(readFileSync(`${root}Cargo.toml`, 'utf8'))[1])
  assert.equal(manifest.license, 'Apache-2.0')
  const { untrustedWorkspaces, virtualWorkspaces } = manifest.capabilities
  assert.equal(untrustedWorkspaces.supported, 'limited')
  assert.deepEqual(untrustedWorkspaces.restrictedConfigurations, ['celq.path'])
  assert.equal(virtualWorkspaces, true)
})

test('every setting is in the page of the extension, with its default', () => {
  const page = readFileSync(`${source}README.md`, 'utf8')
  for (const [name, { default: value }] of Object.entries(manifest.contributes.configuration.properties)) {
    const row = page.split('\n').find(line => line.startsWith(`| \`${name}\` |`))
    assert.ok(row && (value === '' || row.endsWith(`| \`${value}\` |`)), name)
  }
})
