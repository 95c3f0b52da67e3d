// Why the program did not start.

import assert from "node:assert/strict";
import { afterEach, test } from "node:test";
import { cause } from "../../web/causes.js";

const { Module, validate } = WebAssembly;
const { fetch } = globalThis;
globalThis.document = { querySelector: () => ({ dataset: { js: "a.js", wasm: "a.wasm" } }) };

afterEach(() => {
  Object.assign(WebAssembly, { Module, validate });
  globalThis.fetch = fetch;
});

/** A host that has these files. */
function host(...files) {
  globalThis.fetch = async (address) => ({ ok: files.includes(address) });
}

test("where not even the smallest program is allowed, all are blocked", async () => {
  WebAssembly.Module = class {
    constructor() {
      throw new WebAssembly.CompileError("refused by the policy");
    }
  };
  assert.equal(await cause(new WebAssembly.CompileError("")), "blocked");
});

test("a browser that does not know what the program uses is too old", async () => {
  WebAssembly.validate = () => false;
  assert.equal(await cause(new WebAssembly.CompileError("")), "old-browser");
});

test("a browser of today knows all of it", async () => {
  host("a.js", "a.wasm");
  assert.equal(await cause(new Error("anything")), "not-loaded");
});

test("a program that trapped while it started has stopped early", async () => {
  const overflow = Object.assign(new Error("too much recursion"), { name: "InternalError" });
  for (const error of [new WebAssembly.RuntimeError("unreachable"), new RangeError("stack"), overflow]) {
    assert.equal(await cause(error), "stopped-early");
  }
});

test("what cannot be read is damaged where the host has it, and else has not arrived", async () => {
  for (const error of [new WebAssembly.CompileError(""), new WebAssembly.LinkError(""), new SyntaxError("")]) {
    host("a.js", "a.wasm");
    assert.equal(await cause(error), "damaged");
    host("a.js");
    assert.equal(await cause(error), "not-loaded");
  }
  host("a.js", "a.wasm");
  for (const error of [new TypeError("Failed to fetch"), "thrown text", undefined]) {
    assert.equal(await cause(error), "not-loaded");
  }
});
