// Saves the open draft as a file, and says when that was last done. Where the browser lets a page
// write to a file that was chosen once, that file follows each save; elsewhere it is a download.
// Words, and what is remembered, are the second module's.

import { forget, known, remember, seen } from "./handles.js";
import "./lost.js";

/** How long saving rests before the file follows, in milliseconds; longer where it takes long. */
const REST = 3_000;
/** How often "5 minutes ago" is brought up to date. */
const TICK = 30_000;
/** How long the focus is out of all fields before a reminder may come. */
const PAUSE = 400;

const FIELDS = "[data-writes]:is(input, textarea), [data-writes] :is(input, textarea, select)";
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];

const words = () => globalThis.submissionEditorManuscript;

/** The draft that is open: its place on the page, what is known of its copies, its file. */
let open = null;

/** "5 minutes ago", in the language of the page. */
function ago(moment) {
  const passed = Math.max(0, Date.now() - moment);
  const [unit, length] = UNITS.find(([, least]) => passed >= least) ?? UNITS[2];
  const language = document.documentElement.lang || "en";
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}

/** What is to be said, by its kind. */
function kind() {
  if (open.failed) return "failed";
  if (open.reminding) return "reminder";
  if (!open.copied.copied) return "never";
  if (!open.handle) return "copied";
  return open.allowed ? "follows" : "lost";
}

function show() {
  if (!open) return;
  const now = kind();
  const text = words().sayOfCopies(now, open.copied.copied ? ago(open.copied.copied) : "");
  if (open.state.textContent !== text) open.state.textContent = text;
  open.state.dataset.kind = now;
  open.later.classList.toggle("away", now !== "reminder");
  // Spoken when the kind changes, and not each minute.
  if (open.spoken !== now) open.status.textContent = open.spoken ? text : "";
  open.spoken = now;
}

function note(changes) {
  Object.assign(open.copied, changes);
  words().noteCopied(open.draft, JSON.stringify(open.copied));
}

/** The draft as it stands, as its file. */
function ask() {
  const { place } = open;
  place.dispatchEvent(new Event("draft"));
  const { text, file } = place;
  place.text = "";
  return { text, file, moment: Date.now() };
}

/** A copy was made of what stood there at that moment. */
function copied(owner, { text, moment }) {
  if (owner !== open) return;
  document.dispatchEvent(new Event("copied"));
  rememberFile(owner, text);
  owner.failed = owner.reminding = owner.dirty = false;
  const since = owner.changed > moment ? owner.changed : null;
  note({ copied: moment, words: wordsOf(text), written: 0, since, later: false });
  show();
}

/** Remembers the file with what the draft is called, where either has changed. */
async function rememberFile(owner, text) {
  let title = "";
  try {
    title = JSON.parse(text).title;
  } catch {
    // It stays without a title.
  }
  if (!owner.handle || owner.title === title) return;
  owner.title = title;
  // Without a database it follows until the page is closed.
  await remember(owner.draft, { handle: owner.handle, title }).catch(() => {});
}

/** Words of all answers; the form's own do not count. */
function wordsOf(text) {
  try {
    const texts = Object.values(JSON.parse(text).answers).map(({ value }) => (typeof value === "string" ? value : ""));
    return words().words(texts.join("\n"));
  } catch {
    return 0;
  }
}

async function write(handle, text) {
  const stream = await handle.createWritable();
  await stream.write(text);
  await stream.close();
  // Said to be copied only when it is there.
  const { size } = await handle.getFile();
  if (size !== new Blob([text]).size) throw new Error("not written");
}

async function isAllowed(handle, ask) {
  const mode = { mode: "readwrite" };
  if (!handle.queryPermission || (await handle.queryPermission(mode)) === "granted") return true;
  return ask && (await handle.requestPermission(mode)) === "granted";
}

/** A file of the writer's choice; null where the browser only knows downloads. */
async function choose(file) {
  if (!globalThis.showSaveFilePicker) return null;
  const types = [{ description: words().sayOfCopies("kind", ""), accept: { "application/json": [".json"] } }];
  try {
    return await showSaveFilePicker({ suggestedName: file, types });
  } catch (error) {
    if (error.name === "AbortError") throw error;
    // Not allowed here, by a frame or by whoever looks after the computer.
    return null;
  }
}

