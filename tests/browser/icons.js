// Draws the page's icons as PNG from `icon.svg`, for systems that install it: `npm run icons` in playground/web.
import { readFile } from 'node:fs/promises'
import { start, web } from './browser.js'

const svg = await readFile(`${web}public/icon.svg`, 'utf8')
const browser = await start()
for (const size of [192, 512]) {
  const page = await browser.newPage({ viewport: { width: size, height: size } })
  // The corners are filled, because systems cut icons to their own shape.
  await page.setContent(`<style>body { margin: 0; background: #1f5a3a } svg { display: block; width: 100vw; height: 100vh }</style>${svg}`)
  await page.screenshot({ path: `${web}public/icon-${size}.png` })
}
await browser.close()
