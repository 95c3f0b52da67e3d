// Links: which text is an address, the link at the caret, setting and removing one, and addresses that become links
// when the next word begins.

import type { ResolvedPos } from "prosemirror-model";
import { type Command, type EditorState, TextSelection } from "prosemirror-state";
import { InputRule } from "prosemirror-inputrules";

import { marks, schema } from "./schema";

/** An address of the web, or one that begins as they do. */
const WEB = String.raw`(?:https?:\/\/|www\.)[^\s<>"\ufffc]+`;
/** An e-mail address. */
const MAIL = String.raw`[^\s<>"@()\[\],;:\ufffc]+@[^\s<>"@()\[\],;:\ufffc]+\.[^\s<>"@()\[\],;:.\ufffc]{2,}`;

const WHOLE = new RegExp(`^(?:mailto:)?${MAIL}$|^${WEB}$`, "i");
/** The last word, without the signs that open something before it. */
const WORD = /(?:^|[\s\ufffc])["'(<[“‘«„]*([^\s\ufffc"'(<[“‘«„][^\s\ufffc]*)$/;
/** Ends a sentence, and no address. Closing brackets only where none was opened. */
const TRAILING = /[.,;:!?'"”’»>\]]+$/;

/** What a text that is an address links to. */
export function addressOf(text: string): string | undefined {
  const trimmed = text.trim();
  if (!WHOLE.test(trimmed)) return undefined;
  if (/^www\./i.test(trimmed)) return `https://${trimmed}`;
  return /^(?:https?|mailto):/i.test(trimmed) ? trimmed : `mailto:${trimmed}`;
}

/** Without what belongs to the sentence around it. */
function trimmedAddress(text: string): string {
  let address = text.replace(TRAILING, "");
  while (address.endsWith(")") && address.split(")").length > address.split("(").length) {
    address = address.slice(0, -1).replace(TRAILING, "");
  }
  return address;
}

/** Where the address that ends a text begins and ends in it, and what it links to. */
export function lastAddress(text: string): { from: number; to: number; href: string } | undefined {
  const word = WORD.exec(text)?.[1];
  if (word === undefined) return undefined;
  const address = trimmedAddress(word);
  const href = addressOf(address);
  const from = text.length - word.length;
  return href === undefined ? undefined : { from, to: from + address.length, href };
}

/** A link of the document. */
export interface LinkFound {
  from: number;
  to: number;
  href: string;
  text: string;
}

/** The link around a place, from its first to its last letter. */
function linkAround($pos: ResolvedPos): LinkFound | undefined {
  const { parent } = $pos;
  const isLinked = (index: number, href?: string) => {
    const mark = parent.maybeChild(index)?.marks.find(({ type }) => type === marks.link);
    return mark && (href === undefined || mark.attrs["href"] === href) ? (mark.attrs["href"] as string) : undefined;
  };
  // Inside, before its first letter, or behind its last.
  let index = $pos.index();
  let href = isLinked(index);
  if (href === undefined && $pos.textOffset === 0 && index > 0) href = isLinked(--index);
  if (href === undefined) return undefined;
  let end = index;
  while (index > 0 && isLinked(index - 1, href) !== undefined) index--;
  while (isLinked(end, href) !== undefined) end++;
  const start = $pos.start();
  const offset = (to: number) => parent.children.slice(0, to).reduce((sum, child) => sum + child.nodeSize, 0);
  const [from, to] = [start + offset(index), start + offset(end)];
  return { from, to, href, text: $pos.doc.textBetween(from, to, " ", " ") };
}

/** The link of the selection, or its text with no address: what a dialog begins with. */
export function linkOf(state: EditorState): LinkFound {
  const { from, to, $from, empty } = state.selection;
  const link = linkAround($from);
  if (link && to <= link.to) return link;
  return { from, to, href: "", text: empty ? "" : state.doc.textBetween(from, to, " ", " ") };
}

/** Links the selection, or the link that it is in anew. Another text replaces what was linked. */
export const settingLink = (href: string, text?: string): Command => (state, dispatch) => {
  const link = linkOf(state);
  const { $from } = state.selection;
  if (!$from.parent.inlineContent || (link.from === link.to && !text)) return false;
  if (!dispatch) return true;
  const transaction = state.tr;
  const mark = marks.link.create({ href });
  let { to } = link;
  if (text && text !== link.text) {
    const around = $from.marksAcross(state.selection.$to) ?? $from.marks();
    transaction.replaceWith(link.from, link.to, schema.text(text, mark.addToSet(around)));
    to = link.from + text.length;
  }
  transaction.addMark(link.from, to, mark).removeStoredMark(marks.link);
  dispatch(transaction.setSelection(TextSelection.create(transaction.doc, to)).scrollIntoView());
  return true;
};

/** Takes the link away; its text stays. */
export const removeLink: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  const link = linkOf(state);
  const range = empty ? link : { from, to: Math.max(to, link.to) };
  if (!state.doc.rangeHasMark(range.from, range.to, marks.link)) return false;
  dispatch?.(state.tr.removeMark(Math.min(range.from, link.from), range.to, marks.link));
  return true;
};

/** How far back an address may begin. */
const FAR = 500;

/** The address that ends before the caret, or so many letters before it, where it is no link yet. */
function addressBefore(state: EditorState, letters = 0): { from: number; to: number; href: string } | undefined {
  const { $from, empty } = state.selection;
  if (!empty || !$from.parent.inlineContent) return undefined;
  const start = Math.max(0, $from.parentOffset - FAR);
  const found = lastAddress($from.parent.textBetween(start, $from.parentOffset - letters, undefined, "\ufffc"));
  if (!found) return undefined;
  const at = $from.start() + start;
  const range = { from: at + found.from, to: at + found.to, href: found.href };
  return state.doc.rangeHasMark(range.from, range.to, marks.link) ? undefined : range;
}

/** A space after an address makes it a link; Backspace takes that back. */
export const linkingRule = new InputRule(/\S(\s)$/, (state, match, _start, end, typed) => {
  const space = match[1] ?? " ";
  // After an input method the space stands there already.
  const found = addressBefore(state, typed === "" ? space.length : 0);
  if (!found) return null;
  const transaction = state.tr.addMark(found.from, found.to, marks.link.create({ href: found.href }));
  return (typed === "" ? transaction : transaction.insertText(space, end)).removeStoredMark(marks.link);
});

/** Before Enter the address that ends the line becomes a link. */
export const linkingFirst = (enter: Command): Command => (state, dispatch, view) => {
  const found = addressBefore(state);
  if (!found || !dispatch) return enter(state, dispatch, view);
  const transaction = state.tr.addMark(found.from, found.to, marks.link.create({ href: found.href }));
  dispatch(transaction);
  return enter(state.apply(transaction), dispatch, view);
};
