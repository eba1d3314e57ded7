// The compiler's WASM module in this process, without a browser.
import { readFile } from 'node:fs/promises'
import { pathToFileURL } from 'node:url'
import { web } from './browser.js'

const { initSync, Workspace } = await import(pathToFileURL(`${web}generated/celq.js`))
initSync({ module: await readFile(`${web}generated/celq_bg.wasm`) })

/** A workspace on the day on which claims are judged in the tests. */
export const workspace = () => new Workspace('2026-01-01')
