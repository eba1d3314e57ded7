// Serves a folder on a free port of this machine, as a plain host would: with compression, types and the policy as a header.
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import { extname, join, normalize } from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.wasm': 'application/wasm',
  '.svg': 'image/svg+xml', '.png': 'image/png', '.webmanifest': 'application/manifest+json',
}
const compress = promisify(gzip)

/** Starts; `headers` go with every answer. Returns the address, what was asked for, and how to stop. */
export async function serve(folder, headers = {}) {
  const asked = []
  const packed = new Map()
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url, 'http://host').pathname)
    asked.push(path)
    const file = join(folder, normalize(path.endsWith('/') ? `${path}index.html` : path))
    try {
      if (!packed.has(file)) packed.set(file, await compress(await readFile(file), { level: 9 }))
      const type = TYPES[extname(file)] ?? 'application/octet-stream'
      const caching = path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
      response.writeHead(200, { 'content-type': type, 'content-encoding': 'gzip', 'cache-control': caching, ...headers })
      response.end(packed.get(file))
    } catch {
      response.writeHead(404, { 'content-type': 'text/plain' })
      response.end('not here')
    }
  })
  await new Promise(done => server.listen(0, '127.0.0.1', done))
  const address = `http://127.0.0.1:${server.address().port}/`
  const stop = () => new Promise(done => {
    server.closeAllConnections()
    server.close(done)
  })
  return { address, asked, stop }
}
