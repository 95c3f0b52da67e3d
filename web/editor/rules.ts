// Input rules: signs at the start of a paragraph that make of it what they mean. Each is undone by one Backspace.

import type { Attrs, NodeType } from "prosemirror-model";
import { InputRule, inputRules } from "prosemirror-inputrules";
import { type EditorState, type Plugin, TextSelection, type Transaction } from "prosemirror-state";
import { canJoin, findWrapping } from "prosemirror-transform";

import { mayGoDeeper } from "./blocks";
import { linkingRule } from "./links";
import { MAX_LEVEL, nodes } from "./schema";

/** CommonMark reads at most nine digits as the number of an item. */
const NUMBER = /^(\d{1,9})[.)]\s$/;

type Handler = (state: EditorState, match: RegExpMatchArray, start: number, end: number) => Transaction | null;

/** A rule that holds in paragraphs: headings may begin with "1. ", and cells hold no lists. */
const inParagraph = (sign: RegExp, handler: Handler) =>
  new InputRule(sign, (state, match, start, end) =>
    state.doc.resolve(start).parent.type === nodes.paragraph ? handler(state, match, start, end) : null);

/** Wraps the paragraph; a list goes on that stands before it. */
const wrapping = (sign: RegExp, type: NodeType, attrsOf: (match: RegExpMatchArray) => Attrs | null = () => null) =>
  inParagraph(sign, (state, match, start, end) => {
    if (!mayGoDeeper(state.doc.resolve(start))) return null;
    const transaction = state.tr.delete(start, end);
    const attrs = attrsOf(match);
    const range = transaction.doc.resolve(start).blockRange();
    const wrappers = range && findWrapping(range, type, attrs);
    if (!wrappers) return null;
    transaction.wrap(range, wrappers);
    const before = transaction.doc.resolve(start - 1).nodeBefore;
    const goesOn = before?.type === type && type !== nodes.quote
      && (!attrs || (before.attrs["start"] as number) + before.childCount === attrs["start"]);
    if (goesOn && canJoin(transaction.doc, start - 1)) transaction.join(start - 1);
    return transaction;
  });

const heading = inParagraph(new RegExp(`^(#{1,${MAX_LEVEL}})\\s$`), (state, match, start, end) =>
  state.tr.delete(start, end).setBlockType(start, start, nodes.heading, { level: match[1]?.length ?? 1 }));

/** Three signs alone in a paragraph; the caret goes on below. Some systems join two hyphens to a dash. */
const rule = inParagraph(/^(?:---|—-|\*\*\*|___)$/, (state, _match, start) => {
  const $start = state.doc.resolve(start);
  // Nothing stands behind the signs.
  if ($start.parent.content.size > state.selection.to - $start.start()) return null;
  const index = $start.index(-1);
  if (!$start.node(-1).canReplaceWith(index, index + 1, nodes.break)) return null;
  const pos = $start.before();
  const transaction = state.tr.replaceWith(pos, $start.after(), [nodes.break.create(), nodes.paragraph.create()]);
  return transaction.setSelection(TextSelection.create(transaction.doc, pos + 2));
});

/** All rules. */
export const rules = (): Plugin =>
  inputRules({
    rules: [
      wrapping(/^[-*+•]\s$/, nodes.bullet_list),
      wrapping(NUMBER, nodes.ordered_list, (match) => ({ start: Number(match[1]) })),
      wrapping(/^>\s$/, nodes.quote),
      heading,
      rule,
      linkingRule,
    ],
  });
