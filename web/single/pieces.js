// Where the pieces of the program come from in the single file: blocks of data in the page itself.

import { DIGESTS } from "./digests.js";
import { unpack } from "./pack.js";

/** @type {Record<string, string>} In a worker, what the page has sent. */
let sent = {};

/**
 * Takes what the page has sent.
 * @param {Record<string, string>} blocks
 */
export function take(blocks) {
  sent = blocks;
}

/**
 * The text of a block of data; none where there is no such block.
 * @param {string} id
 */
export const block = (id) => globalThis.document?.getElementById(id)?.textContent ?? sent[id] ?? "";

/**
 * A program of this page, and no other: the policy says which script may run, and this does the rest.
 * @param {string} id
 */
export async function program(id) {
  const bytes = await unpack(block(id));
  // A browser lacks it where the page was fetched without https; there anybody could change all of it.
  if (globalThis.crypto?.subtle) {
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (digest !== DIGESTS[id]) throw new WebAssembly.CompileError(`the ${id} in this file was changed`);
  }
  return bytes;
}

/**
 * The answer with a piece that is called for later.
 * @param {string} name
 */
export const piece = async (name) =>
  new Response(await program(name), { headers: { "Content-Type": "application/wasm" } });
