// What a new single file is made of, in the single file: blocks of data in the page itself.

import { block } from "./pieces.js";

const style = async () => document.querySelector("style")?.textContent ?? "";

/**
 * What a new single file is made of, each program packed.
 * @param {{ text: (name: string) => Promise<string> }} parts
 */
export const filling = async ({ text }) => ({
  program: block("program"),
  later: block("later"),
  blank: block("blank"),
  style,
  text,
});
