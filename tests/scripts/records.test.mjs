// What the rescue page reads out of stored records; `tests/rescue.rs` compares it with the program on whole profiles.

import assert from "node:assert/strict";
import { test } from "node:test";
import { drafts, heads, united } from "../../web/records.js";

const PREFIX = "submission-editor/1/";
const FORM = `${PREFIX}template/0123/abcdefgh.1`;
const HEADER = `${PREFIX}draft/a1`;

/** FNV-1a with 64 bits, written otherwise than in the script. */
function checksum(text) {
  let sum = 0xcbf29ce484222325n;
  for (const byte of new TextEncoder().encode(text)) sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
  return sum.toString(16).padStart(16, "0");
}

/** A record as the store writes it. */
function record(key, payload, about = {}) {
  const head = JSON.stringify({ v: 1, w: "abcdefgh", n: 1, t: 0, ...about }).slice(1, -1);
  const rest = `${head},"p":${JSON.stringify(payload)}}`;
  return `{"c":"${checksum(`${key}\n${rest}`)}",${rest}`;
}

/** A profile with one draft: its records by the ends of their keys, each with what it holds and says of itself. */
function profile(texts) {
  const found = {
    [FORM]: record(FORM, { sections: [{ id: "I", label: "First", prompt: "Why?" }, { id: "II", label: "Second" }] }),
    [HEADER]: record(HEADER, { title: "As created", template: "0123" }),
  };
  for (const [end, [payload, about]] of Object.entries(texts)) {
    const key = `${HEADER}/${end}`;
    found[key] = record(key, payload, about);
  }
  return found;
}

test("answers stand in the order of the questions and under their names", () => {
  const stored = profile({
    "answer/II/abcdefgh.2": [{ value: "later" }, { n: 2 }],
    "answer/I/abcdefgh.3": [{ value: "first", reason: "because" }, { n: 3 }],
    "title/abcdefgh.4": ["Renamed", { n: 4 }],
  });
  const [draft] = drafts(stored);
  assert.equal(draft.title, "Renamed");
  assert.deepEqual(draft.answers.map(({ name, text }) => [name, text]), [["First Why?", "first\nbecause"], ["Second", "later"]]);
  assert.deepEqual(draft.unreadable, []);
});

test("a text that another follows is not shown, and of two that were written at once both are", () => {
  const stored = profile({
    "answer/I/abcdefgh.2": [{ value: "old" }, { n: 2 }],
    "answer/I/abcdefgh.3": [{ value: "mine" }, { n: 3, f: [["abcdefgh", 2]] }],
    "answer/I/zyxwvuts.3": [{ value: "theirs" }, { w: "zyxwvuts", n: 3, f: [["abcdefgh", 2]] }],
  });
  assert.deepEqual(drafts(stored)[0].answers.map(({ text }) => text).sort(), ["mine", "theirs"]);
  const texts = Object.fromEntries(Object.entries(stored).filter(([key]) => key.includes("/answer/")));
  const ends = heads(texts).map(({ key }) => key.split("/").pop()).sort();
  assert.deepEqual(ends, ["abcdefgh.3", "zyxwvuts.3"]);
});

test("a record of a newer version, whatever it holds, takes no other text off the page", () => {
  for (const strange of [null, 7, "text", [], { sections: 7 }]) {
    const stored = profile({ "answer/I/abcdefgh.2": [{ value: "mine" }, { n: 2 }], "answer/II/abcdefgh.3": [strange, { v: 2, n: 3 }] });
    for (const key of [HEADER, FORM]) {
      const [draft] = drafts({ ...stored, [key]: record(key, strange, { v: 2 }) });
      assert.ok(draft.answers.some(({ text }) => text === "mine"), `${key} ${JSON.stringify(strange)}`);
      assert.equal(typeof draft.title, "string");
    }
  }
  for (const follows of [null, 7, "text", [7], {}]) {
    const [draft] = drafts(profile({
      "answer/I/abcdefgh.2": [{ value: "mine" }, { n: 2 }],
      "answer/I/abcdefgh.3": [{ value: "newer" }, { v: 2, n: 3, f: follows }],
    }));
    assert.deepEqual(draft.answers.map(({ text }) => text), ["mine"], JSON.stringify(follows));
    assert.equal(draft.unreadable.length, 1);
  }
});

test("a damaged record is shown as it is", () => {
  const stored = profile({ "answer/I/abcdefgh.2": [{ value: "started" }, { n: 2 }] });
  const key = `${HEADER}/answer/I/abcdefgh.2`;
  stored[key] = stored[key].replace("started", "startet");
  const [draft] = drafts(stored);
  assert.deepEqual(draft.answers, []);
  assert.deepEqual(draft.unreadable, [{ name: "I", text: stored[key] }]);
});

test("a draft that was removed for good comes back from neither storage", () => {
  const here = profile({ "answer/I/abcdefgh.2": [{ value: "removed" }, { n: 2 }] });
  const erased = `${PREFIX}erased/a1`;
  const mark = { [erased]: record(erased, null) };
  for (const records of [united({ ...here, ...mark }, {}), united(mark, here), united(here, mark)]) {
    assert.deepEqual(drafts(records), []);
  }
});

test("the last text of a field stands with its draft, and one that cannot be read stands for itself", () => {
  const kept = JSON.stringify({ field: "Why?", text: "typed last", address: "#/draft/a1/write" });
  const found = drafts({ ...profile({}), [`${PREFIX}emergency/1-x`]: kept, [`${PREFIX}emergency/2-y`]: "{" });
  assert.deepEqual(found.map(({ id, kept }) => [id, kept]), [["a1", [{ name: "Why?", text: "typed last" }]], ["", []]]);
  assert.deepEqual(found[1].unreadable, [{ name: `${PREFIX}emergency/2-y`, text: "{" }]);
});
