// The service worker: after the first visit the page works without a network. VERSION and FILES come from the build.
// It keeps exactly the files of one version, answers from them, and asks the network for nothing else of the page.

const CACHE = `celq-${VERSION}`

self.addEventListener('install', event => {
  const requests = FILES.map(file => new Request(file, { cache: 'no-cache' }))
  event.waitUntil(caches.open(CACHE).then(cache => cache.addAll(requests)).then(() => self.skipWaiting()))
})

self.addEventListener('activate', event => {
  const drop = names => Promise.all(names.filter(name => name.startsWith('celq-') && name !== CACHE).map(name => caches.delete(name)))
  event.waitUntil(caches.keys().then(drop).then(() => self.clients.claim()))
})

// A page that was opened before an update finds its hashed files on the server, where the cache has them no more.
self.addEventListener('fetch', event => {
  const { request } = event
  if (request.method !== 'GET' || new URL(request.url).origin !== location.origin) return
  const key = request.mode === 'navigate' ? './' : request
  event.respondWith(caches.open(CACHE).then(cache => cache.match(key, { ignoreSearch: true })).then(kept => kept ?? fetch(request)))
})
