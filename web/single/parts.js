// Where the parts of the program come from in the single file: blocks of data in the page itself.

import startFirst from "./submission-editor.js";
import startSecond from "./manuscript.js";
import { unpack } from "./pack.js";

const block = (id) => document.getElementById(id)?.textContent ?? "";

/** All of it is here. */
export const worker = undefined;
export const canFill = true;

/** Loads and starts the first module: the form, and the saving of what is written in it. */
export const first = async () => startFirst({ module_or_path: await unpack(block("program")) });

/** The second: everything else. */
export const second = async () => startSecond({ module_or_path: await unpack(block("second")) });

/** The text of a file that the program asks for later, such as a language. */
export async function text(name) {
  const found = block(name);
  if (!found) throw new Error(`there is no ${name}`);
  return found;
}

/** What a new single file is made of, each part packed. */
export const filling = async () => ({ program: block("program"), second: block("second"), blank: block("blank") });
