// What becomes of the texts that were typed when the program stops.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const EMERGENCY = "submission-editor/1/emergency/";
const RESERVE = "submission-editor/1/reserve";
const RECORD = "submission-editor/1/draft/a1/answer/I/abcdefgh.3";

/** As much of localStorage as is used: its members are the records. `room`: how many there may be. */
class Local {
  static room = Infinity;

  getItem(key) {
    return this[key] ?? null;
  }

  setItem(key, value) {
    if (!(key in this) && Object.keys(this).length >= Local.room) throw new DOMException("", "QuotaExceededError");
    this[key] = value;
  }

  removeItem(key) {
    delete this[key];
  }
}

const events = new EventTarget();
globalThis.location = { hash: "#/draft/a1/write" };
globalThis.document = Object.assign(new EventTarget(), { hidden: false });
globalThis.addEventListener = events.addEventListener.bind(events);

const { instantiate, instantiateStreaming } = WebAssembly;
let loads = 0;
/** What the watchdog has said: reasons, each with what could not be kept. */
let said;

/** What that watchdog is told by the program, and who waits for it. */
let heard;
let onceHeard;

/** A watchdog of its own, for a page on which nothing has happened yet. */
async function watch() {
  loads += 1;
  const module = await import(`../../web/watchdog.js?${loads}`);
  ({ heard, onceHeard } = module);
  return module.watch((message, lost) => said.push([message, lost]));
}

beforeEach(() => {
  Object.assign(WebAssembly, { instantiate, instantiateStreaming });
  globalThis.localStorage = new Local();
  globalThis.document = Object.assign(new EventTarget(), { hidden: false });
  Local.room = Infinity;
  said = [];
  delete globalThis.submissionEditorStorage;
  delete globalThis.submissionEditorOverflow;
  delete globalThis.submissionEditor;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval"] });
});

/** A field of the page in which something was typed just now. */
function typed(text, { answer = "I", part } = {}) {
  const field = {
    value: text, dataset: { answer, part }, id: `answer-${answer}`, isConnected: true,
    matches: () => true, getAttribute: () => "Why?",
  };
  const event = new Event("input");
  Object.defineProperty(event, "target", { value: field });
  document.dispatchEvent(event);
  return field;
}

const kept = () => Object.keys(localStorage).filter((key) => key.startsWith(EMERGENCY)).sort();
const texts = () => kept().map((key) => JSON.parse(localStorage[key]).text);

test("what was typed and is not stored is kept, with the versions that were there", async () => {
  const stop = await watch();
  localStorage[RECORD] = "a record";
  typed("half a sent", { part: "reason" });
  stop("a fault");
  assert.deepEqual(said, [["a fault", ""]]);
  const { address, slot, part, newest, text } = JSON.parse(localStorage[kept()[0]]);
  assert.deepEqual([address, slot, part, newest, text], ["#/draft/a1/write", "answer/I", "reason", ["abcdefgh.3"], "half a sent"]);
});

test("a place with slashes is written as in keys", async () => {
  const stop = await watch();
  typed("text", { answer: "II.a/C5/text" });
  stop("a fault");
  assert.equal(JSON.parse(localStorage[kept()[0]]).slot, "answer/II.a%2FC5%2Ftext");
});

test("what the program has stored is not kept again, and of another draft it is", async () => {
  const stop = await watch();
  typed("stored");
  heard("a1");
  typed("not stored");
  heard("b2");
  heard();
  stop("a fault");
  assert.deepEqual(texts(), ["not stored"]);
});

test("who waits for the program to try to save is called once", async () => {
  const stop = await watch();
  let called = 0;
  onceHeard(() => (called += 1));
  assert.equal(called, 0);
  heard();
  heard("a1");
  assert.equal(called, 1);
  stop("the end");
});

test("what there was no room for goes to the mirror when the program stops", async () => {
  const written = [];
  globalThis.submissionEditor = { mirror: { write: async (changes) => written.push(changes) } };
  globalThis.submissionEditorOverflow = { [RECORD]: "a record" };
  const stop = await watch();
  stop("a fault");
  assert.deepEqual(written.map((changes) => JSON.parse(changes)), [{ [RECORD]: "a record" }]);
});

test("later texts have higher numbers than those that are there", async () => {
  localStorage[`${EMERGENCY}9-x`] = "{}";
  localStorage[`${EMERGENCY}lx3k2`] = "{}";
  const stop = await watch();
  typed("text");
  stop("a fault");
  assert.equal(kept().filter((key) => key.startsWith(`${EMERGENCY}10-`)).length, 1);
});

test("on a full storage the room for last edits is taken", async () => {
  localStorage[RESERVE] = "x".repeat(100);
  Local.room = 1;
  const stop = await watch();
  typed("text");
  stop("a fault");
  assert.deepEqual([RESERVE in localStorage, texts()], [false, ["text"]]);
});

test("what cannot be kept and is not on the page any more is handed over", async () => {
  Local.room = 0;
  const stop = await watch();
  typed("on the page");
  typed("gone", { answer: "II" }).isConnected = false;
  stop("a fault");
  assert.deepEqual(said, [["a fault", "gone"]]);
});

test("a shared computer keeps nothing", async () => {
  globalThis.submissionEditorStorage = {};
  const stop = await watch();
  typed("secret").isConnected = false;
  stop("a fault");
  assert.deepEqual([kept(), said], [[], [["a fault", "secret"]]]);
});

test("silence is a stop only while something waits for the program and the page is seen", async () => {
  await watch();
  const wait = (ticks) => mock.timers.tick(500 * ticks);
  wait(20);
  typed("one");
  wait(7);
  heard("a1");
  wait(20);
  typed("two");
  document.hidden = true;
  wait(20);
  assert.deepEqual(said, []);
  document.hidden = false;
  wait(7);
  assert.deepEqual(said, []);
  wait(1);
  assert.deepEqual([said, texts()], [[["silence", ""]], ["two"]]);
});

/** A program with a function that returns, and one that traps. */
const PROGRAM = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 3, 2, 0, 0,
  7, 13, 2, 4, 103, 111, 111, 100, 0, 0, 2, 98, 97, 0, 1, 10, 8, 2, 2, 0, 11, 3, 0, 0, 11,
]);

test("after a trap no call reaches the program", async () => {
  await watch();
  const { instance } = await WebAssembly.instantiate(PROGRAM, {});
  const { exports: { good, ba: bad } } = instance;
  typed("text");
  good();
  assert.throws(bad, WebAssembly.RuntimeError);
  assert.throws(good, /The program has stopped/);
  assert.deepEqual([said.length, texts()], [1, ["text"]]);
});

test("what others do wrong on the page stops nothing, and what is told twice is done once", async () => {
  const stop = await watch();
  const fail = (error) => events.dispatchEvent(Object.assign(new Event("error"), { error }));
  fail(new TypeError("an extension's"));
  fail(undefined);
  assert.deepEqual(said, []);
  fail(new WebAssembly.RuntimeError("unreachable"));
  stop("again");
  assert.deepEqual(said, [["unreachable", ""]]);
});
