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

/** @import { Given, Done } from "./following.js" */
/** @import { DraftFile } from "./handles.js" */

/**
 * Units of time with their lengths in milliseconds.
 * @type {[Intl.RelativeTimeFormatUnit, number][]}
 */
const UNITS = [["day", 86_400_000], ["hour", 3_600_000], ["minute", 60_000]];
/** After these another press of "Save a copy" asks for another file. */
const STUCK = ["asks", "failed", "missing"];

const words = () => /** @type {Manuscript} */ (globalThis.submissionEditorManuscript);
const onDisk = location.protocol === "file:";

/**
 * What is said of an attempt that did not end well: its outcome, the kind of what is said, and of a file that is
 * asked about the title and the digest of what stands in it.
 * @typedef {{ outcome: Outcome["outcome"], why: string, title?: string, seen?: string }} Said
 */
/**
 * A draft's place on the page.
 * @typedef {object} Drawn
 * @property {HTMLElement} state What is said.
 * @property {HTMLElement} status The same for those who hear the page.
 * @property {HTMLElement} later The button that puts a reminder off.
 * @property {HTMLElement} save The button that saves a copy.
 * @property {HTMLElement[]} answers The buttons that answer what is asked about a file.
 */
/**
 * What is known of a draft that was open on this page. Times are milliseconds: those of the clock since 1970,
 * `first` and `took` by `performance.now()`.
 * @typedef {object} Known
 * @property {string} draft Its id.
 * @property {Copied} copied Its copies.
 * @property {DraftFile | null} [file] Its file; null or missing where it has none.
 * @property {boolean} [allowed] The page may write that file.
 * @property {boolean} [isRemembered] The file is remembered for the next page.
 * @property {FileSystemFileHandle | null} [chosen] A file that was chosen and is not the draft's yet.
 * @property {Said | null} [outcome] What came of the last attempt, where it is to be said.
 * @property {boolean} [reminding] It is time for a copy.
 * @property {number} [changed] When something was saved last in this browser.
 * @property {boolean} [dirty] Not all that was saved is in a copy.
 * @property {number} [timer] The file follows when it has run out.
 * @property {number} [first] Since when the file waits.
 * @property {Promise<void>} [writing] The write that is going on.
 * @property {boolean} [again] Another one is wanted after it.
 * @property {number} [took] How long the last one took.
 * @property {{ field: HTMLElement, before: number }} [field] The field that the writer is in, and its words before.
 * @property {string} [spoken] The kind of what was said last.
 */
/** @typedef {Known & Partial<Drawn>} Owner */

/**
 * The drafts that were open on this page, by id.
 * @type {Map<string, Owner>}
 */
const owners = new Map();
/**
 * The one whose place is on the page, or was there last.
 * @type {Owner | null}
 */
let open = null;

/**
 * "5 minutes ago", in the language of the page.
 * @param {number} moment Milliseconds since 1970.
 */
function ago(moment) {
  const passed = Math.max(0, Date.now() - moment);
  const [unit, length] = UNITS.find(([, least]) => passed >= least) ?? /** @type {typeof UNITS[0]} */ (UNITS[2]);
  const language = document.documentElement.lang || "en";
  return new Intl.RelativeTimeFormat(language, { numeric: "auto" }).format(-Math.floor(passed / length), unit);
}

/** @param {Owner} owner */
const hasFile = ({ file, allowed }) => Boolean(file?.handle && allowed);

/**
 * What is to be said, by its kind.
 * @param {Owner} owner
 */
function kind({ outcome, reminding, copied, file, allowed }) {
  const facts = {
    outcome: outcome?.why ?? "", reminding, copied: Boolean(copied.copied),
    follows: Boolean(file?.handle), allowed, taken: Boolean(file?.taken !== undefined && !file.handle), onDisk,
  };
  return words().kindOfCopies(JSON.stringify(facts));
}

function show() {
  if (!open?.state) return;
  const { copied, outcome, file, state, status, later, answers } = /** @type {Known & Drawn} */ (open);
  const now = kind(open);
  const title = outcome?.title ?? file?.taken ?? "";
  const text = words().sayOfCopies(now, copied.copied ? ago(copied.copied) : "", title);
  if (state.textContent !== text) state.textContent = text;
  state.dataset.kind = now;
  later.classList.toggle("away", !now.startsWith("reminder"));
  const asks = outcome?.outcome === "asks";
  for (const answer of answers) answer.hidden = !asks;
  state.parentElement?.toggleAttribute("data-asks", asks);
  // Spoken when the kind changes, and not each minute.
  if (open.spoken !== now) status.textContent = open.spoken ? text : "";
  open.spoken = now;
}

