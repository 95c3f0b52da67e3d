// Which file follows which draft, and drafts that are gone while their file is known; on a small stand-in for
// IndexedDB.

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
  requestPermission: async () => "granted",
  getFile: async () => new File(["text"], name),
});

/** Start's field, which takes each file that it is given and goes to what `open` says. */
let goesTo;
const field = Object.assign(new EventTarget(), { isConnected: true, value: "chosen" });
field.addEventListener("change", () => {
  field.value = "";
  location.hash = goesTo;
});
Object.assign(globalThis, {
  document: { querySelector: () => field, documentElement: {} },
  MutationObserver: class {
    observe() {}

    disconnect() {}
  },
  DataTransfer: class {
    files = [];

    items = { add: (file) => this.files.push(file) };
  },
});

Object.defineProperty(globalThis, "navigator", { value: {}, configurable: true });

const { all, alone, files, forget, known, other, remember } = await import("../../web/handles.js");
await import("../../web/lost.js");
const { submissionEditorLost: lost } = globalThis;

beforeEach(() => {
  databases = new Map();
  globalThis.localStorage = {};
  globalThis.location = { hash: "#/" };
  globalThis.submissionEditorManuscript = { markOfCopy: (text) => `mark of ${text}` };
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

test("without locks one goes on at once", async () => {
  assert.equal(await alone(async () => 7), 7);
});

const find = async () => JSON.parse(await lost.find());

test("a draft of which nothing is stored is lost, and one that went by way of the bin is forgotten", async () => {
  await remember("a1", { handle: handle("a.json"), title: "A" });
  await remember("b2", { handle: handle("b.json"), title: "B" });
  await remember("c3", { handle: handle("c.json"), title: "C" });
  localStorage["submission-editor/1/draft/a1/title/abcdefgh.2"] = "a record";
  localStorage["submission-editor/1/bin/b2"] = "a record";
  assert.deepEqual(await find(), [["c3", "C", "c.json"]]);
  // Both are gone now, the one of them on purpose.
  globalThis.localStorage = {};
  assert.deepEqual(await find(), [["a1", "A", "a.json"], ["c3", "C", "c.json"]]);
  assert.equal(await known("b2"), undefined);
});

test("records for which there was no room count as stored", async () => {
  await remember("a1", { handle: handle("a.json"), title: "A" });
  globalThis.submissionEditorOverflow = { "submission-editor/1/draft/a1": "a record" };
  assert.deepEqual(await find(), []);
  delete globalThis.submissionEditorOverflow;
});

test("the file of a lost draft is that of the draft that was made of it", async () => {
  await remember("a1", { handle: handle("a.json"), title: "A" });
  goesTo = "#/draft/z9/write";
  assert.equal(await lost.open("a1"), true);
  assert.equal(await known("a1"), undefined);
  const { handle: { name }, written } = await known("z9");
  assert.deepEqual([name, written], ["a.json", "mark of text"]);
});

test("where the writer went elsewhere meanwhile, or it was refused, the file stays known", async () => {
  await remember("a1", { handle: handle("a.json"), title: "A" });
  for (goesTo of ["#/settings", "#/"]) {
    location.hash = "#/";
    assert.equal(await lost.open("a1"), false);
    assert.deepEqual(await find(), [["a1", "A", "a.json"]]);
  }
});
