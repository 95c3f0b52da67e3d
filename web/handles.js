// The files that were chosen for drafts, in a database of their own: for each draft the handle of its
// file, the title that the draft had then, and what is remembered of the last write. A draft whose file
// was given to another has the other's title there, and no handle.

const DATABASE = "submission-editor-files";
const HANDLES = "handles";
/** Only one tab writes to files at a time; the last to write then has the last text. */
const LOCK = "submission-editor/1/files";

/**
 * What is known of a draft's file.
 * @typedef {object} DraftFile
 * @property {FileSystemFileHandle} [handle] None where it was given to another draft.
 * @property {string} [taken] The title of that one.
 * @property {string} [title] The draft's own when it was written last.
 * @property {string} [written] What the program remembers of the last write (`Remembered`, src/copies/mark.rs).
 * @property {boolean} [binned] The draft was in the bin when it was last looked for.
 */

/**
 * Drafts that were open on this page since it was loaded.
 * @type {Set<string>}
 */
export const seen = new Set();

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
 * Who wants to hear that another file became a draft's, or none.
 * @type {Set<(draft: string) => void>}
 */
export const listeners = new Set();
/** @param {string} draft */
export const tell = (draft) => listeners.forEach((listener) => listener(draft));

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

/**
 * Runs while no other tab writes to files; where there are no locks, at once.
 * @template T
 * @param {() => Promise<T>} run
 * @returns {Promise<T>}
 */
export const alone = (run) => (navigator.locks ? navigator.locks.request(LOCK, run) : run());
