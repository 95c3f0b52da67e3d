// What the program does for the scripts, once it has started (`src/exports.rs`).

/** @type {Partial<Program>} */
const program = {};

/**
 * It has started.
 * @param {Program} started
 */
export const has = (started) => void Object.assign(program, started);

/**
 * Calls it; nothing comes of that before it has started, and after it has stopped.
 * @template {keyof Program} N
 * @param {N} name
 * @returns {ReturnType<Program[N]> | undefined}
 */
export function tell(name) {
  try {
    return /** @type {ReturnType<Program[N]> | undefined} */ (program[name]?.());
  } catch (error) {
    reportError(error);
    return undefined;
  }
}
