// The rich text editor: ProseMirror over the schema of our rich text. Loaded when the form is on the screen; the
// program opens one in the place of an answer that is being written.

import { closeHistory, history } from "prosemirror-history";
import { EditorState, type Plugin, Selection, TextSelection, type Transaction } from "prosemirror-state";
import { tableEditing } from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";

import type { EditorHandle, Options, Selected, ToolbarState, Where } from "./api";
import { clipboard, insertPiece } from "./clipboard";
import { activeCommands, type CommandName, commands, possibleCommands } from "./commands";
import { footnoteViews } from "./footnote_view";
import { becoming, pieceOf, type Replaced, replacing } from "./insert";
import { readDocument, writeDocument } from "./json";
import { keys } from "./keys";
import { type LinkFound, linkOf, settingLink } from "./links";
import { type Marked, markedRanges, markRanges, ranges } from "./ranges";
import { EXACT, repairing } from "./repair";
import { rules } from "./rules";
import { draw, isMac } from "./view";
import { Waiting } from "./waiting";

export type { EditorHandle, Options } from "./api";

const isOfHistory = (name: CommandName) => name === "undo" || name === "redo";

/** An editor and its state, on the page or off it. */
class Editor implements EditorHandle {
  private current: EditorState;

  private view: EditorView | undefined;

  private waiting = new Waiting(() => this.isComposing());

  private changes = 0;

  /** `changed` may not be called while the program asks for the text. */
  private isAsked = false;

  private listeners = new Set<() => void>();

  private frame = 0;

  /** What is known of the commands; undefined after a change. */
  private known: ToolbarState | undefined;

  /** As the listeners know it. */
  private told = "";

  constructor(private options: Options) {
    this.current = EditorState.create({ doc: readDocument(options.json), plugins: this.plugins() });
    this.attach(options.place);
  }

  private plugins(): Plugin[] {
    const { options } = this;
    return [
      this.waiting.plugin(),
      rules(),
      ...keys({ run: (name) => this.run(name), leave: () => options.leave?.(), isMac: isMac() }),
      clipboard(options.paste && ((html, text, files) => options.paste?.(html, text, files) ?? null)),
      tableEditing(),
      repairing(),
      footnoteViews(options.words),
      ranges(),
      history({ depth: 500 }),
    ];
  }

  private dispatch = (transaction: Transaction): void => {
    const { state, transactions } = this.current.applyTransaction(transaction);
    this.show(state);
    if (!transactions.some(({ docChanged }) => docChanged)) return;
    this.changes++;
    if (transactions.some((one) => one.getMeta(EXACT))) return;
    if (this.isAsked) queueMicrotask(() => this.options.changed());
    else this.options.changed();
  };

  private show(state: EditorState): void {
    this.current = state;
    this.known = undefined;
    this.view?.updateState(state);
    if (this.listeners.size > 0 && this.frame === 0) this.frame = requestAnimationFrame(() => this.tell());
  }

  private tell(): void {
    this.frame = 0;
    const { active, possible } = this.state();
    const state = `${active};${possible}`;
    if (state === this.told) return;
    this.told = state;
    for (const listener of this.listeners) listener();
  }

  attach(place: HTMLElement): void {
    this.detach();
    this.view = draw(place, this.current, this.options, this.dispatch, (name) => this.run(name));
  }

  detach(): void {
    this.flush();
    this.view?.destroy();
    this.view = undefined;
    this.waiting.go();
  }

  destroy(): void {
    this.listeners.clear();
    cancelAnimationFrame(this.frame);
    this.detach();
  }

  /** Takes what the browser has written and not told yet. */
  private flush(): void {
    // Not in its types, but what ProseMirror itself calls before it reads its state.
    const observer = (this.view as { domObserver?: { flush(): void } } | undefined)?.domObserver;
    this.isAsked = true;
    try {
      observer?.flush();
    } finally {
      this.isAsked = false;
    }
  }

  json(): string {
    this.flush();
    return writeDocument(this.current.doc);
  }

  setJson(json: string): void {
    const document = readDocument(json);
    this.waiting.run(() => {
      const transaction = becoming(this.current, document);
      if (transaction.docChanged) this.dispatch(closeHistory(transaction.setMeta(EXACT, true)));
    });
  }

