// The editor's toolbar: one stop of the Tab key, arrow keys within (https://www.w3.org/WAI/ARIA/apg/patterns/toolbar/).

import type { EditorHandle } from "./api";
import type { CommandName } from "./commands";
import { icon } from "./icons";
import { isMac } from "./view";

/** What is said, by name: of each command, and of what else an editor says. */
export type Words = { [name: string]: string };

interface Tool {
  name: CommandName;
  /** As in `aria-keyshortcuts`, with Control for the platform's own. */
  keys?: string;
  /** It is on or off. */
  isToggle?: boolean;
}

/** What belongs together. */
const GROUPS: readonly (readonly Tool[])[] = [
  [
    { name: "strong", keys: "Control+B", isToggle: true },
    { name: "emphasis", keys: "Control+I", isToggle: true },
    { name: "link", keys: "Control+K", isToggle: true },
  ],
  [
    { name: "heading_1", keys: "Control+Alt+1", isToggle: true },
    { name: "bullet_list", keys: "Control+Shift+8", isToggle: true },
    { name: "ordered_list", keys: "Control+Shift+7", isToggle: true },
    { name: "outdent", keys: "Control+[" },
    { name: "indent", keys: "Control+]" },
    { name: "quote", keys: "Control+Shift+9", isToggle: true },
  ],
  [{ name: "insert_table" }, { name: "insert_footnote", keys: "Control+Alt+F" }],
  [{ name: "undo", keys: "Control+Z" }, { name: "redo", keys: "Control+Shift+Z" }],
];

/** Shown where the caret is in a table. */
const OF_TABLES: readonly Tool[] = [
  { name: "add_row_before" }, { name: "add_row_after" }, { name: "delete_row" },
  { name: "add_column_before" }, { name: "add_column_after" }, { name: "delete_column" },
  { name: "delete_table" },
];

/** The keys as they stand on the keyboard. */
function keysInWords(keys: string): string {
  if (!isMac()) return keys.replace("Control", "Ctrl");
  return keys.replace("Control+", "⌘").replace("Alt+", "⌥").replace("Shift+", "⇧");
}

function buttonOf(editor: EditorHandle, { name, keys }: Tool, words: Words): HTMLButtonElement {
  const button = document.createElement("button");
  const label = words[name] ?? name;
  button.type = "button";
  button.className = "tool";
  button.dataset["command"] = name;
  button.setAttribute("aria-label", label);
  button.title = keys ? `${label} (${keysInWords(keys)})` : label;
  if (keys) button.setAttribute("aria-keyshortcuts", isMac() ? keys.replace("Control", "Meta") : keys);
  button.append(icon(name));
  // The selection stays where it is.
  button.addEventListener("mousedown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (button.getAttribute("aria-disabled") !== "true") editor.command(name);
  });
  return button;
}

/** Which button a key leads to; undefined for other keys. */
function stepped(key: string, at: number, count: number, isRtl: boolean): number | undefined {
  const forward = isRtl ? "ArrowLeft" : "ArrowRight";
  const back = isRtl ? "ArrowRight" : "ArrowLeft";
  if (key === forward) return (at + 1) % count;
  if (key === back) return (at + count - 1) % count;
  if (key === "Home") return 0;
  return key === "End" ? count - 1 : undefined;
}

/** The toolbar of an editor. */
export function toolbar(editor: EditorHandle, label: string, words: Words): HTMLElement {
  const bar = document.createElement("div");
  bar.className = "toolbar";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", label);
  const tools = new Map<Tool, HTMLButtonElement>();
  for (const group of [...GROUPS, OF_TABLES]) {
    const part = document.createElement("div");
    part.className = "tools";
    if (group === OF_TABLES) part.dataset["of"] = "table";
    for (const tool of group) {
      const button = buttonOf(editor, tool, words);
      tools.set(tool, button);
      part.append(button);
    }
    bar.append(part);
  }
  const ofTables = bar.querySelector<HTMLElement>("[data-of]");
  const inSight = () => [...tools.values()].filter((button) => !button.closest("[hidden]"));
  const lead = (to: HTMLButtonElement | undefined) => {
    for (const button of tools.values()) button.tabIndex = button === to ? 0 : -1;
  };

  const show = () => {
    const { active, possible } = editor.state();
    if (ofTables) ofTables.hidden = !active.includes("insert_table");
    for (const [{ name, isToggle }, button] of tools) {
      if (isToggle) button.setAttribute("aria-pressed", String(active.includes(name)));
      button.setAttribute("aria-disabled", String(!possible.includes(name)));
    }
    const seen = inSight();
    if (!seen.some((button) => button.tabIndex === 0)) lead(seen[0]);
  };

  bar.addEventListener("focusin", ({ target }) => lead(inSight().find((button) => button === target)));
  bar.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey) return;
    const seen = inSight();
    const at = seen.findIndex((button) => button === event.target);
    const next = at < 0 ? undefined : stepped(event.key, at, seen.length, getComputedStyle(bar).direction === "rtl");
    if (event.key === "Escape") editor.focus();
    else if (next !== undefined) seen[next]?.focus();
    else return;
    event.preventDefault();
  });
  editor.onState(show);
  show();
  return bar;
}
