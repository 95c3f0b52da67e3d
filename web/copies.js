// Saves drafts as files, and says when that was last done. Where the browser lets a page write to a
// file that was chosen once, that file follows each save, also when the draft's screen is gone;
// elsewhere it is a download. Words, decisions, and what is remembered, are the program's.

import { ask, follow, isAllowed } from "./following.js";
import { known, listeners, seen } from "./handles.js";
import "./lost.js";

/** How long saving rests before the file follows, in milliseconds; longer where it takes long. */
const REST = 3_000;
/** However long the writer goes on typing, it follows after so long. */
const LONGEST_REST = 20_000;
/** How long after a failure it is tried again. */
const RETRY = 30_000;
/** How often "5 minutes ago" is brought up to date. */
const TICK = 30_000;
/** How long the focus is out of all fields before a reminder may come. */
const PAUSE = 400;

const FIELDS = "[data-writes]:is(input, textarea), [data-writes] :is(input, textarea, select)";
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];
/** After these another press of "Save a copy" asks for another file. */
const STUCK = ["asks", "failed", "missing"];

const words = () => globalThis.submissionEditorManuscript;
const onDisk = location.protocol === "file:";

/** What is known of each draft that was open on this page: its copies, its file, what came of it. */
const owners = new Map();
/** The one whose place is on the page, or was there last. */
let open = null;

/** "5 minutes ago", in the language of the page. */
function ago(moment) {
  const passed = Math.max(0, Date.now() - moment);
  const [unit, length] = UNITS.find(([, least]) => passed >= least) ?? UNITS[2];
  const language = document.documentElement.lang || "en";
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}

const hasFile = ({ file, allowed }) => Boolean(file?.handle && allowed);

/** What is to be said, by its kind. */
function kind({ outcome, reminding, copied, file, allowed }) {
  const facts = {
    outcome: outcome?.why ?? "", reminding, copied: Boolean(copied.copied),
    follows: Boolean(file?.handle), allowed, taken: Boolean(file?.taken !== undefined && !file.handle), onDisk,
  };
  return words().kindOfCopies(JSON.stringify(facts));
}

function show() {
  if (!open?.state) return;
  const { copied, outcome, file, state, status, later } = open;
  const now = kind(open);
  const title = outcome?.title ?? file?.taken ?? "";
  const text = words().sayOfCopies(now, copied.copied ? ago(copied.copied) : "", title);
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kind = now;
  later.classList.toggle("away", !now.startsWith("reminder"));
  const asks = outcome?.outcome === "asks";
  for (const answer of open.answers) answer.hidden = !asks;
  state.parentNode.toggleAttribute("data-asks", asks);
  // Spoken when the kind changes, and not each minute.
  if (open.spoken !== now) status.textContent = open.spoken ? text : "";
  open.spoken = now;
}

function note(owner, changes) {
  Object.assign(owner.copied, changes);
  words().noteCopied(owner.draft, JSON.stringify(owner.copied));
}

/** A copy was made of what stood there at that moment. */
function copied(owner, { text, moment }) {
  Object.assign(owner, { outcome: null, reminding: false, dirty: owner.changed > moment });
  if (!owner.dirty) document.dispatchEvent(new CustomEvent("copied", { detail: owner.draft }));
  note(owner, { copied: moment, words: wordsOf(text), written: 0, since: owner.dirty ? owner.changed : null, later: false });
}

/** Words of all answers; the form's own do not count. */
function wordsOf(text) {
  const texts = Object.values(JSON.parse(text).answers).map(({ value }) => (typeof value === "string" ? value : ""));
  return words().words(texts.join("\n"));
}