  setReadOnly(readOnly: boolean): void {
    this.waiting.run(() => this.setOptions({ readOnly }));
  }

  setLabel(label: string): void {
    this.setOptions({ label });
  }

  setLanguage(language: string, direction: Options["direction"] = "auto"): void {
    this.setOptions({ language, direction });
  }

  private setOptions(options: Partial<Options>): void {
    Object.assign(this.options, options);
    this.known = undefined;
    // Has it ask for its attributes again.
    this.view?.setProps({});
  }

  isComposing(): boolean {
    return this.view?.composing ?? false;
  }

  hasFocus(): boolean {
    return this.view?.hasFocus() ?? false;
  }

  get selection(): Selected {
    const { anchor, head } = this.current.selection;
    return { anchor, head };
  }

  get version(): number {
    return this.changes;
  }

  get element(): HTMLElement | undefined {
    return this.view?.dom;
  }

  focus(where?: Where): void {
    this.view?.focus();
    const selection = where && this.selectionAt(where);
    if (selection) this.dispatch(this.current.tr.setSelection(selection).scrollIntoView());
  }

  private selectionAt(where: Where): Selection | undefined {
    const { doc } = this.current;
    if (where === "start") return Selection.atStart(doc);
    if (where === "end") return Selection.atEnd(doc);
    if ("x" in where) {
      const found = this.view?.posAtCoords({ left: where.x, top: where.y });
      return found ? Selection.near(doc.resolve(found.pos)) : undefined;
    }
    const inside = (pos: number) => doc.resolve(Math.max(0, Math.min(pos, doc.content.size)));
    return TextSelection.between(inside(where.anchor), inside(where.head));
  }

  private run(name: CommandName): boolean {
    if (this.options.readOnly) return false;
    if (name === "link") {
      this.options.link?.();
      return this.options.link !== undefined;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    // Each is a step of its own for undo.
    const dispatch = (transaction: Transaction) =>
      this.dispatch(isOfHistory(name) ? transaction : closeHistory(transaction));
    return command?.(this.current, dispatch, this.view) ?? false;
  }

  command(name: CommandName): boolean {
    // A toolbar must not tear apart what is being composed.
    if (this.isComposing()) return false;
    const done = this.run(name);
    if (name !== "link") this.view?.focus();
    return done;
  }

  state(): ToolbarState {
    this.known ??= {
      active: [...activeCommands(this.current)],
      possible: this.options.readOnly ? [] : [...possibleCommands(this.current)],
    };
    return this.known;
  }

  isActive(name: CommandName): boolean {
    return this.state().active.includes(name);
  }

  isPossible(name: CommandName): boolean {
    return this.state().possible.includes(name);
  }

  onState(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => void this.listeners.delete(listener);
  }

  link(): LinkFound {
    return linkOf(this.current);
  }

  setLink(href: string, text?: string): boolean {
    if (this.options.readOnly) return false;
    return settingLink(href, text)(this.current, this.dispatch);
  }

  insert(json: string): void {
    const piece = pieceOf(readDocument(json));
    this.waiting.run(() => {
      if (this.view) insertPiece(this.view, piece);
    });
  }

  replace(pieces: readonly Replaced[], version = this.changes): boolean {
    if (version !== this.changes || this.isComposing() || this.options.readOnly) return false;
    this.dispatch(replacing(this.current, pieces));
    return true;
  }

  mark(places: readonly Marked[], version = this.changes): boolean {
    if (version !== this.changes) return false;
    this.waiting.run(() => {
      if (version === this.changes) this.dispatch(markRanges(this.current, places));
    });
    return true;
  }

  marked(): Marked[] {
    return markedRanges(this.current);
  }

  reveal(from: number, to = from): void {
    const selection = this.selectionAt({ anchor: from, head: to });
    if (selection) this.dispatch(this.current.tr.setSelection(selection).scrollIntoView());
  }
}

/** Opens an editor. Throws where the JSON is no document of the schema: nothing is drawn then. */
export const open = (options: Options): EditorHandle => new Editor({ ...options });
