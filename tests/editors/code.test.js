// The extension in VS Code itself, its web build, as it is installed from the package: what somebody sees and does.
import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { found, startProfile } from '../browser/browser.js'
import { install, root, serveCode } from './code.js'

const folder = mkdtempSync(join(tmpdir(), 'celq-extension-'))
const [extension, profile] = ['extension', 'profile'].map(name => join(folder, name))
let browser
before(async () => {
  install(extension)
  // Web views are pages of another origin with a service worker of their own, which Debian's chromium refuses by default.
  mkdirSync(join(profile, 'Default'), { recursive: true })
  writeFileSync(join(profile, 'Default/Preferences'), JSON.stringify({ profile: { cookie_controls_mode: 0, block_third_party_cookies: false } }))
  browser = await startProfile(profile, { viewport: { width: 1400, height: 900 } })
})
after(async () => {
  await browser.close()
  rmSync(folder, { recursive: true })
})

/** A workbench with these files, the first of which is open and has been checked. Closed when the test ends. */
async function workbench(t, files, settings) {
  const host = await serveCode(extension, files, settings)
  const page = await browser.newPage()
  t.after(async () => {
    await page.close()
    await host.stop()
  })
  page.setDefaultTimeout(60_000)
  page.complaints = []
  page.on('pageerror', error => page.complaints.push(error.message))
  page.on('request', request => {
    const { hostname, protocol } = new URL(request.url())
    const own = !protocol.startsWith('http') || hostname === '127.0.0.1' || hostname.endsWith('.localhost')
    if (!own) page.complaints.push(`asked ${request.url()}`)
  })
  // Only the page in front draws, and the workbench does much of its work while it draws.
  await page.bringToFront()
  await page.goto(host.address)
  await page.locator('.editor-instance .view-line').first().waitFor()
  return page
}

/** The text of an editor, as far as it is on the screen. */
const lines = async editor => (await editor.locator('.view-line').evaluateAll(
  lines => lines.sort((a, b) => Number.parseInt(a.style.top) - Number.parseInt(b.style.top)).map(line => line.innerText),
)).map(line => line.replaceAll('\u00a0', ' '))

/** Waits until an editor's lines are so. */
async function shows(editor, what, holds) {
  const deadline = Date.now() + 60_000
  let now = []
  while (Date.now() < deadline) {
    now = await lines(editor)
    if (holds(now)) return
    await new Promise(done => setTimeout(done, 50))
  }
  assert.fail(`${what} never came: ${now.join('\n')}`)
}

/** Runs a command by its name, once more where what it brings has not come: a workbench that has just been opened loses some. */
async function command(page, name, brings) {
  for (let left = 4; ; left -= 1) {
    await page.keyboard.press('F1')
    await page.locator('.quick-input-box input').fill(`>${name}`)
    // The list has what was used last until it has read the name. It is drawn more than once, and a row that is drawn anew
    // while it is clicked takes no click; the key takes the first row, however often it was drawn.
    await page.locator('.quick-input-list .monaco-list-row').first().filter({ hasText: name }).waitFor()
    await page.keyboard.press('Enter')
    try {
      return await brings.first().waitFor({ timeout: left > 0 ? 10_000 : 60_000 })
    } catch (error) {
      if (left === 0) throw error
    }
  }
}

const editors = page => page.locator('.editor-instance')

test('a typing error is underlined, and a quick fix repairs it', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 kda max=6\n' })
  await found(page.locator('.squiggly-error'), 1)
  await page.locator('.squiggly-error').click({ force: true })
  await page.keyboard.press('Control+.')
  const actions = page.locator('.action-widget .monaco-list-row.action')
  await actions.first().waitFor()
  assert.match(await actions.first().innerText(), /keda/)
  await page.keyboard.press('Enter')
  await shows(editors(page).first(), 'the fix', ([line]) => /keda/.test(line) && /max=6$/.test(line))
  await found(page.locator('.squiggly-error'), 0)
  assert.deepEqual(page.complaints, [])
})

test('the preview follows the edits, says when an error stands, and leads back to the file', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await editors(page).first().click()
  await page.keyboard.press('Control+k')
  await page.keyboard.press('v')
  const preview = editors(page).nth(1)
  await shows(preview, 'a manifest', now => now.some(line => line === 'kind: Deployment'))
  await editors(page).first().locator('.view-line').first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' nonsense=1')
  await shows(preview, 'the error', now => now.length <= 2 && /^# .*error/.test(now[0]))
  for (let typed = 0; typed < ' nonsense=1'.length; typed++) await page.keyboard.press('Backspace')
  await shows(preview, 'the manifests again', now => now.some(line => line === 'kind: Deployment'))
  await preview.locator('.view-line').first().click()
  await page.keyboard.press('Control+f')
  await page.keyboard.type('maxReplicaCount')
  await page.keyboard.press('Enter')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F12')
  // The word of the file that says so is selected.
  await page.waitForFunction(() => /^Ln 1, Col 3\d/.test(document.querySelector('[id="status.editor.selection"]')?.innerText))
  assert.deepEqual(page.complaints, [])
})

