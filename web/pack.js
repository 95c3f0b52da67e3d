// Bytes as text that may stand in a page: compressed by gzip, in base64.

/**
 * Passes bytes through one of the browser's streams.
 * @type {(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) => Promise<Uint8Array<ArrayBuffer>>}
 */
const through = async (bytes, stream) => new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());

/**
 * Bytes as such a text.
 * @param {Uint8Array<ArrayBuffer>} bytes
 */
export async function pack(bytes) {
  const packed = await through(bytes, new CompressionStream("gzip"));
  let characters = "";
  // A call takes only so many arguments.
  for (let start = 0; start < packed.length; start += 32_768) {
    characters += String.fromCharCode(...packed.subarray(start, start + 32_768));
  }
  return btoa(characters);
}

/**
 * The bytes of such a text; fails where a single one of them is not as it was.
 * @param {string} text
 */
export async function unpack(text) {
  const packed = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
  return through(packed, new DecompressionStream("gzip"));
}
