// Keeps the page for when there is no network: all that FILES names once the page was loaded, and tables once they were.

const cacheName = `awl-${VERSION}`
const scope = new URL(self.registration.scope)

self.addEventListener('install', (event) => {
  event.waitUntil(caches.open(cacheName).then((cache) => cache.addAll(FILES)))
})

self.addEventListener('activate', (event) => {
  const clean = async () => {
    for (const name of await caches.keys()) if (name.startsWith('awl-') && name !== cacheName) await caches.delete(name)
    await self.clients.claim()
  }
  event.waitUntil(clean())
})

self.addEventListener('fetch', (event) => {
  const url = new URL(event.request.url)
  if (event.request.method !== 'GET' || url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return
  event.respondWith(answer(event.request, url))
})

async function answer(request, url) {
  const cache = await caches.open(cacheName)
  const isPage = [scope.pathname, scope.pathname + 'index.html'].includes(url.pathname)
  const kept = await cache.match(isPage ? scope : request, {ignoreSearch: true, ignoreVary: true})
  if (kept) return kept
  const fresh = await fetch(request)
  if (fresh.ok && url.pathname.startsWith(scope.pathname + 'tables/')) await cache.put(request, fresh.clone())
  return fresh
}
