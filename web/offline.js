// Lets the page work without a network (`sw.js`), and a new version take over without harm.

/** How often a page that stays open looks for a new version, in milliseconds. */
const LOOK = 3_600_000;
/** How long the focus is out of all fields before something may move. */
const PAUSE = 400;

/**
 * Saves what is not saved yet; whether nothing would be lost if the page were loaded anew. Those who
 * would object to a closing of the tab object to this, too.
 */
function settled() {
  const last = document.querySelector("[data-last]");
  return dispatchEvent(new Event("beforeunload", { cancelable: true })) && (!last || last.hidden || last.closest("[hidden]"));
}

/** Loads the page anew, now or as soon as its text is saved. */
function leave() {
  if (settled()) location.reload();
  else document.addEventListener("saved", () => setTimeout(leave), { once: true });
}

/** Runs when the focus is in no field, so that nothing moves under the hands of one who writes. */
function atRest(run) {
  if (!document.activeElement?.matches("input, textarea, select")) run();
  else document.addEventListener("focusout", () => setTimeout(atRest, PAUSE, run), { once: true });
}

/** Says that a version is waiting, with the way to take it. */
function offer(worker) {
  globalThis.submissionEditorUpdate = () => new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => resolve(data);
    worker.postMessage("take over", [port2]);
  });
  atRest(() => globalThis.submissionEditorManuscript?.update());
}

/** The page answers a new version that asks whether its text is saved. */
export function answer() {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  let controlled = Boolean(serviceWorker.controller);
  serviceWorker.addEventListener("message", ({ data, ports }) => {
    if (data === "settle") ports[0].postMessage(settled() ? "settled" : "unsaved");
  });
  serviceWorker.addEventListener("controllerchange", () => {
    // A browser that has lost the worker, as on a full disk, has none to offer; and the first one has
    // brought nothing new.
    if (!serviceWorker.controller) return;
    if (controlled) leave();
    controlled = true;
  });
  serviceWorker.startMessages();
}

/** Keeps the app for use without a network, and looks for new versions. */
export async function keep(script) {
  const { serviceWorker } = navigator;
  if (!serviceWorker) return;
  // Where the browser refuses, as in some private windows, the app works with a network.
  const registration = await serviceWorker.register(script, { updateViaCache: "none" }).catch(() => null);
  if (!registration) return;
  const look = () => {
    // Without an active one it is the first, and takes over by itself.
    if (registration.waiting && registration.active) offer(registration.waiting);
  };
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
  look();
  const refresh = () => registration.update().catch(() => null);
  setInterval(refresh, LOOK);
  addEventListener("online", refresh);
}