/** A file of the writer's choice; null where the browser only knows downloads. */
async function choose(file) {
  if (!globalThis.showSaveFilePicker) return null;
  const types = [{ description: words().sayOfCopies("kind", "", ""), accept: { "application/json": [".json"] } }];
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

function handOver(owner, given) {
  download(given);
  left(owner, given);
}

/** A file was handed over, whole or as much as there was. */
function left(owner, given) {
  if (given.lacks) owner.outcome = { outcome: "refused", why: given.lacks };
  else copied(owner, given);
  show();
}

/** The writer presses "Save a copy". */
async function save() {
  const owner = open;
  const given = ask(owner.draft, true);
  if (given.text === undefined) return;
  // What is not whole takes the place of nothing.
  if (given.lacks) return handOver(owner, given);
  const isStuck = STUCK.includes(owner.outcome?.outcome);
  if (!isStuck && owner.file?.handle && (await isAllowed(owner.file.handle, true))) {
    owner.allowed = true;
    return write(owner);
  }
  try {
    owner.chosen = await choose(given.file);
  } catch {
    // The writer closed the dialog.
    return undefined;
  }
  return owner.chosen ? write(owner, owner.chosen) : handOver(owner, given);
}

/** The writer says that what is in the file may go. */
async function replace() {
  const owner = open;
  const { chosen, outcome } = owner;
  owner.save.focus();
  const handle = chosen ?? owner.file?.handle;
  if (!handle || !(await isAllowed(handle, true))) return;
  owner.allowed = true;
  await write(owner, chosen, outcome.seen);
}

/** The writer wants to see what is in the file. */
async function openIt() {
  const handle = open.chosen ?? open.file?.handle;
  if (!handle || !(await isAllowed(handle, true))) return;
  const launch = await import("./launch.js");
  await launch.open(await launch.read(handle));
}

/** Writes a draft to its file, one write at a time, and says what came of it. */
async function write(owner, chosen, word) {
  // The writer is asked about another file just now.
  if (owner.chosen && !chosen) return;
  clearTimeout(owner.timer);
  owner.timer = owner.first = undefined;
  if (owner.writing) {
    if (!chosen && !word) {
      owner.again = true;
      return;
    }
    await owner.writing;
  }
  const start = performance.now();
  owner.writing = follow(owner, chosen, word).then((done) => ended(owner, done)).catch(() => {
    // The program has stopped: nothing was written, and nothing is said.
  });
  await owner.writing;
  owner.writing = undefined;
  owner.took = performance.now() - start;
  if (owner.again) {
    owner.again = false;
    soon(owner);
  }
}

function ended(owner, done = {}) {
  const { outcome, why, title, seen, taken } = done;
  // Nothing that was chosen is the draft's unless it was written.
  const isChanging = outcome === "changing" && !owner.chosen;
  if (outcome !== "asks") owner.chosen = undefined;
  if (outcome === "copied") {
    owner.allowed = true;
    copied(owner, done);
    if (taken) lostItsFile(taken, title);
  } else if (outcome === "denied") {
    owner.allowed = false;
  } else if (isChanging) {
    owner.again = true;
  } else if (!outcome || ["reading", "gone"].includes(why)) {
    // There is no file any more, or a tab that only shows the draft has nothing to say of it.
    owner.outcome = null;
  } else {
    owner.outcome = { outcome, why: why ?? (outcome === "changing" ? "failed" : outcome), title, seen };
  }
  if (["failed", "missing"].includes(outcome) && owner.file?.handle) soon(owner, RETRY);
  if (owner === open) show();
}

/** The file of this draft has another in it now: it is in no file any more. */
function lostItsFile(draft, title) {
  const owner = owners.get(draft) ?? { draft, copied: JSON.parse(words().copied(draft)) };
  Object.assign(owner, { file: { taken: title }, outcome: null, allowed: false });
  note(owner, { copied: null, since: owner.copied.since ?? Date.now() });
}

function soon(owner, rest = Math.max(REST, 10 * (owner.took ?? 0))) {
  owner.first ??= performance.now();
  if (owner.timer !== undefined && performance.now() - owner.first > LONGEST_REST) return;
  clearTimeout(owner.timer);
  owner.timer = setTimeout(() => write(owner), rest);
}

/** What is not in its file yet goes there at once. */
function hurry(owner) {
  if (owner.dirty && hasFile(owner)) write(owner);
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
  if (hasFile(open)) soon(open);
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
  const following = hasFile(open) && !open.outcome;
  open.reminding ||= !following && words().isCopyDue(JSON.stringify(open.copied), onDisk);
  show();
}

/** Looks which file the draft has, and whether the browser lets the page write it. */
async function refresh(owner) {
  const file = await known(owner.draft);
  if (owner.writing || (!file && !owner.isRemembered)) return;
  owner.file = file;
  owner.isRemembered = true;
  if (file?.taken !== undefined) owner.copied.copied = null;
  owner.allowed = Boolean(file?.handle) && (await isAllowed(file.handle, false));
  if (owner === open) show();
}

/** What was written last before the page went may not be in the file, and others may have changed it. */
async function compare(owner) {
  await refresh(owner);
  if (hasFile(owner) && isWriting()) soon(owner);
}

function button(name, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.kind = "quiet";
  made.textContent = words().sayOfCopies(name, "", "");
  made.addEventListener("click", press);
  return made;
}

function span(name) {
  const made = document.createElement("span");
  made.className = name;
  return made;
}

listeners.add((draft) => {
  const owner = owners.get(draft);
  if (owner) compare(owner).catch(() => {});
});
document.addEventListener("saved", saved);
document.addEventListener("focusin", ({ target }) => enter(target));
document.addEventListener("focusout", () => {
  count();
  setTimeout(remind, PAUSE);
});
addEventListener("hashchange", () => {
  setTimeout(remind, PAUSE);
  // A draft that is left has time now, and perhaps not later.
  const shown = location.hash.split("/")[2];
  for (const owner of owners.values()) if (owner.draft !== shown) hurry(owner);
});
document.addEventListener("visibilitychange", () => {
  if (!document.hidden) {
    if (open) refresh(open).catch(() => {});
    return;
  }
  count();
  for (const owner of owners.values()) {
    if (!owner.dirty) continue;
    note(owner, {});
    hurry(owner);
  }
});
setInterval(() => {
  if (!document.hidden) show();
}, TICK);

/** The program calls this with the place on each screen of a draft. */
globalThis.submissionEditorCopies = (place) => {
  const { draft } = place.dataset;
  seen.add(draft);
  const isNew = !owners.has(draft);
  if (isNew) owners.set(draft, { draft, copied: JSON.parse(words().copied(draft)), file: null, allowed: false });
  if (open?.draft !== draft) {
    open = owners.get(draft);
    open.field = undefined;
    enter(document.activeElement);
  }
  if (isNew) compare(open).catch(() => {});
  const owner = open;
  // What was handed over on another screen was not whole; here nobody has asked yet.
  if (owner.outcome?.outcome === "refused" && !hasFile(owner)) owner.outcome = null;
  owner.state = span("copy-state");
  owner.status = span("visually-hidden");
  owner.status.setAttribute("role", "status");
  owner.later = button("later", () => {
    owner.reminding = false;
    note(owner, { written: 0, since: null, later: true });
    show();
    owner.save.focus();
  });
  owner.save = button("save", save);
  owner.answers = [button("open", openIt), button("replace", replace)];
  place.replaceChildren(owner.state, ...owner.answers, owner.save, owner.later, owner.status);
  show();
};

/** The program calls this when a draft was handed over as a file, or as much of it as there is. */
globalThis.submissionEditorCopied = ([draft, text, lacks]) => {
  const owner = owners.get(draft);
  if (owner) left(owner, { text, lacks, moment: Date.now() });
};
