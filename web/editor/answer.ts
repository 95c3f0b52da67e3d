// A rich answer as a field: the editor in the place of the answer's text area, by the contract that all fields keep
// (`AnswerField`, globals.d.ts). The way in for the program (`src/browser/editors.rs`).

import type { EditorHandle } from "./api";
import { open as openEditor } from "./editor";
import { lastMarkdown } from "./last_markdown";
import { askForLink } from "./link_dialog";
import style from "./editor.css";
import { copiedTree } from "./copied_tree";
import { toolbar, type Words } from "./toolbar";
import { safeHref } from "./schema";

/** What the program does for an editor. Each call throws when the program has stopped. */
interface Program {
  /** The Markdown of a document; undefined where it is none. */
  toMarkdown(json: string): string | undefined;
  /** The document of a Markdown text; undefined where the editor cannot hold all that it says. */
  toEditor(markdown: string): string | undefined;
  /**
   * What was pasted, as a document: of a tree of HTML as copied_tree.ts writes it ("" where there is none), a text,
   * and so many files. Undefined where nothing is to be put in.
   */
  read(tree: string, text: string, files: number): string | undefined;
  /** The writer has changed the text: it is asked for when it is wanted. */
  changed(): void;
}

/** The editor's own style sheet, which the form does not wait for; in a browser that lacks such sheets it throws. */
const sheet = new CSSStyleSheet();
sheet.replaceSync(style);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];

/** An editor in the place of a text area. */
class AnswerEditor {
  private handle: EditorHandle;

  private element: HTMLElement;

  private page = new AbortController();

  /** The Markdown of a version of the document. */
  private known: { text: string; version: number };

  /** The text when it was closed. */
  private last: string | undefined;

  /** The version that a paste has made, while nothing else has changed; "next" while one is being read. */
  private pasted: number | "next" | undefined;

  /** Throws where the document is none: the text area stays as it is then. */
  constructor(area: HTMLTextAreaElement, json: string, words: Words, private program: Program) {
    const place = document.createElement("div");
    place.className = "editor";
    const label = area.getAttribute("aria-label") ?? "";
    this.handle = openEditor({
      place,
      label,
      json,
      direction: "auto",
      words: { reference: words["footnote_reference"] ?? "", back: words["footnote_back"] ?? "" },
      changed: () => this.changed(),
      leave: () => this.element.closest<HTMLElement>("[data-writes]")?.focus(),
      link: () => askForLink(this.handle, place, words),
      follow: (href) => void window.open(safeHref(href), "_blank", "noopener,noreferrer"),
      paste: (html, text, files) => this.paste(html, text, files.length),
    });
    this.element = this.handle.element as HTMLElement;
    this.known = { text: area.value, version: this.handle.version };
    this.element.classList.add("writing");
    for (const name of ["id", "data-answer", "data-size", "aria-required"]) {
      const value = area.getAttribute(name);
      if (value !== null) this.element.setAttribute(name, value);
    }
    place.prepend(toolbar(this.handle, `${words["toolbar"]}: ${label}`, words));
    submissionEditorFields.register(this.element, this.field());
    // Whatever the text is changed by, it is told here, and asked for later.
    place.addEventListener("input", (event) => {
      event.stopPropagation();
      if (this.element.contains(event.target as Node)) this.program.changed();
    });
    const { signal } = this.page;
    // A label leads to the browser's own controls alone.
    document.addEventListener("click", (event) => this.focusFromLabel(event), { signal });
    area.parentElement?.replaceChildren(place);
  }

  private field(): AnswerField {
    return {
      text: () => this.text(),
      setText: (text) => this.setText(text),
      setReadOnly: (on) => this.handle.setReadOnly(on),
      isComposing: () => this.last === undefined && this.handle.isComposing(),
    };
  }

  private changed(): void {
    this.pasted = this.pasted === "next" ? this.handle.version : undefined;
    this.element.dispatchEvent(new Event("input", { bubbles: true }));
  }

  private focusFromLabel({ target }: Event): void {
    const label = target instanceof Element ? target.closest("label") : null;
    if (label && label.htmlFor === this.element.id) this.handle.focus();
  }

  private paste(html: string, text: string, files: number): string | null {
    const json = this.program.read(html === "" ? "" : copiedTree(html), text, files);
    if (json === undefined) return null;
    this.pasted = "next";
    return json;
  }

  /** Puts another reading in the place of what was pasted; false where the writer has written since. */
  pasteAgain(json: string): boolean {
    if (this.last !== undefined || this.pasted !== this.handle.version || !this.handle.command("undo")) return false;
    this.handle.insert(json);
    return true;
  }

  /** The text as it is stored: what the program has put there until something is typed; also when it has stopped. */
  text(): string {
    if (this.last !== undefined) return this.last;
    const json = this.handle.json();
    const { version } = this.handle;
    if (version !== this.known.version) this.known = { text: this.markdown(json), version };
    return this.known.text;
  }

  private markdown(json: string): string {
    try {
      const text = this.program.toMarkdown(json);
      if (text !== undefined) return text;
    } catch (error) {
      console.warn(error);
    }
    return lastMarkdown(json);
  }

  private setText(text: string): boolean {
    const json = this.last === undefined ? this.program.toEditor(text) : undefined;
    if (json === undefined) return false;
    this.handle.setJson(json);
    this.known = { text, version: this.handle.version };
    return true;
  }

  /** Ends it. Its text can be asked for after. */
  close(): void {
    this.last = this.text();
    this.page.abort();
    this.handle.destroy();
  }
}

/**
 * Opens an editor in the place of a text area, with its text as a document; throws where that is none, and the text
 * area stays. `words` is JSON: what is said, by name. The rest is what the program does for it (`Program`).
 */
export function open(
  area: HTMLTextAreaElement,
  json: string,
  words: string,
  toMarkdown: Program["toMarkdown"],
  toEditor: Program["toEditor"],
  read: Program["read"],
  changed: Program["changed"],
): AnswerEditor {
  return new AnswerEditor(area, json, JSON.parse(words) as Words, { toMarkdown, toEditor, read, changed });
}
