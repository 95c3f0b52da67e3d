// Keeps what was typed until the program says that it has taken care of it. If the program falls silent
// or traps, those texts go to keys of their own, and the rescue page takes over. Plain script, loaded
// before the program: it works when WebAssembly does not.

import { fieldAt, nameOf, text } from "./fields.js";

const PREFIX = "submission-editor/1/";
const EMERGENCY = `${PREFIX}emergency/`;
/** How often the program is listened for, in milliseconds. */
const TICK = 500;
/**
 * The program saves at least every two seconds; a second more is silence. Counted in ticks, not read
 * from a clock: after a sleep of the computer the program's own timer must have had its turn.
 */
const PATIENCE = 7;

/**
 * What is written in a field: of which draft, in which place of it ("title", "answer/…" as in keys; none for
 * what the program stores itself), and the address of the screen.
 * @typedef {{ field: HTMLElement, draft: string | undefined, slot: string | undefined, address: string }} Typed
 */

/**
 * What was typed and is not said to be stored: each field by what is written in it.
 * @type {Map<string | HTMLElement, Typed>}
 */
const typed = new Map();
/**
 * For how many ticks the oldest of it has waited for the program; null where none of it waits.
 * @type {number | null}
 */
let waiting = null;
/** The program has stopped: nothing may be built on what it holds. */
let dead = false;

/**
 * What is written in a field: which draft's, and the place of it in keys; none that the program stores itself.
 * @param {HTMLElement} field
 */
function subject(field) {
  const [, , draft] = location.hash.split("/");
  const { answer, title } = field.dataset;
  const slot = answer === undefined ? "title" : `answer/${answer.replaceAll("/", "%2F")}`;
  return { draft, slot: answer === undefined && title === undefined ? undefined : slot };
}

/**
 * The records that a text has now, wherever they are, by the rest of their keys; those that do not outlive the
 * page count too.
 * @param {string} start What their keys begin with.
 */
const versions = (start) =>
  [localStorage, globalThis.submissionEditorOverflow ?? {}]
    .flatMap(Object.keys)
    .filter((key) => key.startsWith(start))
    .map((key) => key.slice(start.length));

/**
 * Writes a text to a key of its own; false where the browser stores nothing.
 * @param {Typed} typed
 */
function keep({ field, draft, slot, address }) {
  // A shared computer keeps nothing; the text is shown.
  if (globalThis.submissionEditorStorage) return false;
  const { answer, part } = field.dataset;
  /** @type {LastText} */
  const record = {
    field: nameOf(field),
    id: field.id,
    address,
    time: new Date().toISOString(),
    answer,
    part,
    slot,
    text: text(field),
  };
  try {
    // By these it is known later whether anything was written since: clocks tell nothing.
    if (slot) record.newest = versions(`${PREFIX}draft/${draft}/${slot}/`);
    const count = 1 + Math.max(0, ...versions(EMERGENCY).map((name) => (name.includes("-") ? parseInt(name, 10) : 0)));
    const name = `${count}-${Math.random().toString(36).slice(2)}`;
    const write = () => localStorage.setItem(EMERGENCY + name, JSON.stringify(record));
    try {
      write();
    } catch {
      // The room that is kept for last edits.
      localStorage.removeItem(`${PREFIX}reserve`);
      write();
    }
    return true;
  } catch {
    return false;
  }
}

/** Keeps all that is not stored; gives back what could not be kept and stands nowhere on the page. */
function keepAll() {
  const lost = [];
  for (const subject of typed.values()) {
    const { field, slot } = subject;
    // What the program does not store is of use while it is there, as the name of a moment in a history.
    if (!slot && !(field.isConnected && text(field).trim())) continue;
    if (!keep(subject) && !field.isConnected) lost.push(text(field));
  }
  return lost.join("\n\n");
}

/**
 * An error after which the program's memory is half written; "InternalError" is Firefox's overflow.
 * @param {unknown} error
 * @returns {error is Error}
 */
