// Makes a file for respondents: the single file with a form in it. Its parts come from where this
// page's own came from, so that it is of the same release and needs no network.

import { unpack } from "./pack.js";

/** Where the blank has its styles. */
const STYLE = "<style></style>";

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
 * Data cannot end its block: "<" is written otherwise, which JSON allows within texts.
 * @param {string} json
 */
const asData = (json) => json.replace(/</g, "\\u003c");

/**
 * The single file around a form or a draft.
 * @param {() => Promise<import("./filling.js").Filling>} filling Where its parts come from.
 * @param {string} title Of the form or draft.
 * @param {string} name Of its file.
 * @param {string} text Of its file.
 */
export async function enclose(filling, title, name, text) {
  const parts = await filling();
  let html = new TextDecoder().decode(await unpack(parts.blank));
  // The first: this script, which comes after it, holds the mark too.
  const styles = html.indexOf(STYLE);
  if (styles < 0) throw new Error("there is no place for styles");
  html = `${html.slice(0, styles)}<style>${await parts.style()}</style>${html.slice(styles + STYLE.length)}`;
  for (const [, file = ""] of html.matchAll(/ id="([^"<>]+\.json)"><\/script>/g)) {
    html = fill(html, file, asData(await parts.text(file)));
  }
  for (const block of /** @type {const} */ (["program", "later", "blank"])) html = fill(html, block, parts[block]);
  return fill(html, "enclosed", asData(JSON.stringify({ title, name, text })));
}
