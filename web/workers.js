// Workers that run the program too (`work.js`). The single file has a script of the same name that finds it in the
// page itself (web/single/workers.js).

import { data, named, program } from "./parts.js";

/** A worker that runs the same program; it says "ready" when requests may come. The app asks for it. */
globalThis.submissionEditorWorker = () => {
  const made = new Worker(new URL("work.js", import.meta.url), { type: "module" });
  program.then((compiled) =>
    made.postMessage({ script: named(data.js), program: compiled ?? named(data.wasm) }),
  );
  return made;
};
