// How footnotes and their references look: with a number, which is a way from the one to the other.

import type { Node } from "prosemirror-model";
import { Plugin, PluginKey, Selection, TextSelection } from "prosemirror-state";
import { Decoration, DecorationSet, type EditorView, type NodeView } from "prosemirror-view";

import { footnotesOf, labelOf, numbersOf, referencesIn } from "./footnotes";

const key = new PluginKey<DecorationSet>("footnotes");

/** The numbers as they are now. They are in no document, since they follow from it. */
function numbered(document: Node): DecorationSet {
  const all = [...referencesIn(document), ...footnotesOf(document)];
  if (all.length === 0) return DecorationSet.empty;
  const numbers = numbersOf(document);
  const decorate = ({ node, pos }: { node: Node; pos: number }) =>
    Decoration.node(pos, pos + node.nodeSize, {}, { number: numbers.get(labelOf(node)) });
  return DecorationSet.create(document, all.map(decorate));
}

const numberIn = (decorations: readonly Decoration[]): string =>
  String(decorations.find(({ spec }) => spec.number !== undefined)?.spec.number ?? "");

/** What is said of footnotes; `{number}` stands for the number. */
export interface FootnoteWords {
  /** Of a reference, such as "Footnote {number}". */
  reference: string;
  /** Of the button before a footnote, such as "Back to the text from footnote {number}". */
  back: string;
}

/** A reference: its number, a little higher. */
class ReferenceView implements NodeView {
  dom = document.createElement("span");

  constructor(private node: Node, decorations: readonly Decoration[], private words: FootnoteWords) {
    this.dom.className = "footnote-reference";
    this.dom.setAttribute("role", "link");
    this.show(decorations);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show(decorations);
    return true;
  }

  private show(decorations: readonly Decoration[]): void {
    const number = numberIn(decorations);
    if (this.dom.textContent === number) return;
    this.dom.textContent = number;
    this.dom.setAttribute("aria-label", this.words.reference.replace("{number}", number));
  }
}

/** A footnote: its number is a button that leads back to the text. */
class FootnoteView implements NodeView {
  dom = document.createElement("div");

  contentDOM = document.createElement("div");

  private button = document.createElement("button");

  constructor(private node: Node, view: EditorView, decorations: readonly Decoration[], private words: FootnoteWords) {
    this.dom.className = "footnote";
    this.button.type = "button";
    // Tab leaves the editor.
    this.button.tabIndex = -1;
    this.button.contentEditable = "false";
    this.button.addEventListener("mousedown", (event) => event.preventDefault());
    this.button.addEventListener("click", () => goBack(view, labelOf(this.node)));
    this.dom.append(this.button, this.contentDOM);
    this.show(decorations);
  }

  update(node: Node, decorations: readonly Decoration[]): boolean {
    if (node.type !== this.node.type) return false;
    this.node = node;
    this.show(decorations);
    return true;
  }

  stopEvent(event: Event): boolean {
    return this.button.contains(event.target as HTMLElement);
  }

  ignoreMutation(mutation: { target: globalThis.Node }): boolean {
    return !this.contentDOM.contains(mutation.target);
  }

  private show(decorations: readonly Decoration[]): void {
    const number = numberIn(decorations);
    if (this.button.textContent === number) return;
    this.button.textContent = number;
    this.button.setAttribute("aria-label", this.words.back.replace("{number}", number));
  }
}

/** Puts the caret behind the first reference of a footnote. */
function goBack(view: EditorView, label: string): void {
  const reference = referencesIn(view.state.doc).find(({ node }) => labelOf(node) === label);
  view.focus();
  if (!reference) return;
  const caret = TextSelection.create(view.state.doc, reference.pos + 1);
  view.dispatch(view.state.tr.setSelection(caret).scrollIntoView());
}

/** Puts the caret into the footnote of a reference. */
function goTo(view: EditorView, label: string): boolean {
  const footnote = footnotesOf(view.state.doc).find(({ node }) => labelOf(node) === label);
  if (!footnote) return false;
  const caret = Selection.near(view.state.doc.resolve(footnote.pos + 1), 1);
  view.dispatch(view.state.tr.setSelection(caret).scrollIntoView());
  return true;
}

/** Draws footnotes and their numbers; a click on a reference leads to its footnote. */
export const footnoteViews = (words: FootnoteWords): Plugin<DecorationSet> =>
  new Plugin<DecorationSet>({
    key,
    state: {
      init: (_, { doc }) => numbered(doc),
      apply: (transaction, decorations) => (transaction.docChanged ? numbered(transaction.doc) : decorations),
    },
    props: {
      decorations: (state) => key.getState(state),
      nodeViews: {
        footnote_reference: (node, _view, _pos, decorations) => new ReferenceView(node, decorations, words),
        footnote: (node, view, _pos, decorations) => new FootnoteView(node, view, decorations, words),
      },
      handleClickOn: (view, _pos, node, _nodePos, event) =>
        event.button === 0 && node.type.name === "footnote_reference" && goTo(view, labelOf(node)),
    },
  });
