// The files that were chosen for drafts, in a database of their own: for each draft the handle of its
// file, the title that the draft had then, and what is remembered of the last write. A draft whose file
// was given to another has the other's title there, and no handle.

const DATABASE = "submission-editor-files";
const HANDLES = "handles";
/** Only one tab writes to files at a time; the last to write then has the last text. */
const LOCK = "submission-editor/1/files";

// Plain script: a request to a database is an object with listeners, each of which would be a closure and a function
// in the program, larger than all of this.

/**
 * What is known of a draft's file.
 * @typedef {object} DraftFile
 * @property {FileSystemFileHandle} [handle] None where it was given to another draft.
 * @property {string} [taken] The title of that one.
 * @property {string} [title] The draft's own when it was written last.
 * @property {string} [written] What the program remembers of the last write (`Remembered`, core/src/copies/mark.rs).
 * @property {boolean} [binned] The draft was in the bin when it was last looked for.
 */

/**
 * A request to the database; undefined where there is none to ask: on a shared computer nothing is kept, and
 * looking makes no database.
 * @template T
 * @param {"readonly" | "readwrite"} mode
 * @param {(store: IDBObjectStore) => IDBRequest<T>} run
 * @returns {Promise<T | undefined>}
 */
export async function files(mode, run) {
  if (globalThis.submissionEditorStorage) return undefined;
  const db = await /** @type {Promise<IDBDatabase | undefined>} */ (new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      // Looking leaves nothing behind where no file was ever chosen.
      if (mode === "readonly") request.transaction?.abort();
      else request.result.createObjectStore(HANDLES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (mode === "readonly" && request.error?.name === "AbortError" ? resolve(undefined) : reject(request.error));
  }));
  if (!db) return undefined;
  try {
    return await new Promise((resolve, reject) => {
      const transaction = db.transaction(HANDLES, mode);
      const request = run(transaction.objectStore(HANDLES));
      transaction.oncomplete = () => resolve(request.result);
      transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    db.close();
  }
}

/**
 * What is known of a draft's file, if anything.
 * @type {(draft: string) => Promise<DraftFile | undefined>}
 */
export const known = (draft) => files("readonly", (store) => store.get(draft));

/**
 * Remembers the file of a draft; undefined where nothing is kept.
 * @type {(draft: string, file: DraftFile) => Promise<IDBValidKey | undefined>}
 */
export const remember = (draft, file) => files("readwrite", (store) => store.put(file, draft));

/** @type {(draft: string) => Promise<void>} */
export const forget = (draft) => files("readwrite", (store) => store.delete(draft));

/**
 * All that is known of files, by draft.
 * @returns {Promise<[draft: string, file: DraftFile | undefined][]>}
 */
export async function all() {
  const drafts = /** @type {string[] | undefined} */ (await files("readonly", (store) => store.getAllKeys()));
  return Promise.all((drafts ?? []).map(async (draft) => [draft, await known(draft)]));
}

/**
 * Another draft that the same file follows, with what is known of it.
 * @param {string} draft
 * @param {FileSystemFileHandle} handle
 * @returns {Promise<[draft: string, file: DraftFile] | undefined>}
 */
export async function other(draft, handle) {
  for (const [name, file] of await all()) {
    if (name !== draft && file?.handle && (await file.handle.isSameEntry(handle))) return [name, file];
  }
  return undefined;
}

/** Lets other tabs write to files again. */
let free = () => {};

/**
 * Done when no other tab writes to files; they wait until `end`. Where there are no locks, at once.
 * @type {() => Promise<void>}
 */
export const begin = () => new Promise((done, fail) => {
  if (!navigator.locks) return done();
  const have = () => /** @type {Promise<void>} */ (new Promise((resolve) => {
    free = resolve;
    done();
  }));
  return navigator.locks.request(LOCK, have).catch(fail);
});

/** Other tabs may write to files again. The program calls it, or the loader when that has stopped. */
export const end = () => free();
