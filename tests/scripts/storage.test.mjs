// The stand-in for localStorage on a shared computer: what it keeps, and when leaving asks.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

/** What happens on the page. */
let events;
let loads = 0;
/** The script of a page of its own. */
async function page() {
  events = new EventTarget();
  globalThis.addEventListener = events.addEventListener.bind(events);
  loads += 1;
  return import(`../../web/storage.js?${loads}`);
}

/** Whether leaving the page asks. */
function asks() {
  const event = new Event("beforeunload", { cancelable: true });
  events.dispatchEvent(event);
  return event.defaultPrevented;
}

beforeEach(() => {
  delete globalThis.submissionEditorStorage;
});

test("leaving saves, and asks while a draft has text that is in no file", async () => {
  const { isInAFile, share } = await page();
  let saves = 0;
  share(() => (saves += 1));
  const storage = globalThis.submissionEditorStorage;
  storage.setItem("submission-editor/1/draft/a1", "a header");
  assert.deepEqual([asks(), saves], [false, 1]);
  storage.setItem("submission-editor/1/draft/a1/answer/I.b/abcdefgh.2", "a record");
  storage.setItem("submission-editor/1/draft/b2/title/abcdefgh.3", "a record");
  isInAFile("a1");
  assert.equal(asks(), true);
  isInAFile("b2");
  assert.deepEqual([asks(), saves], [false, 3]);
  storage.setItem("submission-editor/1/draft/a1/answer/I.b/abcdefgh.4", "a record");
  assert.equal(asks(), true);
  isInAFile("a1");
});

test("its members are the records, and nothing else", async () => {
  const { share } = await page();
  share(() => {});
  const storage = globalThis.submissionEditorStorage;
  storage.setItem("one", "1");
  storage.setItem("two", "2");
  storage.removeItem("one");
  assert.deepEqual([Object.keys(storage), storage.getItem("two"), storage.getItem("getItem")], [["two"], "2", null]);
});

test("when everything was removed in another tab the program hears of it, and nothing is written any more", async () => {
  const { whenErased } = await page();
  let heard = 0;
  whenErased(() => (heard += 1));
  const tell = (key, newValue) => events.dispatchEvent(Object.assign(new Event("storage"), { key, newValue }));
  tell("submission-editor/1/draft/a1", "a record");
  tell("submission-editor/erased", null);
  assert.deepEqual([heard, globalThis.submissionEditorStorage], [0, undefined]);
  tell("submission-editor/erased", "1");
  assert.equal(heard, 1);
  assert.deepEqual(Object.keys(globalThis.submissionEditorStorage), []);
  tell("submission-editor/erased", "2");
  assert.equal(heard, 1);
});

test("where the browser keeps no choice it is said, and the page stays", async () => {
  const { setShared } = await page();
  globalThis.sessionStorage = {
    setItem() {
      throw new DOMException("", "SecurityError");
    },
  };
  globalThis.location = { reload: () => assert.fail("loaded anew") };
  assert.equal(setShared(true), false);
});
