// Files for respondents.

/**
 * What makes one.
 * @param {typeof import("./parts.js").parts} parts
 * @returns {NonNullable<Late["enclose"]>}
 */
export const encloses = (parts) => async (...form) => {
  const [{ enclose }, { filling }] = await Promise.all([import("./enclose.js"), import("./filling.js")]);
  return enclose(() => filling(parts), ...form);
};
