// How an editor stands on the page: its element, what a reader of the screen learns of it, what the system's menus do.
//
// ProseMirror sets no style sheet here; editor.css has what it needs, by the classes that its packages
// set: ProseMirror-selectednode, ProseMirror-hideselection, ProseMirror-separator, selectedCell.

import type { EditorState, Transaction } from "prosemirror-state";
import { EditorView } from "prosemirror-view";

import type { Options } from "./api";
import type { CommandName } from "./commands";
import { marks, safeHref } from "./schema";

export const isMac = (): boolean => /Mac|iP(?:hone|[oa]d)/.test(navigator.platform);

/** What an editing menu of the system asks for, such as that of a phone. */
const MENU: Record<string, CommandName> = {
  formatBold: "strong", formatItalic: "emphasis", historyUndo: "undo", historyRedo: "redo",
};

function attributesOf({ label, describedBy, language, direction = "auto", readOnly }: Options): Record<string, string> {
  return {
    role: "textbox",
    "aria-multiline": "true",
    "aria-label": label,
    class: "formatted",
    dir: direction,
    spellcheck: "true",
    ...(describedBy ? { "aria-describedby": describedBy } : {}),
    ...(language ? { lang: language } : {}),
    // Else a browser gives no focus to what cannot be written in.
    ...(readOnly ? { "aria-readonly": "true", tabindex: "0" } : {}),
  };
}

/** Ctrl-click on a link that may be followed. */
function follow(view: EditorView, pos: number, event: MouseEvent, { follow: to }: Options): boolean {
  const isMeant = isMac() ? event.metaKey : event.ctrlKey;
  const link = isMeant ? view.state.doc.resolve(pos).marks().find(({ type }) => type === marks.link) : undefined;
  const href = safeHref(link?.attrs["href"]);
  if (href === undefined || !to) return false;
  to(href);
  return true;
}

/** Draws the state into a place. The options are looked at each time: they may change. */
export function draw(
  place: HTMLElement,
  state: EditorState,
  options: Options,
  dispatch: (transaction: Transaction) => void,
  run: (name: CommandName) => boolean,
): EditorView {
  return new EditorView(place, {
    state,
    attributes: () => attributesOf(options),
    editable: () => !options.readOnly,
    dispatchTransaction: dispatch,
    handleClick: (view, pos, event) => follow(view, pos, event, options),
    handleDOMEvents: {
      focus: () => void options.focused?.(),
      blur: () => void options.blurred?.(),
      beforeinput: (_view, event) => {
        const name = MENU[event.inputType];
        if (!name) return false;
        event.preventDefault();
        run(name);
        return true;
      },
    },
  });
}