/**
 * Remembers what is new of a draft's copies.
 * @param {Owner} owner
 * @param {Partial<Copied>} changes
 */
function note(owner, changes) {
  Object.assign(owner.copied, changes);
  words().noteCopied(owner.draft, JSON.stringify(owner.copied));
}

/**
 * A copy was made of what stood there at that moment.
 * @param {Owner} owner
 * @param {Pick<Given, "text" | "moment">} copy
 */
function copied(owner, { text, moment }) {
  const { changed = 0 } = owner;
  Object.assign(owner, { outcome: null, reminding: false, dirty: changed > moment });
  if (!owner.dirty) document.dispatchEvent(new CustomEvent("copied", { detail: owner.draft }));
  note(owner, { copied: moment, words: wordsOf(text), written: 0, since: owner.dirty ? changed : null, later: false });
}

/**
 * Words of all answers; the form's own do not count.
 * @param {string} text Of the draft's file.
 */
function wordsOf(text) {
  /** @type {{ value?: unknown }[]} */
  const answers = Object.values(JSON.parse(text).answers);
  const texts = answers.map(({ value }) => (typeof value === "string" ? value : ""));
  return words().words(texts.join("\n"));
}

/**
 * A file of the writer's choice; null where the browser only knows downloads.
 * @param {string} file Its name, as a proposal.
 */
async function choose(file) {
  if (!globalThis.showSaveFilePicker) return null;
  const types = [{ description: words().sayOfCopies("kind", "", ""), accept: { "application/json": [".json"] } }];
  try {
    return await globalThis.showSaveFilePicker({ suggestedName: file, types });
  } catch (error) {
    if (/** @type {DOMException} */ (error).name === "AbortError") throw error;
    // Not allowed here, by a frame or by whoever looks after the computer.
    return null;
  }
}

/** @param {Given} given */
function download({ text, file }) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: "application/json" }));
  link.download = file;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/**
 * @param {Owner} owner
 * @param {Given} given
 */
function handOver(owner, given) {
  download(given);
  left(owner, given);
}

/**
 * A file was handed over, whole or as much as there was.
 * @param {Owner} owner
 * @param {Pick<Given, "text" | "moment" | "lacks">} given
 */
function left(owner, given) {
  if (given.lacks) owner.outcome = { outcome: "refused", why: given.lacks };
  else copied(owner, given);
  show();
}

/** The writer presses "Save a copy". */
async function save() {
  const owner = /** @type {Owner} */ (open);
  const given = ask(owner.draft, true);
  if (given.text === undefined) return;
  // What is not whole takes the place of nothing.
  if (given.lacks) return handOver(owner, given);
  const isStuck = STUCK.includes(owner.outcome?.outcome ?? "");
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
  const owner = /** @type {Known & Drawn} */ (open);
  const { chosen, outcome } = owner;
  owner.save.focus();
  const handle = chosen ?? owner.file?.handle;
  if (!handle || !(await isAllowed(handle, true))) return;
  owner.allowed = true;
  await write(owner, chosen, outcome?.seen);
}

/** The writer wants to see what is in the file. */
async function openIt() {
  const handle = open?.chosen ?? open?.file?.handle;
  if (!handle || !(await isAllowed(handle, true))) return;
  const launch = await import("./launch.js");
  await launch.open(await launch.read(handle));
}

/**
 * Writes a draft to its file, one write at a time, and says what came of it.
 * @param {Owner} owner
 * @param {FileSystemFileHandle | null} [chosen] Another file than the one that follows it.
 * @param {string} [word] The digest of what the writer lets be replaced.
 */
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

/**
 * @param {Owner} owner
 * @param {Partial<Done>} [done]
 */
