// Where a piece of the program comes from that is fetched later: a file beside this script. The single file has
// a script of the same name that finds it in the page itself (web/single/pieces.js).

/**
 * The answer with that piece.
 * @param {string} name
 */
export async function piece(name) {
  const answer = await fetch(new URL(`${name}.wasm`, import.meta.url));
  if (!answer.ok) throw new Error(`${answer.status} ${name}.wasm`);
  // Some hosts send it as something else, which browsers do not compile.
  return new Response(answer.body, { headers: { "Content-Type": "application/wasm" } });
}
