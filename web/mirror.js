// The mirror of the draft store in IndexedDB. A transaction of strict durability is on the disk when
// it is complete, which localStorage never promises. Plain script, so that the rescue page can read
// it too.

import { tell } from "./program.js";

const DATABASE = "submission-editor";
const RECORDS = "records";
const PREFIX = "submission-editor/1/";
/** The draft that a record is of. */
const OF_A_DRAFT = /^submission-editor\/1\/(?:draft|bin|unfinished)\/([^/]+)/;
/** The records that say which drafts were removed for good. */
const ERASED = `${PREFIX}erased/`;

/** @type {Promise<IDBDatabase> | undefined} */
let opening;
/** This page has had the database: should it be made anew, what stood in it is gone. */
let had = false;
/** It was closed behind our back, so that what stood in it may be gone. */
let gone = false;

/** The program gives it everything again. */
function tellOfLoss() {
  gone = false;
  tell("refillMirror");
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

/**
 * The database, opened once; a failure is tried again by the next call.
 * @returns {Promise<IDBDatabase>}
 */
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

/**
 * A promise of what the request finds.
 * @template T
 * @param {IDBRequest<T>} request
 * @returns {Promise<T>}
 */
function result(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

/**
 * All records, as an object of texts by key; with a word of which, those of the past only, or the others.
 * @param {boolean} [past]
 * @returns {Promise<Records>}
 */
async function read(past) {
  const store = (await database()).transaction(RECORDS, "readonly").objectStore(RECORDS);
  const [keys, values] = await Promise.all([result(store.getAllKeys()), result(store.getAll())]);
  /** @param {string} key */
  const wanted = (key) => past === undefined || /\/(revision|snapshot)\//.test(key) === past;
  /** @type {[IDBValidKey, unknown][]} */
  const records = keys.map((key, index) => [key, values[index]]);
  /** @type {(thing: unknown) => thing is string} */
  const isText = (thing) => typeof thing === "string";
  return Object.fromEntries(records.filter(([key, value]) => isText(key) && isText(value) && wanted(key)));
}

/**
 * The same as one text. A half of a character, which no record of ours holds, must not spoil all others.
 * @param {boolean} [past]
 */
async function readAsText(past) {
  const records = await read(past);
  const text = JSON.stringify(records);
  if (!text.includes("\\ud")) return text;
  return JSON.stringify(records, (_, value) =>
    (typeof value === "string" ? value.replace(/\p{Surrogate}/gu, "\ufffd") : value));
}

/**
 * All keys that begin so.
 * @param {string} prefix Ends in "/", the character before "0".
 */
const under = (prefix) => IDBKeyRange.bound(prefix, `${prefix.slice(0, -1)}0`, false, true);

/**
 * Does the changes, but for drafts that were removed for good: these go with all that there is of them.
 * @param {IDBObjectStore} store
 * @param {Changes} changes
 * @param {Set<string | undefined>} erased Ids of the drafts that are removed already; those of the changes are added.
 */
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

/**
 * Puts and removes (null) records in one transaction; done when it is on the disk.
 * @param {Changes} changes
 */
async function put(changes) {
  const db = await database();
  await /** @type {Promise<void>} */ (new Promise((resolve, reject) => {
    const transaction = db.transaction(RECORDS, "readwrite", { durability: "strict" });
    transaction.oncomplete = () => resolve();
    transaction.onerror = () => reject(transaction.error);
    transaction.onabort = () => reject(transaction.error ?? new Error("aborted"));
    const store = transaction.objectStore(RECORDS);
    // Asked in the same transaction, so that no other tab can come between.
    const erased = store.getAllKeys(under(ERASED));
    erased.onsuccess = () => {
      change(store, changes, new Set(erased.result.map((key) => String(key).slice(ERASED.length))));
    };
  }));
}

/**
 * The same, and once more where the database was closed behind our back: then it fails for good.
 * @param {Changes} changes
 */
async function write(changes) {
  try {
    await put(changes);
  } catch {
    opening = undefined;
    await put(changes);
  }
}

/**
 * What `begin` reads, until the program asks for it.
 * @type {Promise<string> | undefined}
 */
let early;

/** Reads what the program asks for first, while the program itself is still on its way. */
export function begin() {
  early = readAsText(false);
  early.catch(() => {});
}

/**
 * The mirror as the program has it, who speaks in texts; both functions say no by a rejected promise.
 * @type {Scripts["mirror"]}
 */
export const mirror = {
  read: async (past) => {
    const known = past ? undefined : early;
    if (known) early = undefined;
    return known ?? readAsText(past);
  },
  write: (changes) => write(JSON.parse(changes)),
};

export { read };
