// Starts the app, and turns into the rescue page if it cannot start: plain script, no WebAssembly.
// Everything said here stands in index.html; this file only shows it.

// Fetched side by side with the program, and each may fail to arrive: what is here works without.
const mirror = import("./mirror.js").catch(() => null);
const watchdog = import("./watchdog.js").catch(() => null);

const PREFIX = "submission-editor/1/";
const script = document.querySelector("script[data-js]");

/** All records of ours that the browser holds, in either of its storages; empty where there are none. */
async function storedRecords() {
  // A mirror that cannot be read, or does not answer, has nothing to show; localStorage may have.
  const patience = new Promise((resolve) => setTimeout(resolve, 2_000, {}));
  const mirrored = mirror.then((module) => module?.read() ?? {}).catch(() => ({}));
  const records = await Promise.race([mirrored, patience]);
  try {
    for (let index = 0; index < localStorage.length; index += 1) {
      const key = localStorage.key(index);
      if (key.startsWith(PREFIX)) records[key] = localStorage.getItem(key);
    }
  } catch {
    // Blocked storage: there is nothing to show.
  }
  return records;
}

/** The texts a person would look for in a record, one after the other. */
function readableText(value) {
  if (typeof value === "string") return value;
  if (value === null || typeof value !== "object") return "";
  return Object.values(value).map(readableText).filter((text) => text.trim() !== "").join("\n");
}

/** The answer in a record, or the record as it is. */
function recordText(raw) {
  try {
    const record = JSON.parse(raw);
    return readableText(record.a ?? record.p ?? record) || raw;
  } catch {
    return raw;
  }
}

/** A place as it stands in a key, or the key's part as it is. */
function placeName(part) {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

/** What stands in the fields of the page: it may not be stored yet. */
function textsOnThePage() {
  const fields = [...document.querySelectorAll('[id^="answer-"]')].filter((field) => field.value?.trim());
  return fields.map((field) => `${field.getAttribute("aria-label") ?? field.id}\n${field.value}`).join("\n\n");
}

/** Saves all records as one JSON file. */
function saveRecords(records) {
  const file = new Blob([JSON.stringify(records, null, 2)], { type: "application/json" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "submission-editor-stored.json";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * Shows why the app is not there, and hands over what is stored, and the last text where that could
 * not be stored.
 */
async function rescue(cause, error, lastText) {
  const page = document.getElementById("rescue");
  if (!page || !page.hidden) return;
  const onThePage = [textsOnThePage(), lastText].filter(Boolean).join("\n\n");
  for (const child of [...document.body.children]) child.hidden = child !== page;
  page.hidden = false;
  for (const text of page.querySelectorAll("[data-cause]")) text.hidden = text.dataset.cause !== cause;
  page.querySelector("[data-detail]").textContent = error ? String(error.message ?? error).slice(0, 500) : "";
  page.querySelector('[data-action="reload"]').addEventListener("click", () => location.reload());
  if (onThePage) {
    page.querySelector("[data-last-text]").textContent = onThePage;
    page.querySelector("[data-last]").hidden = false;
  }
  const records = await storedRecords();
  const answers = Object.keys(records).filter((key) => key.includes("/answer/") || key.includes("/emergency/"));
  if (answers.length === 0) return;
  const list = page.querySelector("[data-records]");
  for (const key of answers) {
    const heading = document.createElement("h3");
    const parts = key.slice(PREFIX.length).split("/");
    heading.textContent = placeName(parts[3] ?? parts[0]);
    const text = document.createElement("pre");
    text.textContent = recordText(records[key]);
    list.append(heading, text);
  }
  page.querySelector("[data-stored]").hidden = false;
  page.querySelector('[data-action="save"]').addEventListener("click", () => saveRecords(records));
}

// The app calls this from its panic hook.
globalThis.submissionEditorStopped = (message) => rescue("stopped", message);
watchdog.then((module) => {
  const stop = module?.watch((message, lastText) => rescue("stopped", message, lastText));
  if (stop) globalThis.submissionEditorStopped = stop;
});

// What the first module tells of the text's past. The second module keeps it, as soon as it is there.
globalThis.submissionEditorUntold = [];
globalThis.submissionEditorTell = (...note) => {
  if (submissionEditorUntold.length < 500) submissionEditorUntold.push(note);
  globalThis.submissionEditorManuscript?.told();
};

// The app calls this for its second module, once the form is on the screen.
let second;
globalThis.submissionEditorLoad = () => {
  second ??= (async () => {
    const glue = await import(new URL("./manuscript.js", document.baseURI).href);
    await glue.default({ module_or_path: new URL("./manuscript_bg.wasm", document.baseURI) });
    return globalThis.submissionEditorManuscript;
  })().catch((error) => {
    second = undefined;
    throw error;
  });
  return second;
};

async function start() {
  if (typeof WebAssembly !== "object") {
    rescue("old-browser");
    return;
  }
  try {
    await watchdog;
    const glue = await import(new URL(script.dataset.js, document.baseURI).href);
    await glue.default({ module_or_path: new URL(script.dataset.wasm, document.baseURI) });
  } catch (error) {
    rescue("not-loaded", error);
  }
}

start();