function download({ text, file }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The writer presses "Save a copy". */
async function save() {
  const owner = open;
  try {
    if (!owner.handle || !(await isAllowed(owner.handle, true))) {
      const asked = ask();
      const chosen = await choose(asked.file);
      if (!chosen) {
        download(asked);
        owner.handle = null;
        copied(owner, asked);
        return;
      }
      Object.assign(owner, { handle: chosen, title: undefined });
      await rememberFile(owner, asked.text);
    }
    owner.allowed = true;
    await follow(owner);
  } catch (error) {
    // The writer closed the dialog.
    if (error.name !== "AbortError") fail(owner);
  }
}

/** Writes the draft to its file; one write at a time. */
async function follow(owner) {
  if (owner !== open) return;
  clearTimeout(owner.timer);
  if (owner.writing) {
    owner.again = true;
    return;
  }
  owner.writing = true;
  const start = performance.now();
  const asked = ask();
  owner.took = performance.now() - start;
  try {
    await write(owner.handle, asked.text);
    copied(owner, asked);
  } catch (error) {
    if (error.name === "NotAllowedError") owner.allowed = false;
    else fail(owner);
    show();
  }
  owner.writing = false;
  if (owner.again) {
    owner.again = false;
    soon(owner);
  }
}

/** The file is gone, the disk is full, the device was taken out: another file is chosen next. */
function fail(owner) {
  owner.failed = true;
  owner.handle = null;
  forget(owner.draft).catch(() => {});
  if (owner === open) show();
}

function soon(owner) {
  clearTimeout(owner.timer);
  owner.timer = setTimeout(() => follow(owner), Math.max(REST, 100 * (owner.took ?? 0)));
}

function isWriting() {
  return ["writing", "given"].includes(document.documentElement.dataset.access ?? "writing");
}

/** Something was saved, or could not be: then a file is all the more wanted. */
function saved() {
  if (!open || !isWriting()) return;
  open.changed = Date.now();
  open.dirty = true;
  open.copied.since ??= open.changed;
  if (open.handle && open.allowed) soon(open);
}

/** The writer is in a field from now on. */
function enter(field) {
  if (open && field?.id?.startsWith("answer-") && typeof field.value === "string") {
    open.field = { field, before: words().words(field.value) };
  }
}

/** Adds what was written in the field that is left. */
function count() {
  if (!open?.field) return;
  const { field, before } = open.field;
  const now = words().words(field.value);
  if (now > before) open.copied.written += now - before;
  open.field.before = now;
}

/** Never while the writer is in a field. */
function remind() {
  if (!open || !isWriting() || document.activeElement?.matches(FIELDS)) return;
  const following = open.handle && open.allowed && !open.failed;
  open.reminding ||= !following && words().isCopyDue(JSON.stringify(open.copied));
  show();
}

function button(name, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.kind = "quiet";
  made.textContent = words().sayOfCopies(name, "");
  made.addEventListener("click", press);
  return made;
}

function span(name) {
  const made = document.createElement("span");
  made.className = name;
  return made;
}

document.addEventListener("saved", saved);
document.addEventListener("focusin", ({ target }) => enter(target));
document.addEventListener("focusout", () => {
  count();
  setTimeout(remind, PAUSE);
});
addEventListener("hashchange", () => setTimeout(remind, PAUSE));
document.addEventListener("visibilitychange", () => {
  if (!open || !document.hidden || !open.dirty) return;
  count();
  note({});
  if (open.handle && open.allowed) follow(open);
});
setInterval(() => {
  if (!document.hidden) show();
}, TICK);

/** The program calls this with the place on each screen of a draft. */
globalThis.submissionEditorCopies = (place) => {
  const { draft } = place.dataset;
  seen.add(draft);
  if (open?.draft !== draft) {
    clearTimeout(open?.timer);
    const copied = JSON.parse(words().copied(draft));
    open = { draft, copied, handle: null, allowed: false };
    enter(document.activeElement);
    const owner = open;
    known(draft).then(async (file) => {
      if (!file?.handle || owner.handle) return;
      owner.allowed = await isAllowed(file.handle, false);
      Object.assign(owner, file);
      if (owner === open) show();
    }).catch(() => {});
  }
  open.place = place;
  open.state = span("copy-state");
  open.status = span("visually-hidden");
  open.status.setAttribute("role", "status");
  open.later = button("later", () => {
    open.reminding = false;
    note({ written: 0, since: null, later: true });
    show();
    open.save.focus();
  });
  open.save = button("save", save);
  place.replaceChildren(open.state, open.save, open.later, open.status);
  show();
};

/** The program calls this when the draft was handed over as a file on the Export screen. */
globalThis.submissionEditorCopied = (text) => {
  if (open) copied(open, { text, moment: Date.now() });
};
