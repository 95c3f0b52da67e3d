// One tab writes a draft, the others show it: an exclusive Web Lock for each draft that is open.
// Where there are no locks every tab writes; the store keeps their texts apart then.

import { setAllReadOnly } from "./fields.js";
import { tell as tellProgram } from "./program.js";

const NAME = "submission-editor/1/draft/";
/** How long the lock is waited for before this tab is said to write without one, in milliseconds. */
const PATIENCE = 250;
/** How long the tab that writes has to save and give way before it is made to. */
const POLITENESS = 500;

/** What is pressed or ticked to change the draft. */
const CONTROLS = "button[data-writes], [data-writes] :is(button, [type=checkbox], [type=radio])";

const page = document.documentElement;
const channel = globalThis.BroadcastChannel && new BroadcastChannel("submission-editor/1/tabs");

/** The draft that is open here; "" where none is. */
let open = "";
/**
 * This tab's turn at a draft: how to free the lock while it has it, how to stop waiting for it, and whether it
 * was asked for by a press.
 * @typedef {{ draft: string, free?: (() => void) | null, waiting?: AbortController, asked?: boolean }} Turn
 */

/** @type {Turn | null} */
let turn = null;

/** @typedef {HTMLInputElement | HTMLButtonElement} Control */

/** Makes the fields of the draft read-only (text can still be selected and copied), and all else of no effect. */
function freeze() {
  setAllReadOnly(true);
  for (const control of /** @type {NodeListOf<Control>} */ (document.querySelectorAll(CONTROLS))) {
    if (control.disabled) continue;
    control.disabled = true;
    control.dataset.frozen = "";
  }
}
// Also those that are drawn later.
const watcher = new MutationObserver(freeze);

/**
 * Shows whether this tab writes.
 * @param {Access} access
 */
function show(access) {
  page.dataset.access = access;
  // While it asks it takes text: should another tab have the lock, the store keeps both.
  if (["writing", "given", "asking", ""].includes(access)) {
    watcher.disconnect();
    setAllReadOnly(false);
    for (const control of /** @type {NodeListOf<Control>} */ (document.querySelectorAll("[data-frozen]"))) {
      control.disabled = false;
      delete control.dataset.frozen;
    }
  } else {
    freeze();
    watcher.observe(document.body, { subtree: true, childList: true, attributeFilter: ["disabled"] });
  }
}

/**
 * The program hears of it first: it saves what it owes, or reads what others wrote.
 * @param {Access} access
 */
function tell(access) {
  page.dataset.access = access;
  tellProgram("accessChanged");
  show(access);
}

/**
 * Asks for the lock, and keeps it until it is freed.
 * @param {Turn} mine
 * @param {LockOptions} options
 * @param {Access} granted What is said when it is had.
 */
async function request(mine, options, granted) {
  try {
    await navigator.locks.request(NAME + mine.draft, options, (lock) => {
      if (turn !== mine) return undefined;
      if (lock) {
        tell(mine.asked ? "writing" : granted);
        return /** @type {Promise<void>} */ (new Promise((resolve) => {
          mine.free = resolve;
        }));
      }
      tell("reading");
      wait(mine);
      return undefined;
    });
  } catch (error) {
    if (turn !== mine) return;
    // The browser has no locks for this page.
    if (/** @type {DOMException} */ (error).name !== "AbortError") tell("writing");
    else if (mine.free) giveWay(mine);
  }
}

/**
 * The lock comes here when the tab that has it is closed, crashes, or leaves the draft.
 * @param {Turn} mine
 */
function wait(mine) {
  mine.asked = false;
  mine.waiting = new AbortController();
  request(mine, { signal: mine.waiting.signal }, "given");
}

/**
 * Another tab writes from now on.
 * @param {Turn} mine
 */
function giveWay(mine) {
  tell("taken");
  mine.free?.();
  mine.free = null;
  wait(mine);
}

/** Ends this tab's turn. */
function leave() {
  turn?.waiting?.abort();
  turn?.free?.();
  turn = null;
}

/** The program has stopped: another tab may write. */
export function end() {
  open = "";
  leave();
}

function begin() {
  leave();
  if (!open) return show("");
  if (!navigator.locks) return show("writing");
  /** @type {Turn} */
  const mine = { draft: open };
  turn = mine;
  show("asking");
  setTimeout(() => {
    if (turn === mine && page.dataset.access === "asking") tell("writing");
  }, PATIENCE);
  return request(mine, { ifAvailable: true }, "writing");
}

// A page that rests in the background, or in the browser's memory of pages left, must not keep the
// others from writing. What was written meanwhile is looked for when it is back.
function rest() {
  if (open) leave();
}
function wake() {
  if (!open || turn) return;
  begin();
  tellProgram("takeNews");
}
document.addEventListener("freeze", rest);
document.addEventListener("resume", wake);
addEventListener("pagehide", ({ persisted }) => persisted && rest());
addEventListener("pageshow", ({ persisted }) => persisted && wake());

// What could not be shown while a text was selected is shown now.
document.addEventListener("focusout", () => {
  if (page.dataset.access === "reading" || page.dataset.access === "taken") tellProgram("takeNews");
});

if (channel) {
  channel.onmessage = ({ data }) => {
    if (turn?.free && turn.draft === data) giveWay(turn);
  };
}

/**
 * The draft that is shown from now on, "" for none, "!" for one nobody may write. The program calls it.
 * @param {string} draft
 */
export function hold(draft) {
  if (draft === open && (turn || !navigator.locks)) {
    // On another screen it need not be said any more.
    if (page.dataset.access === "given") show("writing");
    return;
  }
  open = draft === "!" ? "" : draft;
  begin();
  if (draft === "!") show("newer");
}

/** Asks the tab that writes to give way; one that does not answer is made to. The program calls it. */
export function takeOver() {
  const mine = turn;
  if (!mine) return;
  mine.asked = true;
  channel?.postMessage(mine.draft);
  setTimeout(() => {
    if (turn !== mine || mine.free) return;
    mine.waiting?.abort();
    request(mine, { steal: true }, "writing");
  }, channel ? POLITENESS : 0);
}
