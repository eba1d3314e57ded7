// The release picker. It reads and edits `release=` of the statement `site` by the compiler's own tokens.
import type { App } from './app'
import { byId, h } from './parts/dom'

interface Token {
  from: number
  to: number
  text: string
}

function read(app: App, text: string, tokens: Uint32Array): Token[] {
  const kinds = app.vocabulary?.tokens ?? []
  const found: Token[] = []
  for (let at = 0; at + 2 < tokens.length; at += 3) {
    const [from = 0, to = 0, kind = 0] = tokens.subarray(at, at + 3)
    if (kinds[kind] !== 'comment') found.push({ from, to, text: text.slice(from, to) })
  }
  return found
}

/** Where the release stands, or would stand. */
export interface Place {
  file: string
  value: string | null
  from: number
  to: number
  before: string
}

/** The text of the statement `site`, which begins in column 0 and ends where the next statement does. */
function statement(text: string): { at: number; text: string } | null {
  const start = /^site(?=\s|$)/m.exec(text)
  if (!start) return null
  const rest = text.slice(start.index)
  return { at: start.index, text: rest.slice(0, /\n(?=[^\s#])/.exec(rest)?.index ?? rest.length) }
}

/** Looks in one file. Only the statement is given to the compiler, so that a long file costs nothing. */
async function inFile(app: App, file: string): Promise<Place | null> {
  const site = statement(app.site.text(file))
  if (!site) return null
  const tokens = read(app, site.text, await app.compiler.colour(site.text))
  const key = tokens.find(token => token.text === 'release' && site.text[token.to] === '=')
  if (key) {
    const [value = ''] = /^[^\s,#]*/.exec(site.text.slice(key.to + 1)) ?? []
    const from = site.at + key.to + 1
    return { file, value, from, to: from + value.length, before: '' }
  }
  // Behind the site's name, which is what follows the keyword and is no key.
  const head = /^site[ \t]+[^\s=#]+(?=\s|$)/.exec(site.text)
  const at = site.at + (head?.[0].length ?? 'site'.length)
  return { file, value: null, from: at, to: at, before: ' release=' }
}

async function find(app: App): Promise<Place> {
  for (const name of app.site.files.map(([each]) => each)) {
    const found = await inFile(app, name)
    if (found) return found
  }
  return { file: app.site.main, value: null, from: 0, to: 0, before: 'site demo release=' }
}

async function choose(app: App, release: string): Promise<void> {
  const { file, value, from, to, before } = await find(app)
  if (value === release) return
  const text = before.startsWith('site') ? `${before}${release}\n\n` : `${before}${release}`
  app.site.edit([{ range: { file, from, to }, text }])
}

export function picker(app: App): void {
  const select = byId<HTMLSelectElement>('release')
  select.addEventListener('change', () => {
    if (select.value) choose(app, select.value).catch(() => undefined)
  })
  const show = (): void => {
    find(app).then(
      ({ value }) => {
        const releases = app.vocabulary?.releases ?? []
        const known = value !== null && releases.includes(value)
        const names = known ? releases : ['', ...releases]
        select.replaceChildren(...names.map(name => h('option', { value: name }, name || (value ?? 'default'))))
        select.value = known ? value : ''
      },
      () => undefined,
    )
  }
  app.checked.listen(show)
  app.worded.listen(show)
}
