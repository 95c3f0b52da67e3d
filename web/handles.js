// The files that were chosen for drafts, in a database of their own: for each draft the handle of its
// file, the title that the draft had then, and what is remembered of the last write. A draft whose file
// was given to another has the other's title there, and no handle.

const DATABASE = "submission-editor-files";
const HANDLES = "handles";
/** Only one tab writes to files at a time; the last to write then has the last text. */
const LOCK = "submission-editor/1/files";

/** Drafts that were open on this page since it was loaded. */
export const seen = new Set();

/** A request to the database; on a shared computer nothing is kept, so there is nothing to ask. */
export async function files(mode, run) {
  if (globalThis.submissionEditorStorage) return undefined;
  const db = await new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => {
      // Looking leaves nothing behind where no file was ever chosen.
      if (mode === "readonly") request.transaction.abort();
      else request.result.createObjectStore(HANDLES);
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => (mode === "readonly" && request.error?.name === "AbortError" ? resolve() : reject(request.error));
  });
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

/** What is known of a draft's file, if anything. */
export const known = (draft) => files("readonly", (store) => store.get(draft));

/** Remembers the file of a draft. */
export const remember = (draft, file) => files("readwrite", (store) => store.put(file, draft));

export const forget = (draft) => files("readwrite", (store) => store.delete(draft));

/** Who wants to hear that another file became a draft's, or none. */
export const listeners = new Set();
export const tell = (draft) => listeners.forEach((listener) => listener(draft));

/** All that is known of files, by draft. */
export async function all() {
  const drafts = await files("readonly", (store) => store.getAllKeys());
  return Promise.all((drafts ?? []).map(async (draft) => [draft, await known(draft)]));
}

/** Another draft that the same file follows, with what is known of it. */
export async function other(draft, handle) {
  for (const [name, file] of await all()) {
    if (name !== draft && file?.handle && (await file.handle.isSameEntry(handle))) return [name, file];
  }
  return undefined;
}

/** Runs while no other tab writes to files; where there are no locks, at once. */
export const alone = (run) => (navigator.locks ? navigator.locks.request(LOCK, run) : run());
