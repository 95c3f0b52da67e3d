// The service worker: keeps one release of the app, whole, for use without a network. `cargo xtask
// build` writes the release's name and the list of its files, RELEASE and FILES, before this text.
//
// A new release is fetched beside the old one and waits. It takes over when a person presses for it
// and every tab has said that its text is saved; so no two releases ever work on one store.

const worker = /** @type {ServiceWorkerGlobalScope} */ (/** @type {unknown} */ (self));
const SCOPE = worker.registration.scope;
/** Another copy of the app in another folder of this host keeps its own. */
const OURS = `submission-editor ${SCOPE} `;
const KEPT = OURS + RELEASE;
const PAGE = new URL("./", SCOPE).href;
/** The pages that work on the store; others may lie in the same folder. */
const PAGES = [PAGE, new URL("index.html", SCOPE).href, new URL("submission-editor.html", SCOPE).href];
const ASSETS = new URL("assets-", SCOPE).href;
/** Addresses that are answered from what is kept, and under which address it is kept. */
const ANSWERED = new Map(FILES.map(([path]) => [new URL(path, SCOPE).href, new URL(path, SCOPE).href]));
ANSWERED.set(new URL("index.html", SCOPE).href, PAGE);
/** The address without its query and fragment. @param {string} url */
const plain = (url) => /** @type {string} */ (url.split(/[?#]/)[0]);

/**
 * A host may send a wrong one.
 * @type {{ [ending: string]: string }}
 */
const TYPES = { js: "text/javascript", css: "text/css", wasm: "application/wasm", json: "application/json", svg: "image/svg+xml" };
/** How long a tab may take to say that its text is saved, in milliseconds. */
const PATIENCE = 4_000;

/**
 * The SHA-256, in hexadecimal digits.
 * @param {ArrayBuffer} bytes
 */
async function digest(bytes) {
  const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/**
 * A file as it is kept.
 * @typedef {{ bytes: ArrayBuffer, headers: Headers }} Kept
 */

/**
 * What other releases have kept of files that never change under their names, by digest.
 * @returns {Promise<Map<string, Kept>>}
 */
async function alreadyHere() {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!name.startsWith(OURS)) continue;
    const cache = await caches.open(name);
    for (const { url } of await cache.keys()) {
      if (!url.startsWith(ASSETS)) continue;
      const old = await read(cache, url);
      found.set(await digest(old.bytes), old);
    }
  }
  return found;
}

/**
 * @param {Cache} cache
 * @param {string} url What the cache has named.
 * @returns {Promise<Kept>}
 */
async function read(cache, url) {
  const answer = /** @type {Response} */ (await cache.match(url));
  return { bytes: await answer.arrayBuffer(), headers: answer.headers };
}

/**
 * The answer to be kept, with the host's headers, which are part of the page's safety.
 * @param {ArrayBuffer} bytes
 * @param {string} url
 * @param {Headers} from
 */
function kept(bytes, url, from) {
  const headers = new Headers(from);
  // The bytes are plain and whole by now, and the same for whoever asks.
  for (const name of ["content-encoding", "content-length", "transfer-encoding", "vary"]) headers.delete(name);
  const type = TYPES[/** @type {string} */ (url.split(".").pop())];
  if (type) headers.set("content-type", type);
  return new Response(bytes, { headers });
}

/**
 * Fetches one file; a file of another release, as in the midst of a deployment, is refused.
 * @param {string} url
 * @param {string} wanted Its digest.
 */
async function fetched(url, wanted) {
  // What never changes under its name may come from the browser's own cache.
  /** @type {RequestCache[]} */
  const ways = [url.startsWith(ASSETS) ? "default" : "no-cache", "reload"];
  for (const cache of ways) {
    const answer = await fetch(url, { cache });
    if (!answer.ok) continue;
    const bytes = await answer.arrayBuffer();
    if ((await digest(bytes)) === wanted) return kept(bytes, url, answer.headers);
  }
  throw new Error(`${url} is not of release ${RELEASE}`);
}

/** Keeps the whole release, or nothing of it. */
async function install() {
  const wasThere = await caches.has(KEPT);
  const here = await alreadyHere();
  const cache = await caches.open(KEPT);
  try {
    await Promise.all(FILES.map(async ([path, wanted]) => {
      const url = new URL(path, SCOPE).href;
      const old = here.get(wanted);
      await cache.put(url, old ? kept(old.bytes, url, old.headers) : await fetched(url, wanted));
    }));
    // A release that took over meanwhile has cleared away what it did not know.
    const there = await (await caches.open(KEPT)).keys();
    if (there.length < FILES.length) throw new Error(`release ${RELEASE} is not kept whole`);
  } catch (error) {
    // What an earlier installation has kept under the same name may be in use.
    if (!wasThere) await caches.delete(KEPT);
    throw error;
  }
}

async function activate() {
  for (const name of await caches.keys()) if (name.startsWith(OURS) && name !== KEPT) await caches.delete(name);
  // The page that brought the first worker is its own from now on; it is not loaded anew.
  await worker.clients.claim();
}

/** @type {Promise<unknown> | undefined} */
let refilling;

/**
 * The answer to the page: what is kept under an address.
 * @param {FetchEvent} event
 * @param {string} url
 */
async function answer(event, url) {
  const found = await (await caches.open(KEPT)).match(url);
  if (found) return found;
  // Evicted by the browser, or removed by the writer: the host is asked, and all is kept anew.
  refilling ??= install().catch(() => null);
  event.waitUntil(refilling);
  return fetch(event.request);
}

/**
 * Whether a tab has saved its text: its own word, or "silent".
 * @param {Client} tab
 * @returns {Promise<"settled" | "unsaved" | "silent">}
 */
function settled(tab) {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    setTimeout(resolve, PATIENCE, "silent");
    tab.postMessage("settle", [port2]);
  });
}

/**
 * Takes over in all tabs, or says why it does not.
 * @param {MessagePort | undefined} port The tab that asked listens there.
 */
async function takeOver(port) {
  const windows = await worker.clients.matchAll({ type: "window", includeUncontrolled: true });
  const tabs = windows.filter(({ url }) => PAGES.includes(plain(url)));
  const answers = await Promise.all(tabs.map(settled));
  const objection = answers.find((word) => word !== "settled");
  if (!objection) await worker.skipWaiting();
  port?.postMessage(objection ?? "taken");
}

worker.addEventListener("install", (event) => event.waitUntil(install()));
worker.addEventListener("activate", (event) => event.waitUntil(activate()));
worker.addEventListener("message", (event) => {
  if (event.data === "take over") event.waitUntil(takeOver(event.ports[0]));
});
worker.addEventListener("fetch", (event) => {
  const { method, url } = event.request;
  const wanted = ANSWERED.get(plain(url));
  if (method === "GET" && wanted) event.respondWith(answer(event, wanted));
});
