// Footnotes: their numbers and labels, putting one in, going to one and back.

import { Fragment, Node, Slice } from "prosemirror-model";
import { type Command, NodeSelection, Selection, TextSelection, type Transaction } from "prosemirror-state";

import { nodes } from "./schema";

/** A footnote of the document, or a reference, and where it stands. */
export interface Found {
  node: Node;
  pos: number;
}

/** The label of a footnote or a reference. */
export const labelOf = (node: Node): string => node.attrs["label"] as string;

/** Where the footnotes begin: the end of the text. */
export function endOfText(document: Node): number {
  let end = document.content.size;
  for (let at = document.childCount - 1; at >= 0 && document.child(at).type === nodes.footnote; at--) {
    end -= document.child(at).nodeSize;
  }
  return end;
}

/** All footnotes from top to bottom. */
export function footnotesOf(document: Node): Found[] {
  const found: Found[] = [];
  document.forEach((node, pos) => {
    if (node.type === nodes.footnote) found.push({ node, pos });
  });
  return found;
}

/** All references from top to bottom, also those that stand in footnotes by mistake. */
export function referencesIn(content: Node | Fragment): Found[] {
  const found: Found[] = [];
  content.descendants((node, pos) => {
    if (node.type === nodes.footnote_reference) found.push({ node, pos });
  });
  return found;
}

/** The number of each label: its place in the order of first references; footnotes without one follow. */
export function numbersOf(document: Node): Map<string, number> {
  const numbers = new Map<string, number>();
  const end = endOfText(document);
  const labels = referencesIn(document).filter(({ pos }) => pos < end).concat(footnotesOf(document));
  for (const { node } of labels) if (!numbers.has(labelOf(node))) numbers.set(labelOf(node), numbers.size + 1);
  return numbers;
}

/** A label that nothing has: the least number. */
export function freshLabel(taken: (label: string) => boolean): string {
  let label = 1;
  while (taken(String(label))) label++;
  return String(label);
}

/** The labels of footnotes and references. */
export const labelsOf = (document: Node): Set<string> =>
  new Set([...footnotesOf(document), ...referencesIn(document)].map(({ node }) => labelOf(node)));

/** The footnote around a place. */
export function footnoteAround(selection: Selection): Found | undefined {
  const { $from } = selection;
  if ($from.depth === 0 || $from.node(1).type !== nodes.footnote) return undefined;
  return { node: $from.node(1), pos: $from.before(1) };
}

/** A footnote for a new reference, at its place among the others; the caret stands in it then. */
function placeFootnote(transaction: Transaction, label: string): void {
  const footnote = nodes.footnote.create({ label }, nodes.paragraph.create());
  const numbers = numbersOf(transaction.doc);
  const number = numbers.get(label) ?? Infinity;
  const after = footnotesOf(transaction.doc).find(({ node }) => (numbers.get(labelOf(node)) ?? 0) > number);
  const pos = after ? after.pos : transaction.doc.content.size;
  transaction.insert(pos, footnote).setSelection(TextSelection.create(transaction.doc, pos + 2));
}

/** Puts a reference behind the selection, and an empty footnote to write in. */
export const insertFootnote: Command = (state, dispatch) => {
  const { $to, to } = state.selection;
  if (!$to.parent.inlineContent || footnoteAround(state.selection)) return false;
  if (dispatch) {
    const labels = labelsOf(state.doc);
    const label = freshLabel((taken) => labels.has(taken));
    const reference = nodes.footnote_reference.create({ label });
    const transaction = state.tr.replace(to, to, new Slice(Fragment.from(reference), 0, 0));
    placeFootnote(transaction, label);
    dispatch(transaction.scrollIntoView());
  }
  return true;
};

/** The reference that is selected, or stands just before the caret. */
function referenceAt(selection: Selection): Node | undefined {
  const before = selection.empty ? selection.$from.nodeBefore : null;
  const node = selection instanceof NodeSelection ? selection.node : before;
  return node?.type === nodes.footnote_reference ? node : undefined;
}

/** From a reference to its footnote; from a footnote back behind its first reference. */
export const goToFootnote: Command = (state, dispatch) => {
  const inside = footnoteAround(state.selection);
  const label = inside ? labelOf(inside.node) : referenceAt(state.selection)?.attrs["label"];
  const among = inside ? referencesIn(state.doc) : footnotesOf(state.doc);
  const goal = among.find(({ node }) => labelOf(node) === label);
  if (!goal) return false;
  if (dispatch) {
    const caret = inside
      ? TextSelection.create(state.doc, goal.pos + goal.node.nodeSize)
      : Selection.near(state.doc.resolve(goal.pos + 1), 1);
    dispatch(state.tr.setSelection(caret).scrollIntoView());
  }
  return true;
};

/** From a selected reference to its footnote, where a reference is selected. */
export const followReference: Command = (state, dispatch) =>
  state.selection instanceof NodeSelection && referenceAt(state.selection) ? goToFootnote(state, dispatch) : false;

/** Enter in an empty last paragraph of a footnote: it goes, and the caret is in the text again. */
export const leaveFootnote: Command = (state, dispatch) => {
  const inside = footnoteAround(state.selection);
  const { $from, empty } = state.selection;
  if (!inside || !empty || $from.depth !== 2 || $from.parent.content.size > 0) return false;
  if (inside.node.childCount < 2 || $from.index(1) !== inside.node.childCount - 1) return false;
  const [from, to] = [$from.before(), $from.after()];
  return goToFootnote(state, dispatch && ((transaction) => dispatch(transaction.delete(from, to))));
};
