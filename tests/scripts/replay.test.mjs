// When the last text of a program that stopped is put back into its field.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

const KEPT = "submission-editor/1/emergency/1-x";

/** The field of the answer, by the contract, and what it has heard. */
let field;

class Field extends EventTarget {
  dataset = { answer: "I" };
  is = "";
  isComposing = false;
  canHold = true;
  heard = [];

  constructor() {
    super();
    for (const event of ["input", "change", "blur", "focusout"]) {
      this.addEventListener(event, ({ type }) => this.heard.push(type));
    }
  }

  closest() {
    return null;
  }
}

globalThis.location = { hash: "#/draft/a1/write" };
globalThis.document = {
  documentElement: { dataset: { access: "writing" } },
  querySelector: () => null,
  querySelectorAll: () => [],
};
globalThis.submissionEditorFields = {
  fieldsOn: () => [field],
  isComposing: (field) => field.isComposing,
  text: (field) => field.is,
  setText(field, text) {
    if (field.canHold) field.is = text;
    return field.canHold;
  },
};
const { replay } = await import("../../web/replay.js");

beforeEach(() => {
  field = new Field();
  const record = { answer: "I", slot: "answer/I", address: "#/draft/a1/write", newest: [], text: "The last words." };
  globalThis.localStorage = Object.defineProperties({ [KEPT]: JSON.stringify(record) }, {
    getItem: { value(key) { return this[key] ?? null; } },
    removeItem: { value(key) { delete this[key]; } },
  });
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("a text is put into its field as if it were typed, and the field is left", async () => {
  await replay();
  assert.deepEqual([field.is, field.heard], ["The last words.", ["input", "change", "blur", "focusout"]]);
});

test("it waits while an input method is composing there", async () => {
  field.isComposing = true;
  await replay();
  mock.timers.tick(2_000);
  assert.deepEqual([field.is, field.heard], ["", []]);
  field.isComposing = false;
  mock.timers.tick(2_000);
  assert.equal(field.is, "The last words.");
});

test("it takes the place of nothing that is typed meanwhile", async () => {
  field.isTyped = true;
  field.is = "Typed.";
  await replay();
  mock.timers.tick(2_000);
  assert.deepEqual([field.is, KEPT in localStorage], ["Typed.", true]);
});

test("a text that the field cannot hold is set aside, and the field hears nothing of it", async () => {
  field.canHold = false;
  await replay();
  mock.timers.tick(2_000);
  assert.deepEqual([field.is, field.heard, KEPT in localStorage], ["", [], true]);
});
