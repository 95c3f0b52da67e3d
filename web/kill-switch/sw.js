// The kill switch: put in the place of the app's `sw.js`, it ends the service worker in every browser
// that comes by, so that pages are fetched from the host again. It touches no draft; an
// open tab loads itself anew when its text is saved. When to use it: docs/hosting.md.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));

worker.addEventListener("install", () => worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(end()));

async function end() {
  const ours = `submission-editor ${worker.registration.scope} `;
  for (const name of await caches.keys()) if (name.startsWith(ours)) await caches.delete(name);
  await worker.registration.unregister();
}
