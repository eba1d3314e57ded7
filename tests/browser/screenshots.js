// Writes pictures of the page's main states to playground/web/screenshots, to look at: `npm run screenshots`.
import { mkdir } from 'node:fs/promises'
import { dist, settled, start, visit, web, write } from './browser.js'
import { serve } from './server.js'

const BROKEN = `# An error, a warning and a typo that can be fixed.
queue lms.default concurrency=2 catch_all=off
queue lms.high, lms.high_mem concurrency=2 keda max=5 cool_down=10m
`
const phone = { viewport: { width: 375, height: 740 }, hasTouch: true, isMobile: true }
const dark = { colorScheme: 'dark' }

const open = name => page => page.click(`#view-${name}`)
const states = {
  desktop: [{}],
  dark: [dark],
  error: [{}, page => write(page, BROKEN)],
  'error-dark': [dark, page => write(page, BROKEN)],
  source: [{}, async page => {
    await page.locator('.cm-line').nth(11).click()
    await settled(page)
  }],
  routes: [{}, open('routes')],
  picture: [{}, open('picture')],
  'picture-dark': [dark, open('picture')],
  plan: [dark, open('plan')],
  examples: [{}, page => page.click('#examples')],
  rule: [{}, async page => {
    await write(page, BROKEN)
    await page.locator('.rule').first().click()
  }],
  keys: [dark, page => page.click('#keys')],
  hover: [{}, async page => {
    await page.locator('.t-key').nth(2).hover()
    await page.waitForTimeout(600)
  }],
  complete: [{}, async page => {
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+End')
    await page.keyboard.type('queue lms.reports ')
    await page.keyboard.press('Control+Space')
    await page.waitForTimeout(600)
  }],
  tablet: [{ viewport: { width: 820, height: 1100 } }],
  phone: [phone],
  'phone-dark': [{ ...phone, ...dark }],
  'phone-problems': [phone, async page => {
    await write(page, BROKEN)
    await page.click('#pane-problems')
  }],
  'phone-output': [phone, page => page.click('#pane-output')],
  'phone-routes': [phone, async page => {
    await page.click('#pane-output')
    await page.click('#view-routes')
  }],
  'phone-picture': [phone, async page => {
    await page.click('#pane-output')
    await page.click('#view-picture')
  }],
}

await mkdir(`${web}screenshots`, { recursive: true })
const wanted = process.argv.slice(2)
const server = await serve(dist)
const browser = await start()
for (const [name, [options, act]] of Object.entries(states)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue
  const page = await visit(browser, server.address, options)
  await act?.(page)
  await settled(page)
  await page.screenshot({ path: `${web}screenshots/${name}.png` })
  if (page.complaints.length > 0) console.error(name, page.complaints)
  await page.context().close()
}
await browser.close()
await server.stop()
