// Once the page was loaded it works without a network, where the browser and the server allow that.

export async function keepForOffline() {
  try {
    await navigator.serviceWorker.register(new URL('service-worker.js', document.baseURI))
  } catch {
    // No service workers, or storage is refused: the page works, but needs the network to load.
  }
}
