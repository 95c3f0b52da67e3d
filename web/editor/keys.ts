// Keys: which command a key means, on any layout. Tab is not among them: it leaves the editor.

import { baseKeymap, chainCommands } from "prosemirror-commands";
import { undoInputRule } from "prosemirror-inputrules";
import { keymap } from "prosemirror-keymap";
import { type Command, Plugin } from "prosemirror-state";

import { backspaceAtStart, enterInList, hardBreak } from "./blocks";
import { cellAbove, cellBelow, leaveTable, rowAbove, rowBelow, selectingCells } from "./cells";
import type { CommandName } from "./commands";
import { followReference, leaveFootnote } from "./footnotes";
import { linkingFirst } from "./links";

/** What is known of a pressed key. */
export type Pressed = Pick<KeyboardEvent, "key" | "code" | "ctrlKey" | "metaKey" | "altKey" | "shiftKey"> &
  Partial<Pick<KeyboardEvent, "getModifierState">>;

/** Shortcuts by their letter, with Ctrl, or Command on a Mac. */
const SHORTCUTS: Record<string, CommandName> = {
  b: "strong",
  i: "emphasis",
  k: "link",
  z: "undo",
  "shift+z": "redo",
  y: "redo",
  "shift+7": "ordered_list",
  "shift+8": "bullet_list",
  "shift+9": "quote",
  "]": "indent",
  "[": "outdent",
  "alt+0": "paragraph",
  "alt+1": "heading_1",
  "alt+2": "heading_2",
  "alt+3": "heading_3",
  // As in Word; in a footnote it leads back.
  "alt+f": "insert_footnote",
  "\\": "clear_marks",
};

const BY_CODE: Record<string, string> = { BracketLeft: "[", BracketRight: "]", Backslash: "\\" };

/** The letter or digit of a key: as its layout has it where that is Latin, else where it stands. */
function letterOf({ key, code, shiftKey, altKey }: Pressed): string {
  const digit = /^Digit(\d)$/.exec(code)?.[1];
  // With Shift or Alt a digit's key writes a sign.
  if (digit && (shiftKey || altKey)) return digit;
  const letter = key.toLowerCase();
  // On a Mac, Alt writes signs too.
  if (/^[a-z0-9[\]\\]$/.test(letter) && !(altKey && !/^[a-z]$/.test(letter))) return letter;
  if (/^[a-z]$/.test(letter)) return letter;
  return /^Key([A-Z])$/.exec(code)?.[1]?.toLowerCase() ?? digit ?? BY_CODE[code] ?? "";
}

/** The command that a key means; undefined for keys that only write. */
export function shortcutOf(pressed: Pressed, isMac: boolean): CommandName | undefined {
  const { ctrlKey, metaKey, altKey, shiftKey } = pressed;
  // AltGr writes, also where it comes as Ctrl and Alt.
  if (pressed.getModifierState?.("AltGraph")) return undefined;
  if (isMac ? !metaKey || ctrlKey : !ctrlKey || metaKey) return undefined;
  return SHORTCUTS[`${altKey ? "alt+" : ""}${shiftKey ? "shift+" : ""}${letterOf(pressed)}`];
}

/** What a key outside of the document asks of the page. */
export interface KeyHooks {
  /** Runs a command by name. */
  run(name: CommandName): boolean;
  /** Esc: back to the question. */
  leave(): void;
  isMac: boolean;
}

/** What ProseMirror does for a key. */
export const base = (key: string): Command => baseKeymap[key] ?? (() => false);

/** What the keys do that write; what is left is ProseMirror's. */
export const WRITING: Record<string, Command> = {
  Enter: linkingFirst(chainCommands(followReference, leaveFootnote, cellBelow, enterInList, base("Enter"))),
  "Shift-Enter": chainCommands(hardBreak, cellAbove, () => true),
  "Mod-Enter": chainCommands(leaveTable, hardBreak),
  Backspace: chainCommands(undoInputRule, backspaceAtStart),
  ArrowDown: rowBelow,
  ArrowUp: rowAbove,
  "Shift-ArrowLeft": selectingCells("left"),
  "Shift-ArrowRight": selectingCells("right"),
  "Shift-ArrowUp": selectingCells("up"),
  "Shift-ArrowDown": selectingCells("down"),
};

/** All keys: shortcuts first, then what Enter and Backspace do here, then what they do everywhere. */
export const keys = (hooks: KeyHooks): Plugin[] => [
  new Plugin({
    props: {
      handleKeyDown(view, event) {
        // The input method's own.
        if (event.isComposing || view.composing) return false;
        if (event.key === "Escape") {
          hooks.leave();
          return true;
        }
        const name = shortcutOf(event, hooks.isMac);
        if (!name) return false;
        if (!hooks.run(name) && name === "insert_footnote") hooks.run("go_to_footnote");
        // The browser's meaning of it must not happen here, also where there is nothing to do.
        return true;
      },
    },
  }),
  keymap(WRITING),
  keymap(baseKeymap),
];
