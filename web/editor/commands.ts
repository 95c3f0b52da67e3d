// The commands by name, as toolbars and keys call them, and which of them are on at the caret.

import { toggleMark } from "prosemirror-commands";
import { redo, undo } from "prosemirror-history";
import type { MarkType } from "prosemirror-model";
import type { Command, EditorState } from "prosemirror-state";

import {
  around, hardBreak, indent, insertBreak, listAround, outdent, toggleQuote, togglingHeading, togglingList, toParagraph,
} from "./blocks";
import { footnoteAround, goToFootnote, insertFootnote } from "./footnotes";
import { linkOf, removeLink } from "./links";
import { marks, nodes } from "./schema";
import { alignmentAt, tableCommands } from "./tables";

/** Strong and emphasis go, links stay. */
const clearMarks: Command = (state, dispatch) => {
  const { from, to, empty } = state.selection;
  if (empty) return false;
  dispatch?.(state.tr.removeMark(from, to, marks.strong).removeMark(from, to, marks.emphasis));
  return true;
};

/** All commands but `link`, which asks the page for an address (editor.ts). */
export const commands = {
  undo,
  redo,
  strong: toggleMark(marks.strong),
  emphasis: toggleMark(marks.emphasis),
  clear_marks: clearMarks,
  remove_link: removeLink,
  paragraph: toParagraph,
  heading_1: togglingHeading(1),
  heading_2: togglingHeading(2),
  heading_3: togglingHeading(3),
  heading_4: togglingHeading(4),
  heading_5: togglingHeading(5),
  heading_6: togglingHeading(6),
  bullet_list: togglingList(nodes.bullet_list),
  ordered_list: togglingList(nodes.ordered_list),
  indent,
  outdent,
  quote: toggleQuote,
  break: insertBreak,
  hard_break: hardBreak,
  insert_footnote: insertFootnote,
  go_to_footnote: goToFootnote,
  ...tableCommands,
} satisfies Record<string, Command>;

/** What a command is called. */
export type CommandName = keyof typeof commands | "link";

/** Whether all of the selection has the mark, or what is typed next will have it. */
function hasMark({ storedMarks, selection, doc }: EditorState, type: MarkType): boolean {
  const { empty, $from, from, to } = selection;
  if (empty) return type.isInSet(storedMarks ?? $from.marks()) !== undefined;
  let hasAll = false;
  let isFirst = true;
  doc.nodesBetween(from, to, (node) => {
    if (!node.isText) return;
    hasAll = (isFirst || hasAll) && type.isInSet(node.marks) !== undefined;
    isFirst = false;
  });
  return hasAll;
}

/** The commands that are on at the caret: what a press would take away, or what it stands in. */
export function activeCommands(state: EditorState): Set<CommandName> {
  const active = new Set<CommandName>();
  if (hasMark(state, marks.strong)) active.add("strong");
  if (hasMark(state, marks.emphasis)) active.add("emphasis");
  if (linkOf(state).href !== "") active.add("link");
  const { type, attrs } = state.selection.$from.parent;
  if (type === nodes.heading) active.add(`heading_${attrs["level"]}` as CommandName);
  if (type === nodes.paragraph) active.add("paragraph");
  const list = listAround(state);
  if (list) active.add(list.type === nodes.bullet_list ? "bullet_list" : "ordered_list");
  if (around(state, nodes.quote)) active.add("quote");
  if (footnoteAround(state.selection)) active.add("go_to_footnote");
  const alignment = alignmentAt(state);
  if (alignment !== undefined) {
    active.add("insert_table");
    active.add(`align_${alignment ?? "default"}`);
  }
  return active;
}

/** The commands that would do something at the caret. */
export function possibleCommands(state: EditorState): Set<CommandName> {
  const possible = new Set<CommandName>();
  for (const [name, command] of Object.entries(commands) as [CommandName, Command][]) {
    if (command(state)) possible.add(name);
  }
  if (state.selection.$from.parent.inlineContent) possible.add("link");
  return possible;
}
