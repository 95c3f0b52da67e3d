// What a new single file is made of, in the single file: blocks of data in the page itself.

import { text } from "./parts.js";
import { block } from "./pieces.js";

const style = async () => document.querySelector("style")?.textContent ?? "";

/** What a new single file is made of, each program packed. */
export const filling = async () => ({
  program: block("program"),
  later: block("later"),
  blank: block("blank"),
  style,
  text,
});
