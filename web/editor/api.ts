// What the page gives an editor, and what it gets: the border to the program (src/, Rust).

import type { CommandName } from "./commands";
import type { ReadPasted } from "./clipboard";
import type { FootnoteWords } from "./footnote_view";
import type { Replaced } from "./insert";
import type { LinkFound } from "./links";
import type { Marked } from "./ranges";

/** What an editor is opened with. */
export interface Options {
  /** Where it is drawn: it becomes the last child. */
  place: HTMLElement;
  /** What the answer is called: the editor's accessible name. */
  label: string;
  /** Ids of elements that describe it (`aria-describedby`). */
  describedBy?: string;
  /** The answer: a document of the schema as JSON. */
  json: string;
  /** The language of the answer, as a BCP 47 tag. */
  language?: string;
  direction?: "ltr" | "rtl" | "auto";
  words: FootnoteWords;
  readOnly?: boolean;
  /** The writer has changed the document. Called for each change, without the text: ask for it when it is wanted. */
  changed(): void;
  /** Esc was pressed. */
  leave?(): void;
  /** Ctrl+K was pressed, or `command("link")` called: ask for an address, then call `setLink`. */
  link?(): void;
  /** Ctrl-click on a link. Without it nothing happens. */
  follow?(href: string): void;
  focused?(): void;
  /** The focus has left the editor. */
  blurred?(): void;
  /** Reads what was pasted or dropped. Without it only plain text comes in. */
  paste?: ReadPasted;
}

/**
 * A selection in positions of ProseMirror (https://prosemirror.net/docs/guide/#doc.indexing). 0 is where the document
 * begins inside; a text counts its UTF-16 units, a `break`, a `hard_break`, a `footnote_reference` 1, every other node
 * 1 before and 1 behind its content.
 */
export interface Selected {
  anchor: number;
  head: number;
}

/** Where the caret goes: to an end, where it was, to a point of the window, or to positions. */
export type Where = "start" | "end" | { x: number; y: number } | Selected;

/** Which commands are on at the caret, and which would do something. */
export interface ToolbarState {
  active: CommandName[];
  possible: CommandName[];
}

/** An editor. */
export interface EditorHandle {
  /** The document as JSON, with all that was typed until now. */
  json(): string;
  /**
   * Puts another document in the place of this one, as one undo step; `changed` is not called. Waits for an input
   * method.
   */
  setJson(json: string): void;
  /** Waits for an input method. */
  setReadOnly(readOnly: boolean): void;
  setLabel(label: string): void;
  setLanguage(language: string, direction?: "ltr" | "rtl" | "auto"): void;
  /** Whether an input method is composing. */
  isComposing(): boolean;
  hasFocus(): boolean;
  focus(where?: Where): void;
  /** The selection, to be given to `focus` later. */
  readonly selection: Selected;
  /** A number that grows with each change of the document. */
  readonly version: number;
  /** The element that is written in. */
  readonly element: HTMLElement | undefined;
  /** Runs a command; whether there was something to do. The focus goes to the editor. */
  command(name: CommandName): boolean;
  isActive(name: CommandName): boolean;
  isPossible(name: CommandName): boolean;
  state(): ToolbarState;
  /** Calls when the state has changed, at most once a frame. Gives back what ends it. */
  onState(listener: () => void): () => void;
  /** The link at the selection, or the selected text with no address. */
  link(): LinkFound;
  /** Links the selection, or changes the link that it is in; another text replaces the linked one. */
  setLink(href: string, text?: string): boolean;
  /** Puts a document in the place of the selection, as pasting does. */
  insert(json: string): void;
  /** Puts these texts in the place of those, all in one undo step; false where the document is not of that version. */
  replace(pieces: readonly Replaced[], version?: number): boolean;
  /** Marks places on the screen; false where the document is not of that version. */
  mark(ranges: readonly Marked[], version?: number): boolean;
  /** Where the marked places are now. */
  marked(): Marked[];
  /** Brings a position into sight, and selects to `to` where it is given. */
  reveal(from: number, to?: number): void;
  /** Takes the editor off the page. Document, selection and undo history stay for `attach`. */
  detach(): void;
  /** Puts it back, into another place. */
  attach(place: HTMLElement): void;
  /** Ends it. Nothing may be called after. */
  destroy(): void;
}
