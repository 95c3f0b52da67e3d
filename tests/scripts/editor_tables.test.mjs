// Tables in the editor: rows, columns, how they are set, the caret, and that they stay rectangles.

import assert from "node:assert/strict";
import { test } from "node:test";

import { br, doc, editor, li, p, Pen, table, td, th, tr, ul } from "./support/editor.mjs";

const { nodes } = editor;

const is = (pen, expected) => {
  pen.doc.check();
  assert.equal(pen.doc.toString(), expected.toString());
  assert.ok(pen.doc.eq(expected), "attributes");
};

const row = (cell, ...texts) => tr(...texts.map((text) => (text === "" ? cell() : cell(text))));
const grid = (head, ...rows) => table(row(th, ...head), ...rows.map((texts) => row(td, ...texts)));
const small = () => doc(grid(["a", "b"], ["c", "d"]));

test("a new table has a heading row and stands where the caret was", () => {
  const pen = new Pen(doc(p("before"), p())).place(9);
  assert.ok(pen.run("insert_table"));
  is(pen.type("x"), doc(p("before"), grid(["x", ""], ["", ""])));
  is(new Pen(doc(p("text"))).at("ext").type("!") && new Pen(doc(ul(li(p("text"))))).at("ext"), doc(ul(li(p("text")))));
  const inText = new Pen(doc(p("text"), p("after"))).at("ext");
  inText.run("insert_table");
  is(inText, doc(p("text"), grid(["", ""], ["", ""]), p("after")));
});

test("rows and columns are added, removed and moved", () => {
  const table = [
    ["add_row_after", "a", [["a", "b"], ["", ""], ["c", "d"]]],
    ["add_row_before", "c", [["a", "b"], ["", ""], ["c", "d"]]],
    ["add_row_before", "a", [["", ""], ["a", "b"], ["c", "d"]]],
    ["add_row_after", "d", [["a", "b"], ["c", "d"], ["", ""]]],
    ["add_column_after", "a", [["a", "", "b"], ["c", "", "d"]]],
    ["add_column_before", "a", [["", "a", "b"], ["", "c", "d"]]],
    ["delete_row", "c", [["a", "b"]]],
    ["delete_row", "a", [["c", "d"]]],
    ["delete_column", "d", [["a"], ["c"]]],
    ["move_row_after", "a", [["c", "d"], ["a", "b"]]],
    ["move_row_before", "d", [["c", "d"], ["a", "b"]]],
    ["move_column_after", "c", [["b", "a"], ["d", "c"]]],
    ["move_column_before", "b", [["b", "a"], ["d", "c"]]],
  ];
  for (const [name, at, [head, ...rows]] of table) {
    const pen = new Pen(small()).at(at);
    assert.ok(pen.run(name), name);
    is(pen, doc(grid(head, ...rows)));
    // One step.
    pen.run("undo");
    is(pen, small());
  }
  for (const [name, at] of [["move_row_before", "a"], ["move_row_after", "d"], ["move_column_before", "a"], ["move_column_after", "b"]]) {
    assert.ok(!new Pen(small()).at(at).run(name), name);
  }
});

test("the caret goes with what is moved", () => {
  const pen = new Pen(small()).at("d", true);
  pen.run("move_row_before");
  pen.run("move_column_before");
  is(pen.type("!"), doc(grid(["d!", "c"], ["b", "a"])));
});

test("the last row, the last column and the table itself go as a whole", () => {
  for (const [document, name] of [
    [doc(grid(["a", "b"])), "delete_row"],
    [doc(grid(["a"], ["b"])), "delete_column"],
    [doc(grid(["a"])), "delete_table"],
  ]) {
    const pen = new Pen(document).at("a");
    assert.ok(pen.run(name));
    is(pen.type("x"), doc(p("x")));
  }
});

test("a column is set as a whole, and new rows are set like it", () => {
  const pen = new Pen(small()).at("d");
  pen.run("align_right");
  const set = (cell, text) => cell({ alignment: "right" }, ...(text ? [text] : []));
  is(pen, doc(table(tr(th("a"), set(th, "b")), tr(td("c"), set(td, "d")))));
  pen.run("add_row_after");
  is(pen, doc(table(tr(th("a"), set(th, "b")), tr(td("c"), set(td, "d")), tr(td(), set(td)))));
  pen.at("a").run("add_row_before");
  is(pen, doc(table(tr(th(), set(th)), tr(td("a"), set(td, "b")), tr(td("c"), set(td, "d")), tr(td(), set(td)))));
  pen.at("b").run("align_default");
  is(pen, doc(grid(["", ""], ["a", "b"], ["c", "d"], ["", ""])));
});

test("Enter goes to the cell below and makes a row at the end; Shift+Enter goes up", () => {
  const pen = new Pen(small()).after("b").press("Enter").type("1");
  is(pen, doc(grid(["a", "b"], ["c", "1d"])));
  is(pen.press("Enter").type("2"), doc(grid(["a", "b"], ["c", "1d"], ["", "2"])));
  is(pen.press("Shift-Enter").type("3"), doc(grid(["a", "b"], ["c", "31d"], ["", "2"])));
});

test("arrows go up and down in the same column", () => {
  is(new Pen(doc(grid(["a", ""], ["", "d"]))).at("d").press("ArrowUp").type("b"), doc(grid(["a", "b"], ["", "d"])));
  is(new Pen(doc(grid(["a", ""], ["", "d"]))).at("a").press("ArrowDown").type("c"), doc(grid(["a", ""], ["c", "d"])));
});

test("there is always a way out below and above", () => {
  is(new Pen(small()).at("d").press("ArrowDown").type("x"), doc(grid(["a", "b"], ["c", "d"]), p("x")));
  is(new Pen(small()).at("a").press("ArrowUp").type("x"), doc(p("x"), grid(["a", "b"], ["c", "d"])));
  is(new Pen(small()).at("a").press("Mod-Enter").type("x"), doc(grid(["a", "b"], ["c", "d"]), p("x")));
  const between = doc(p("b"), ...small().children, p("z"));
  is(new Pen(between).at("a").press("Mod-Enter").type("x"), doc(p("b"), ...small().children, p("xz")));
  // Not where there is one already: the browser's own.
  assert.ok(new Pen(between).at("d").press("ArrowDown").doc.eq(between));
});

test("ragged tables and joined cells become rectangles, and cells one line", () => {
  const ragged = table(tr(td("a"), td("b"), td({ colspan: 2 }, "c")), tr(th("d", br(), "e")));
  const pen = new Pen(doc(p("x"))).at("x");
  pen.dispatch(pen.state.tr.insert(3, ragged));
  is(pen, doc(p("x"), grid(["a", "b", "c"], ["d e", "", ""])));
});

test("blocks become words in a cell, and none is lost", () => {
  const pasted = doc(p("one", br(), "two"), ul(li(p("three")), li(p("four"))), grid(["five"], ["six"]));
  const pen = new Pen(small()).at("d");
  pen.dispatch(editor.inserting(pen.state, editor.pieceOf(pasted)));
  is(pen, doc(grid(["a", "b"], ["c", "one two three four five sixd"])));
  assert.equal(pen.doc.firstChild.type, nodes.table);
});
