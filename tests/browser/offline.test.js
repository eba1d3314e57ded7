// After the first visit the page works without a network, under a strict policy that also works as a header, and it asks
// nobody but its own server.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { checked, settled, stage, visit, write } from './browser.js'
import { POLICY } from './policy.js'

const on = stage({ 'content-security-policy': `${POLICY}; frame-ancestors 'self'` })

test('a reload without a network shows the page, which checks', async () => {
  const page = await visit(on.browser, on.server.address, { serviceWorkers: 'allow' })
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await page.context().setOffline(true)
  // The server is gone as well, so that nothing can come from it.
  const before = on.server.asked.length
  await page.reload()
  await checked(page)
  await write(page, 'queue lms.high concurrency=2 keda max=5 cool_down=10m\n')
  assert.match(await page.textContent('#problems-list'), /cooldown/)
  await page.keyboard.press('Control+f')
  await page.waitForSelector('.cm-search')
  await settled(page)
  assert.equal(on.server.asked.length, before)
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})

test('an update takes the place of what was kept', async () => {
  const page = await visit(on.browser, on.server.address, { serviceWorkers: 'allow' })
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.evaluate(() => caches.open('celq-before'))
  await page.evaluate(async () => {
    await (await navigator.serviceWorker.getRegistration()).unregister()
    localStorage.clear()
  })
  await page.reload()
  await page.waitForFunction(async () => !(await caches.keys()).includes('celq-before') && (await caches.keys()).length === 1)
  await page.context().close()
})

test('it can be installed', async () => {
  const page = await visit(on.browser, on.server.address)
  const manifest = await page.evaluate(async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json())
  assert.equal(manifest.display, 'standalone')
  for (const { src, sizes } of manifest.icons) {
    const size = await page.evaluate(async src => {
      const image = new Image()
      image.src = src
      await image.decode()
      return image.naturalWidth
    }, src)
    assert.ok(size > 0 && (sizes === 'any' || sizes === `${size}x${size}`), src)
  }
  await page.context().close()
})

test('it works in any folder, and nothing is asked that is not there', async () => {
  const page = await visit(on.browser, `${on.server.address}index.html?from=here`)
  assert.match(await page.textContent('#status'), /175 tasks/)
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})
