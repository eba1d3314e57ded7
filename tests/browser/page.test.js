// What somebody does on the page, and what the page does then.
import assert from 'node:assert/strict'
import { readdirSync, readFileSync } from 'node:fs'
import { test } from 'node:test'
import { found, root, settled, stage, visit, write } from './browser.js'

const BROKEN = 'queue lms.default concurrency=2\nqueue lms.high concurrency=2 keda max=5 cool_down=10m\n'

const on = stage()

const open = options => visit(on.browser, on.server.address + (options?.path ?? ''), options)
const status = page => page.textContent('#status')
const source = page => page.locator('.cm-content').innerText()
const badge = page => page.textContent('#problems-head')

/** Runs on a page of its own, of which the browser must not have complained. */
function scenario(name, act, options) {
  test(name, async () => {
    const page = await open(options)
    await act(page)
    assert.deepEqual(page.complaints, [])
    await page.context().close()
  })
}

scenario('the first visit shows a site that is proved', async page => {
  assert.match(await status(page), /^6 workers · 175 tasks, all reach a worker/)
  assert.match(await badge(page), /No problems/)
  assert.match(await page.textContent('#time'), /^\d+\.\d ms$/)
  await settled(page)
  assert.match(await page.locator('#manifests-list summary').first().innerText(), /lms-worker/)
})

scenario('an error is underlined and listed with its help, and its fix mends it', async page => {
  await write(page, BROKEN)
  assert.equal(await page.locator('.squiggle.error').innerText(), 'cool_down')
  assert.match(await badge(page), /1 error/)
  const item = page.locator('#problems-list li').filter({ hasText: 'cool_down' })
  assert.match(await item.locator('.place').innerText(), /^site\.celq:2:\d+$/)
  assert.equal(await item.locator('.rule').innerText(), 'unknown-key')
  await item.locator('.fix').click()
  await settled(page)
  assert.match(await source(page), / cooldown=10m/)
  await found(page.locator('.squiggle.error'), 0)
})

scenario('nothing is written while an error stands, and the status says so', async page => {
  await write(page, BROKEN)
  assert.match(await page.textContent('#manifests-list'), /Nothing is written while an error stands/)
  await write(page, 'queue lms.high concurrency=2 keda min=1 max=2\n')
  assert.doesNotMatch(await page.textContent('#manifests-list'), /Nothing is written/)
})

scenario('the page of a rule opens, and its failing block can be tried', async page => {
  await write(page, BROKEN)
  await page.locator('#problems-list .rule').first().click()
  const reader = page.locator('dialog.reader')
  assert.match(await reader.locator('h2').innerText(), /^unknown-key/)
  await reader.locator('.celq-fails button').click()
  await settled(page)
  await found(reader, 0)
  assert.match(await page.textContent('#problems-list'), /unknown-key/)
  await page.getByRole('button', { name: 'Bring them back' }).click()
  await settled(page)
  assert.match(await source(page), /cool_down/)
})

for (const name of readdirSync(`${root}spec/examples`).sort()) {
  const title = name.replace('.celq', '')
  scenario(`the menu opens ${title}, which has no errors`, async page => {
    await page.click('#examples')
    await page.fill('#examples-search', title)
    await page.locator('#examples-list button').filter({ hasText: title }).first().click()
    await settled(page)
    const text = readFileSync(`${root}spec/examples/${name}`, 'utf8')
    assert.ok((await source(page)).startsWith(text.split('\n')[0]))
    assert.doesNotMatch(await badge(page), /error/)
    assert.ok((await page.locator('#manifests-list details').count()) > 3)
  })
}

scenario('the menu has the failing block of every rule', async page => {
  await page.click('#examples')
  assert.equal(await page.locator('#examples-list ul').last().locator('li').count(), readdirSync(`${root}spec/rules`).length)
  await page.fill('#examples-search', 'queue-without-consumer')
  await page.locator('#examples-list button').first().click()
  await settled(page)
  assert.match(await page.textContent('#problems-list'), /queue-without-consumer/)
})

