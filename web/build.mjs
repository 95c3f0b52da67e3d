// Puts the scripts together: for `trunk serve` and `trunk build` (a hook in Trunk.toml) and for releases
// (`xtask/src/release/scripts.rs`). `node web/build.mjs FOLDER [--minify]`; without a folder Trunk's own.

import { build } from "esbuild";
import { fileURLToPath } from "node:url";

/** The parts that the page or a worker names; what they import comes with them. */
const PARTS = [
  // The loader. What it loads later is a file of its own.
  { from: "boot.js", options: { format: "esm", splitting: true, chunkNames: "[name]-[hash]" } },
  // Each for itself: they are for the case that the others are not there, or cannot be read.
  { from: "early.js", options: { format: "iife", target: "es5" } },
  { from: "handover.js", options: { format: "esm" } },
  // A worker has no page.
  { from: "work.js", options: { format: "esm" } },
];

const [folder = process.env.TRUNK_STAGING_DIR, ...flags] = process.argv.slice(2);
if (!folder) throw new Error("where to? node web/build.mjs FOLDER");

for (const { from, options } of PARTS) {
  await build({
    entryPoints: [fileURLToPath(new URL(from, import.meta.url))],
    outdir: folder,
    bundle: true,
    // What the oldest browsers that are asked for understand (README.md).
    target: "es2022",
    minify: flags.includes("--minify"),
    legalComments: "none",
    logLevel: "warning",
    // The editor's own style sheet is a text in its script.
    loader: { ".css": "text" },
    // What the checker is told of the scripts changes nothing of them.
    tsconfigRaw: {},
    ...options,
  });
}
