// What a schema cannot say, put right in the transaction that broke it: tables are rectangles with one heading row,
// headings and cells are one line, footnotes and references belong together. Undone with it.

import { Fragment, Node } from "prosemirror-model";
import { Plugin, TextSelection, type Transaction } from "prosemirror-state";

import { endOfText, type Found, footnotesOf, labelOf, referencesIn } from "./footnotes";
import { nodes, schema } from "./schema";

/** A transaction with this meta brings a document of the program, which is right. */
export const EXACT = "exact";

/** The model joins no cells and keeps no widths. */
const ALONE = { colspan: 1, rowspan: 1, colwidth: null };

/** The table as it should be; the same one where it is. */
function repairedTable(table: Node): Node {
  const width = Math.max(...table.children.map((row) => row.childCount));
  const alignments: unknown[] = [];
  for (let column = 0; column < width; column++) {
    const cells = table.children.map((row) => row.maybeChild(column)?.attrs["alignment"] ?? null);
    alignments.push(cells.find((alignment) => alignment !== null) ?? null);
  }
  let isRight = true;
  const rows = table.children.map((row, at) => {
    const type = at === 0 ? nodes.table_header : nodes.table_cell;
    const cells = alignments.map((alignment, column) => {
      const cell = row.maybeChild(column);
      if (cell?.type === type && cell.hasMarkup(type, { ...ALONE, alignment }, cell.marks)) return cell;
      isRight = false;
      return type.create({ alignment }, cell?.content);
    });
    return row.copy(Fragment.from(cells));
  });
  return isRight ? table : table.copy(Fragment.from(rows));
}

/** What is wrong by itself: pieces of the document with what stands there instead. */
function wrongPieces(document: Node): [pos: number, size: number, instead: Node][] {
  const wrong: [number, number, Node][] = [];
  const end = endOfText(document);
  document.descendants((node, pos, parent) => {
    const isOneLine = parent !== null && parent.inlineContent && parent.type !== nodes.paragraph;
    if (node.type === nodes.table) {
      const repaired = repairedTable(node);
      if (repaired === node) return true;
      wrong.push([pos, node.nodeSize, repaired]);
    } else if (node.type === nodes.hard_break && isOneLine) {
      wrong.push([pos, 1, schema.text(" ", node.marks)]);
    } else if (node.type === nodes.footnote_reference && pos >= end) {
      // As the program reads it.
      wrong.push([pos, 1, schema.text(`[^${labelOf(node)}]`, node.marks)]);
    }
    // Paragraphs of the text have nothing that could be wrong.
    return !(node.type === nodes.paragraph && pos < end);
  });
  return wrong;
}

/** The labels that the text refers to, in order. */
const referred = (document: Node): Set<string> => {
  const end = endOfText(document);
  return new Set(referencesIn(document).filter(({ pos }) => pos < end).map(({ node }) => labelOf(node)));
};

/** Footnotes follow their references: what lost its last one goes, what is missing is made, in order. */
function repairFootnotes(transaction: Transaction, before: Node): void {
  const labels = referred(transaction.doc);
  const present = footnotesOf(transaction.doc);
  if (labels.size === 0 && present.length === 0) return;
  const had = referred(before);
  const isLost = ({ node }: Found) => !labels.has(labelOf(node)) && had.has(labelOf(node));
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
      for (const [pos, size, instead] of wrongPieces(state.doc).reverse()) {
        transaction.replaceWith(pos, pos + size, instead);
      }
      repairFootnotes(transaction, before.doc);
      return transaction.docChanged ? transaction : null;
    },
  });
