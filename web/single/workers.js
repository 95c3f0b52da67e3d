// Workers that run the program too, in the single file: from its one script.

import { block } from "./pieces.js";

/** A worker that runs the same script, and so the same program; it says "ready" when requests may come. */
globalThis.submissionEditorWorker = () => {
  const text = document.querySelector('script[type="module"]')?.textContent ?? "";
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const made = new Worker(address);
  // The browser reads the script after this.
  for (const event of ["message", "error"]) {
    made.addEventListener(event, () => URL.revokeObjectURL(address), { once: true });
  }
  made.postMessage({ program: block("program"), later: block("later") });
  return made;
};
