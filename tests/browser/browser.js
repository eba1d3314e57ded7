// The browser of the tests: how it is started, and a page of the playground in it.
import { chromium } from 'playwright-core'
import assert from 'node:assert/strict'
import { after, before } from 'node:test'
import { fileURLToPath } from 'node:url'
import { serve } from './server.js'

export const root = fileURLToPath(new URL('../../', import.meta.url))
export const web = `${root}playground/web/`
export const dist = `${web}dist/`

export const FLAGS = [
  '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync',
]

const CHROMIUM = { executablePath: '/usr/bin/chromium', args: FLAGS }

export const start = () => chromium.launch(CHROMIUM)

/** A browser that keeps its profile in a folder. */
export const startProfile = (folder, options) => chromium.launchPersistentContext(folder, { ...CHROMIUM, ...options })

/** The built page on a server of its own, and a browser, for all tests of a file. They are there when the tests run. */
export function stage(headers) {
  const on = {}
  before(async () => {
    on.server = await serve(dist, headers)
    on.browser = await start()
  })
  after(async () => {
    await on.browser.close()
    await on.server.stop()
  })
  return on
}

/** A new visitor's page, ready to type in. What the browser complains about is in `page.complaints`. */
export async function visit(browser, address, options = {}) {
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, serviceWorkers: 'block', ...options })
  const page = await context.newPage()
  page.complaints = []
  page.on('console', message => {
    // Playwright's own, where it blocks service workers.
    if (message.text().includes('blocked by Playwright')) return
    if (['error', 'warning'].includes(message.type())) page.complaints.push(message.text())
  })
  page.on('pageerror', error => page.complaints.push(error.message))
  page.on('request', request => {
    const { origin, protocol } = new URL(request.url())
    if (protocol.startsWith('http') && origin !== new URL(address).origin) page.complaints.push(`asked ${request.url()}`)
  })
  await page.goto(address)
  await checked(page)
  return page
}

/** Waits until what is in the editor has been checked, and the whole compiler is there. */
export async function checked(page) {
  await page.waitForSelector('body[data-ready][data-whole]')
  await page.waitForFunction(() => /\d ms/.test(document.querySelector('#time').textContent))
  await settled(page)
}

/** Puts a text in the editor's place, as somebody who pastes it. */
export async function write(page, text) {
  await page.locator('.cm-content').focus()
  await page.keyboard.press('Control+a')
  await page.keyboard.insertText(text)
  await settled(page)
}

/** Waits until the compiler has answered and nothing on the page has changed for a moment. */
export async function settled(page, quiet = 250) {
  await page.evaluate(quiet => new Promise(done => {
    const still = () => (document.body.hasAttribute('data-busy') ? wait() : done())
    let timer
    const wait = () => {
      clearTimeout(timer)
      timer = setTimeout(still, quiet)
    }
    wait()
    new MutationObserver(wait).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true })
  }), quiet)
}

/** Waits until a locator finds exactly so many, and says how many it found when that never comes. */
export async function found(locator, expected) {
  const deadline = Date.now() + 30_000
  let count = await locator.count()
  while (count !== expected && Date.now() < deadline) {
    await new Promise(done => setTimeout(done, 20))
    count = await locator.count()
  }
  assert.equal(count, expected)
}
