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
    text: field.value,
  };
  try {
    localStorage.setItem(EMERGENCY + Date.now().toString(36), JSON.stringify(record));
    return true;
  } catch {
    return false;
  }
}

/** Watches; calls `stopped` with a message once the program has stopped. */
export function watch(stopped) {
  document.addEventListener("input", ({ target }) => {
    // Answers have ids of their own; nothing else on the page is saved while it is typed.
    if (target.id?.startsWith("answer-")) typing = { field: target, ticks: typing?.ticks ?? 0 };
  }, true);

  // The program calls this after each try to save, whether it succeeded or not: it is alive, and
  // says itself what it could not do.
  globalThis.submissionEditorHeard = () => {
    typing = null;
  };

  let done = false;
  const stop = (message) => {
    if (done) return;
    done = true;
    const field = typing?.field;
    const kept = keepLastText();
    stopped(message, kept ? null : field?.value);
  };
  const isTrap = (error) => error instanceof WebAssembly.RuntimeError || error instanceof RangeError;
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
