// What a schema cannot say, put right in the transaction that broke it: tables are rectangles with one heading row,
// headings and cells are one line, footnotes and references belong together. Undone with it.

import type { Node } from "prosemirror-model";
import { Plugin, TextSelection, type Transaction } from "prosemirror-state";

import { endOfText, type Found, footnotesOf, labelOf, referencesIn } from "./footnotes";
import { nodes, schema } from "./schema";

/** A transaction with this meta brings a document of the program, which is right. */
export const EXACT = "exact";

/** The model joins no cells and keeps no widths. */
const ALONE = { colspan: 1, rowspan: 1, colwidth: null };

/** A change at a place of the document. */
type Mend = [pos: number, make: (transaction: Transaction) => unknown];

/** What makes the table right: cell by cell, so that the caret stays. */
function mendsOfTable(table: Node, pos: number): Mend[] {
  const mends: Mend[] = [];
  const width = Math.max(...table.children.map((row) => row.childCount));
  const alignmentOf = (column: number) =>
    table.children.map((row) => row.maybeChild(column)?.attrs["alignment"]).find((alignment) => alignment) ?? null;
  const alignments = Array.from({ length: width }, (_, column) => alignmentOf(column));
  table.forEach((row, offset, at) => {
    const start = pos + 1 + offset;
    const type = at === 0 ? nodes.table_header : nodes.table_cell;
    row.forEach((cell, inside, column) => {
      const attrs = { ...ALONE, alignment: alignments[column] };
      if (cell.hasMarkup(type, attrs, cell.marks)) return;
      mends.push([start + 1 + inside, (transaction) => transaction.setNodeMarkup(start + 1 + inside, type, attrs)]);
    });
    if (row.childCount === width) return;
    const missing = alignments.slice(row.childCount).map((alignment) => type.create({ alignment }));
    const end = start + row.nodeSize - 1;
    mends.push([end, (transaction) => transaction.insert(end, missing)]);
  });
  return mends;
}

/** What makes right what is wrong by itself. */
function mendsOf(document: Node): Mend[] {
  const mends: Mend[] = [];
  const end = endOfText(document);
  const becomesText = (pos: number, node: Node, text: string) =>
    mends.push([pos, (transaction) => transaction.replaceWith(pos, pos + 1, schema.text(text, node.marks))]);
  document.descendants((node, pos, parent) => {
    if (node.type === nodes.table) mends.push(...mendsOfTable(node, pos));
    if (node.type === nodes.hard_break && parent?.type !== nodes.paragraph) becomesText(pos, node, " ");
    // As the program reads it.
    if (node.type === nodes.footnote_reference && pos >= end) becomesText(pos, node, `[^${labelOf(node)}]`);
    // Paragraphs of the text have nothing that could be wrong.
    return !(node.type === nodes.paragraph && pos < end);
  });
  // From the last place to the first, so that none moves before its turn.
  return mends.sort(([a], [b]) => b - a);
}

/** The labels that the text refers to, in order. */
const referred = (document: Node): Set<string> => {
  const end = endOfText(document);
  return new Set(referencesIn(document).filter(({ pos }) => pos < end).map(({ node }) => labelOf(node)));
};

/** Footnotes follow their references: what lost its last one goes, what is missing is made, in order. */
function repairFootnotes(transaction: Transaction, before: Node, broken: Node): void {
  const labels = referred(transaction.doc);
  const present = footnotesOf(transaction.doc);
  if (labels.size === 0 && present.length === 0) return;
  // Not where the reference has become text just now: then its footnote will be text too.
  const had = referred(before);
  for (const { node } of referencesIn(broken)) had.delete(labelOf(node));
  const isLost = ({ node }: Found) => had.has(labelOf(node));
  for (const { node, pos } of present.filter(isLost).reverse()) transaction.delete(pos, pos + node.nodeSize);
  const known = new Set(present.map(({ node }) => labelOf(node)));
  for (const label of labels) {
    if (known.has(label)) continue;
    transaction.insert(transaction.doc.content.size, nodes.footnote.create({ label }, nodes.paragraph.create()));
  }
  orderFootnotes(transaction, [...labels]);
}

/** Footnotes stand in the order of their references; those without one at the end. */
function orderFootnotes(transaction: Transaction, labels: string[]): void {
  const present = footnotesOf(transaction.doc).map(({ node }) => node);
  const rank = (node: Node) => (labels.includes(labelOf(node)) ? labels.indexOf(labelOf(node)) : labels.length);
  const ordered = [...present].sort((a, b) => rank(a) - rank(b));
  if (ordered.every((node, at) => node === present[at])) return;
  const { anchor, head, $head } = transaction.selection;
  const start = endOfText(transaction.doc);
  const inside = head >= start && $head.depth > 0 ? { node: $head.node(1), pos: $head.before(1) } : undefined;
  transaction.replaceWith(start, transaction.doc.content.size, ordered);
  const moved = inside && footnotesOf(transaction.doc).find(({ node }) => node === inside.node);
  if (!inside || !moved || anchor < inside.pos) return;
  const [newAnchor, newHead] = [anchor, head].map((pos) => pos - inside.pos + moved.pos) as [number, number];
  transaction.setSelection(TextSelection.create(transaction.doc, newAnchor, newHead));
}

/** Keeps documents right. */
export const repairing = (): Plugin =>
  new Plugin({
    appendTransaction(transactions, before, state) {
      if (!transactions.some(({ docChanged }) => docChanged)) return null;
      if (transactions.some((transaction) => transaction.getMeta(EXACT))) return null;
      const transaction = state.tr;
      for (const [, make] of mendsOf(state.doc)) make(transaction);
      repairFootnotes(transaction, before.doc, state.doc);
      return transaction.docChanged ? transaction : null;
    },
  });
