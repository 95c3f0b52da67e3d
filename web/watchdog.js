// Keeps the last text that was typed until the program says that it has taken care of it. If the
// program falls silent or traps, that text goes to a key of its own, and the rescue page takes over.
// Plain script, loaded before the program: it works when WebAssembly does not.

const EMERGENCY = "submission-editor/1/emergency/";
/** How often the program is listened for, in milliseconds. */
const TICK = 500;
/**
 * The program saves at least every two seconds; a second more is silence. Counted in ticks, not read
 * from a clock: after a sleep of the computer the program's own timer must have had its turn.
 */
const PATIENCE = 7;

/** The answer that was typed in last, and for how many ticks its oldest unsaved key has waited. */
let typing = null;
/** The answer that has the focus, and its text as the program last took care of it. */
let known = {};
/** The program has stopped: nothing may be built on what it holds. */
let dead = false;

const isAnswer = (field) => field.id?.startsWith("answer-");

/** Writes the text of the field to a key of its own; false where the browser stores nothing. */
function keepLastText() {
  if (!typing) return true;
  // A shared computer keeps nothing; the text is shown.
  if (globalThis.submissionEditorStorage) return false;
  const { field } = typing;
  const record = {
    field: field.getAttribute("aria-label") ?? field.id,
    id: field.id,
    address: location.hash,
    time: new Date().toISOString(),
    before: known.field === field ? known.text : undefined,
    text: field.value,
  };
  try {
    localStorage.setItem(EMERGENCY + Date.now().toString(36), JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/** An error after which the program's memory is half written; "InternalError" is Firefox's overflow. */
const isTrap = (error) =>
  error instanceof WebAssembly.RuntimeError || error instanceof RangeError || error?.name === "InternalError";

/**
 * Makes every call into a program fail once one has trapped. wasm-bindgen can do the same, but only
 * with exceptions inside WebAssembly, which browsers before 2025 do not have.
 */
function failFast(stop) {
  const guarded = (call) => (...given) => {
    if (dead) throw new Error("The program has stopped");
    try {
      return call(...given);
    } catch (error) {
      if (isTrap(error)) stop(error.message);
      throw error;
    }
  };
  for (const name of ["instantiate", "instantiateStreaming"]) {
    const instantiate = WebAssembly[name]?.bind(WebAssembly);
    if (!instantiate) continue;
    WebAssembly[name] = async (...given) => {
      const made = await instantiate(...given);
      // A program that is compiled already becomes an instance alone.
      const { instance, module } = made instanceof WebAssembly.Instance ? { instance: made, module: given[0] } : made;
      const exports = {};
      for (const [member, value] of Object.entries(instance.exports)) {
        exports[member] = typeof value === "function" ? guarded(value) : value;
      }
      return { instance: { exports }, module };
    };
  }
}

/** Watches; calls `stopped` with a message once the program has stopped. */
export function watch(stopped) {
  document.addEventListener("focusin", ({ target }) => {
    if (isAnswer(target) && !typing) known = { field: target, text: target.value };
  }, true);
  document.addEventListener("input", ({ target }) => {
    // Answers have ids of their own; nothing else on the page is saved while it is typed.
    if (isAnswer(target)) typing = { field: target, ticks: typing?.ticks ?? 0 };
  }, true);

  // The program calls this after each try to save, whether it succeeded or not: it is alive, and
  // says itself what it could not do.
  globalThis.submissionEditorHeard = () => {
    if (typing) known = { field: typing.field, text: typing.field.value };
    typing = null;
    document.dispatchEvent(new Event("saved"));
  };

  const stop = (message) => {
    if (dead) return;
    dead = true;
    const field = typing?.field;
    const kept = keepLastText();
    stopped(message, kept ? null : field?.value);
  };
  failFast(stop);
  addEventListener("error", ({ error }) => {
    if (isTrap(error)) stop(error.message);
  });
  addEventListener("unhandledrejection", ({ reason }) => {
    if (isTrap(reason)) stop(reason.message);
  });
  setInterval(() => {
    // A page in the background is not run as often as it likes, and is saved when it goes there.
    if (!typing || document.hidden) return;
    typing.ticks += 1;
    if (typing.ticks > PATIENCE) stop("silence");
  }, TICK);
  return stop;
}
