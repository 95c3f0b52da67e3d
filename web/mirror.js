// The mirror of the draft store in IndexedDB. A transaction of strict durability is on the disk when
// it is complete, which localStorage never promises. Plain script, so that the rescue page can read
// it too.

const DATABASE = "submission-editor";
const RECORDS = "records";

let opening;

/** The database, opened once; a failure is tried again by the next call. */
function database() {
  opening ??= new Promise((resolve, reject) => {
    // This tab may write nothing to this computer.
    if (globalThis.submissionEditorStorage) throw new Error("shared");
    const request = indexedDB.open(DATABASE, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(RECORDS);
    request.onsuccess = () => {
      // Another tab with a newer version, or "clear site data", must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        opening = undefined;
      };
      // The browser closes it itself where the disk fails: the next call opens it anew.
      request.result.onclose = () => {
        opening = undefined;
      };
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
    request.onblocked = () => reject(new Error("blocked"));
  }).catch((error) => {
    opening = undefined;
    throw error;
  });
  return opening;
}

/** A promise of what the request finds. */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/** All records, as an object of texts by key; with a word of which, those of the past only, or the others. */
async function read(past) {
  const store = (await database()).transaction(RECORDS, "readonly").objectStore(RECORDS);
  const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  const wanted = (key) => past === undefined || /\/(revision|snapshot)\//.test(key) === past;
  const records = keys.map((key, index) => [key, values[index]]);
  return Object.fromEntries(records.filter(([key, value]) => typeof value === "string" && wanted(key)));
}

/** Puts and removes (null) records in one transaction; done when it is on the disk. */
async function put(changes) {
  const db = await database();
  await new Promise((resolve, reject) => {
    const transaction = db.transaction(RECORDS, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    const store = transaction.objectStore(RECORDS);
    for (const [key, value] of Object.entries(changes)) {
      if (value === null) store.delete(key);
      else store.put(value, key);
    }
  });
}

/** The same, and once more where the database was closed behind our back: then it fails for good. */
async function write(changes) {
  try {
    await put(changes);
  } catch {
    opening = undefined;
    await put(changes);
  }
}

let early;

/** Reads what the program asks for first, while the program itself is still on its way. */
export function begin() {
  early = read(false).then(JSON.stringify);
  early.catch(() => {});
}

// The program speaks in texts; both functions say no by a rejected promise.
globalThis.submissionEditorMirror = {
  read: async (past) => {
    const known = past ? undefined : early;
    if (known) early = undefined;
    return known ?? JSON.stringify(await read(past));
  },
  write: (changes) => write(JSON.parse(changes)),
};

export { read };
