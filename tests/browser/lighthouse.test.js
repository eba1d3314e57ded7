// What Lighthouse says of the page, as a phone sees it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { dist, FLAGS } from './browser.js'
import { serve } from './server.js'

const LEAST = { performance: 0.95, accessibility: 1, 'best-practices': 1, seo: 1 }

test('Lighthouse has nothing to say', async () => {
  const server = await serve(dist)
  const port = 9_000 + (process.pid % 1_000)
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: [...FLAGS, `--remote-debugging-port=${port}`] })
  const { lhr } = await lighthouse(server.address, { port, output: 'json', logLevel: 'error', onlyCategories: Object.keys(LEAST) })
  await browser.close()
  await server.stop()
  const scores = Object.fromEntries(Object.entries(lhr.categories).map(([name, { score }]) => [name, score]))
  const low = Object.entries(LEAST).filter(([name, least]) => !(scores[name] >= least)).map(([name]) => name)
  const why = Object.values(lhr.audits).filter(({ score }) => score !== null && score < 1).map(({ id, displayValue }) => `${id} ${displayValue ?? ''}`)
  assert.deepEqual(low, [], `${JSON.stringify(scores)} because of ${why.join(', ')}`)
})
