// Files for respondents.

/**
 * Lets the app make one.
 * @param {typeof import("./parts.js").parts} parts
 */
export function offerFiles(parts) {
  globalThis.submissionEditorEnclose = async (...form) => {
    const [{ enclose }, { filling }] = await Promise.all([import("./enclose.js"), import("./filling.js")]);
    return enclose(() => filling(parts), ...form);
  };
}
