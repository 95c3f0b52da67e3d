// Where the parts of the program come from in the single file: blocks of data in the page itself.

import startFirst from "./submission-editor.js";
import startSecond from "./manuscript.js";
import { DIGESTS } from "./digests.js";
import { unpack } from "./pack.js";

const block = (id) => document.getElementById(id)?.textContent ?? "";

/** All of it is here. */
export const worker = undefined;
export const own = undefined;
export const canFill = true;

/** A program of this page, and no other: the policy says which script may run, and this does the rest. */
async function program(id) {
  const bytes = await unpack(block(id));
  // A browser lacks it where the page was fetched without https; there anybody could change all of it.
  if (globalThis.crypto?.subtle) {
    const made = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const digest = Array.from(made, (byte) => byte.toString(16).padStart(2, "0")).join("");
    if (digest !== DIGESTS[id]) throw new WebAssembly.CompileError(`the ${id} in this file was changed`);
  }
  return bytes;
}

/** Loads and starts the first module: the form, and the saving of what is written in it. */
export const first = async () => startFirst({ module_or_path: await program("program") });

/** The second: everything else. */
export const second = async () => startSecond({ module_or_path: await program("second") });

/** The text of a file that the program asks for later, such as a language. */
export async function text(name) {
  const found = block(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** What a new single file is made of, each part packed. */
export const filling = async () => ({ program: block("program"), second: block("second"), blank: block("blank") });
