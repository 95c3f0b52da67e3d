// What a page does when a new version takes over, so that nothing is lost (`sw.js`, `update.js`).

import { tell } from "./program.js";
import { onceHeard } from "./watchdog.js";

/** Drafts that are in this tab only, as on a shared computer. */
const isNowhereElse = () =>
  Object.keys(globalThis.submissionEditorStorage ?? {}).some((key) => key.startsWith("submission-editor/1/draft/"));

/**
 * Saves what is not saved yet; whether nothing would be lost if the page were loaded anew. The program
 * objects to it where it would object to a closing of the tab.
 */
function settled() {
  /** @type {HTMLElement | null} */
  const last = document.querySelector("[data-last]");
  const isOnScreenOnly = last && !last.hidden && !last.closest("[hidden]");
  return tell("mayGo") !== false && !isOnScreenOnly && !isNowhereElse();
}

/** Loads the page anew, now or as soon as its text is saved. */
function leave() {
  if (settled()) location.reload();
  else onceHeard(() => setTimeout(leave));
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
