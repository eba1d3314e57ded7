// How the page is built: relative addresses, a strict policy, what is loaded first, and a service worker that knows
// the name of every file.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { defineConfig, type HtmlTagDescriptor, type Plugin } from 'vite'
import { POLICY } from './policy.ts'

/** Files are listed in order, so that the same sources give the same bytes. */
const shipped = (names: string[]): string[] =>
  ['./', ...names.filter(name => name !== 'index.html').sort(), ...readdirSync('public').sort()]

/** Writes the policy into the page, and what it should load before it knows that it needs it. */
function page(): Plugin {
  return {
    name: 'celq-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }): HtmlTagDescriptor[] => {
        const links = Object.keys(bundle).sort().flatMap((name): HtmlTagDescriptor[] => {
          const href = `./${name}`
          if (!/\/(page|codemirror)-[^/]*\.js$/.test(name)) return []
          return [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href } }]
        })
        const policy = { tag: 'meta', attrs: { 'http-equiv': 'Content-Security-Policy', content: POLICY } }
        return [policy, ...links].map(tag => ({ ...tag, injectTo: 'head-prepend' }))
      },
    },
  }
}

/** Adds the service worker, with the list of what it keeps and a version that changes when any of it does. */
function offline(): Plugin {
  return {
    name: 'celq-offline',
    apply: 'build',
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const files = shipped(Object.keys(bundle))
        const hash = createHash('sha256').update(files.join('\n'))
        const html = bundle['index.html']
        if (html?.type === 'asset') hash.update(html.source)
        for (const name of readdirSync('public').sort()) hash.update(readFileSync(`public/${name}`))
        const values = { VERSION: hash.digest('hex').slice(0, 12), FILES: files }
        const heads = Object.entries(values).map(([name, value]) => `const ${name} = ${JSON.stringify(value)}\n`)
        const source = heads.join('') + readFileSync('src/offline-worker.js', 'utf8')
        this.emitFile({ type: 'asset', fileName: 'offline-worker.js', source })
      },
    },
  }
}

export default defineConfig({
  base: './',
  plugins: [page(), offline()],
  build: {
    target: ['chrome123', 'edge123', 'firefox121', 'safari17.5'],
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    reportCompressedSize: false,
    chunkSizeWarningLimit: 400,
    // The first script is small and starts the compiler; what the page needs at once is one file, which is preloaded.
    rolldownOptions: {
      output: { codeSplitting: { groups: [{ name: 'codemirror', test: /@codemirror.(view|state|commands|language|autocomplete)|@lezer|style-mod|crelt|w3c-keyname|find-cluster/ }] } },
    },
  },
  worker: { format: 'es' },
  server: { fs: { allow: ['../..'] } },
})
