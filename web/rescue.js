// What the rescue page hands over: the last text, and all stored drafts as readable text, to be
// copied or saved as files. Plain script; everything said here stands in index.html.

import { fileName } from "./names.js";
import { drafts, PREFIX, united } from "./records.js";

export { heads } from "./records.js";

/** @import { Draft } from "./records.js" */

/**
 * All records of ours that the browser holds, in either of its storages; empty where there are none.
 * @param {() => Promise<Records>} readMirror
 * @returns {Promise<Records>}
 */
async function storedRecords(readMirror) {
  // On a shared computer only this tab's; what others may have left is none of this writer's.
  if (globalThis.submissionEditorStorage) return { ...globalThis.submissionEditorStorage };
  // A mirror that cannot be read, or does not answer, has nothing to show; localStorage may have.
  /** @type {Promise<Records>} */
  const patience = new Promise((resolve) => setTimeout(resolve, 2_000, {}));
  const mirrored = readMirror().catch(() => ({}));
  const mirror = await Promise.race([mirrored, patience]);
  /** @type {Records} */
  const here = {};
  try {
    // All at once: going by number misses one when another tab removes one meanwhile.
    for (const [key, raw] of Object.entries(localStorage)) if (key.startsWith(PREFIX)) here[key] = raw;
  } catch {
    // Blocked storage: the mirror may have everything.
  }
  // What there was no room for goes with this page, if the mirror does not have it yet.
  Object.assign(here, globalThis.submissionEditorOverflow);
  return united(here, mirror);
}

/** What stands in the fields of the page: it may not be stored yet. */
function textsOnThePage() {
  const fields = globalThis.submissionEditorFields;
  // Where the loader did not run, nothing was written.
  const found = fields?.fieldsOn() ?? [];
  const written = found.filter((field) => !field.closest("#rescue") && fields.text(field).trim() !== "");
  /** @param {HTMLElement} field What is chosen is shown by its name. */
  const text = (field) => /** @type {HTMLSelectElement} */ (field).selectedOptions?.[0]?.label ?? fields.text(field);
  return written.map((field) => `${fields.nameOf(field)}\n${text(field)}`).join("\n\n");
}

/**
 * Saves a text as a file.
 * @param {string} name
 * @param {string} text
 * @param {string} type Its media type.
 */
function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** @type {(name: string, records: Records) => void} */
const saveRecords = (name, records) => save(name, JSON.stringify(records, null, 2), "application/json");

/**
 * Copies a text; false where the browser refuses both ways.
 * @param {string} text
 */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const field = document.createElement("textarea");
    field.value = text;
    document.body.append(field);
    field.select();
    const copied = document.execCommand("copy");
    field.remove();
    return copied;
  }
}

/**
 * A draft as one text.
 * @param {Draft} draft
 */
function asText({ title, kept, answers, unreadable }) {
  const parts = [...kept, ...answers, ...unreadable].map(({ name, text }) => `${name}\n\n${text}`);
  return `${[title, ...parts].join("\n\n\n")}\n`;
}

/**
 * The element, which stands in index.html.
 * @param {ParentNode} place
 * @param {string} selector
 */
const part = (place, selector) => /** @type {HTMLElement} */ (place.querySelector(selector));

/**
 * One draft on the page.
 * @param {HTMLElement} page
 * @param {Draft} draft
 */
function section(page, draft) {
  const template = /** @type {HTMLTemplateElement} */ (part(page, "template[data-draft]"));
  const shown = /** @type {DocumentFragment} */ (template.content.cloneNode(true));
  const said = part(page, "[data-said]");
  part(shown, "h3").textContent = draft.title;
  part(shown, "[data-binned]").hidden = !draft.inBin;
  part(shown, "[data-damaged]").hidden = draft.unreadable.length === 0;
  /** @type {{ [action: string]: () => void }} */
  const acts = {
    copy: async () => {
      said.textContent = ((await copy(asText(draft))) ? said.dataset.copied : said.dataset.refused) ?? "";
    },
    text: () => save(fileName(draft.title, "txt"), asText(draft), "text/plain;charset=utf-8"),
    records: () => saveRecords(fileName(draft.title, "json"), draft.records),
  };
  for (const button of /** @type {NodeListOf<HTMLElement>} */ (shown.querySelectorAll("[data-action]"))) {
    button.setAttribute("aria-label", `${button.textContent}: ${draft.title}`);
    button.addEventListener("click", /** @type {() => void} */ (acts[button.dataset.action ?? ""]));
  }
  const answers = part(shown, "[data-answers]");
  for (const { name, text } of [...draft.kept, ...draft.answers, ...draft.unreadable]) {
    const heading = document.createElement("h4");
    heading.textContent = name;
    const body = document.createElement("pre");
    body.dir = "auto";
    body.textContent = text;
    answers.append(heading, body);
  }
  return shown;
}

/**
 * Hands over the last text where it could not be stored, and everything that is stored.
 * @param {HTMLElement} page
 * @param {string | undefined} lastText
 * @param {() => Promise<Records>} readMirror
 */
export async function show(page, lastText, readMirror) {
  const onThePage = [textsOnThePage(), lastText].filter(Boolean).join("\n\n");
  if (onThePage) {
    part(page, "[data-last-text]").textContent = onThePage;
    part(page, "[data-last]").hidden = false;
  }
  const records = await storedRecords(readMirror);
  const found = drafts(records);
  if (found.length === 0) return;
  part(page, "[data-records]").append(...found.map((draft) => section(page, draft)));
  part(page, "[data-stored]").hidden = false;
  part(page, '[data-action="save"]').addEventListener("click", () => saveRecords("submission-editor-stored.json", records));
}
