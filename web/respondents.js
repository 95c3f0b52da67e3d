// Files for respondents: the app calls this to make one, where it can.

import { canFill } from "./parts.js";

if (canFill) {
  globalThis.submissionEditorEnclose = async (...form) => {
    const [{ enclose }, { filling }] = await Promise.all([import("./enclose.js"), import("./filling.js")]);
    return enclose(filling, ...form);
  };
}
