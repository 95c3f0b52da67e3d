// The program in a worker of the single file. What it needs of the page is sent to it.

import startProgram, { beginWork } from "./submission-editor.js";
import { program, take } from "./pieces.js";

/** What the page sends first: its blocks of data with the program. */
onmessage = async ({ data }) => {
  onmessage = null;
  try {
    take(data);
    await startProgram({ module_or_path: await program("program") });
    beginWork();
  } catch (error) {
    // The page then does the work itself.
    postMessage(String(error));
  }
};
