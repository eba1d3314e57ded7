// What the page's compiler writes is, byte for byte, what the native one writes: on every case of tests/pipeline, and every
// example has no error.
import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { root } from './browser.js'
import { workspace } from './compiler.js'

const cases = `${root}tests/pipeline/`
const read = path => readFileSync(path)
const expected = path => (existsSync(path) ? read(path).toString() : null)

function input(name) {
  const example = /^example-(.*)$/.exec(name)
  return example ? `${root}spec/examples/${example[1]}.celq` : `${cases}${name}/input.celq`
}

/** A line `# file: NAME` begins another file, as in tests/suites/pipeline.rs. */
function write(site, name, text) {
  const [main, ...others] = text.split('\n# file: ')
  site.write(name, main)
  for (const other of others) site.write(other.slice(0, other.indexOf('\n')), other.slice(other.indexOf('\n') + 1))
}

function open(name) {
  const site = workspace()
  // A byte order mark is part of what is compared.
  const text = new TextDecoder('utf-8', { ignoreBOM: true }).decode(read(input(name)))
  write(site, 'input.celq', text)
  return site
}

/** The rules of errors and warnings that a rendered report shows, in its order. */
const said = report => [...report.matchAll(/^(?:error|warning)\[([a-z0-9-]+)\]$/gm)].map(([, rule]) => rule)

/** The targets that write Python; only examples show the plugin for Tutor. */
const targets = name => ['settings', ...(name.startsWith('example-') ? ['tutor'] : [])]

for (const name of readdirSync(cases).sort()) {
  const folder = `${cases}${name}/`
  // A browser's text is always Unicode, so that no page can have this one.
  const skip = name === 'not-utf8' && 'bytes that are no text do not reach a page'
  test(`pipeline ${name}`, { skip }, () => {
    const site = open(name)
    const build = target => JSON.parse(site.build('input.celq', target))
    const manifests = expected(`${folder}manifests.yaml`)
    const documents = build('manifests')
    assert.equal(documents && documents.map(({ text }) => `---\n${text}`).join(''), manifests)
    for (const { text, lines } of documents ?? []) assert.equal(lines.length, text.split('\n').length - 1)
    const files = targets(name).flatMap(target => build(target) ?? [])
    for (const { file, text } of files) assert.equal(text, expected(`${folder}${file}`))
    const known = readdirSync(folder).filter(file => file.endsWith('.py'))
    assert.deepEqual(files.map(({ file }) => file).sort(), known.sort())
    // Over Tutor's files its name is another one.
    assert.equal(build('compose')?.[0].text ?? null, expected(`${folder}compose.yaml`))
    const formatted = expected(`${folder}formatted.celq`)
    assert.equal(JSON.parse(site.format('input.celq')), formatted)
    const { diagnostics } = JSON.parse(site.check('input.celq'))
    const rules = diagnostics.filter(({ severity }) => severity !== 'note').map(({ rule }) => rule)
    assert.deepEqual(rules, said(read(`${folder}diagnostics.txt`).toString()))
  })
}

const examples = readdirSync(`${root}spec/examples`).sort()
for (const name of examples) {
  test(`example ${name}`, () => {
    const site = workspace()
    site.write('site.celq', read(`${root}spec/examples/${name}`).toString())
    const { errors, status } = JSON.parse(site.check('site.celq'))
    assert.equal(errors, 0)
    assert.match(status, /^\d+ workers? · /)
    assert.ok(JSON.parse(site.graph('site.celq')).svg.startsWith('<svg'))
  })
}

test('every rule has a failing block that gives the rule', () => {
  const site = workspace()
  const { rules } = JSON.parse(site.vocabulary())
  assert.equal(rules.length, readdirSync(`${root}spec/rules`).length)
  const silent = []
  for (const { name } of rules) {
    const [, block] = /^```celq fails\n([\s\S]*?)^```/m.exec(JSON.parse(site.explain(name))) ?? []
    if (block === undefined) {
      silent.push(name)
      continue
    }
    write(site, 'site.celq', block)
    const { diagnostics } = JSON.parse(site.check('site.celq'))
    assert.ok(diagnostics.some(({ rule }) => rule === name), `${name} does not speak of its own example`)
  }
  // Its block has bytes that are no text.
  assert.deepEqual(silent, ['invalid-utf8'])
})

test('any text gets an answer', () => {
  const site = workspace()
  const texts = ['', '\u0000', '\ufeff', '<script>alert(1)</script>', '\ud800', '𝒳'.repeat(999), 'queue '.repeat(50_000), '"'.repeat(99_999)]
  for (const text of texts) {
    site.write('site.celq', text)
    const { diagnostics, errors, warnings, notes, hidden } = JSON.parse(site.check('site.celq'))
    assert.ok(diagnostics.length <= errors + warnings + notes + hidden)
    for (const { range } of diagnostics) assert.ok(range.from <= range.to && range.to <= text.length)
    assert.equal(site.tokens('site.celq').length % 3, 0)
  }
})