scenario('a line of output goes to its source, and the source marks its output', async page => {
  await settled(page)
  const line = page.locator('#manifests-list .has-source').filter({ hasText: 'maxReplicaCount: 6' }).first()
  await line.click()
  const active = await page.locator('.cm-activeLine').innerText()
  assert.match(active, /max=6/)
  assert.ok((await page.locator('#manifests-list .caused').count()) > 0)
  assert.ok(await line.evaluate(element => element.classList.contains('caused')))
})

scenario('each target is written', async page => {
  await page.selectOption('#target', 'settings')
  await settled(page)
  assert.match(await page.textContent('#manifests-list'), /EXPLICIT_QUEUES/)
  await page.selectOption('#target', 'model')
  await settled(page)
  const model = JSON.parse(await page.locator('#manifests-list .code').textContent())
  assert.equal(model.queues.length, 6)
})

scenario('the zip has every file', async page => {
  await settled(page)
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Zip' }).click()])
  assert.equal(download.suggestedFilename(), 'manifests.zip')
  const bytes = readFileSync(await download.path()).toString('latin1')
  // A zip begins with this, and ends with a directory that has every name once more.
  assert.ok(bytes.startsWith('PK\u0003\u0004'))
  assert.equal(bytes.split('lms-worker.deployment.yaml').length, 3)
})

scenario('routes are found by words, and go to their source', async page => {
  await page.click('#view-routes')
  await page.waitForSelector('#routes-body tr')
  assert.match(await page.textContent('#routes-count'), /^266 of 266 ways$/)
  await page.fill('#routes-search', 'import_olx cms.core.high')
  await found(page.locator('#routes-body tr'), 1)
  await page.locator('#routes-body .link').click()
  assert.match(await page.locator('.cm-activeLine').innerText(), /import_olx -> cms\.high/)
})

scenario('the plan has a line for each worker and the total', async page => {
  await page.click('#view-plan')
  await page.waitForSelector('#plan-table tbody tr')
  await found(page.locator('#plan-table tbody tr'), 6)
  assert.match(await page.locator('#plan-table tfoot').innerText(), /Total\s+6\.\.34/)
})

scenario('the picture shows every worker, and a node goes to its source', async page => {
  await page.click('#view-picture')
  await page.waitForSelector('#picture-canvas svg [data-from]')
  assert.match(await page.textContent('#picture-canvas svg'), /lms-worker-high-mem/)
  await page.locator('#picture-canvas [data-from]').filter({ hasText: 'lms-worker-high-mem' }).first().click()
  assert.match(await page.locator('.cm-activeLine').innerText(), /lms\.high_mem/)
  await found(page.locator('#picture-canvas :is(script, style, foreignObject)'), 0)
})

scenario('formatting by Ctrl+S', async page => {
  await write(page, 'queue   lms.high   keda max=3 min=1\n')
  await page.keyboard.press('Control+s')
  await settled(page)
  assert.match(await source(page), /^queue lms\.high keda min=1 max=3/)
})

scenario('completion has documentation, and writes what was chosen', async page => {
  await write(page, 'queue lms.high concurrency=2\n  keda ma')
  await page.keyboard.press('Control+Space')
  const option = page.locator('.cm-tooltip-autocomplete li[aria-selected=true]')
  await option.waitFor()
  assert.match(await option.innerText(), /^max/)
  await page.waitForSelector('.cm-completionInfo .page')
  // CodeMirror takes no key in the first moment, so that typing on does not choose.
  await page.waitForTimeout(150)
  await page.keyboard.press('Enter')
  assert.match(await source(page), /keda max=/)
})

scenario('the hover shows the page of a word', async page => {
  await page.locator('.cm-line').filter({ hasText: 'queue lms.high keda' }).locator('.t-key').first().hover()
  const hover = page.locator('.hover')
  await hover.waitFor()
  assert.match(await hover.innerText(), /pods/i)
})

