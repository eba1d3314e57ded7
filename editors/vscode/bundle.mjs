// src/ → dist/: an entry for node and one for browsers, each with the script of its Worker; beside them the
// server and the icon, which the playground has.
import { build } from 'esbuild'
import { copyFile, rm } from 'node:fs/promises'

const common = { bundle: true, minify: true, format: 'cjs', external: ['vscode'], legalComments: 'none', logLevel: 'warning' }
const node = { ...common, platform: 'node', target: 'node20' }
// A browser's language client and Worker know nothing of node.
const browser = { ...common, platform: 'browser', target: 'es2022', mainFields: ['browser', 'module', 'main'], conditions: ['browser'] }
// The module looks for its wasm beside itself unless it is given one, and it is always given one.
const worker = { define: { 'import.meta.url': '""' } }

await rm('dist', { recursive: true, force: true })
await Promise.all([
  build({ ...node, entryPoints: ['src/node.ts'], outfile: 'dist/node.js' }),
  build({ ...node, ...worker, entryPoints: ['src/serve-node.ts'], outfile: 'dist/serve-node.js' }),
  build({ ...browser, entryPoints: ['src/browser.ts'], outfile: 'dist/browser.js' }),
  build({ ...browser, ...worker, format: 'iife', external: [], entryPoints: ['src/serve-browser.ts'], outfile: 'dist/serve-browser.js' }),
])
await copyFile('../../playground/web/generated/lsp_bg.wasm', 'dist/server.wasm')
await copyFile('../../playground/web/public/icon-192.png', 'dist/icon.png')
