// The caret in tables: from cell to cell, out of the table, and over many cells.

import { chainCommands } from "prosemirror-commands";
import { type Command, Selection, TextSelection, type Transaction } from "prosemirror-state";
import {
  addRowAfter as addRow, cellAround, CellSelection, isInTable, nextCell, type TableRect,
} from "prosemirror-tables";
import type { EditorView } from "prosemirror-view";

import { nodes } from "./schema";
import { rectOf } from "./tables";

/** How far from its edge a cell's first and last line are met, in pixels. */
const EDGE = 12;

/** Where the cell begins inside. */
const startOfCell = (rect: TableRect, row: number, column: number): number =>
  rect.tableStart + rect.map.positionAt(row, column, rect.table) + 1;

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
  const end = getComputedStyle(table).direction === "rtl" ? "left" : "right";
  const axis = side === "left" || side === "right" ? "horiz" : "vert";
  const $head = nextCell($from, axis, side === "down" || side === end ? 1 : -1);
  if ($head) dispatch?.(state.tr.setSelection(new CellSelection($anchor, $head)).scrollIntoView());
  return true;
};

/** From anywhere in the table to what stands below it. */
export const leaveTable = leavingTable(1, true);
