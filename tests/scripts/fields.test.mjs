// The contract of the fields that are written in: the browser's own controls fulfil it, and so does what registers.

import assert from "node:assert/strict";
import { beforeEach, mock, test } from "node:test";

/** What is on the page. */
let page = [];

/** As much of an element as is used. */
class Fake extends EventTarget {
  isConnected = true;

  constructor(tag, { value = "", type, parent = null, options, ...dataset } = {}) {
    super();
    Object.assign(this, { tag, type, parentElement: parent, dataset, innerText: "" });
    if (["textarea", "input", "select"].includes(tag)) this.value = value;
    if (["textarea", "input"].includes(tag)) this.readOnly = false;
    if (tag === "select") this.disabled = false;
    if (options) this.options = options.map((value) => ({ value }));
    page.push(this);
  }

  matches(selector) {
    const isBox = ["checkbox", "radio", "file"].includes(this.type);
    const known = {
      "*": true,
      "textarea": this.tag === "textarea",
      "select[data-answer]": this.tag === "select" && "answer" in this.dataset,
      "input:not([type=checkbox], [type=radio], [type=file])": this.tag === "input" && !isBox,
      "[data-answer]": "answer" in this.dataset,
      "[data-title]": "title" in this.dataset,
    };
    return selector.split(/, (?!\[type)/).some((one) => {
      assert.ok(one in known, one);
      return known[one];
    });
  }

  getAttribute() {
    return null;
  }
}

globalThis.document = Object.assign(new EventTarget(), {
  activeElement: null,
  querySelectorAll: (selector) => page.filter((element) => element.matches(selector)),
});
globalThis.getSelection = () => null;
const fields = await import("../../web/fields.js");

/** Something happens in an element, and the page hears of it. */
function happen(type, target) {
  document.dispatchEvent(Object.defineProperty(new Event(type), "target", { value: target }));
}

/** An element that is no control of the browser's, with a field of its own. */
function registered(text, given = { answer: "I" }) {
  const element = new Fake("div", given);
  const field = {
    is: text, composing: false, readOnly: false,
    text: () => field.is,
    setText: (text) => { field.is = text; },
    setReadOnly: (on) => { field.readOnly = on; },
    isComposing: () => field.composing,
  };
  fields.register(element, field);
  return { element, field };
}

/** The same of a text area, whose input method is the page's to tell. */
function textArea(text) {
  const element = new Fake("textarea", { value: text, answer: "I" });
  const field = {
    get is() { return element.value; },
    set is(text) { element.value = text; },
    get readOnly() { return element.readOnly; },
    set composing(on) { happen(on ? "compositionstart" : "compositionend", element); },
  };
  return { element, field };
}

/** Whatever fields are made of. */
function forEachKind(name, run) {
  for (const kind of [textArea, registered]) test(`${name} (${kind.name})`, () => run(kind));
}

beforeEach(() => {
  fields.setAllReadOnly(false);
  page = [];
  document.activeElement = null;
  mock.timers.reset();
  mock.timers.enable({ apis: ["setTimeout"] });
});

test("what is written in is a field, what is ticked or only shown is none", () => {
  const input = new Fake("input", { type: "text" });
  const choice = new Fake("select", { answer: "I", options: ["yes", "no"] });
  const group = new Fake("div", { answer: "II" });
  const box = new Fake("input", { type: "checkbox", parent: group });
  const other = new Fake("input", { type: "text", answer: "II", part: "other", parent: group });
  new Fake("select", { options: ["1"] });
  assert.deepEqual(fields.fieldsOn(), [input, choice, other]);
  assert.deepEqual([input, choice, other, box, group, document, null].map((target) => fields.fieldAt(target)),
    [input, choice, other, undefined, undefined, undefined, undefined]);
});

test("what happens within a registered element happens in its field, and another field in it is not the answer", () => {
  const { element } = registered("the answer");
  const inside = new Fake("span", { parent: element });
  const address = new Fake("input", { type: "url", value: "https://", parent: element });
  assert.equal(fields.fieldAt(inside), element);
  assert.equal(fields.fieldAt(address), address);
  assert.deepEqual([inside, address].map(fields.textAt), ["the answer", "the answer"]);
});

test("where no answer is written there is no text, which is not an empty one", () => {
  assert.equal(fields.textAt(new Fake("button")), undefined);
  assert.equal(fields.textAt(new Fake("input", { type: "text", value: "no answer" })), undefined);
  assert.equal(fields.textAt(new Fake("textarea", { answer: "I" })), "");
});

test("a field that fails still has its words on the page, and keeps no other from its text", (t) => {
  const { element, field } = registered("");
  const { field: other } = registered("text");
  const error = t.mock.method(console, "error", () => {});
  element.innerText = "What is seen.";
  const fail = () => { throw new Error("The program has stopped"); };
  Object.assign(field, { text: fail, setText: fail, setReadOnly: fail, isComposing: fail });
  assert.equal(fields.text(element), "What is seen.");
  assert.equal(fields.setText(element, "another"), false);
  fields.setAllReadOnly(true);
  assert.equal(other.readOnly, true);
  assert.ok(error.mock.callCount() > 3);
});

test("a list takes no text that is none of its options", () => {
  const choice = new Fake("select", { answer: "I", value: "yes", options: ["yes", "no"] });
  assert.equal(fields.setText(choice, "perhaps"), false);
  assert.equal(choice.value, "yes");
  assert.equal(fields.setText(choice, "no"), true);
  assert.equal(choice.value, "no");
});

test("a tab that reads takes text in no field of the draft, and gives it back", () => {
  const choice = new Fake("select", { answer: "II", options: ["yes"] });
  const title = new Fake("input", { type: "text", title: "" });
  const name = new Fake("input", { type: "text" });
  const { element, field } = registered("text");
  const isReadOnly = () => [choice.disabled, title.readOnly, field.readOnly, name.readOnly];
  fields.setAllReadOnly(true);
  assert.deepEqual(isReadOnly(), [true, true, true, false]);
  // Also one that comes, or is made anew, meanwhile.
  assert.equal(registered("later").field.readOnly, true);
  const anew = { ...field, setReadOnly: (on) => { field.readOnly = `anew ${on}`; } };
  fields.register(element, anew);
  assert.equal(field.readOnly, "anew true");
  fields.setAllReadOnly(false);
  assert.deepEqual(isReadOnly(), [false, false, "anew false", false]);
});

test("a field is told once that it takes no text, however often the page is looked at", () => {
  const { field } = registered("text");
  let count = 0;
  field.setReadOnly = () => { count += 1; };
  for (const on of [true, true, true, false, false]) fields.setAllReadOnly(on);
  assert.equal(count, 2);
});

forEachKind("what an input method composes is left alone until it is done", (kind) => {
  const { element, field } = kind("Start.");
  field.composing = true;
  assert.equal(fields.isComposing(element), true);
  fields.setAllReadOnly(true);
  fields.setText(element, "Another tab's.");
  mock.timers.tick(1_000);
  assert.deepEqual([field.is, field.readOnly], ["Start.", false]);
  field.composing = false;
  mock.timers.tick(1_000);
  assert.deepEqual([field.is, field.readOnly], ["Another tab's.", true]);
});

forEachKind("what comes of composing is not written over by what waited for it", (kind) => {
  const { element, field } = kind("Start.");
  field.composing = true;
  fields.setText(element, "Another tab's.");
  field.is = "Start. 你";
  field.composing = false;
  mock.timers.tick(1_000);
  assert.equal(field.is, "Start. 你");
});

forEachKind("what has gone from the page while it waited is told when it comes again", (kind) => {
  const { element, field } = kind("Start.");
  field.composing = true;
  fields.setText(element, "Another tab's.");
  fields.setAllReadOnly(true);
  element.isConnected = false;
  mock.timers.tick(1_000);
  assert.deepEqual([field.is, field.readOnly], ["Start.", false]);
  field.composing = false;
  element.isConnected = true;
  fields.setAllReadOnly(true);
  assert.deepEqual([field.is, field.readOnly], ["Start.", true]);
});

forEachKind("of what was said meanwhile the last holds", (kind) => {
  const { element, field } = kind("Start.");
  field.composing = true;
  for (const on of [true, false, true, false]) fields.setAllReadOnly(on);
  fields.setText(element, "one");
  fields.setText(element, "two");
  field.composing = false;
  mock.timers.tick(1_000);
  assert.deepEqual([field.is, field.readOnly], ["two", false]);
});

test("leaving another field ends no composition", () => {
  const { element, field } = textArea("Start.");
  field.composing = true;
  happen("focusout", new Fake("textarea", { answer: "II" }));
  assert.equal(fields.isComposing(element), true);
  happen("focusout", element);
  assert.equal(fields.isComposing(element), false);
});

test("the writer has a selected text in hand, and what is being composed", () => {
  const { element, field } = textArea("Start.");
  assert.deepEqual([fields.isWriting(), fields.isHeld()], [false, false]);
  document.activeElement = element;
  Object.assign(element, { selectionStart: 2, selectionEnd: 2 });
  assert.deepEqual([fields.isWriting(), fields.isHeld()], [true, false]);
  element.selectionEnd = 3;
  assert.equal(fields.isHeld(), true);
  element.selectionEnd = 2;
  field.composing = true;
  assert.equal(fields.isHeld(), true);
});

test("what is no control of the browser's has what is selected of the page within it", () => {
  const { element } = registered("Start.");
  document.activeElement = element;
  element.contains = (node) => node === "within";
  const select = (isCollapsed, anchorNode) => { globalThis.getSelection = () => ({ isCollapsed, anchorNode }); };
  select(true, "within");
  assert.equal(fields.isHeld(), false);
  select(false, "elsewhere");
  assert.equal(fields.isHeld(), false);
  select(false, "within");
  assert.equal(fields.isHeld(), true);
});
