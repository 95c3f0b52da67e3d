// Tables: a new one, rows, columns, how they are set, and the caret from cell to cell.

import { chainCommands } from "prosemirror-commands";
import { Fragment, Node } from "prosemirror-model";
import { type Command, type EditorState, Selection, TextSelection, type Transaction } from "prosemirror-state";
import {
  addColumnAfter, addColumnBefore, addRowAfter as addRow, addRowBefore, cellAround, CellSelection, deleteColumn, deleteRow,
  isInTable, nextCell, selectedRect, type TableRect,
} from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";

import { type Alignment, nodes } from "./schema";

/** How far from its edge a cell's first and last line are met, in pixels. */
const EDGE = 12;

/** The table around the selection, and what of it is selected. */
const rectOf = (state: EditorState): TableRect | undefined => (isInTable(state) ? selectedRect(state) : undefined);

/** Where the cell begins inside. */
const startOfCell = (rect: TableRect, row: number, column: number): number =>
  rect.tableStart + rect.map.positionAt(row, column, rect.table) + 1;

/** A table of two rows and columns, the first row a heading; the caret stands in its first cell. */
export const insertTable: Command = (state, dispatch) => {
  const { $from } = state.selection;
  if (isInTable(state) || !$from.parent.inlineContent) return false;
  if (dispatch) {
    const row = (cell: typeof nodes.table_cell) => nodes.table_row.create(null, [cell.create(), cell.create()]);
    const table = nodes.table.create(null, [row(nodes.table_header), row(nodes.table_cell)]);
    const isEmpty = state.selection.empty && $from.parent.type === nodes.paragraph && $from.parent.content.size === 0;
    const transaction = state.tr;
    // What is selected stays: the table stands after its last block.
    const after = state.selection.$to.after();
    const pos = isEmpty ? $from.before() : after;
    if (isEmpty) transaction.replaceWith(pos, after, table);
    else transaction.insert(pos, table);
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, pos + 3)).scrollIntoView());
  }
  return true;
};

/** Removes the table around the selection; the caret stands where it was. */
export const deleteTable: Command = (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  if (dispatch) {
    const pos = rect.tableStart - 1;
    const transaction = state.tr.replaceWith(pos, pos + rect.table.nodeSize, nodes.paragraph.create());
    dispatch(transaction.setSelection(TextSelection.create(transaction.doc, pos + 1)).scrollIntoView());
  }
  return true;
};

/** Removes what is selected of the table, or all of it where nothing would be left. */
const deleting = (command: Command, isAll: (rect: TableRect) => boolean): Command => (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  return isAll(rect) ? deleteTable(state, dispatch) : command(state, dispatch);
};

/** All cells of a table, row by row. */
const cellsOf = (table: Node): Node[][] =>
  table.children.map((row) => [...row.children]);

/** Puts other cells into the table, and the caret where it was in the cell that it was in. */
function replaceCells(state: EditorState, rect: TableRect, cells: Node[][], row: number, column: number): Transaction {
  const rows = cells.map((content, at) => rect.table.child(at).copy(Fragment.from(content)));
  const inside = state.selection.$head.parentOffset;
  const transaction = state.tr.replaceWith(rect.tableStart, rect.tableStart + rect.table.content.size, rows);
  const start = transaction.doc.resolve(rect.tableStart);
  const table = start.parent;
  let pos = rect.tableStart + 1;
  for (let at = 0; at < row; at++) pos += table.child(at).nodeSize;
  for (let at = 0; at < column; at++) pos += table.child(row).child(at).nodeSize;
  const caret = pos + 1 + Math.min(inside, table.child(row).child(column).content.size);
  return transaction.setSelection(TextSelection.create(transaction.doc, caret)).scrollIntoView();
}

/** A list in which the neighbours `at` and `to` have changed places. */
function swapped<Item>(items: Item[], at: number, to: number): Item[] {
  const [from, into] = [items[at], items[to]];
  return items.map((item, index) => (index === at ? into ?? item : index === to ? from ?? item : item));
}

/** Moves the row of the caret by one, or its column; the heading row too. */
const moving = (what: "row" | "column", by: 1 | -1): Command => (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  const { top, left, table } = rect;
  const isRow = what === "row";
  const [at, count] = isRow ? [top, rect.map.height] : [left, rect.map.width];
  const to = at + by;
  if (to < 0 || to >= count || table.children.some((row) => row.childCount !== rect.map.width)) return false;
  if (dispatch) {
    const cells = cellsOf(table);
    const moved = isRow ? swapped(cells, at, to) : cells.map((row) => swapped(row, at, to));
    dispatch(replaceCells(state, rect, moved, isRow ? to : top, isRow ? left : to));
  }
  return true;
};

/** Sets the columns of the selection. */
const aligning = (alignment: Alignment): Command => (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  if (dispatch) {
    const transaction = state.tr;
    for (let row = 0; row < rect.map.height; row++) {
      for (let column = rect.left; column < rect.right; column++) {
        const pos = rect.tableStart + rect.map.positionAt(row, column, rect.table);
        transaction.setNodeAttribute(pos, "alignment", alignment);
      }
    }
    dispatch(transaction);
  }
  return true;
};

/** How the column of the caret is set; undefined outside of tables. */
export function alignmentAt(state: EditorState): Alignment | undefined {
  const rect = rectOf(state);
  return rect && (rect.table.child(rect.top).maybeChild(rect.left)?.attrs["alignment"] ?? null);
}

