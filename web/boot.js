// Starts the app, and turns into the rescue page if it cannot start: plain script, no WebAssembly.
// Everything said here stands in index.html; this file only shows it.

import { end, hold, takeOver } from "./locks.js";
import { begin, mirror, read } from "./mirror.js";
import { answer } from "./offline.js";
import { canFill, first, own, parts, worker } from "./parts.js";
import { has, tell } from "./program.js";
import { ready } from "./ready.js";
import { heard, watch } from "./watchdog.js";

/** Marks, for the life of this tab, that the page was loaded anew to be of the worker's release. */
const PASSED = "submission-editor/passed";

/** The rest of the rescue page, which the form does not wait for. */
const rescuer = () => import("./rescue.js");

/**
 * Why the program is not there; what finds that out may not have arrived either.
 * @type {(error: unknown) => Promise<Cause>}
 */
const causeOf = (error) => import("./causes.js").then(({ cause }) => cause(error)).catch(() => "not-loaded");

/**
 * Whether a forced reload has loaded this page past the worker, and another release than it keeps: the
 * other tabs go on with that one, and no two may work on one store.
 * @returns {Promise<boolean>}
 */
async function isAnotherRelease() {
  const { serviceWorker } = navigator;
  const [entry] = /** @type {PerformanceNavigationTiming[]} */ (performance.getEntriesByType("navigation"));
  const isReload = entry?.type === "reload";
  if (!worker || !serviceWorker || serviceWorker.controller || !isReload) return false;
  const registration = await serviceWorker.getRegistration();
  if (!registration?.active || (await caches.match(own))) return false;
  // Once: where the browser passes the worker by for ever, the page runs all the same.
  const isSecond = sessionStorage.getItem(PASSED) !== null;
  if (isSecond) sessionStorage.removeItem(PASSED);
  else sessionStorage.setItem(PASSED, "1");
  return !isSecond;
}

/**
 * Where text is kept. Needed from the start on a shared computer only, where nothing may be stored.
 * @type {Promise<void> | undefined}
 */
let place;
try {
  if (sessionStorage.getItem("submission-editor/shared")) {
    globalThis.submissionEditorStorage = {};
    place = import("./storage.js").then((module) => module.share(() => tell("mayGo")));
  }
} catch {
  // Blocked: nothing can be stored anyway.
}

// A shared computer's tab has nothing to do with what is kept there.
if (!globalThis.submissionEditorStorage) begin();

/**
 * Shows why the app is not there; then hands over what is stored, and the last text.
 * @param {Cause} cause
 * @param {unknown} [error] What was thrown, or a message.
 * @param {string} [lastText] What could not be stored.
 */
async function rescue(cause, error, lastText) {
  await ready;
  const page = document.getElementById("rescue");
  if (!page || !page.hidden) return;
  for (const child of /** @type {HTMLElement[]} */ ([...document.body.children])) child.hidden = child !== page;
  page.hidden = false;
  /** @type {NodeListOf<HTMLElement>} */
  const texts = page.querySelectorAll("[data-cause]");
  for (const text of texts) text.hidden = text.dataset.cause !== cause;
  const detail = error ? String(/** @type {Partial<Error>} */ (error).message ?? error).slice(0, 500) : "";
  /** @type {HTMLElement} */ (page.querySelector("[data-detail]")).textContent = detail;
  // A new version that waits may have the mend.
  /** @type {HTMLElement} */ (page.querySelector('[data-action="reload"]')).addEventListener("click", async () => {
    await import("./update.js").then(({ takeNewest }) => takeNewest()).catch(() => null);
    location.reload();
  });
  answer(own);
  // What stopped must not keep the other tabs from writing.
  end();
  scripts.late?.files.end();
  const module = await rescuer().catch(() => null);
  module?.show(page, lastText, read);
}

let isBeside = false;

/** What the form does not wait for. Fetched while the network is there; where it is not, it goes without. */
function fetchBeside() {
  if (isBeside) return;
  isBeside = true;
  rescuer().catch(() => null);
  import("./replay.js").then((module) => module.replay(() => tell("textIsBack"))).catch(() => null);
  // Files that the system hands to the installed app.
  if (globalThis.launchQueue) import("./launch.js").catch(() => null);
}

/** @type {Promise<void> | undefined} */
let loading;

/**
 * What the app is handed when it starts. On the global object for those who come before and after it: early.js looks
 * whether this script has run, watchdog.js writes to the mirror when the app has stopped; and for the tests.
 * @type {Scripts}
 */
const scripts = {
  text: parts.text,
  heard,
  hold,
  takeOver,
  mirror,
  stopped() {},
  load(start) {
    fetchBeside();
    loading ??= (async () => {
      const [module, place] = await Promise.all([import("./late.js"), import("./storage.js")]);
      const late = (scripts.late ??= module.late(parts, canFill, place));
      await start(late);
      // Last of all, when everything is there.
      if (worker) import("./update.js").then(({ keep }) => keep(/** @type {string} */ (worker), late)).catch(() => null);
    })().catch((error) => {
      loading = undefined;
      throw error;
    });
    return loading;
  },
};
globalThis.submissionEditor = scripts;

async function start() {
  if (typeof WebAssembly !== "object") {
    rescue("old-browser");
    return;
  }
  scripts.stopped = watch((message, lastText) => {
    rescue(document.getElementById("first-paint") ? "stopped-early" : "stopped", message, lastText);
  });
  try {
    await place;
    if (await isAnotherRelease().catch(() => false)) {
      location.reload();
      return;
    }
    has(await first(scripts));
  } catch (error) {
    rescue(await causeOf(error), error);
    return;
  }
  answer(own);
  // Also where the form is long in coming.
  setTimeout(fetchBeside, 1_000);
}

start();
