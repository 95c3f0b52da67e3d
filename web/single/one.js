// The one script of the single file. A worker has no document, and runs the same script in another role.

if (globalThis.document) import("./boot.js");
else import("./work.js");
