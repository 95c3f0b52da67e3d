// Workers that run the program too (`work.js`). The single file has a script of the same name that finds it in the
// page itself (web/single/workers.js).

import { handle } from "./handle.js";

/**
 * What makes a worker; it says "ready" when requests may come.
 * @param {typeof import("./parts.js").parts} parts
 * @returns {Late["worker"]}
 */
export const makesWorkers = ({ data, named, program }) => (heard, failed) => {
  const made = new Worker(new URL("work.js", import.meta.url), { type: "module" });
  program.then((compiled) => made.postMessage({ script: named(data.js), program: compiled ?? named(data.wasm) }));
  return handle(made, heard, failed);
};
