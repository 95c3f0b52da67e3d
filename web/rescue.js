// What the rescue page hands over: the last text, and all stored drafts as readable text, to be
// copied or saved as files. Plain script; everything said here stands in index.html.

import { fileName } from "./names.js";
import { drafts, PREFIX, united } from "./records.js";

export { heads } from "./records.js";

/** What can be typed in; choices of the page itself are no text. */
const FIELDS = "textarea, select[data-answer], input:not([type=checkbox], [type=radio], [type=file])";

/** All records of ours that the browser holds, in either of its storages; empty where there are none. */
async function storedRecords(readMirror) {
  // On a shared computer only this tab's; what others may have left is none of this writer's.
  if (globalThis.submissionEditorStorage) return { ...globalThis.submissionEditorStorage };
  // A mirror that cannot be read, or does not answer, has nothing to show; localStorage may have.
  const patience = new Promise((resolve) => setTimeout(resolve, 2_000, {}));
  const mirrored = readMirror().catch(() => ({}));
  const mirror = await Promise.race([mirrored, patience]);
  const here = {};
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key.startsWith(PREFIX)) here[key] = localStorage.getItem(key);
    }
  } catch {
    // Blocked storage: the mirror may have everything.
  }
  // What there was no room for goes with this page, if the mirror does not have it yet.
  Object.assign(here, globalThis.submissionEditorOverflow);
  return united(here, mirror);
}

/** What stands in the fields of the page: it may not be stored yet. */
function textsOnThePage() {
  const fields = [...document.querySelectorAll(`:is(body > :not(#rescue)) :is(${FIELDS})`)];
  const name = (field) => field.getAttribute("aria-label") ?? field.labels?.[0]?.textContent ?? field.id;
  const text = (field) => field.selectedOptions?.[0]?.label ?? field.value;
  const written = fields.filter((field) => field.value.trim() !== "");
  return written.map((field) => `${name(field)}\n${text(field)}`).join("\n\n");
}

/** Saves a text as a file. */
function save(name, text, type) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type }));
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

const saveRecords = (name, records) => save(name, JSON.stringify(records, null, 2), "application/json");

/** Copies a text; false where the browser refuses both ways. */
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

/** A draft as one text. */
function asText({ title, kept, answers, unreadable }) {
  const parts = [...kept, ...answers, ...unreadable].map(({ name, text }) => `${name}\n\n${text}`);
  return `${[title, ...parts].join("\n\n\n")}\n`;
}

/** One draft on the page. */
function section(page, draft) {
  const shown = page.querySelector("template[data-draft]").content.cloneNode(true);
  const said = page.querySelector("[data-said]");
  shown.querySelector("h3").textContent = draft.title;
  shown.querySelector("[data-binned]").hidden = !draft.inBin;
  shown.querySelector("[data-damaged]").hidden = draft.unreadable.length === 0;
  const acts = {
    copy: async () => {
      said.textContent = (await copy(asText(draft))) ? said.dataset.copied : said.dataset.refused;
    },
    text: () => save(fileName(draft.title, "txt"), asText(draft), "text/plain;charset=utf-8"),
    records: () => saveRecords(fileName(draft.title, "json"), draft.records),
  };
  for (const button of shown.querySelectorAll("[data-action]")) {
    button.setAttribute("aria-label", `${button.textContent}: ${draft.title}`);
    button.addEventListener("click", acts[button.dataset.action]);
  }
  const answers = shown.querySelector("[data-answers]");
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

/** Hands over the last text where it could not be stored, and everything that is stored. */
export async function show(page, lastText, readMirror) {
  const onThePage = [textsOnThePage(), lastText].filter(Boolean).join("\n\n");
  if (onThePage) {
    page.querySelector("[data-last-text]").textContent = onThePage;
    page.querySelector("[data-last]").hidden = false;
  }
  const records = await storedRecords(readMirror);
  const found = drafts(records);
  if (found.length === 0) return;
  page.querySelector("[data-records]").append(...found.map((draft) => section(page, draft)));
  page.querySelector("[data-stored]").hidden = false;
  page.querySelector('[data-action="save"]').addEventListener("click", () => saveRecords("submission-editor-stored.json", records));
}
