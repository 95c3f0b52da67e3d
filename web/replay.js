// Puts the last texts of a program that stopped back into their fields, once these are on the screen
// again: as if the writer had typed them, so that they are saved as everything else. Loaded when the
// form is up.

const PREFIX = "submission-editor/1/";
const EMERGENCY = `${PREFIX}emergency/`;
/** How often it is looked whether a field is there, in milliseconds. */
const TICK = 250;

/**
 * Reads the newest values of stored records; the rescue page's own, which is here already.
 * @type {typeof import("./records.js").heads}
 */
let heads;

/**
 * A text that was kept and knows where it belongs; `isPut`: it stands in its field again.
 * @typedef {LastText & { slot: string, newest: string[], isPut?: boolean }} Kept
 */

/**
 * What stands in this browser under keys that begin so, as the program sees it.
 * @param {string} start
 */
function stored(start) {
  /** @type {Records} */
  const found = {};
  for (const place of /** @type {Records[]} */ ([globalThis.submissionEditorOverflow ?? {}, localStorage])) {
    for (const key of Object.keys(place)) if (key.startsWith(start)) found[key] = /** @type {string} */ (place[key]);
  }
  return found;
}

/** @param {string} address */
const draftOf = (address) => String(address).split("/")[2];
/**
 * Emergencies are numbered: of two, the later one has the higher number.
 * @param {string} key
 */
const number = (key) => parseInt(key.slice(EMERGENCY.length), 10);

/** The texts that were kept and know where they belong, the last first, by key. */
function keptTexts() {
  /** @type {[key: string, record: Kept][]} */
  const kept = [];
  for (const [key, raw] of Object.entries(stored(EMERGENCY))) {
    try {
      const record = JSON.parse(raw);
      if (record.slot && Array.isArray(record.newest) && typeof record.text === "string") kept.push([key, record]);
    } catch {
      // A damaged one stays for the writer to look at.
    }
  }
  return new Map(kept.sort(([one], [other]) => number(other) - number(one)));
}

/**
 * The part of a stored answer, or the title, that is written in such a field.
 * @param {any} value As it is stored: the text of a title, an answer, or what a newer version wrote.
 * @param {string | undefined} part
 * @returns {string | undefined}
 */
function textIn(value, part) {
  if (value === null || typeof value !== "object") return value;
  const { reason, value: answer } = value;
  if (part === "reason") return reason;
  if (part === "other") return answer?.other;
  if (answer?.reference) return answer.reference[part ?? ""];
  return typeof answer === "string" ? answer : (answer?.options?.[0] ?? answer?.consent?.option);
}

/**
 * The field, where it is on the screen, takes text in this tab, and no input method has something in hand there.
 * @param {Kept} kept
 */
function fieldFor({ answer, part }) {
  const access = document.documentElement.dataset.access;
  if (access !== "writing" && access !== "given") return undefined;
  const { fieldsOn, isComposing } = globalThis.submissionEditorFields;
  const fields = fieldsOn(answer === undefined ? "[data-title]" : "[data-answer]");
  const field = fields.find(({ dataset }) => dataset.answer === answer && dataset.part === part);
  return field && !field.closest("[hidden]") && !isComposing(field) ? field : undefined;
}

/**
 * Puts the text into the field and leaves the field, as the writer would; false where the field cannot hold it.
 * @param {HTMLElement} field
 * @param {string} text
 */
function type(field, text) {
  if (!globalThis.submissionEditorFields.setText(field, text)) return false;
  for (const event of ["input", "change"]) field.dispatchEvent(new Event(event, { bubbles: true }));
  // Leaving the field saves; the text is stored, or said not to be, when that returns.
  field.dispatchEvent(new Event("blur"));
  field.dispatchEvent(new Event("focusout", { bubbles: true }));
  return true;
}

/**
 * What is stored where the text belongs.
 * @param {Kept} kept
 */
function standing({ address, slot, part, newest, text }) {
  const start = `${PREFIX}draft/${draftOf(address)}/${slot}/`;
  const now = heads(stored(start));
  const texts = now.map(({ value }) => textIn(value, part) ?? "");
  return {
    texts,
    // Versions tell what was written after the program stopped; clocks do not.
    isNewer: now.some(({ key }) => !newest.includes(key.slice(start.length))),
    isThere: texts.includes(text) || (text === "" && texts.length === 0),
    isWithin: text !== "" && texts.some((known) => known.includes(text)),
    // What does not outlive the page counts only when all of it is in the other storage.
    isKept: now.every(({ key }) => localStorage.getItem(key) !== null) ||
      document.querySelector('.save-state[data-state="safe"]') !== null,
  };
}

/**
 * Looks after one text: "done" when it is in the store, "aside" when something else was written there since,
 * and nothing is decided behind the writer's back.
 * @param {Kept} record
 * @returns {"done" | "aside" | "wait"}
 */
function lookAfter(record) {
  const { address, answer, part, text } = record;
  const field = draftOf(location.hash) === draftOf(address) ? fieldFor(record) : undefined;
  if (!field && !record.isPut) return "wait";
  const { texts, isNewer, isThere, isWithin, isKept } = standing(record);
  // A record that came after it was put back has it; of the program's own words for it nothing is known here.
  if (isThere || (isNewer && (isWithin || record.isPut))) return isKept ? "done" : "wait";
  if (!field || record.isPut) return "wait";
  if (isNewer || texts.length > 1) return "aside";
  const value = globalThis.submissionEditorFields.text(field);
  // What is typed meanwhile is waited for: then there is something newer. A day is shown in other words than
  // it is stored in, and the first title is stored elsewhere.
  const isStored = part === "day" || (answer === undefined && texts.length === 0) || value === (texts[0] ?? "");
  if (field.isTyped || !isStored) return "wait";
  record.isPut = true;
  if (!type(field, text)) return "aside";
  // Another wording of what is there.
  return part === "day" && globalThis.submissionEditorFields.text(field) === value ? "done" : "wait";
}

/**
 * Looks for fields until all texts are where they belong.
 * @param {() => void} isBack Called when one is.
 */
export async function replay(isBack) {
  // A shared computer's tab has nothing to do with what is stored there.
  if (globalThis.submissionEditorStorage) return;
  let kept;
  try {
    kept = keptTexts();
  } catch {
    return;
  }
  if (kept.size === 0) return;
  ({ heads } = await import("./rescue.js"));
  const look = () => {
    for (const [key, record] of kept) {
      const state = lookAfter(record);
      if (state === "wait") continue;
      kept.delete(key);
      if (state === "aside") continue;
      localStorage.removeItem(key);
      // It is not set aside any more.
      isBack();
    }
    if (kept.size > 0) setTimeout(look, TICK);
  };
  look();
}
