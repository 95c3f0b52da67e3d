// Marked places of the text, such as what was searched for, or the words that a finding is about. They are on the
// screen only, and move with the text.

import { Plugin, PluginKey, type EditorState, type Transaction } from "prosemirror-state";
import { Decoration, DecorationSet } from "prosemirror-view";

/** A place to be marked: positions of ProseMirror, and the kind that the style sheet knows. */
export interface Marked {
  from: number;
  to: number;
  kind: string;
}

const key = new PluginKey<DecorationSet>("ranges");

/** Marks these places, and no others. */
export const markRanges = (state: EditorState, ranges: readonly Marked[]): Transaction =>
  state.tr.setMeta(key, ranges).setMeta("addToHistory", false);

/** Where the marked places are by now. What was removed from the text is not among them. */
export const markedRanges = (state: EditorState): Marked[] =>
  (key.getState(state)?.find() ?? []).map(({ from, to, spec }) => ({ from, to, kind: spec.kind as string }));

/** Keeps the marked places. */
export const ranges = (): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: () => DecorationSet.empty,
      apply(transaction, marked) {
        const given = transaction.getMeta(key) as Marked[] | undefined;
        if (!given) return transaction.docChanged ? marked.map(transaction.mapping, transaction.doc) : marked;
        const { size } = transaction.doc.content;
        const valid = given.filter(({ from, to }) => from >= 0 && from < to && to <= size);
        const decorate = ({ from, to, kind }: Marked) => Decoration.inline(from, to, { "data-mark": kind }, { kind });
        return DecorationSet.create(transaction.doc, valid.map(decorate));
      },
    },
    props: { decorations: (state) => key.getState(state) },
  });
