// The page's Content Security Policy, for its <meta> tag and for whoever serves it with a header.

/** CodeMirror puts its style sheet into a <style> element, which needs a nonce. No HTML of anybody reaches the page. */
export const NONCE = 'celq'

export const POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  `style-src 'self' 'nonce-${NONCE}'`,
  "img-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')
