// Putting a document, or a piece of one, into another: footnotes come along under labels of their own.

import { closeHistory } from "prosemirror-history";
import { Fragment, Node, Slice } from "prosemirror-model";
import { type EditorState, Selection, type Transaction } from "prosemirror-state";

import { endOfText, footnoteAround, footnotesOf, freshLabel, labelOf, labelsOf, referencesIn } from "./footnotes";
import { nodes, schema } from "./schema";

/** What is put in: blocks or words, and the footnotes that they refer to. */
export interface Piece {
  slice: Slice;
  footnotes: Node[];
}

/** A whole document as a piece: its first and last paragraph join what they are put between. */
export function pieceOf(document: Node): Piece {
  const content = document.content.cut(0, endOfText(document));
  const isOpen = (node: Node | null) => (node?.type === nodes.paragraph ? 1 : 0);
  return {
    slice: new Slice(content, isOpen(content.firstChild), isOpen(content.lastChild)),
    footnotes: footnotesOf(document).map(({ node }) => node),
  };
}

/** What stands in the place of a leaf. */
type Leaf = (node: Node) => readonly Node[];

/** The same content with other leaves. */
function mapped(content: Fragment, leaf: Leaf): Fragment {
  const nodesOf = (node: Node) => {
    if (node.isText) return [node];
    return node.isLeaf ? leaf(node) : [node.copy(mapped(node.content, leaf))];
  };
  // Joins texts that meet.
  return Fragment.fromArray(content.content.flatMap(nodesOf));
}

const isReference = ({ type }: Node) => type === nodes.footnote_reference;

/** The piece with other references. */
const mapReferences = ({ content, openStart, openEnd }: Slice, other: Leaf) =>
  new Slice(mapped(content, (node) => (isReference(node) ? other(node) : [node])), openStart, openEnd);

/**
 * Without footnotes among the blocks, as they are where all is selected: those that are referred to come along by
 * themselves, of others their blocks remain.
 */
export function withoutNotes(slice: Slice): Slice {
  const { content, openStart, openEnd } = slice;
  if (!content.content.some(({ type }) => type === nodes.footnote)) return slice;
  const labels = new Set(referencesIn(content).map(({ node }) => labelOf(node)));
  const blocks = content.content.flatMap((node) => {
    if (node.type !== nodes.footnote) return [node];
    return labels.has(labelOf(node)) ? [] : [...node.content.content];
  });
  const open = (node: Node | null, depth: number) => {
    if (node?.type !== nodes.footnote) return depth;
    return labels.has(labelOf(node)) ? 0 : Math.max(0, depth - 1);
  };
  return new Slice(Fragment.from(blocks), open(content.firstChild, openStart), open(content.lastChild, openEnd));
}

/** The words of blocks in one line. */
function inOneLine(content: Fragment): Fragment {
  const line: Node[] = [];
  const space = (node: Node) => (node.type === nodes.hard_break ? schema.text(" ") : node);
  content.descendants((node) => {
    if (node.isTextblock && node.content.size > 0 && line.length > 0) line.push(schema.text(" "));
    if (node.isInline) line.push(space(node));
  });
  return Fragment.fromArray(line);
}

/** Footnotes have no footnotes: what one says stands in brackets then. */
function withoutFootnotes({ slice, footnotes }: Piece): Piece {
  const inBrackets = (node: Node) => {
    const footnote = footnotes.find((one) => labelOf(one) === labelOf(node));
    const words = footnote ? inOneLine(footnote.content).content.filter((one) => !isReference(one)) : [];
    return words.length === 0 ? [] : [schema.text(" ("), ...words, schema.text(")")];
  };
  return { slice: mapReferences(slice, inBrackets), footnotes: [] };
}

/** The piece with labels that this document does not have. */
function relabelled(document: Node, { slice, footnotes }: Piece): Piece {
  const labels = labelsOf(document);
  const fresh = new Map<string, string>();
  for (const footnote of footnotes) {
    if (fresh.has(labelOf(footnote))) continue;
    const label = freshLabel((taken) => labels.has(taken));
    labels.add(label);
    fresh.set(labelOf(footnote), label);
  }
  const rename = (node: Node) =>
    nodes.footnote_reference.create({ label: fresh.get(labelOf(node)) ?? labelOf(node) }, null, node.marks);
  return {
    slice: mapReferences(slice, (node) => [rename(node)]),
    footnotes: footnotes.map((node) => nodes.footnote.create({ label: fresh.get(labelOf(node)) }, node.content)),
  };
}

