// `qc play FILE`: the page out of the program itself, with the file and what it includes.
import assert from 'node:assert/strict'
import { spawn, spawnSync } from 'node:child_process'
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { get } from 'node:http'
import { tmpdir } from 'node:os'
import { createInterface } from 'node:readline'
import { after, before, test } from 'node:test'
import { dist, root, start } from './browser.js'

const BASE = 'site demo release=verawood\nqueue lms.default concurrency=2 keda min=1 max=4\n'
const MAIN = 'include "../base.celq"\namend queue lms.default keda max=9\n'
const target = process.env.CARGO_TARGET_DIR ?? `${root}target`

let folder
let browser
let play
let link
before(async () => {
  // The page is part of the program that is built after it.
  const built = spawnSync('cargo', ['build', '--quiet', '--package', 'qc'], { cwd: root, stdio: 'inherit' })
  assert.equal(built.status, 0)
  folder = mkdtempSync(`${tmpdir()}/qc-play-`)
  mkdirSync(`${folder}/envs`)
  writeFileSync(`${folder}/base.celq`, BASE)
  writeFileSync(`${folder}/envs/my site.celq`, MAIN)
  play = spawn(`${target}/debug/qc`, ['play', `${folder}/envs/my site.celq`, '--port', '0'])
  for await (const line of createInterface(play.stdout)) {
    link = line
    break
  }
  browser = await start()
})
after(async () => {
  await browser?.close()
  play?.kill()
  rmSync(folder, { recursive: true })
})

const ask = (path, headers = {}) =>
  new Promise((done, failed) => {
    const { host, hostname, port } = new URL(link)
    get({ hostname, port, path, headers: { host, ...headers } }, answer => {
      const parts = []
      answer.on('data', part => parts.push(part)).on('end', () => done({ ...answer, status: answer.statusCode, headers: answer.headers, body: Buffer.concat(parts) }))
    }).on('error', failed)
  })

test('the link opens the file with what it includes', async () => {
  assert.match(link, /^http:\/\/127\.0\.0\.1:\d+\/open$/)
  const page = await (await browser.newContext()).newPage()
  await page.goto(link)
  await page.waitForFunction(() => document.querySelector('#status')?.textContent.includes('reach a worker'))
  const text = await page.locator('.cm-content').innerText()
  assert.ok(text.startsWith('include "../base.celq"'), text)
  const files = await page.locator('[role=tab]').allInnerTexts()
  assert.ok(['base.celq', 'envs/my-site.celq'].every(name => files.some(file => file.includes(name))), files.join())
  await page.waitForFunction(() => document.body.innerText.includes('maxReplicaCount: 9'))
  writeFileSync(`${folder}/envs/my site.celq`, MAIN.replace('max=9', 'max=7'))
  await page.goto(link)
  await page.waitForFunction(() => document.body.innerText.includes('maxReplicaCount: 7'))
})

test('the page is that of the build, and nobody else is answered', async () => {
  const { status, headers, body } = await ask('/')
  assert.equal(status, 200)
  assert.equal(headers['content-type'], 'text/html; charset=utf-8')
  const { gunzipSync } = await import('node:zlib')
  assert.deepEqual(gunzipSync(body), readFileSync(`${dist}index.html`))
  assert.equal((await ask('/../Cargo.toml')).status, 404)
  assert.equal((await ask('/open', { host: 'evil.example' })).status, 403)
  assert.match((await ask('/open')).headers.location, /^\/#c1=[\w-]+$/)
})

test('a port that is taken, and a file that is not there, are said', () => {
  const run = arguments_ => spawnSync(`${target}/debug/qc`, ['play', ...arguments_], { encoding: 'utf8', timeout: 20_000 })
  const taken = run(['--port', new URL(link).port])
  assert.equal(taken.status, 2)
  assert.match(taken.stderr, /^error: port \d+: .*choose another with --port, or 0 for a free one\n$/)
  const missing = run([`${folder}/none.celq`, '--port', '0'])
  assert.equal(missing.status, 2)
  assert.match(missing.stderr, /none\.celq/)
})
