// Writes a draft to its file, call by call. What comes next is the program's to decide
// (`core/src/copies`); nothing here writes, or says anything, by itself.

import { alone, forget, known, other, remember } from "./handles.js";

/** Larger files are none of ours, and are not read. */
const LARGEST = 64 * 1024 * 1024;

/** @import { DraftFile } from "./handles.js" */

/**
 * A draft as it left: its file's text and name, its title, whether some of it is not stored, when it was asked
 * for (milliseconds since 1970), and why it is not whole ("" where it is).
 * @typedef {{ lacks: string, text: string, file: string, title: string, unsaved: boolean, moment: number }} Given
 */
/** @typedef {{ lacks: string, text?: undefined }} Refused */
/**
 * What came of following: of the attempt, with the draft that was given where it came so far, and another draft
 * that has lost its file.
 * @typedef {Partial<Given> & Outcome & { taken?: string }} Done
 */

/**
 * The whole draft or, with `anyway`, as much as there is. Throws where the program has stopped.
 * @param {string} draft
 * @param {boolean} anyway
 * @returns {Given | Refused}
 */
export function ask(draft, anyway) {
  const handOut = /** @type {(draft: string, anyway: boolean) => HandedOut} */ (globalThis.submissionEditorDraft);
  const [lacks, text, file, title, unsaved] = handOut(draft, anyway);
  if (text === undefined) return { lacks };
  if (typeof text !== "string" || text === "" || typeof file !== "string") throw new Error("no draft");
  return { lacks, text, file, title, unsaved, moment: Date.now() };
}

/**
 * Whether the page may write the file.
 * @param {FileSystemFileHandle} handle
 * @param {boolean} asks The browser may ask the writer.
 */
export async function isAllowed(handle, asks) {
  /** @type {{ mode: "readwrite" }} */
  const mode = { mode: "readwrite" };
  if (!handle.queryPermission || (await handle.queryPermission(mode)) === "granted") return true;
  return asks && (await handle.requestPermission?.(mode)) === "granted";
}

/** @param {File} file */
const stampOf = ({ size, lastModified }) => `${size} ${lastModified}`;

/**
 * What the file has. The text of a file that is not ours anyway is not asked for.
 * @param {FileSystemFileHandle} handle
 * @returns {Promise<Told>}
 */
async function look(handle) {
  const file = await handle.getFile();
  return ["saw", file.size > LARGEST ? "\0" : await file.text(), stampOf(file)];
}

/** @typedef {DraftFile & { handle: FileSystemFileHandle }} FileOf */
/**
 * @typedef {object} Wish
 * @property {"follows" | "chosen"} occasion Why the file is written.
 * @property {[draft: string, file: DraftFile]} [shared] Another draft that it follows.
 * @property {string} [word] The digest of what the writer lets be replaced.
 * @property {() => void} noted Called when the file is remembered.
 */

/**
 * One attempt: performs what the module says until it says that it is over.
 * @param {string} draft
 * @param {FileOf} file
 * @param {Wish} wish
 * @returns {Promise<Done>}
 */
async function attempt(draft, file, { occasion, shared, word, noted }) {
  const { handle } = file;
  /** @type {(...told: Told) => NextCall} */
  const step = (told, text = "", more = "") =>
    JSON.parse(/** @type {Manuscript} */ (globalThis.submissionEditorManuscript).copyStep(draft, told, text, more));
  /** @type {Given | Refused | undefined} */
  let given;
  /** @type {FileSystemWritableFileStream | undefined} */
  let stream;
  // What one of these lacks makes it fail, and the module is told of that.
  /** @typedef {Told | void | Promise<Told | void>} Answer */
  /** @type {{ [call in Exclude<NextCall["do"], "end">]: (action: Extract<NextCall, { do: call }>) => Answer }} */
  const calls = {
    permit: async () => {
      if (!(await isAllowed(handle, false))) throw new DOMException("", "NotAllowedError");
    },
    ask: () => {
      given = ask(draft, false);
      if (given.text === undefined) return ["refused", "", given.lacks];
      const { text, title, unsaved } = given;
      return ["given", text, JSON.stringify({ title, unsaved })];
    },
    look: () => look(handle),
    lookAgain: async () => ["stamped", "", stampOf(await handle.getFile())],
    open: async () => {
      stream = await handle.createWritable();
    },
    put: () => /** @type {FileSystemWritableFileStream} */ (stream).write(/** @type {Given} */ (given).text),
    close: async () => {
      const closing = /** @type {FileSystemWritableFileStream} */ (stream);
      stream = undefined;
      await closing.close();
    },
    abort: async () => {
      const aborted = stream;
      stream = undefined;
      await aborted?.abort();
    },
    take: async () => {
      const [taken, { title }] = /** @type {[string, DraftFile]} */ (shared);
      await remember(taken, { title, taken: /** @type {Given} */ (given).title });
    },
    remember: async ({ remembered }) => {
      file.written = remembered;
      file.title = /** @type {Given} */ (given).title;
      if ((await remember(draft, file)) !== undefined) noted();
    },
  };
  try {
    let action = step("begin", "", JSON.stringify({ occasion, word, shared: shared && (shared[1].title ?? ""), remembered: file.written }));
    while (action.do !== "end") {
      const call = /** @type {(action: NextCall) => Answer} */ (calls[action.do]);
      /** @type {Told} */
      let told;
      try {
        told = (await call(action)) ?? ["done"];
      } catch (error) {
        if (action.do === "ask") throw error;
        told = ["failed", "", /** @type {Partial<Error> | undefined} */ (error)?.name ?? ""];
      }
      action = step(...told);
    }
    return { ...given, ...action };
  } finally {
    // The program has stopped in between: what stood in the file stays.
    await stream?.abort().catch(() => {});
  }
}

/**
 * Writes a draft to the file that follows it, or to one that was just `chosen`; with the writer's `word`
 * also over what they have seen in it. What came of it; nothing where the draft has no file any more.
 * @param {import("./copies.js").Owner} owner
 * @param {FileSystemFileHandle | null} [chosen]
 * @param {string} [word]
 * @returns {Promise<Done | undefined>}
 */
export function follow(owner, chosen, word) {
  const { draft } = owner;
  return alone(async () => {
    // Another tab may have written it, or given it to another draft.
    let former = owner.file;
    try {
      const entry = await known(draft);
      if (entry || owner.isRemembered) former = entry;
    } catch {
      // Without a database it follows until the page is closed.
    }
    const noted = () => {
      owner.isRemembered = true;
    };
    if (!chosen) {
      owner.file = former && { ...former };
      return former?.handle ? attempt(draft, /** @type {FileOf} */ (owner.file), { occasion: "follows", word, noted }) : undefined;
    }
    const isOwn = former?.handle && (await former.handle.isSameEntry(chosen));
    const file = /** @type {FileOf} */ (isOwn ? { ...former } : { handle: chosen });
    const shared = await other(draft, chosen).catch(() => undefined);
    const done = await attempt(draft, file, { occasion: "chosen", word, shared, noted });
    if (done.outcome === "copied") {
      owner.file = file;
      return { ...done, taken: shared?.[0] };
    }
    // It is not the draft's yet.
    if (!isOwn) await (former ? remember(draft, former) : forget(draft)).catch(() => {});
    return done;
  });
}