/** Items that are put into an empty item stand in its place, not one level deeper. */
function itemsInPlace(state: EditorState, { slice }: Piece): Transaction | undefined {
  const { $from, empty } = state.selection;
  const list = slice.content.childCount === 1 ? slice.content.firstChild : null;
  if (list?.type !== nodes.bullet_list && list?.type !== nodes.ordered_list) return undefined;
  const isEmptyItem = empty && $from.depth > 1 && $from.parent.content.size === 0
    && $from.node(-1).type === nodes.list_item && $from.node(-1).childCount === 1;
  if (!isEmptyItem) return undefined;
  const pos = $from.before(-1);
  const transaction = state.tr.replaceWith(pos, $from.after(-1), list.content);
  return transaction.setSelection(Selection.near(transaction.doc.resolve(pos + list.content.size), -1));
}

/** Puts the piece in the place of the selection, in one transaction. */
export function inserting(state: EditorState, { slice: given, footnotes }: Piece): Transaction {
  const { $from } = state.selection;
  const piece = { slice: withoutNotes(given), footnotes };
  const isInFootnote = footnoteAround(state.selection) !== undefined;
  const own = isInFootnote ? withoutFootnotes(piece) : relabelled(state.doc, piece);
  const { type } = $from.parent;
  const isCell = type === nodes.table_cell || type === nodes.table_header;
  // References without a footnote would get an empty one.
  const known = new Set([...own.footnotes, ...footnotesOf(state.doc).map(({ node }) => node)].map(labelOf));
  const slice = mapReferences(own.slice, (node) =>
    [known.has(labelOf(node)) ? node : schema.text(`[^${labelOf(node)}]`)]);
  const transaction = itemsInPlace(state, { slice, footnotes: [] })
    ?? state.tr.replaceSelection(isCell ? new Slice(inOneLine(slice.content), 0, 0) : slice);
  const referred = new Set(referencesIn(transaction.doc).map(({ node }) => labelOf(node)));
  for (const footnote of own.footnotes) {
    if (!referred.has(labelOf(footnote))) continue;
    transaction.insert(transaction.doc.content.size, footnote);
  }
  return closeHistory(transaction.setMeta("paste", true).setMeta("uiEvent", "paste").scrollIntoView());
}

/** Lines of plain text as paragraphs, where nobody reads them better. */
export function pieceOfText(text: string): Piece {
  const lines = text.replace(/\r\n?/g, "\n").split("\n").filter((line) => line.trim() !== "");
  const paragraphs = lines.map((line) => nodes.paragraph.create(null, schema.text(line)));
  const content = Fragment.from(paragraphs);
  return { slice: new Slice(content, paragraphs.length > 0 ? 1 : 0, paragraphs.length > 0 ? 1 : 0), footnotes: [] };
}

/** A text in the place of another one. */
export interface Replaced {
  from: number;
  to: number;
  text: string;
}

/** Replaces pieces of text, all in one step: from the last to the first. They keep the marks of their first letter. */
export function replacing(state: EditorState, pieces: readonly Replaced[]): Transaction {
  const transaction = closeHistory(state.tr);
  for (const { from, to, text } of [...pieces].sort((a, b) => b.from - a.from)) {
    const $from = transaction.doc.resolve(from);
    const had = $from.marksAcross(transaction.doc.resolve(to)) ?? $from.marks();
    if (text === "") transaction.delete(from, to);
    else transaction.replaceWith(from, to, schema.text(text, had));
  }
  return transaction;
}

/** Another document in the place of this one: only what differs, so that the caret and the rest stay. */
export function becoming(state: EditorState, document: Node): Transaction {
  const transaction = state.tr;
  const start = state.doc.content.findDiffStart(document.content);
  const end = start === null ? null : state.doc.content.findDiffEnd(document.content);
  if (start === null || !end) return transaction;
  // Repeated letters are counted from both ends: the one from the end begins after the other.
  const overlap = Math.max(0, start - Math.min(end.a, end.b));
  transaction.replace(start, end.a + overlap, document.slice(start, end.b + overlap));
  if (!transaction.doc.eq(document)) return becomingAnew(state, document);
  // A caret in what differs stays where it was, as far as it can.
  const { head } = state.selection;
  if (head <= start || head >= end.a + overlap) return transaction;
  return transaction.setSelection(Selection.near(transaction.doc.resolve(Math.min(head, end.b + overlap))));
}

/** The same, as a whole. */
function becomingAnew({ tr: transaction, doc, selection }: EditorState, document: Node): Transaction {
  transaction.replaceWith(0, doc.content.size, document.content);
  const head = Math.min(selection.head, transaction.doc.content.size);
  return transaction.setSelection(Selection.near(transaction.doc.resolve(head)));
}
