// Commands for blocks: sub-headings, lists, quotes, breaks, and the keys that part and join them.

import type { Attrs, NodeType, ResolvedPos } from "prosemirror-model";
import { chainCommands, lift, setBlockType, wrapIn } from "prosemirror-commands";
import { liftListItem, sinkListItem, splitListItem, wrapInList } from "prosemirror-schema-list";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import { liftTarget } from "prosemirror-transform";

import { nodes } from "./schema";

/** A node around the selection. */
interface Around {
  type: NodeType;
  attrs: Attrs;
  pos: number;
}

/** The nearest node of one of these types around the whole selection, and where it stands. */
export function around(state: EditorState, ...types: NodeType[]): Around | undefined {
  const { $from, to } = state.selection;
  for (let depth = $from.depth; depth > 0; depth--) {
    const node = $from.node(depth);
    if (types.includes(node.type) && to <= $from.end(depth)) {
      return { type: node.type, attrs: node.attrs, pos: $from.before(depth) };
    }
  }
  return undefined;
}

/** The nearest list. */
export const listAround = (state: EditorState) => around(state, nodes.bullet_list, nodes.ordered_list);

/** Lists and quotes inside one another, at most; deeper ones the program makes flat (core/src/richtext/normal.rs). */
export const MAX_DEPTH = 12;

/** Whether one more list or quote may stand at this place. */
export function mayGoDeeper($pos: ResolvedPos): boolean {
  let depth = 0;
  for (let at = $pos.depth; at > 0; at--) {
    if ([nodes.bullet_list, nodes.ordered_list, nodes.quote].includes($pos.node(at).type)) depth++;
  }
  return depth < MAX_DEPTH;
}

/** A command that makes a text deeper, where it may become so. */
const deeper = (command: Command): Command => (state, dispatch) =>
  mayGoDeeper(state.selection.$from) && command(state, dispatch);

export const toParagraph: Command = setBlockType(nodes.paragraph);

/** Makes sub-headings of that level, or paragraphs where they are. */
export const togglingHeading = (level: number): Command => (state, dispatch) => {
  const { type, attrs } = state.selection.$from.parent;
  const isSame = type === nodes.heading && attrs["level"] === level;
  return (isSame ? toParagraph : setBlockType(nodes.heading, { level }))(state, dispatch);
};

/** Makes a list, takes the selection out of one, or makes the other kind of one. */
export const togglingList = (type: NodeType): Command => (state, dispatch) => {
  const list = listAround(state);
  if (!list) return deeper(wrapInList(type))(state, dispatch);
  if (list.type === type) return liftListItem(nodes.list_item)(state, dispatch);
  dispatch?.(state.tr.setNodeMarkup(list.pos, type));
  return true;
};

/** Makes a quote, or takes the selection out of one. */
export const toggleQuote: Command = (state, dispatch) => {
  if (!around(state, nodes.quote)) return deeper(wrapIn(nodes.quote))(state, dispatch);
  const { $from, $to } = state.selection;
  const range = $from.blockRange($to, (node) => node.type === nodes.quote);
  const target = range && liftTarget(range);
  if (!range || target === null || target === undefined) return false;
  dispatch?.(state.tr.lift(range, target).scrollIntoView());
  return true;
};

export const indent: Command = deeper(sinkListItem(nodes.list_item));
export const outdent: Command = liftListItem(nodes.list_item);

/** A line break where a text may have one. */
export const hardBreak: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if ($from.parent.type !== nodes.paragraph || !$from.sameParent($to)) return false;
  dispatch?.(state.tr.replaceSelectionWith(nodes.hard_break.create(), true).scrollIntoView());
  return true;
};

/** A thematic break below the caret's block, and a paragraph to go on in. */
export const insertBreak: Command = (state, dispatch) => {
  const { $from, $to } = state.selection;
  if (!$from.parent.isTextblock || !$from.sameParent($to)) return false;
  const index = $from.index(-1);
  if (!$from.node(-1).canReplaceWith(index, index + 1, nodes.break)) return false;
  if (!dispatch) return true;
  const transaction = state.tr;
  const isEmpty = $from.parent.content.size === 0;
  const pos = isEmpty ? $from.before() : $from.after();
  transaction.replaceWith(pos, $from.after(), [nodes.break.create(), nodes.paragraph.create()]);
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, pos + 2)).scrollIntoView());
  return true;
};

/** Whether the caret stands at the first letter of a block. */
const isAtStart = ({ selection: { empty, $from } }: EditorState) =>
  empty && $from.parent.isTextblock && $from.parentOffset === 0;

/** Enter on an empty item leaves its list, or goes one level up. */
const leaveEmptyItem: Command = (state, dispatch) => {
  const { $from } = state.selection;
  const isEmpty = isAtStart(state) && $from.parent.content.size === 0 && $from.depth > 1;
  if (!isEmpty || $from.node(-1).type !== nodes.list_item || $from.node(-1).childCount > 1) return false;
  return outdent(state, dispatch);
};

/** Enter in lists: the next item, or out of the list. */
export const enterInList: Command = chainCommands(leaveEmptyItem, splitListItem(nodes.list_item));

/** Backspace before the first letter of an item takes it out of the list. */
const liftFirst: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!isAtStart(state) || $from.depth < 2 || $from.index(-1) > 0) return false;
  const parent = $from.node(-1).type;
  if (parent === nodes.list_item) return outdent(state, dispatch);
  return parent === nodes.quote && lift(state, dispatch);
};

/** Backspace at the start of a sub-heading makes it a paragraph where nothing stands before it or in it. */
const unmakeHeading: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (!isAtStart(state) || $from.parent.type !== nodes.heading) return false;
  const isFirst = $from.index(-1) === 0;
  return (isFirst || $from.parent.content.size === 0) && toParagraph(state, dispatch);
};

/** Backspace where a block begins. */
export const backspaceAtStart: Command = chainCommands(unmakeHeading, liftFirst);
