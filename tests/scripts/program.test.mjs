// How the scripts call the program.

import assert from "node:assert/strict";
import { beforeEach, test } from "node:test";

let reported;
let loads = 0;
/** The scripts of a page of its own. */
async function page() {
  loads += 1;
  return import(`../../web/program.js?${loads}`);
}

beforeEach(() => {
  reported = [];
  globalThis.reportError = (error) => reported.push(error.message);
});

test("before the program has started a call comes to nothing", async () => {
  const { tell } = await page();
  assert.deepEqual([tell("takeNews"), reported], [undefined, []]);
});

test("the program is called, and answers", async () => {
  const { has, tell } = await page();
  has({ mayGo: () => false });
  assert.equal(tell("mayGo"), false);
});

test("a program that has stopped keeps nobody from going on, and its error is told", async () => {
  const { has, tell } = await page();
  has({
    takeNews() {
      throw new Error("The program has stopped");
    },
  });
  assert.deepEqual([tell("takeNews"), reported], [undefined, ["The program has stopped"]]);
});
