// What a new single file is made of: files beside this one. The single file has a script of the same name that finds
// them in the page itself (web/single/filling.js).

import { pack } from "./pack.js";

/**
 * The parts of a new single file: some packed (`pack.js`; `later` is "" where the program is not cut), its styles,
 * and the texts of files.
 * @typedef {{ program: string, later: string, blank: string, style: () => Promise<string>, text: (name: string) => Promise<string> }} Filling
 */

/**
 * What a new single file is made of.
 * @param {typeof import("./parts.js").parts} parts
 * @returns {Promise<Filling>}
 */
export async function filling({ beside, data, named, text }) {
  /** @param {string} address */
  const packed = async (address) => {
    const answer = await fetch(address);
    if (!answer.ok) throw new Error(`${answer.status} ${address}`);
    return pack(new Uint8Array(await answer.arrayBuffer()));
  };
  const [program, later, blank] = await Promise.all([
    packed(named(data.wasm)),
    // A build for development is not cut.
    data.later === undefined ? "" : packed(beside("later.wasm")),
    packed(beside("blank.html")),
  ]);
  return { program, later, blank, style: () => text("style.css"), text };
}
