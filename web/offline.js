// Lets the page work without a network (`sw.js`), and a new version take over without harm.

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK = 3_600_000;
/** How long the focus is out of all fields before something may move. */
const PAUSE = 400;
/** Longer than the worker asks the other tabs. */
const PATIENCE = 10_000;

/** Drafts that are in this tab only, as on a shared computer. */
const isNowhereElse = () =>
  Object.keys(globalThis.submissionEditorStorage ?? {}).some((key) => key.startsWith("submission-editor/1/draft/"));

/**
 * Saves what is not saved yet; whether nothing would be lost if the page were loaded anew. Those who
 * would object to a closing of the tab object to this, too.
 */
function settled() {
  /** @type {HTMLElement | null} */
  const last = document.querySelector("[data-last]");
  const isOnScreenOnly = last && !last.hidden && !last.closest("[hidden]");
  return dispatchEvent(new Event("beforeunload", { cancelable: true })) && !isOnScreenOnly && !isNowhereElse();
}

/** Loads the page anew, now or as soon as its text is saved. */
function leave() {
  if (settled()) location.reload();
  else document.addEventListener("saved", () => setTimeout(leave), { once: true });
}

/**
 * Runs when the focus is in no field, so that nothing moves under the hands of one who writes.
 * @param {() => void} run
 */
function atRest(run) {
  if (!document.activeElement?.matches("input, textarea, select")) run();
  else document.addEventListener("focusout", () => setTimeout(atRest, PAUSE, run), { once: true });
}

/**
 * Asks a worker that waits to take over; its answer, or "silent".
 * @type {(worker: ServiceWorker) => Promise<"taken" | "unsaved" | "silent">}
 */
const ask = (worker) => new Promise((resolve) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = ({ data }) => resolve(data);
  setTimeout(resolve, PATIENCE, "silent");
  worker.postMessage("take over", [port2]);
});

/**
 * Says that a version is waiting, with the way to take it.
 * @param {ServiceWorker} worker
 */
function offer(worker) {
  globalThis.submissionEditorUpdate = () => ask(worker);
  atRest(() => globalThis.submissionEditorManuscript?.update());
}

/**
 * Whether another release is kept here than the one that this page is of. Where nothing is kept, as
 * after the browser has cleared it, loading the page anew would bring the same page, again and again.
 * @param {string | undefined} script A file of this page.
 */
const isOther = async (script) =>
  Boolean(script && !(await caches.match(script)) && (await caches.match(new URL("./", document.baseURI).href)));

let answering = false;

/**
 * The page answers a new version that asks whether its text is saved.
 * @param {string | undefined} script A file of this page; the single file has none.
 */
export async function answer(script) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || answering) return;
  answering = true;
  // Loaded while another version took over: that one's event was missed.
  const missed = Boolean(serviceWorker.controller) && (await isOther(script));
  let controlled = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === "settle") ports[0]?.postMessage(settled() ? "settled" : "unsaved");
  });
  serviceWorker.addEventListener("controllerchange", async () => {
    // A browser that has lost the worker, as on a full disk, has none to offer.
    if (!serviceWorker.controller) return;
    // The first one has mostly brought nothing new.
    const isNew = controlled || (await isOther(script));
    controlled = true;
    if (isNew) leave();
  });
  serviceWorker.startMessages();
  if (missed) leave();
}

/** Lets a version that waits take over, if there is one: it may mend what stopped this one. */
export async function takeNewest() {
  const waiting = (await navigator.serviceWorker?.getRegistration())?.waiting;
  if (waiting) await ask(waiting);
}

/**
 * Keeps the app for use without a network, and looks for new versions.
 * @param {string} worker Its script.
 */
export async function keep(worker) {
  const { serviceWorker } = navigator;
  // Nothing is kept on a shared computer.
  if (!serviceWorker || globalThis.submissionEditorStorage) return;
  // Where the browser refuses, as in some private windows, the app works with a network.
  const registration = await serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  const look = () => {
    // Without an active one it is the first, and takes over by itself.
    if (registration.waiting && registration.active) offer(registration.waiting);
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  follow();
  look();
  const refresh = () => registration.update().catch(() => null);
  setInterval(refresh, LOOK);
  addEventListener("online", refresh);
}
