// The clipboard and what is dropped: copies go out as HTML, as text and exactly; what comes in is read by the page.

import { closeHistory } from "prosemirror-history";
import { Fragment, Slice } from "prosemirror-model";
import { Plugin, type EditorState, TextSelection } from "prosemirror-state";
import type { EditorView } from "prosemirror-view";

import { type Copied, copiedHtml, copiedText } from "./copied";
import { footnotesOf, labelOf, referencesIn } from "./footnotes";
import { inserting, type Piece, pieceOf, pieceOfText, withoutNotes } from "./insert";
import { readDocument } from "./json";
import { addressOf, settingLink } from "./links";
import { schema } from "./schema";

/** What a copy is called that only this editor reads: nothing of it is lost. */
const EXACT_TYPE = "application/vnd.submission-editor+json";

/** Deeper than any text that was written here, and not so deep that a browser has trouble. */
const DEEPEST = 60;

/** What is being dragged out of an editor of this page, for another one. */
let dragged: Copied | undefined;

/** The most of it that is read. What is longer is read as HTML, by whoever says what is too much. */
const MOST = 2_000_000;

/** Reads what is pasted or dropped: the JSON of a document; null where nothing is to be put in (yet). */
export type ReadPasted = (html: string, text: string, files: File[]) => string | null;

function copiedFrom(state: EditorState): Copied {
  const slice = withoutNotes(state.selection.content());
  const labels = referencesIn(slice.content).map(({ node }) => labelOf(node));
  const found = footnotesOf(state.doc).map(({ node }) => node);
  const inOrder = [...new Set(labels)].map((label) => found.find((node) => labelOf(node) === label));
  return { slice, footnotes: inOrder.filter((node) => node !== undefined) };
}

function writeExact({ slice, footnotes }: Copied): string {
  return JSON.stringify({ slice: slice.toJSON(), footnotes: footnotes.map((node) => node.toJSON()) });
}

/** Undefined where it is none of ours: any page can write what is called so. */
function readExact(data: DataTransfer): Piece | undefined {
  const json = data.getData(EXACT_TYPE);
  if (json === "" || json.length > MOST) return undefined;
  try {
    const read = JSON.parse(json) as { slice: unknown; footnotes: unknown[] };
    const slice = Slice.fromJSON(schema, read.slice);
    const footnotes = Fragment.fromJSON(schema, read.footnotes).content;
    if (isDeeper(slice.content, DEEPEST)) return undefined;
    for (const node of [...slice.content.content, ...footnotes]) node.check();
    return { slice, footnotes: [...footnotes] };
  } catch {
    return undefined;
  }
}

/** Whether something stands in more than so many nodes. */
const isDeeper = (content: Fragment, depth: number): boolean =>
  depth < 0 || content.content.some((node) => isDeeper(node.content, depth - 1));

/** Copies the selection; true where there is one. */
function copy(view: EditorView, event: ClipboardEvent): boolean {
  if (view.state.selection.empty || !event.clipboardData) return false;
  const copied = copiedFrom(view.state);
  event.preventDefault();
  event.clipboardData.clearData();
  event.clipboardData.setData("text/html", copiedHtml(copied));
  event.clipboardData.setData("text/plain", copiedText(copied));
  event.clipboardData.setData(EXACT_TYPE, writeExact(copied));
  return true;
}

/** What the page makes of it. */
function readForeign(data: DataTransfer, isPlain: boolean, read: ReadPasted | undefined): Piece | undefined {
  const text = data.getData("text/plain") || data.getData("text/uri-list");
  const html = isPlain ? "" : data.getData("text/html");
  if (!read) return pieceOfText(text);
  const json = read(html, text, [...data.files]);
  return json === null ? undefined : pieceOf(readDocument(json));
}

/** Puts a piece in the place of the selection: cells into cells, all else as it is. */
export function insertPiece(view: EditorView, piece: Piece, event?: ClipboardEvent): void {
  // The table's own way knows nothing of footnotes.
  const isTaken = event && piece.footnotes.length === 0
    && view.someProp("handlePaste", (handle) => handle(view, event, piece.slice));
  if (!isTaken) view.dispatch(inserting(view.state, piece));
  // What is typed next is undone by itself.
  view.dispatch(closeHistory(view.state.tr));
}

/** Links what is selected where an address is pasted over it. */
function linkSelection(view: EditorView, data: DataTransfer): boolean {
  const { $from, $to, empty } = view.state.selection;
  const href = empty || !$from.sameParent($to) ? undefined : addressOf(data.getData("text/plain"));
  if (href === undefined || addressOf(view.state.doc.textBetween($from.pos, $to.pos))) return false;
  return settingLink(href)(view.state, view.dispatch);
}

/** Copying, cutting, pasting, dropping. */
export function clipboard(read: ReadPasted | undefined): Plugin {
  // Ctrl+Shift+V: the words alone.
  let isPlain = false;
  return new Plugin({
    props: {
      handleDOMEvents: {
        keydown: (_view, event) => {
          const isModifier = ["Control", "Shift", "Meta", "Alt"].includes(event.key);
          if (!isModifier) isPlain = event.shiftKey && (event.ctrlKey || event.metaKey);
          return false;
        },
        copy: (view, event) => copy(view, event),
        cut: (view, event) => {
          if (!view.editable || !copy(view, event)) return false;
          view.dispatch(closeHistory(view.state.tr.deleteSelection().scrollIntoView().setMeta("uiEvent", "cut")));
          return true;
        },
        paste: (view, event) => {
          const data = event.clipboardData;
          if (!view.editable || !data) return false;
          event.preventDefault();
          // The input method's text must not be torn apart.
          if (view.composing) return true;
          const wasPlain = isPlain;
          isPlain = false;
          if (linkSelection(view, data)) return true;
          const piece = (wasPlain ? undefined : readExact(data)) ?? readForeign(data, wasPlain, read);
          if (piece) insertPiece(view, piece, event);
          return true;
        },
        dragstart: (view) => {
          dragged = view.state.selection.empty ? undefined : copiedFrom(view.state);
          return false;
        },
        dragend: () => {
          dragged = undefined;
          return false;
        },
        drop: (view, event) => {
          const data = event.dataTransfer;
          // What is moved within the editor is ProseMirror's affair.
          if (view.dragging || !data) return false;
          event.preventDefault();
          const place = view.posAtCoords({ left: event.clientX, top: event.clientY });
          if (!view.editable || view.composing || !place) return true;
          const piece = dragged ?? readExact(data) ?? readForeign(data, false, read);
          if (!piece) return true;
          const caret = TextSelection.near(view.state.doc.resolve(place.pos));
          view.dispatch(view.state.tr.setSelection(caret));
          insertPiece(view, piece);
          view.focus();
          return true;
        },
      },
    },
  });
}
