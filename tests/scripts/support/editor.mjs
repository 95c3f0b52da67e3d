// The editor's modules for Node.js, which reads no TypeScript; documents written as a person would; states that keys
// and typing change.

import { build } from "esbuild";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const MODULES = [
  "blocks", "cells", "commands", "copied", "footnotes", "insert", "json", "keys", "links", "ranges", "repair", "rules", "schema", "tables", "waiting",
];
const PACKAGES = ["state", "history", "inputrules", "model"];

const names = MODULES.map((name) => `export * from "./${name}";`);
const packages = PACKAGES.map((name) => `export * as ${name} from "prosemirror-${name}";`);
const { outputFiles: [file] } = await build({
  stdin: {
    contents: [...names, ...packages].join("\n"),
    resolveDir: fileURLToPath(new URL("../../../web/editor", import.meta.url)),
  },
  bundle: true,
  format: "esm",
  write: false,
  tsconfigRaw: {},
  logLevel: "silent",
});

const folder = await mkdtemp(join(tmpdir(), "editor-"));
const bundle = join(folder, "editor.mjs");
await writeFile(bundle, file.contents);

/** All that the modules export. */
export const editor = await import(pathToFileURL(bundle).href);
await rm(folder, { recursive: true });

const { commands, nodes, marks, repairing, rules, schema, state: { EditorState, TextSelection }, history, model } = editor;

const block = (type, attrs) => (...content) => {
  // Some have attributes and some have not.
  const given = content[0] && !(content[0] instanceof model.Node) && typeof content[0] === "object" ? content.shift() : attrs;
  return type.create(given, content.map((one) => (typeof one === "string" ? schema.text(one) : one)));
};

/** Builders: `p("text")`, `ol({ start: 3 }, li(p("text")))`. */
export const p = block(nodes.paragraph);
export const h = block(nodes.heading);
export const ul = block(nodes.bullet_list);
export const ol = block(nodes.ordered_list);
export const li = block(nodes.list_item);
export const quote = block(nodes.quote);
export const table = block(nodes.table);
export const tr = block(nodes.table_row);
export const th = block(nodes.table_header);
export const td = block(nodes.table_cell);
export const hr = block(nodes.break);
export const br = block(nodes.hard_break);
export const doc = block(nodes.doc);
export const ref = (label) => nodes.footnote_reference.create({ label });
export const note = (label, ...content) => nodes.footnote.create({ label }, content);
export const a = (href, text) => schema.text(text, [marks.link.create({ href })]);
export const strong = (text) => schema.text(text, [marks.strong.create()]);

/** Where `text` begins in the document; behind its last letter with `atEnd`. */
export function find(document, text, atEnd = false) {
  let found = -1;
  document.descendants((node, pos) => {
    const at = node.isText ? node.text.indexOf(text) : -1;
    if (at >= 0 && found < 0) found = pos + at + (atEnd ? text.length : 0);
  });
  if (found < 0) throw new Error(`no ${text}`);
  return found;
}

/** An editor without a page. */
export class Pen {
  constructor(document) {
    this.state = EditorState.create({ doc: document, plugins: [rules(), repairing(), history.history()] });
    this.dispatch = (transaction) => (this.state = this.state.apply(transaction));
  }

  get doc() {
    return this.state.doc;
  }

  /** Puts the caret before, or selects, this text. */
  at(text, atEnd = false) {
    const from = find(this.doc, text, atEnd);
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.doc, from)));
    return this;
  }

  after(text) {
    return this.at(text, true);
  }

  select(from, to) {
    const ends = typeof from === "string" ? [find(this.doc, from), find(this.doc, to ?? from, true)] : [from, to];
    this.dispatch(this.state.tr.setSelection(TextSelection.create(this.doc, ...ends)));
    return this;
  }

  place(pos) {
    this.dispatch(this.state.tr.setSelection(TextSelection.near(this.doc.resolve(pos))));
    return this;
  }

  /** Runs a command by name, or itself; whether it did something. */
  run(command) {
    return (typeof command === "string" ? commands[command] : command)(this.state, this.dispatch);
  }

  /** What ProseMirror's view does with typed letters. */
  type(text) {
    for (const letter of text) {
      const view = { state: this.state, composing: false, dispatch: this.dispatch };
      const { from, to } = this.state.selection;
      const isTaken = this.state.plugins.some(({ props }) => props.handleTextInput?.(view, from, to, letter));
      if (!isTaken) this.dispatch(this.state.tr.insertText(letter));
    }
    return this;
  }

  /** What Enter, Backspace and other keys that write do, by the keymap. */
  press(key) {
    const isTaken = editor.WRITING[key]?.(this.state, this.dispatch) ?? false;
    if (!isTaken && key === "Backspace") {
      const { from, empty } = this.state.selection;
      // The browser's own.
      if (!editor.base("Backspace")(this.state, this.dispatch)) this.dispatch(this.state.tr.delete(empty ? from - 1 : from, this.state.selection.to));
    }
    return this;
  }
}
