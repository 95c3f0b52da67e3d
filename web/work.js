// The program in a worker: what is too heavy for the page is done here (`src/worker.rs`).

/** What the page sends first: where the program is, or the program itself. */
onmessage = async ({ data }) => {
  onmessage = null;
  try {
    const glue = await import(data.script);
    await glue.default({ module_or_path: data.program });
    glue.beginWork();
  } catch (error) {
    // The page then does the work itself.
    postMessage(String(error));
  }
};
