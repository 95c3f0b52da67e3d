// Where the parts of the program come from: files beside this one. The single file has a script of
// the same name that finds them in the page itself (web/single/parts.js).

import { ready } from "./ready.js";

/** What names the parts; a release has more of them (`xtask/src/release/page.rs`). */
const script = /** @type {HTMLScriptElement} */ (document.querySelector("script[data-js]"));
/** @typedef {{ js: string, wasm: string, worker?: string, blank?: string, later?: string }} Named */
const data = /** @type {DOMStringMap & Named} */ (script.dataset);
/** @param {string} address Beside the page. */
const named = (address) => new URL(address, document.baseURI).href;
/** @param {string} name Beside this script. */
const beside = (name) => new URL(name, import.meta.url).href;

/** The service worker that keeps all of it; a development build has none. */
export const worker = data.worker;

/** A file that this release alone has. */
export const own = script.src;

/** Whether `filling` finds what it needs: in a release. */
export const canFill = data.blank !== undefined;

// The page has asked for the program by a preload already. These are the words by which each engine knows it for
// the same request; with a plain `fetch` and a preload with `crossorigin` WebKit (2.50) asks a second time.
/** @type {RequestInit} */
const ASKED_FOR = { mode: "no-cors", credentials: "include" };

/** The program: becomes ready to run while the page is still being read; null where that fails. */
const program = (async () =>
  WebAssembly.compileStreaming(fetch(named(data.wasm), ASKED_FOR)))().catch(() => null);

/**
 * Loads and starts the program: the form, and the saving of what is written in it.
 * @param {Scripts} scripts
 * @returns {Promise<Program>}
 */
export async function first(scripts) {
  const [glue, compiled] = await Promise.all([import(named(data.js)), program, ready]);
  // What went wrong with the early try shows, or is got over, in a second one.
  await glue.default({ module_or_path: compiled ?? named(data.wasm) });
  glue.begin(scripts);
  return glue;
}

/**
 * The text of a file that the program asks for later, such as a language.
 * @param {string} name
 */
async function text(name) {
  const answer = await fetch(beside(name));
  if (!answer.ok) throw new Error(`${answer.status} ${name}`);
  return answer.text();
}

/** What those need that come later and find their files themselves; they get it, so that this stays in one file. */
export const parts = { data, named, beside, program, text };