test('another target is previewed, each of its files below its name', async t => {
  const site = readFileSync(`${root}tests/pipeline/settings-of-two-kinds/input.celq`, 'utf8')
  const page = await workbench(t, { 'site.celq': site }, { 'celq.target': 'settings' })
  await page.locator('.view-line').first().click()
  await command(page, 'celq: Preview Manifests', editors(page).nth(1))
  await shows(editors(page).nth(1), 'the settings', now => now[0] === '# settings.py' && now.some(line => line.startsWith('import ')))
})

test('a lens says what a queue becomes, and opens the preview there', async t => {
  const site = 'site demo\nqueue lms.high concurrency=4\nqueue cms.high concurrency=4 keda max=6\n'
  const page = await workbench(t, { 'site.celq': site }, { 'celq.codeLens': true })
  await page.locator('.codelens-decoration a', { hasText: /cms-worker-high/ }).click()
  // It stands far below what is shown first.
  await shows(editors(page).nth(1), 'what the queue becomes', now => now.some(line => /name: cms-worker-high$/.test(line)))
})

test('what is derived is shown between the words, unless it is switched off', async t => {
  const site = { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' }
  const hint = page => page.locator('.view-line', { hasText: 'edx.lms.core.high' })
  const page = await workbench(t, site)
  await found(page.locator('.squiggly-warning'), 1)
  await found(hint(page), 1)
  const without = await workbench(t, site, { 'celq.inlayHints': false })
  await found(without.locator('.squiggly-warning'), 1)
  await found(hint(without), 0)
})

test('the server can be started anew', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await page.locator('.view-line').first().click()
  // At once, while the first is still starting. Both have said so, and one is there.
  await command(page, 'celq: Restart the Language Server', page.locator('.squiggly-warning'))
  await command(page, 'celq: Show Logs', page.locator('.output-view', { hasText: /Starting.*Starting/s }))
  await page.locator('.editor-instance .view-line').first().click()
  await page.keyboard.press('End')
  await page.keyboard.type(' nonsense=1')
  await found(page.locator('.squiggly-error'), 1)
  assert.deepEqual(page.complaints, [])
})

test('an included file that is not open is read, and its names are known', async t => {
  const page = await workbench(t, { 'staging.celq': 'include base.celq\namend queue lms.high keda max=3\n', 'base.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await page.locator('.view-line', { hasText: 'lms.high' }).click()
  await command(page, 'celq: Preview Manifests', editors(page).nth(1))
  await shows(editors(page).nth(1), 'a manifest', now => now.some(line => line === 'kind: Deployment'))
  await found(page.locator('.squiggly-error'), 0)
  assert.deepEqual(page.complaints, [])
})

test('the picture is drawn without a script', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await editors(page).first().click()
  const inner = page.frameLocator('iframe.webview').frameLocator('iframe')
  await command(page, 'celq: Show Picture', page.locator('iframe.webview'))
  await inner.locator('svg').first().waitFor()
  assert.match(await inner.locator('svg').first().textContent(), /lms\.high/)
  const policy = await inner.locator('meta[http-equiv=Content-Security-Policy]').getAttribute('content')
  assert.match(policy, /^default-src 'none'; style-src 'nonce-[0-9a-f-]{36}'$/)
})

test('a word is explained', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await page.locator('.view-line').first().click()
  const input = page.locator('.quick-input-box input')
  await command(page, 'celq: Explain a Word or Rule', page.locator('.quick-input-title', { hasText: 'Explain' }))
  await input.fill('keda')
  await page.keyboard.press('Enter')
  const inner = page.frameLocator('iframe.webview').frameLocator('iframe')
  await inner.locator('h1').first().waitFor()
  assert.match(await inner.locator('h1').first().innerText(), /^keda/)
})

test('what is built is written where somebody says', async t => {
  const page = await workbench(t, { 'site.celq': 'queue lms.high concurrency=4 keda max=6\n' })
  await page.locator('.view-line').first().click()
  await command(page, 'harness: Build', page.locator('.notification-list-item-message', { hasText: 'Wrote site.yaml.' }))
  await page.locator('.explorer-folders-view .monaco-list-row', { hasText: 'site.yaml' }).dblclick()
  await shows(editors(page).first(), 'the manifests', now => now[0] === '---' && now.some(line => line === 'kind: Deployment'))
})
