// Tables: a new one, rows, columns, how they are set.

import { Fragment, Node } from "prosemirror-model";
import { type Command, type EditorState, TextSelection, type Transaction } from "prosemirror-state";
import {
  addColumnAfter, addColumnBefore, addRowAfter, addRowBefore, deleteColumn, deleteRow, isInTable, selectedRect,
  type TableRect,
} from "prosemirror-tables";

import { type Alignment, nodes } from "./schema";

/** The table around the selection, and what of it is selected. */
export const rectOf = (state: EditorState): TableRect | undefined =>
  isInTable(state) ? selectedRect(state) : undefined;

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

/** The commands of tables by name. Before and after are as the table is read. */
export const tableCommands = {
  insert_table: insertTable,
  delete_table: deleteTable,
  add_row_before: addRowBefore,
  add_row_after: addRowAfter,
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
