// Scripts that the form does not wait for, as they are handed to the lazy part of the program.

import { all, begin, end, forget, known, other, remember } from "./handles.js";
import { encloses } from "./respondents.js";
import { makesWorkers } from "./workers.js";

/**
 * All of them.
 * @param {typeof import("./parts.js").parts} parts
 * @param {boolean} canFill Whether a file for respondents can be made.
 * @param {typeof import("./storage.js")} place
 * @returns {Late}
 */
export const late = (parts, canFill, place) => ({
  files: { all, begin, end, forget, known, other, remember },
  place,
  worker: makesWorkers(parts),
  enclose: canFill ? encloses(parts) : undefined,
  openFile: async (file) => (await import("./launch.js")).open(file),
  openHandle: async (handle) => {
    const { open, read } = await import("./launch.js");
    return open(await read(handle));
  },
  editor: () => import("./editor/answer"),
});
