// Scripts that the form does not wait for, as they are handed to the lazy part of the program.

import * as files from "./handles.js";
import { encloses } from "./respondents.js";
import * as place from "./storage.js";
import { makesWorkers } from "./workers.js";

/**
 * All of them.
 * @param {typeof import("./parts.js").parts} parts
 * @param {boolean} canFill Whether a file for respondents can be made.
 * @returns {Late}
 */
export const late = (parts, canFill) => ({
  files,
  place,
  worker: makesWorkers(parts),
  enclose: canFill ? encloses(parts) : undefined,
  openFile: async (file) => (await import("./launch.js")).open(file),
  openHandle: async (handle) => {
    const { open, read } = await import("./launch.js");
    return open(await read(handle));
  },
});
