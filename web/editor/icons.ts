// The drawings on the buttons: lines in a square of 20, in the colour of the text.

import type { CommandName } from "./commands";

const LINES = "M8 5h9M8 10h9M8 15h9";
const TABLE = "M3 4h14v12H3zM3 8h14";

/** The path of each; those that begin with ~ turn with the direction of the page; digits do not. */
const PATHS: { [name in CommandName]?: string } = {
  strong: "M6 4h5a3 3 0 0 1 0 6H6zM6 10h6a3 3 0 0 1 0 6H6z",
  emphasis: "M9 4h6M5 16h6M12 4L8 16",
  link: "M8 12l4-4M9 6l2-2a3.5 3.5 0 0 1 5 5l-2 2M11 14l-2 2a3.5 3.5 0 0 1-5-5l2-2",
  heading_1: "M5 4v12M14 4v12M5 10h9",
  bullet_list: `~${LINES}M4 5h.01M4 10h.01M4 15h.01`,
  ordered_list: `${LINES}M3 4l1-.6V7M3 12.5q1-1.6 1.8-.5T3 15.5h2`,
  outdent: "~M3 4h14M10 8h7M10 12h7M3 16h14M6.5 7.5L4 10l2.5 2.5",
  indent: "~M3 4h14M10 8h7M10 12h7M3 16h14M4 7.5L6.5 10 4 12.5",
  quote: "~M4 5v10M8 6h9M8 10h9M8 14h6",
  insert_table: `${TABLE}M3 12h14M10 4v12`,
  insert_footnote: "M3 6h7M3 10h7M3 14h12M14 3.6l1.2-.6v5",
  undo: "~M4 8h8a4 4 0 0 1 0 8H8M7 4.5L3.5 8 7 11.5",
  redo: "~M16 8H8a4 4 0 0 0 0 8h4M13 4.5L16.5 8 13 11.5",
  add_row_before: "M3 11h14v5H3zM10 3v5M7.5 5.5h5",
  add_row_after: "M3 4h14v5H3zM10 12v5M7.5 14.5h5",
  delete_row: "M3 7.5h14v5H3zM8 3l4 0M8 17h4M7 8.5l6 3M13 8.5l-6 3",
  add_column_before: "~M11 3h5v14h-5zM3 10h5M5.5 7.5v5",
  add_column_after: "~M4 3h5v14H4zM12 10h5M14.5 7.5v5",
  delete_column: "M7.5 3h5v14h-5zM8.5 7l3 6M11.5 7l-3 6",
  delete_table: `${TABLE}M7 10l6 4M13 10l-6 4`,
};

const SVG = "http://www.w3.org/2000/svg";

/** The drawing of a command, which says nothing to a screen reader. */
export function icon(name: CommandName): SVGElement {
  const path = PATHS[name] ?? "";
  const drawing = document.createElementNS(SVG, "svg");
  drawing.setAttribute("viewBox", "0 0 20 20");
  drawing.setAttribute("aria-hidden", "true");
  drawing.setAttribute("class", "icon");
  if (path.startsWith("~")) drawing.setAttribute("data-turns", "");
  const line = document.createElementNS(SVG, "path");
  line.setAttribute("d", path.replace("~", ""));
  drawing.append(line);
  return drawing;
}
