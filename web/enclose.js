// Makes a file for respondents: the single file with a form in it. Its parts come from where this
// page's own came from, so that it is of the same release and needs no network.

import { unpack } from "./pack.js";

/**
 * Puts data into one of the blank's empty blocks.
 * @param {string} html
 * @param {string} block Its id.
 * @param {string} data
 */
function fill(html, block, data) {
  const mark = ` id="${block}"></script>`;
  const [before, ...after] = html.split(mark);
  if (after.length !== 1) throw new Error(`there is no place for ${block}`);
  return `${before} id="${block}">${data}</script>${after[0]}`;
}

/**
 * The single file around a form or a draft.
 * @param {() => Promise<import("./parts.js").Filling>} filling Where its parts come from.
 * @param {string} title Of the form or draft.
 * @param {string} name Of its file.
 * @param {string} text Of its file.
 */
export async function enclose(filling, title, name, text) {
  const parts = await filling();
  let html = new TextDecoder().decode(await unpack(parts.blank));
  for (const block of /** @type {const} */ (["program", "later", "blank"])) html = fill(html, block, parts[block]);
  // Data cannot end its block: "<" is written otherwise, which JSON allows within texts.
  return fill(html, "enclosed", JSON.stringify({ title, name, text }).replace(/</g, "\\u003c"));
}
