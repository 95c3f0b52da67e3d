// Where the parts of the program come from in the single file: blocks of data in the page itself.

import * as glue from "./submission-editor.js";
import { block, program } from "./pieces.js";

/**
 * All of it is here.
 * @type {string | undefined}
 */
export const worker = undefined;
/** @type {string | undefined} */
export const own = undefined;
export const canFill = true;

/**
 * Loads and starts the program: the form, and the saving of what is written in it.
 * @param {Scripts} scripts
 * @returns {Promise<Program>}
 */
export async function first(scripts) {
  await glue.default({ module_or_path: await program("program") });
  glue.begin(scripts);
  return glue;
}

/**
 * The text of a file that the program asks for later, such as a language.
 * @param {string} name
 */
async function text(name) {
  const found = block(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** What those need that come later. */
export const parts = { text };
