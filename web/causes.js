// Why the program did not start, as far as the page can find out. Loaded when it did not.

/** The smallest program that there is: where it is refused, every one is. */
const SMALLEST = "AGFzbQEAAAA=";
/**
 * A program with all that ours uses of WebAssembly: references to the page's objects, several results,
 * bulk memory, sign extension, saturating conversion. Browsers before 2021 do not know it.
 */
const TYPICAL =
  "AGFzbQEAAAABDAJgAW8Cf39gAAJ/fwMCAQAEBAFvAAEFAwEAAQojASEAIABBAfwPABpBAEEAQQD8CwBBAMBEAAAAAAAAAAD8Ags=";

/** @param {string} text In base64. */
const bytes = (text) => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));

/** Whether the host has the program's files; in the single file they are here. */
async function isThere() {
  /** @type {HTMLScriptElement | null} */
  const script = document.querySelector("script[data-js]");
  const { js, wasm } = script?.dataset ?? {};
  const answers = await Promise.all([js, wasm].filter((address) => address !== undefined).map((address) => fetch(address, { method: "HEAD" })));
  return answers.every(({ ok }) => ok);
}

/**
 * The name of the cause; its sentence stands in index.html.
 * @param {unknown} error What was thrown while the program was loaded and started.
 * @returns {Promise<Cause>}
 */
export async function cause(error) {
  const { CompileError, LinkError, RuntimeError } = WebAssembly;
  try {
    new WebAssembly.Module(bytes(SMALLEST));
  } catch {
    return "blocked";
  }
  // The single file has its program packed.
  if (!globalThis.DecompressionStream || !WebAssembly.validate(bytes(TYPICAL))) return "old-browser";
  const { name } = /** @type {Partial<Error> | undefined} */ (error) ?? {};
  if (error instanceof RuntimeError || error instanceof RangeError || name === "InternalError") return "stopped-early";
  // The page that a host sends instead of a missing file cannot be read as a program either.
  const unreadable = [CompileError, LinkError, SyntaxError].some((kind) => error instanceof kind);
  return unreadable && (await isThere()) ? "damaged" : "not-loaded";
}
