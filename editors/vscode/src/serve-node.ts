// The Worker of node that the language server runs in.
import { parentPort } from 'node:worker_threads'
import { serve } from './serve'

const port = parentPort!
serve({ send: message => port.postMessage(message), listen: hear => void port.on('message', hear) })