scenario('a definition is found by F12, and a name is changed everywhere by F2', async page => {
  await page.locator('.cm-line').filter({ hasText: '-> lms.high_mem' }).getByText('lms.high_mem').click()
  await page.keyboard.press('F12')
  await settled(page)
  assert.match(await page.locator('.cm-activeLine').innerText(), /^queue lms\.high_mem/)
  await page.keyboard.press('F2')
  const answer = page.locator('#answer')
  await answer.fill('not a name')
  await page.keyboard.press('Enter')
  await page.waitForFunction(() => document.querySelector('#answer-fault').textContent !== '')
  await answer.fill('lms.heavy')
  await page.keyboard.press('Enter')
  await settled(page)
  assert.equal((await source(page)).split('lms.heavy').length, 3)
  assert.doesNotMatch(await source(page), /lms\.high_mem/)
})

scenario('the release is picked into the statement, with and without one', async page => {
  await page.waitForFunction(() => document.querySelector('#release').value === 'verawood')
  await page.selectOption('#release', 'sumac')
  await settled(page)
  assert.match(await source(page), /site demo release=sumac\n/)
  await write(page, 'queue lms.high keda max=3\n')
  assert.equal(await page.inputValue('#release'), '')
  await page.selectOption('#release', 'teak')
  await settled(page)
  assert.match(await source(page), /^site demo release=teak\n/)
  assert.equal(await page.inputValue('#release'), 'teak')
})

scenario('files include each other, and are renamed and deleted', async page => {
  await write(page, 'include base.celq\namend queue lms.high keda max=3\n')
  assert.match(await page.textContent('#problems-list'), /base\.celq/)
  await page.click('#file-add')
  await page.fill('#answer', 'base.celq')
  await page.keyboard.press('Enter')
  await settled(page)
  await write(page, 'queue lms.high concurrency=2 keda min=1 max=2\n')
  assert.doesNotMatch(await badge(page), /error/)
  assert.equal(await page.locator('#files .is-main').innerText(), 'site.celq')
  assert.match(await page.textContent('#manifests-list'), /maxReplicaCount: 3/)
  await page.click('#file-more')
  await page.click('#file-delete')
  await settled(page)
  assert.match(await badge(page), /1 error/)
  await page.getByRole('button', { name: 'Undo' }).click()
  await settled(page)
  await found(page.locator('#files [role=tab]'), 2)
})

