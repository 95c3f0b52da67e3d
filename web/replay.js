// Puts the last text of a program that stopped back into its field, once the field is on the screen
// again: as if the writer had typed it, so that it is saved as everything else. Loaded when the form
// is up.

const EMERGENCY = "submission-editor/1/emergency/";
/** How often it is looked whether the field is there, in milliseconds. */
const TICK = 250;

/** The texts that were kept, by key. */
function keptTexts() {
  const kept = new Map();
  for (let index = 0; index < localStorage.length; index += 1) {
    const key = localStorage.key(index);
    if (!key.startsWith(EMERGENCY)) continue;
    try {
      const record = JSON.parse(localStorage.getItem(key));
      if (typeof record.id === "string" && typeof record.text === "string") kept.set(key, record);
    } catch {
      // A damaged one stays for the writer to look at.
    }
  }
  return kept;
}

const draftOf = (address) => address.split("/").slice(0, 3).join("/");

/**
 * One text whose field is on the screen. It goes back only where the field holds what the writer
 * had typed on from; anything else was written since, and nothing is decided behind the writer's back.
 */
function putBack(key, { id, address, before, text }) {
  const field = document.getElementById(id);
  // A draft that another tab writes is put right there, or when it is closed.
  if (!field || field.readOnly || draftOf(location.hash) !== draftOf(String(address))) return false;
  if (field.value === before || (field.value !== text && text.startsWith(field.value))) {
    field.value = text;
    field.dispatchEvent(new Event("input", { bubbles: true }));
    // Leaving the field saves; the text is stored, or said not to be, when that returns.
    field.dispatchEvent(new Event("blur"));
  }
  return field.value === text ? "done" : "differs";
}

/** Looks for fields until all texts are where they belong. */
export function replay() {
  // A shared computer's tab has nothing to do with what is stored there.
  if (globalThis.submissionEditorStorage) return;
  let kept;
  try {
    kept = keptTexts();
  } catch {
    return;
  }
  if (kept.size === 0) return;
  const timer = setInterval(() => {
    for (const [key, record] of kept) {
      const put = putBack(key, record);
      if (put === "differs") kept.delete(key);
      // Gone only when it is read in the store: the state is asked for again on the next tick.
      if (put === "done" && document.querySelector('.save-state[data-state="saved"], .save-state[data-state="safe"]')) {
        localStorage.removeItem(key);
        kept.delete(key);
      }
    }
    if (kept.size === 0) clearInterval(timer);
  }, TICK);
}
