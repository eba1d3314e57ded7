// VS Code's colours before the language server answers: its own tokenizer with our grammar, on every case of tests/pipeline.
// The compiler's tree says where keywords, keys and comments are.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { before, test } from 'node:test'
import { code, root } from './code.js'

const require = createRequire(import.meta.url)
const { Registry, INITIAL } = require(`${code}node_modules/vscode-textmate/release/main.js`)
const { OnigScanner, OnigString, loadWASM } = require(`${code}node_modules/vscode-oniguruma/release/main.js`)
const syntax = `${root}editors/vscode/syntaxes/celq.tmLanguage.json`
const cases = `${root}tests/pipeline/`

let grammar
before(async () => {
  await loadWASM(readFileSync(`${code}node_modules/vscode-oniguruma/release/onig.wasm`))
  const onigLib = Promise.resolve({ createOnigScanner: sources => new OnigScanner(sources), createOnigString: string => new OnigString(string) })
  const registry = new Registry({ onigLib, loadGrammar: async () => JSON.parse(readFileSync(syntax, 'utf8')) })
  grammar = await registry.loadGrammar('source.celq')
})

/** The innermost scope of each token that is no plain text, as `start..end scope`, in bytes. */
function coloured(text) {
  const found = []
  let [state, offset] = [INITIAL, 0]
  for (const line of text.split(/(?<=\n)/)) {
    const { tokens, ruleStack } = grammar.tokenizeLine(line.replace(/\r?\n$/, ''), state)
    for (const { startIndex, endIndex, scopes } of tokens) {
      const bytes = index => offset + Buffer.byteLength(line.slice(0, index))
      const mark = line.charCodeAt(startIndex) === 0xfeff ? 3 : 0
      if (scopes.length > 1) found.push(`${bytes(startIndex) + mark}..${bytes(endIndex)} ${scopes.at(-1)}`)
    }
    state = ruleStack
    offset += Buffer.byteLength(line)
  }
  return found
}

/** The same of what the compiler's tree says: keywords, keys, comments. */
function expected(tree) {
  const found = []
  for (const line of tree.split('\n')) {
    const [, start, end, kind, word] = /^(\d+)\.\.(\d+) +(statement|pair|comment)(?: `([^`]*)`)?/.exec(line) ?? []
    const bytes = Number(start) + Buffer.byteLength(word ?? '')
    if (kind === 'statement' && !line.endsWith('(broken)')) found.push(`${start}..${bytes} keyword.control.celq`)
    if (kind === 'pair') found.push(`${start}..${bytes} variable.other.property.celq`)
    if (kind === 'comment') found.push(`${start}..${end} comment.line.number-sign.celq`)
  }
  return found
}

const input = name => {
  const example = /^example-(.*)$/.exec(name)
  return readFileSync(example ? `${root}spec/examples/${example[1]}.celq` : `${cases}${name}/input.celq`)
}

for (const name of readdirSync(cases).sort()) {
  // Bytes that are no text are none in VS Code either.
  test(`pipeline ${name}`, { skip: name === 'not-utf8' }, () => {
    const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(input(name)).split('\n# file: ')[0]
    const tree = readFileSync(`${cases}${name}/tree.txt`, 'utf8')
    const found = new Set(coloured(text))
    assert.deepEqual(expected(tree).filter(token => !found.has(token)), [])
    const faultless = !existsSync(`${cases}${name}/diagnostics.txt`) || !/^error/m.test(readFileSync(`${cases}${name}/diagnostics.txt`, 'utf8'))
    if (!faultless) return
    const sure = /(keyword\.control|variable\.other\.property|comment\.line[a-z.-]*)\.celq$/
    const wrong = [...found].filter(token => sure.test(token) && !expected(tree).includes(token))
    // The word behind `amend` is a keyword too, and the tree does not know it.
    assert.deepEqual(wrong.filter(token => !amended(text, token)), [])
  })
}

const amended = (text, token) => Buffer.from(text).subarray(0, Number.parseInt(token)).toString().endsWith('amend ')