const isTrap = (error) =>
  error instanceof WebAssembly.RuntimeError || error instanceof RangeError ||
  /** @type {Partial<Error> | undefined} */ (error)?.name === "InternalError";

/**
 * Makes every call into a program fail once one has trapped. wasm-bindgen can do the same, but only
 * with exceptions inside WebAssembly, which browsers before 2025 do not have.
 * @param {(message: string) => void} stop Called when one has trapped.
 */
function failFast(stop) {
  /** @type {(call: Function) => (...given: unknown[]) => unknown} */
  const guarded = (call) => (...given) => {
    if (dead) throw new Error("The program has stopped");
    try {
      return call(...given);
    } catch (error) {
      if (isTrap(error)) stop(error.message);
      throw error;
    }
  };
  /** @typedef {(...given: any[]) => Promise<WebAssembly.Instance | WebAssembly.WebAssemblyInstantiatedSource>} Instantiate */
  /** @type {{ [name: string]: Instantiate }} */
  const assembly = /** @type {any} */ (WebAssembly);
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = assembly[name]?.bind(WebAssembly);
    if (!instantiate) continue;
    assembly[name] = async (...given) => {
      const made = await instantiate(...given);
      // Whoever asked for a later piece would call the program with it.
      if (dead) await new Promise(() => {});
      // A program that is compiled already becomes an instance alone.
      const { instance, module } = made instanceof WebAssembly.Instance ? { instance: made, module: given[0] } : made;
      /** @type {WebAssembly.Exports} */
      const exports = {};
      for (const [member, value] of Object.entries(instance.exports)) {
        exports[member] = typeof value === "function" ? guarded(value) : value;
      }
      return { instance: { exports }, module };
    };
  }
}

/**
 * Who waits for the program to be heard.
 * @type {(() => void)[]}
 */
let listeners = [];
/** @param {() => void} run Called once, when the program has tried to save. */
export const onceHeard = (run) => listeners.push(run);

/**
 * The program calls this after each try to save, whether it succeeded or not: it is alive, and says itself what it
 * could not do.
 * @param {string} [saved] A draft of which nothing is left to be stored.
 */
export function heard(saved) {
  waiting = null;
  for (const [name, { draft, slot }] of typed) if (slot && draft === saved) typed.delete(name);
  const called = listeners;
  listeners = [];
  for (const run of called) run();
}

/**
 * Watches; calls `stopped` with a message, and what could not be kept, once the program has stopped.
 * @param {(message: string, lastText: string) => void} stopped
 * @returns {(message: string) => void} Says that it has stopped.
 */
export function watch(stopped) {
  document.addEventListener("input", (event) => {
    const field = fieldAt(event.target);
    if (!field) return;
    const { draft, slot } = subject(field);
    const name = slot ? `${draft}/${slot}/${field.dataset.part ?? ""}` : field;
    typed.set(name, { field, draft, slot, address: location.hash });
    // By this `replay.js` knows that something may be in a field which is not stored yet.
    field.isTyped = true;
    // Nothing else on the page is saved while it is typed.
    if (slot) waiting ??= 0;
  }, true);

  /** @param {string} message */
  const stop = (message) => {
    if (dead) return;
    dead = true;
    // What there was no room for is on this page only, unless the mirror has it.
    const { submissionEditorOverflow: overflow, submissionEditor: scripts } = globalThis;
    if (overflow) scripts?.mirror.write(JSON.stringify({ ...overflow })).catch(() => {});
    stopped(message, keepAll());
  };
  failFast(stop);
  // What others do wrong on this page is theirs: only a trap is the program's for certain.
  /** @param {unknown} error */
  const look = (error) => {
    if (error instanceof WebAssembly.RuntimeError) stop(error.message);
  };
  addEventListener("error", ({ error }) => look(error));
  addEventListener("unhandledrejection", ({ reason }) => look(reason));
  setInterval(() => {
    // A page in the background is not run as often as it likes, and is saved when it goes there.
    if (waiting === null || document.hidden) return;
    waiting += 1;
    if (waiting > PATIENCE) stop("silence");
  }, TICK);
  return stop;
}
