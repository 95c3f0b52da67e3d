// Drafts that are gone from this browser while the file that followed them is known.

import { all, forget, known, remember, seen, tell } from "./handles.js";

const DRAFT = /^submission-editor\/1\/(draft|bin)\/([^/]+)/;

/** The drafts of which anything is stored, and those of them that are in the bin. */
function stored() {
  /** @type {Record<"draft" | "bin", Set<string>>} */
  const found = { draft: new Set(seen), bin: new Set() };
  for (const key of Object.keys({ ...localStorage, ...globalThis.submissionEditorOverflow })) {
    const [, kind, draft] = DRAFT.exec(key) ?? [];
    if (draft) found[/** @type {"draft" | "bin"} */ (kind)].add(draft);
  }
  return found;
}

/**
 * The lost drafts: for each a line with its id, its title and the name of its file. What was in the
 * bin when it was there last, and is nowhere now, was deleted on purpose: its file is forgotten.
 */
async function find() {
  const entries = await all();
  const { draft: here, bin } = stored();
  const lost = [];
  for (const [draft, file] of entries) {
    if (!file?.handle) {
      // Its file was given to another draft, and nothing is left of this one.
      if (!here.has(draft) && !bin.has(draft)) await forget(draft);
    } else if (here.has(draft) || bin.has(draft)) {
      if (Boolean(file.binned) !== bin.has(draft)) await remember(draft, { ...file, binned: bin.has(draft) });
    } else if (file.binned) {
      await forget(draft);
    } else {
      lost.push([draft, file.title ?? "", file.handle.name]);
    }
  }
  return JSON.stringify(lost);
}

/**
 * Opens the file of a lost draft; true if it is a draft again. The writer's press lets the page read it.
 * @param {string} draft
 */
async function openFile(draft) {
  const entry = await known(draft);
  if (!entry?.handle) return false;
  const { handle } = entry;
  /** @type {{ mode: "read" }} */
  const mode = { mode: "read" };
  if (handle.requestPermission && (await handle.requestPermission(mode)) !== "granted") return false;
  const file = await handle.getFile();
  const written = /** @type {Manuscript} */ (globalThis.submissionEditorManuscript).markOfCopy(await file.text());
  const { open } = await import("./launch.js");
  if (!(await open(file))) return false;
  // From now on it is the file of the draft that was made from it; not so where the writer went elsewhere meanwhile.
  const made = location.hash.split("/")[2];
  if (!made) return false;
  await forget(draft);
  await remember(made, { ...entry, written, binned: false });
  tell(made);
  return true;
}

globalThis.submissionEditorLost = {
  find: () => find().catch(() => "[]"),
  open: (draft) => openFile(draft).catch(() => false),
  forget: (draft) => forget(draft).then(() => tell(draft)).catch(() => {}),
};
