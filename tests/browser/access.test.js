// Whether everybody can use the page: axe finds nothing in any state, colours can be told apart, and keys alone suffice.
import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { test } from 'node:test'
import { found, settled, stage, visit, write } from './browser.js'

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')
const TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']
const BROKEN = 'queue lms.default concurrency=2 catch_all=off\nqueue lms.high concurrency=2 keda max=5 cool_down=10m\n'

const on = stage()

const wide = { viewport: { width: 1280, height: 800 } }
const narrow = { viewport: { width: 375, height: 740 } }

/** What axe finds, in words. */
async function violations(page) {
  // The debugger puts the script in; the page's policy would not let a page do so.
  await page.evaluate(axe)
  const found = await page.evaluate(tags => window.axe.run({ runOnly: tags }), TAGS)
  return found.violations.flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => `${id}: ${html} ${failureSummary}`))
}

const output = (page, view) => async () => {
  if (await page.locator('#panes').isVisible()) await page.click('#pane-output')
  await page.click(`#view-${view}`)
}

/** Each state of the page, as what is done to come to it. */
const states = {
  'the first visit': async () => {},
  problems: async page => {
    await write(page, BROKEN)
    if (await page.locator('#panes').isVisible()) await page.click('#pane-problems')
  },
  manifests: page => output(page, 'manifests')(),
  routes: page => output(page, 'routes')(),
  picture: page => output(page, 'picture')(),
  plan: page => output(page, 'plan')(),
  'the menu of examples': page => page.click('#examples'),
  'the menu of a file': page => page.click('#file-more'),
  'the page of a rule': async page => {
    await write(page, BROKEN)
    if (await page.locator('#panes').isVisible()) await page.click('#pane-problems')
    await page.locator('#problems-list .rule').first().click()
  },
  'the keys': page => page.click('#keys'),
  'a question': page => page.click('#file-add'),
  'a completion': async page => {
    await write(page, 'queue lms.high concurrency=2 keda m')
    await page.keyboard.press('Control+Space')
    await page.waitForSelector('.cm-tooltip-autocomplete')
  },
  'a search': async page => {
    await page.locator('.cm-content').focus()
    await page.keyboard.press('Control+f')
    await page.waitForSelector('.cm-search')
  },
  'a notice': page => page.click('#theme'),
}

for (const [size, options] of Object.entries({ wide, narrow })) {
  for (const colorScheme of ['light', 'dark']) {
    for (const [state, act] of Object.entries(states)) {
      test(`axe finds nothing: ${state}, ${size}, ${colorScheme}`, async () => {
        const page = await visit(on.browser, on.server.address, { ...options, colorScheme })
        await act(page)
        await settled(page)
        assert.deepEqual(await violations(page), [])
        await page.context().close()
      })
    }
  }
}

/** The contrast of two colours as WCAG counts it; colours are painted to know them in sRGB. */
const CONTRAST = `(names, grounds) => {
  const canvas = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })
  const probe = document.createElement('i')
  document.body.append(probe)
  const luminance = name => {
    probe.style.color = 'var(' + name + ')'
    canvas.fillStyle = getComputedStyle(probe).color
    canvas.fillRect(0, 0, 1, 1)
    const [r, g, b] = [...canvas.getImageData(0, 0, 1, 1).data].slice(0, 3).map(value => {
      const part = value / 255
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
    })
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const pairs = grounds.flatMap(ground => names.map(name => {
    const [low, high] = [luminance(name), luminance(ground)].sort((a, b) => a - b)
    return [name + ' on ' + ground, (high + 0.05) / (low + 0.05)]
  }))
  probe.remove()
  return pairs
}`

const KINDS = ['statement', 'clause', 'key', 'number', 'text', 'word', 'name', 'task', 'comment']

