// A new version that waits: when it is told of, and what comes of taking it.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const { keep, takeNewest } = await import("../../web/update.js");

// Node.js keeps running while a real one is open.
globalThis.MessageChannel = class {
  port1 = {};

  port2 = { postMessage: (data) => this.port1.onmessage({ data }) };
};

/** What the service worker was asked. */
let asked;
let registration;
let late;
let isWriting;

/** A version that answers. */
const version = (answer) => ({
  postMessage(message, [port]) {
    asked.push(message);
    if (answer) port.postMessage(answer);
  },
});

beforeEach(() => {
  asked = [];
  isWriting = false;
  late = { updated: mock.fn() };
  const page = new EventTarget();
  Object.defineProperty(page, "activeElement", { get: () => ({ matches: () => false }) });
  globalThis.document = page;
  globalThis.submissionEditorFields = { isWriting: () => isWriting };
  globalThis.addEventListener = () => {};
  registration = Object.assign(new EventTarget(), { active: {}, waiting: undefined, installing: undefined });
  const serviceWorker = { register: async () => registration, getRegistration: async () => registration };
  Object.defineProperty(globalThis, "navigator", { value: { serviceWorker }, configurable: true });
  delete globalThis.submissionEditorStorage;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setInterval", "setTimeout"] });
});

test("a version that waits is told of, and taken when that is asked", async () => {
  registration.waiting = version("taken");
  await keep("sw.js", late);
  assert.equal(late.updated.mock.callCount(), 1);
  assert.equal(await late.update(), "taken");
  assert.deepEqual(asked, ["take over"]);
});

test("the first version takes over by itself, and nobody is told", async () => {
  registration.waiting = version("taken");
  registration.active = undefined;
  await keep("sw.js", late);
  assert.deepEqual([late.updated.mock.callCount(), late.update], [0, undefined]);
});

test("nothing moves under the hands of one who writes", async () => {
  isWriting = true;
  registration.waiting = version("taken");
  await keep("sw.js", late);
  assert.equal(late.updated.mock.callCount(), 0);
  isWriting = false;
  document.dispatchEvent(new Event("focusout"));
  mock.timers.tick(400);
  assert.equal(late.updated.mock.callCount(), 1);
});

test("one that comes while the page is open is told of when it waits", async () => {
  await keep("sw.js", late);
  registration.installing = new EventTarget();
  registration.dispatchEvent(new Event("updatefound"));
  registration.waiting = version("unsaved");
  registration.installing.dispatchEvent(new Event("statechange"));
  assert.equal(late.updated.mock.callCount(), 1);
  assert.equal(await late.update(), "unsaved");
});

test("one that does not answer is silent", async () => {
  registration.waiting = version(undefined);
  await keep("sw.js", late);
  const answer = late.update();
  mock.timers.tick(10_000);
  assert.equal(await answer, "silent");
});

test("on a shared computer nothing is kept", async () => {
  globalThis.submissionEditorStorage = {};
  registration.waiting = version("taken");
  await keep("sw.js", late);
  assert.equal(late.update, undefined);
});

test("the page after a fault takes the newest, where one waits", async () => {
  await takeNewest();
  assert.deepEqual(asked, []);
  registration.waiting = version("taken");
  await takeNewest();
  assert.deepEqual(asked, ["take over"]);
});
