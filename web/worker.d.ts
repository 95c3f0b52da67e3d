// What stands before the text of `sw.js` in a release (`xtask/src/release/worker.rs`).

/** The release's name: the beginning of a digest of all that is in it. */
declare const RELEASE: string;

/** Its files: the path beside the worker and the SHA-256 of each, in hexadecimal digits. */
declare const FILES: [path: string, digest: string][];
