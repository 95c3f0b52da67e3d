// When the page can be drawn.

import assert from "node:assert/strict";
import { test } from "node:test";

let loads = 0;

/** A page in that state with these style sheets; whether it is ready after each of these events. */
async function readiness(readyState, sheets, ...steps) {
  globalThis.document = Object.assign(new EventTarget(), { readyState, querySelectorAll: () => sheets });
  const page = new EventTarget();
  globalThis.addEventListener = page.addEventListener.bind(page);
  loads += 1;
  let isReady = false;
  const { ready } = await import(`../../web/ready.js?${loads}`);
  ready.then(() => {
    isReady = true;
  });
  const found = [];
  for (const step of [() => {}, ...steps]) {
    step();
    await new Promise(setImmediate);
    found.push(isReady);
  }
  return found;
}

const tell = (event) => document.dispatchEvent(new Event(event));

test("a page that has been read waits for its style sheets", async () => {
  const sheets = [{ sheet: {} }, { sheet: null }];
  const come = () => {
    sheets[1].sheet = {};
    tell("load");
  };
  assert.deepEqual(await readiness("interactive", sheets, () => tell("load"), come), [false, false, true]);
});

test("a page that is being read is not ready, whatever has come", async () => {
  const read = () => {
    document.readyState = "interactive";
    tell("DOMContentLoaded");
  };
  assert.deepEqual(await readiness("loading", [], () => tell("load"), read), [false, false, true]);
});

test("a style sheet that does not come is not waited for for ever", async () => {
  assert.deepEqual(await readiness("complete", [{ sheet: null }]), [true]);
});
