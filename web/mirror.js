// The mirror of the draft store in IndexedDB. A transaction of strict durability is on the disk when
// it is complete, which localStorage never promises. Plain script, so that the rescue page can read
// it too.

const DATABASE = "submission-editor";
const RECORDS = "records";
const PREFIX = "submission-editor/1/";
/** The draft that a record is of. */
const OF_A_DRAFT = /^submission-editor\/1\/(?:draft|bin|unfinished)\/([^/]+)/;
/** The records that say which drafts were removed for good. */
const ERASED = `${PREFIX}erased/`;

let opening;
/** This page has had the database: should it be made anew, what stood in it is gone. */
let had = false;
/** It was closed behind our back, so that what stood in it may be gone. */
let gone = false;

/** The program gives it everything again. */
function tellOfLoss() {
  gone = false;
  document.body?.dispatchEvent(new Event("mirror-anew"));
}

/** The database is closed. Should nobody ask for it, it is looked for after a while: what is called safe must be. */
function lose() {
  opening = undefined;
  gone = true;
  setTimeout(() => {
    // Where everything was removed on purpose, nothing is written any more.
    if (gone && !globalThis.submissionEditorStorage) tellOfLoss();
  }, 1_000);
}

/** The database, opened once; a failure is tried again by the next call. */
function database() {
  opening ??= new Promise((resolve, reject) => {
    // This tab may write nothing to this computer.
    if (globalThis.submissionEditorStorage) throw new Error("shared");
    const request = indexedDB.open(DATABASE, 1);
    let isNew = false;
    request.onupgradeneeded = () => {
      isNew = had;
      request.result.createObjectStore(RECORDS);
    };
    request.onsuccess = () => {
      had = true;
      if (isNew || gone) tellOfLoss();
      // Another tab with a newer version, or "clear site data", must not wait for this one.
      request.result.onversionchange = () => {
        request.result.close();
        lose();
      };
      // The browser closes it itself where the disk fails: the next call opens it anew.
      request.result.onclose = lose;
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
  const isText = (thing) => typeof thing === "string";
  return Object.fromEntries(records.filter(([key, value]) => isText(key) && isText(value) && wanted(key)));
}

/** The same as one text. A half of a character, which no record of ours holds, must not spoil all others. */
async function readAsText(past) {
  const records = await read(past);
  const text = JSON.stringify(records);
  if (!text.includes("\\ud")) return text;
  return JSON.stringify(records, (_, value) =>
    (typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value));
}

/** Everything between two keys that begin alike. */
const under = (prefix) => IDBKeyRange.bound(prefix, `${prefix.slice(0, -1)}0`, false, true);

/** Does the changes, but for drafts that were removed for good: these go with all that there is of them. */
function change(store, changes, erased) {
  for (const key of Object.keys(changes)) {
    if (!key.startsWith(ERASED) || changes[key] === null) continue;
    const id = key.slice(ERASED.length);
    erased.add(id);
    for (const kind of ["draft", "bin", "unfinished"]) store.delete(`${PREFIX}${kind}/${id}`);
    store.delete(under(`${PREFIX}draft/${id}/`));
  }
  for (const [key, value] of Object.entries(changes)) {
    if (value === null) store.delete(key);
    else if (!erased.has(OF_A_DRAFT.exec(key)?.[1])) store.put(value, key);
  }
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
    // Asked in the same transaction, so that no other tab can come between.
    store.getAllKeys(under(ERASED)).onsuccess = ({ target }) => {
      change(store, changes, new Set(target.result.map((key) => String(key).slice(ERASED.length))));
    };
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
  early = readAsText(false);
  early.catch(() => {});
}

// The program speaks in texts; both functions say no by a rejected promise.
globalThis.submissionEditorMirror = {
  read: async (past) => {
    const known = past ? undefined : early;
    if (known) early = undefined;
    return known ?? readAsText(past);
  },
  write: (changes) => write(JSON.parse(changes)),
};

export { read };
