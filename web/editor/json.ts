// Documents from the program's JSON, and back.

import { Fragment, Node } from "prosemirror-model";

import { nodes, schema } from "./schema";

/**
 * Reads a document. What is not of the schema throws: the program writes only what is.
 * An empty document gets a paragraph to write in.
 */
export function readDocument(json: string): Node {
  const read = JSON.parse(json) as { content?: unknown[] };
  const content = Fragment.fromJSON(schema, read.content ?? []);
  const isWritable = content.firstChild && content.firstChild.type !== nodes.footnote;
  const place = Fragment.from(nodes.paragraph.create());
  const document = nodes.doc.create(null, isWritable ? content : place.append(content));
  document.check();
  return document;
}

/** What half of a character is in JSON, and what only looks so. */
const HALVES = /\\\\|\\ud[89a-f][0-9a-f]{2}/g;

/** Writes a document. Halves of characters, which a text may hold only in JavaScript, become U+FFFD. */
export function writeDocument(document: Node): string {
  const json = JSON.stringify(document.toJSON());
  return json.includes("\\ud") ? json.replace(HALVES, (found) => (found === "\\\\" ? found : "\\ufffd")) : json;
}