for (const colorScheme of ['light', 'dark']) {
  test(`text can be read on every ground, ${colorScheme}`, async () => {
    const page = await visit(on.browser, on.server.address, { colorScheme })
    const names = [...KINDS.map(kind => `--t-${kind}`), '--ink', '--quiet', '--accent', '--error', '--warning', '--note']
    const grounds = ['--paper', '--ground', '--raised', '--tint']
    const pairs = await page.evaluate(`(${CONTRAST})(${JSON.stringify(names)}, ${JSON.stringify(grounds)})`)
    assert.equal(pairs.length, names.length * grounds.length)
    assert.deepEqual(pairs.filter(([, contrast]) => contrast < 4.5), [])
    await page.context().close()
  })
}

test('keys alone write, mend, look and share', async () => {
  const page = await visit(on.browser, on.server.address)
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.className)
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'skip')
  await page.keyboard.press('Enter')
  // From the section on, Tab comes to the editor behind the file's tabs.
  for (let step = 0; step < 6 && !(await focused()).startsWith('cm-content'); step += 1) await page.keyboard.press('Tab')
  assert.match(await focused(), /^cm-content/)
  await page.keyboard.press('Control+a')
  await page.keyboard.type('queue lms.high concurrency=2 keda max=5 cool_down=10m\n')
  await settled(page)
  await page.keyboard.press('F8')
  await page.keyboard.press('Control+.')
  await settled(page)
  assert.match(await page.locator('.cm-content').innerText(), /cooldown=10m/)
  await page.keyboard.press('F1')
  await page.waitForSelector('dialog.reader')
  await page.keyboard.press('Escape')
  await found(page.locator('dialog'), 0)
  // Tab leaves the editor, to the splitter.
  await page.keyboard.press('Tab')
  assert.equal(await focused(), 'split-output')
  await page.keyboard.press('ArrowLeft')
  assert.equal(await page.getAttribute('#split-output', 'aria-valuenow'), '48')
  await page.keyboard.press('Alt+2')
  assert.equal(await focused(), 'view-routes')
  await page.keyboard.press('ArrowRight')
  assert.equal(await page.getAttribute('#view-picture', 'aria-selected'), 'true')
  await page.keyboard.press('Home')
  await settled(page)
  // From object to object, to the first that has a line with a source.
  const hasSource = () => page.evaluate(() => document.activeElement.className === 'code' && !!document.activeElement.querySelector('.has-source'))
  for (let step = 0; step < 30 && !(await hasSource()); step += 1) await page.keyboard.press('Tab')
  assert.equal(await focused(), 'code')
  for (let step = 0; step < 200 && !(await page.locator('.line.at.has-source').count()); step += 1) await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  assert.match(await focused(), /^cm-content/)
  await page.locator('#examples').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('rabbitmq')
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await settled(page)
  assert.match(await page.locator('.cm-content').innerText(), /RabbitMQ/)
  assert.deepEqual(page.complaints, [])
  await page.context().close()
})

for (const [width, height] of [[320, 256], [320, 568], [375, 740], [1280, 800], [1920, 1080]]) {
  test(`nothing is cut off at ${width} × ${height}`, async () => {
    const page = await visit(on.browser, on.server.address, { viewport: { width, height } })
    const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    assert.ok(over <= 0, `${over} pixels too wide`)
    const outside = await page.evaluate(() => {
      const shown = [...document.querySelectorAll('#bar :is(button, select), #panes button, footer')].filter(each => each.checkVisibility())
      return shown.filter(each => each.getBoundingClientRect().right > innerWidth + 1 || each.getBoundingClientRect().bottom > innerHeight + 1).map(each => each.id)
    })
    assert.deepEqual(outside, [])
    assert.ok((await page.locator('#editor').boundingBox()).height >= 60)
    await page.context().close()
  })
}

test('where motion is not wanted, nothing moves', async () => {
  const page = await visit(on.browser, on.server.address, { reducedMotion: 'reduce' })
  const moving = await page.evaluate(() => [...document.querySelectorAll('#bar *, .tabs *, .line')].filter(each => getComputedStyle(each).transitionDuration !== '0s').length)
  assert.equal(moving, 0)
  await page.context().close()
})

test('with forced colours the page can be used', async () => {
  const page = await visit(on.browser, on.server.address, { forcedColors: 'active' })
  await write(page, BROKEN)
  assert.deepEqual(await violations(page), [])
  await page.context().close()
})
