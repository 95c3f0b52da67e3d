// Workers that run the program too, in the single file: from its one script.

import { handle } from "./handle.js";
import { block } from "./pieces.js";

/**
 * What makes a worker, which runs the same script; it says "ready" when requests may come.
 * @returns {Late["worker"]}
 */
export const makesWorkers = () => (heard, failed) => {
  const text = document.querySelector('script[type="module"]')?.textContent ?? "";
  const address = URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
  const made = new Worker(address);
  // The browser reads the script after this.
  for (const event of ["message", "error"]) {
    made.addEventListener(event, () => URL.revokeObjectURL(address), { once: true });
  }
  made.postMessage({ program: block("program"), later: block("later") });
  return handle(made, heard, failed);
};