function ended(owner, done = {}) {
  const { outcome, why, title, seen, taken } = done;
  // Nothing that was chosen is the draft's unless it was written.
  const isChanging = outcome === "changing" && !owner.chosen;
  if (outcome !== "asks") owner.chosen = undefined;
  if (outcome === "copied") {
    owner.allowed = true;
    copied(owner, /** @type {Given} */ (done));
    if (taken) lostItsFile(taken, title);
  } else if (outcome === "denied") {
    owner.allowed = false;
  } else if (isChanging) {
    owner.again = true;
  } else if (!outcome || ["reading", "gone"].includes(why ?? "")) {
    // There is no file any more, or a tab that only shows the draft has nothing to say of it.
    owner.outcome = null;
  } else {
    owner.outcome = { outcome, why: why ?? (outcome === "changing" ? "failed" : outcome), title, seen };
  }
  if (["failed", "missing"].includes(outcome ?? "") && owner.file?.handle) soon(owner, RETRY);
  if (owner === open) show();
}

/**
 * The file of this draft has another in it now: it is in no file any more.
 * @param {string} draft
 * @param {string | undefined} title Of the other one.
 */
function lostItsFile(draft, title) {
  const owner = owners.get(draft) ?? { draft, copied: JSON.parse(words().copied(draft)) };
  Object.assign(owner, { file: { taken: title }, outcome: null, allowed: false });
  note(owner, { copied: null, since: owner.copied.since ?? Date.now() });
}

/**
 * The file follows before long.
 * @param {Owner} owner
 * @param {number} [rest] After so many milliseconds.
 */
function soon(owner, rest = Math.max(REST, 10 * (owner.took ?? 0))) {
  owner.first ??= performance.now();
  if (owner.timer !== undefined && performance.now() - owner.first > LONGEST_REST) return;
  clearTimeout(owner.timer);
  owner.timer = setTimeout(() => write(owner), rest);
}

/**
 * What is not in its file yet goes there at once.
 * @param {Owner} owner
 */
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

/**
 * The writer is in a field from now on.
 * @param {EventTarget | null} target What has the focus.
 */
function enter(target) {
  const field = globalThis.submissionEditorFields.fieldAt(target);
  if (open && field?.dataset.answer !== undefined) open.field = { field, before: wordsIn(field) };
}

/** @param {HTMLElement} field */
const wordsIn = (field) => words().words(globalThis.submissionEditorFields.text(field));

/** Adds what was written in the field that is left. */
function count() {
  if (!open?.field) return;
  const { field, before } = open.field;
  const now = wordsIn(field);
  if (now > before) open.copied.written += now - before;
  open.field.before = now;
}

/** The writer writes in the draft, or ticks something. */
function isBusy() {
  const { activeElement } = document;
  const isInControl = globalThis.submissionEditorFields.isWriting() || activeElement?.matches("input, select");
  return Boolean(isInControl && activeElement?.closest("[data-writes]"));
}

/** Never while the writer is in a field. */
function remind() {
  if (!open || !isWriting() || isBusy()) return;
  const following = hasFile(open) && !open.outcome;
  open.reminding ||= !following && words().isCopyDue(JSON.stringify(open.copied), onDisk);
  show();
}

/**
 * Looks which file the draft has, and whether the browser lets the page write it.
 * @param {Owner} owner
 */
async function refresh(owner) {
  const file = await known(owner.draft);
  if (owner.writing || (!file && !owner.isRemembered)) return;
  owner.file = file;
  owner.isRemembered = true;
  if (file?.taken !== undefined) owner.copied.copied = null;
  owner.allowed = Boolean(file?.handle && (await isAllowed(file.handle, false)));
  if (owner === open) show();
}

/**
 * What was written last before the page went may not be in the file, and others may have changed it.
 * @param {Owner} owner
 */
async function compare(owner) {
  await refresh(owner);
  if (hasFile(owner) && isWriting()) soon(owner);
}

/**
 * @param {string} name Of what stands on it.
 * @param {() => void} press
 */
function button(name, press) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button";
  made.dataset.kind = "quiet";
  made.textContent = words().sayOfCopies(name, "", "");
  made.addEventListener("click", press);
  return made;
}

/** @param {string} name Its class. */
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
  const draft = /** @type {string} */ (place.dataset.draft);
  seen.add(draft);
  const isNew = !owners.has(draft);
  if (isNew) owners.set(draft, { draft, copied: JSON.parse(words().copied(draft)), file: null, allowed: false });
  const owner = /** @type {Known & Drawn} */ (owners.get(draft));
  if (open?.draft !== draft) {
    open = owner;
    owner.field = undefined;
    enter(document.activeElement);
  }
  if (isNew) compare(owner).catch(() => {});
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
