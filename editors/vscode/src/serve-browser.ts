// The Worker of a browser that the language server runs in.
import { serve } from './serve'

serve({
  send: message => postMessage(message),
  listen: hear => addEventListener('message', event => hear((event as MessageEvent).data)),
})
