// The first script: colours, the compiler's download and its Worker, and then the page, which arrives beside them.
import './style/theme.css'
import './style/layout.css'
import './style/parts.css'
import './style/editor.css'
import './style/panels.css'
import { Engine } from './engine'
import { painted } from './parts/dom'
import { kept } from './storage'
import { applyTheme } from './theme'

applyTheme()
// Who comes for the first time reads a sentence about what this is, while the rest arrives.
const read = kept('files') === null ? painted() : Promise.resolve()
const engine = read.then(() => new Engine())
Promise.all([import('./page'), engine]).then(([page, started]) => page.run(started))

// The service worker keeps all files, which must not compete with the first visit.
if ('serviceWorker' in navigator && import.meta.env.PROD) {
  addEventListener('load', () => setTimeout(() => navigator.serviceWorker.register('./offline-worker.js').catch(() => undefined), 1_000))
}
