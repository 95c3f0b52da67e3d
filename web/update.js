// Keeps the app for use without a network (`sw.js`), and offers a new version.

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK = 3_600_000;
/** How long the focus is out of all fields before something may move. */
const PAUSE = 400;
/** Longer than the worker asks the other tabs. */
const PATIENCE = 10_000;

/**
 * Runs when the focus is in no field, so that nothing moves under the hands of one who writes.
 * @param {() => void} run
 */
function atRest(run) {
  const isBusy = globalThis.submissionEditorFields.isWriting() || document.activeElement?.matches("input, select");
  if (!isBusy) run();
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
 * @param {Late} late
 */
function offer(worker, late) {
  late.update = () => ask(worker);
  atRest(() => late.updated?.());
}

/** Lets a version that waits take over, if there is one: it may mend what stopped this one. */
export async function takeNewest() {
  const waiting = (await navigator.serviceWorker?.getRegistration())?.waiting;
  if (waiting) await ask(waiting);
}

/**
 * Keeps the app for use without a network, and looks for new versions.
 * @param {string} worker Its script.
 * @param {Late} late What the program has of the scripts.
 */
export async function keep(worker, late) {
  const { serviceWorker } = navigator;
  // Nothing is kept on a shared computer.
  if (!serviceWorker || globalThis.submissionEditorStorage) return;
  // Where the browser refuses, as in some private windows, the app works with a network.
  const registration = await serviceWorker.register(worker, { updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  const look = () => {
    // Without an active one it is the first, and takes over by itself.
    if (registration.waiting && registration.active) offer(registration.waiting, late);
  };
  const follow = () => registration.installing?.addEventListener("statechange", look);
  registration.addEventListener("updatefound", follow);
  follow();
  look();
  const refresh = () => registration.update().catch(() => null);
  setInterval(refresh, LOOK);
  addEventListener("online", refresh);
}
