// Which file follows which draft, on a small stand-in for IndexedDB, and who may write to files.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** The databases of the browser: of each its one store. */
let databases;

/** A request that is answered in a while. */
function request(work) {
  const made = { error: null };
  queueMicrotask(() => {
    made.result = work();
    made.onsuccess?.();
  });
  return made;
}

const store = (entries) => ({
  get: (key) => request(() => entries.get(key)),
  getAllKeys: () => request(() => [...entries.keys()]),
  delete: (key) => request(() => void entries.delete(key)),
  put: (value, key) => {
    if (typeof key !== "string") throw new DOMException("", "DataError");
    return request(() => {
      entries.set(key, value);
      return key;
    });
  },
});

const database = (entries) => ({
  createObjectStore: () => {},
  close: () => {},
  transaction: () => {
    const transaction = { objectStore: () => store(entries) };
    setImmediate(() => transaction.oncomplete());
    return transaction;
  },
});

globalThis.indexedDB = {
  open: (name) => {
    const made = { error: null };
    setImmediate(() => {
      if (!databases.has(name)) {
        const entries = new Map();
        let isAborted = false;
        made.result = database(entries);
        made.transaction = { abort: () => (isAborted = true) };
        made.onupgradeneeded();
        if (isAborted) {
          made.error = new DOMException("", "AbortError");
          return made.onerror();
        }
        databases.set(name, entries);
      }
      made.result = database(databases.get(name));
      return made.onsuccess();
    });
    return made;
  },
};

/** A file on the disk, as the browser hands it out: the same one by its name. */
const handle = (name) => ({
  name,
  isSameEntry: async (other) => other.name === name,
});

Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });

const { all, begin, end, files, forget, known, other, remember } = await import("../../web/handles.js");

beforeEach(() => {
  databases = new Map();
  globalThis.navigator.locks = undefined;
  delete globalThis.submissionEditorStorage;
});

test("looking makes no database", async () => {
  assert.deepEqual([await known("a1"), await all(), databases.size], [undefined, [], 0]);
});

test("a shared computer keeps nothing", async () => {
  globalThis.submissionEditorStorage = {};
  assert.equal(await remember("a1", { handle: handle("a.json") }), undefined);
  assert.equal(await files("readonly", () => assert.fail("asked")), undefined);
  assert.equal(databases.size, 0);
});

test("a file that another draft has is found, and no draft's own", async () => {
  await remember("a1", { handle: handle("a.json") });
  await remember("b2", { taken: "Title" });
  assert.equal(await other("a1", handle("a.json")), undefined);
  assert.equal((await other("c3", handle("a.json")))[0], "a1");
  assert.equal(await other("c3", handle("c.json")), undefined);
  await forget("a1");
  assert.equal(await other("c3", handle("a.json")), undefined);
});

test("what is remembered is given back as it was, with all files by their drafts", async () => {
  const file = { handle: handle("a.json"), title: "A", written: "mark", binned: true };
  await remember("a1", file);
  await remember("b2", { taken: "Title" });
  assert.deepEqual(await known("a1"), file);
  assert.deepEqual(await all(), [["a1", file], ["b2", { taken: "Title" }]]);
});

test("without locks one goes on at once", async () => {
  await begin();
  end();
});

test("others write to files when this one has ended, and where locks are refused that is told", async () => {
  let held = Promise.resolve();
  navigator.locks = {
    request: (name, run) => {
      assert.equal(name, "submission-editor/1/files");
      const mine = held.then(run);
      held = mine;
      return mine;
    },
  };
  await begin();
  let isBegun = false;
  const second = begin().then(() => (isBegun = true));
  await new Promise(setImmediate);
  assert.equal(isBegun, false);
  end();
  await second;
  end();
  navigator.locks = { request: async () => { throw new DOMException("", "SecurityError"); } };
  await assert.rejects(begin(), { name: "SecurityError" });
});