/** Enter in a cell: to the one below, in a new row at the end. A cell is one line, and Tab leaves the editor. */
export const cellBelow: Command = (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  if (!dispatch) return true;
  const goTo = (transaction: Transaction, pos: number) =>
    dispatch(transaction.setSelection(Selection.near(transaction.doc.resolve(pos), 1)).scrollIntoView());
  if (rect.bottom < rect.map.height) {
    goTo(state.tr, startOfCell(rect, rect.bottom, rect.left));
    return true;
  }
  // The new row stands where the table ended; its empty cells have a size of two.
  const added = rect.tableStart + rect.table.content.size + 2 + 2 * rect.left;
  return addRow(state, (transaction) => goTo(transaction, added));
};

/** Shift+Enter in a cell: to the one above. */
export const cellAbove: Command = (state, dispatch) => {
  const rect = rectOf(state);
  if (!rect) return false;
  if (dispatch && rect.top > 0) {
    const pos = startOfCell(rect, rect.top - 1, rect.left);
    dispatch(state.tr.setSelection(Selection.near(state.doc.resolve(pos), 1)).scrollIntoView());
  }
  return true;
};

/** Out of a table, to a paragraph beside it: an arrow where nothing else stands there, or by all means. */
const leavingTable = (by: 1 | -1, always: boolean): Command => (state, dispatch, view) => {
  const rect = rectOf(state);
  if (!rect || state.selection instanceof CellSelection) return false;
  const isAtEdge = by < 0 ? rect.top === 0 : rect.bottom === rect.map.height;
  if (!always && (!isAtEdge || (view && !view.endOfTextblock(by < 0 ? "up" : "down")))) return false;
  const pos = by < 0 ? rect.tableStart - 1 : rect.tableStart - 1 + rect.table.nodeSize;
  const $pos = state.doc.resolve(pos);
  const beside = by < 0 ? $pos.nodeBefore : $pos.nodeAfter;
  const isThere = beside !== null && beside.type !== nodes.table && beside.type !== nodes.footnote;
  if (isThere && !always) return false;
  if (dispatch) {
    const transaction = state.tr;
    if (!isThere) transaction.insert(pos, nodes.paragraph.create());
    dispatch(transaction.setSelection(Selection.near(transaction.doc.resolve(pos), 1)).scrollIntoView());
  }
  return true;
};

/** An arrow to the next row, in the same column: browsers lose the column where cells are empty. */
const toRow = (by: 1 | -1): Command => (state, dispatch, view) => {
  const rect = rectOf(state);
  const side = by < 0 ? "up" : "down";
  if (!rect || !state.selection.empty || (view && !view.endOfTextblock(side))) return false;
  const row = rect.top + by;
  if (row < 0 || row >= rect.map.height) return false;
  if (dispatch) {
    const pos = startOfCell(rect, row, rect.left);
    const caret = view ? placeIn(view, pos, state.selection.head, by) : pos;
    dispatch(state.tr.setSelection(TextSelection.create(state.doc, caret)).scrollIntoView());
  }
  return true;
};

/** The place in a cell's first or last line that stands below or above another place. */
function placeIn(view: EditorView, pos: number, head: number, by: 1 | -1): number {
  const cell = view.nodeDOM(pos - 1) as HTMLElement;
  const { left, right, top, bottom } = cell.getBoundingClientRect();
  const x = Math.min(Math.max(view.coordsAtPos(head).left, left + 1), right - 1);
  // Half a line from the edge that comes first.
  const y = by > 0 ? top + EDGE : bottom - EDGE;
  const found = view.posAtCoords({ left: x, top: y })?.pos ?? pos;
  const end = pos + (view.state.doc.nodeAt(pos - 1)?.content.size ?? 0);
  return Math.min(Math.max(found, pos), end);
}

/** Down to the next row, or out of the table. */
export const rowBelow = chainCommands(toRow(1), leavingTable(1, false));
/** Up to the row before, or out of the table. */
export const rowAbove = chainCommands(toRow(-1), leavingTable(-1, false));
/** Shift and an arrow at the edge of a cell: the next cell is selected too. */
export const selectingCells = (side: "left" | "right" | "up" | "down"): Command => (state, dispatch, view) => {
  const { selection } = state;
  if (!isInTable(state) || !view) return false;
  const isSelected = selection instanceof CellSelection;
  if (!isSelected && !view.endOfTextblock(side)) return false;
  const $anchor = isSelected ? selection.$anchorCell : cellAround(selection.$anchor);
  const $from = isSelected ? selection.$headCell : cellAround(selection.$head);
  if (!$anchor || !$from) return false;
  const table = view.nodeDOM($from.before(-1)) as HTMLElement;
  // Right is where a row goes, but in a table from right to left.
  const isForward = side === "down" || (side === "right") === (getComputedStyle(table).direction !== "rtl") && side !== "up";
  const $head = nextCell($from, side === "left" || side === "right" ? "horiz" : "vert", isForward ? 1 : -1);
  if ($head) dispatch?.(state.tr.setSelection(new CellSelection($anchor, $head)).scrollIntoView());
  return true;
};

/** From anywhere in the table to what stands below it. */
export const leaveTable = leavingTable(1, true);

/** The commands of tables by name. Before and after are as the table is read. */
export const tableCommands = {
  insert_table: insertTable,
  delete_table: deleteTable,
  add_row_before: addRowBefore,
  add_row_after: addRow,
  delete_row: deleting(deleteRow, ({ top, bottom, map }) => top === 0 && bottom === map.height),
  move_row_before: moving("row", -1),
  move_row_after: moving("row", 1),
  add_column_before: addColumnBefore,
  add_column_after: addColumnAfter,
  delete_column: deleting(deleteColumn, ({ left, right, map }) => left === 0 && right === map.width),
  move_column_before: moving("column", -1),
  move_column_after: moving("column", 1),
  align_default: aligning(null),
  align_left: aligning("left"),
  align_center: aligning("center"),
  align_right: aligning("right"),
} satisfies Record<string, Command>;
