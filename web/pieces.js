// Where a piece of the program comes from that is fetched later: a file beside this script. The single file has
// a script of the same name that finds it in the page itself (web/single/pieces.js).

/** The answer with that piece. */
export const piece = (name) => fetch(new URL(`${name}.wasm`, import.meta.url));