scenario('a link has the site, and nothing but the link', async page => {
  await write(page, 'queue lms.high keda max=3 # é 𝒳\n')
  await page.click('#share')
  await page.waitForFunction(() => location.hash.startsWith('#c1='))
  const link = page.url()
  const other = await open({ path: link.slice(on.server.address.length) })
  await settled(other)
  assert.match(await source(other), /^queue lms\.high keda max=3 # é 𝒳/)
  assert.equal(new URL(other.url()).hash, '')
  await other.context().close()
})

const damaged = { torn: '#c1=dY5BCs', letters: '#c1=%%%', other: '#c1=q1YqVrJSUKoFAA', empty: '#c1=' }
for (const [name, fragment] of Object.entries(damaged)) {
  scenario(`a damaged link is said to be damaged: ${name}`, async page => {
    assert.match(await page.textContent('#notice'), /This link is damaged/)
    assert.match(await status(page), /175 tasks/)
  }, { path: fragment })
}

scenario('a link that unpacks to too much is refused', async page => {
  const bomb = await page.evaluate(async () => {
    const stream = new Blob([new Uint8Array(60_000_000)]).stream().pipeThrough(new CompressionStream('deflate-raw'))
    const bytes = new Uint8Array(await new Response(stream).arrayBuffer())
    const letters = Array.from(bytes, byte => String.fromCharCode(byte)).join('')
    return btoa(letters).replaceAll('+', '-').replaceAll('/', '_')
  })
  await page.evaluate(bomb => { location.hash = `c1=${bomb}` }, bomb)
  await page.waitForFunction(() => document.querySelector('#notice').textContent.includes('more than a link may hold'))
})

scenario('what was written is there after a reload', async page => {
  await write(page, 'queue lms.high keda max=7\n')
  await page.click('#view-plan')
  await page.reload()
  await page.waitForSelector('body[data-ready]')
  await settled(page)
  assert.match(await source(page), /max=7/)
  assert.equal(await page.locator('#view-plan').getAttribute('aria-selected'), 'true')
})

scenario('embedded it has the editor and the problems, and a link to all', async page => {
  assert.equal(await page.locator('#output').isVisible(), false)
  assert.equal(await page.locator('#editor').isVisible(), true)
  assert.equal(await page.locator('#problems').isVisible(), true)
  await write(page, 'queue lms.high keda max=7\n')
  assert.match(await page.getAttribute('#full', 'href'), /^\.\/#c1=/)
  assert.equal(await page.evaluate(() => localStorage.getItem('celq-files')), null)
}, { path: '?embed' })

const hostile = {
  'markup': '<script>document.body.dataset.harm = 1</script>\nqueue "<img src=x onerror=document.body.dataset.harm=1>" keda\n',
  'a megabyte': 'queue lms.high concurrency=2 # padding padding\n'.repeat(21_000),
  'bytes': Array.from({ length: 9_000 }, (_, at) => String.fromCharCode((at * 7919) % 65_536)).join(''),
}
for (const [name, text] of Object.entries(hostile)) {
  scenario(`no harm is done by ${name}`, async page => {
    const opened = Date.now()
    await page.setInputFiles('#file-input', { name: 'hostile <b>.celq', mimeType: 'text/plain', buffer: Buffer.from(text) })
    await page.waitForFunction(() => document.querySelectorAll('#files [role=tab]').length === 2)
    await page.waitForFunction(() => document.querySelectorAll('#problems-list li').length > 1, null, { timeout: 30_000 })
    assert.ok(Date.now() - opened < 10_000)
    for (const view of ['routes', 'picture', 'plan', 'manifests']) await page.click(`#view-${view}`)
    await settled(page)
    assert.equal(await page.evaluate(() => document.body.dataset.harm), undefined)
    await found(page.locator('img:not(.cm-widgetBuffer), body script, iframe, object'), 0)
    await write(page, 'queue lms.high concurrency=2 keda min=1 max=2\n')
    assert.match(await status(page), /all reach a worker/)
  })
}

scenario('too large a file is refused in words', async page => {
  await page.setInputFiles('#file-input', { name: 'large.celq', mimeType: 'text/plain', buffer: Buffer.alloc(3_000_000, 'a') })
  await page.waitForFunction(() => document.querySelector('#notice').textContent.includes('too much for a site'))
})

scenario('a compiler that does not answer is started again, in words', async page => {
  await page.evaluate(() => {
    const { postMessage } = Worker.prototype
    // The next ask is lost, as if the compiler had not come back from it.
    Worker.prototype.postMessage = function () { Worker.prototype.postMessage = postMessage }
  })
  await page.locator('.cm-content').focus()
  await page.keyboard.type(' ')
  await page.waitForFunction(() => document.querySelector('#notice').textContent.includes('did not answer'), null, { timeout: 30_000 })
  await write(page, 'queue lms.high concurrency=2 keda min=1 max=2\n')
  assert.match(await status(page), /all reach a worker/)
})

test('a compiler that cannot be loaded is said, and can be tried again', async () => {
  const context = await on.browser.newContext({ serviceWorkers: 'block' })
  const page = await context.newPage()
  await page.route('**/*.wasm', route => route.abort())
  await page.goto(on.server.address)
  const again = page.getByRole('button', { name: 'Try again' })
  await again.waitFor()
  assert.match(await page.textContent('#notice'), /could not be loaded/)
  await page.unroute('**/*.wasm')
  await again.click()
  await page.waitForFunction(() => document.querySelector('#status').textContent.includes('175 tasks'))
  await context.close()
})

test('colours, problems and the release are there before the whole compiler is', async () => {
  const page = await (await on.browser.newContext({ serviceWorkers: 'block' })).newPage()
  // It is never answered.
  await page.route(/celq_bg-/, () => undefined)
  await page.goto(on.server.address)
  await page.waitForFunction(() => document.querySelector('#release').value === 'verawood')
  await write(page, BROKEN)
  await page.waitForSelector('.squiggle.error')
  assert.equal(await page.locator('.cm-line .t-statement').first().innerText(), 'queue')
  assert.equal(await page.locator('body[data-whole]').count(), 0)
  await page.context().close()
})
