// Footnotes in the editor: they stay with their references, whatever is done.

import assert from "node:assert/strict";
import { test } from "node:test";

import { doc, editor, li, note, p, Pen, ref, ul } from "./support/editor.mjs";

const { becoming, EXACT, numbersOf } = editor;

const is = (pen, expected) => {
  pen.doc.check();
  assert.equal(pen.doc.toString(), expected.toString());
  assert.ok(pen.doc.eq(expected), `labels: ${JSON.stringify(pen.doc)}`);
};

const two = () => doc(p("a", ref("x")), p("b", ref("y")), note("x", p("first")), note("y", p("second")));

test("a new footnote stands among the others in the order of the text", () => {
  const pen = new Pen(two()).at("b");
  assert.ok(pen.run("insert_footnote"));
  pen.type("new");
  is(pen, doc(p("a", ref("x")), p(ref("1"), "b", ref("y")), note("x", p("first")), note("1", p("new")), note("y", p("second"))));
  assert.deepEqual([...numbersOf(pen.doc)], [["x", 1], ["1", 2], ["y", 3]]);
  // No footnotes in footnotes.
  assert.ok(!pen.run("insert_footnote"));
});

test("from a reference to its footnote and back", () => {
  const pen = new Pen(two()).after("b");
  pen.place(pen.state.selection.from + 1);
  assert.ok(pen.run("go_to_footnote"));
  is(pen.type(">"), doc(p("a", ref("x")), p("b", ref("y")), note("x", p("first")), note("y", p(">second"))));
  assert.ok(pen.run("go_to_footnote"));
  pen.type("!");
  assert.equal(pen.doc.child(1).toString(), 'paragraph("b", footnote_reference, "!")');
});

test("Enter twice leaves a footnote", () => {
  const pen = new Pen(two()).after("first").press("Enter").press("Enter").type("!");
  is(pen, doc(p("a", ref("x"), "!"), p("b", ref("y")), note("x", p("first")), note("y", p("second"))));
});

test("with its last reference a footnote goes, and one undo brings both back", () => {
  const pen = new Pen(two()).select(1, 3);
  pen.dispatch(pen.state.tr.deleteSelection());
  is(pen, doc(p(), p("b", ref("y")), note("y", p("second"))));
  pen.run("undo");
  is(pen, two());
  pen.run("redo");
  is(pen, doc(p(), p("b", ref("y")), note("y", p("second"))));
});

test("a footnote with another reference stays", () => {
  const pen = new Pen(doc(p("a", ref("x"), "b", ref("x")), note("x", p("first")))).select(1, 3);
  pen.dispatch(pen.state.tr.deleteSelection());
  is(pen, doc(p("b", ref("x")), note("x", p("first"))));
});

test("footnotes follow when their references change places", () => {
  const pen = new Pen(two());
  const [first, second] = pen.doc.children;
  pen.dispatch(pen.state.tr.replaceWith(0, first.nodeSize + second.nodeSize, [second, first]));
  is(pen, doc(p("b", ref("y")), p("a", ref("x")), note("y", p("second")), note("x", p("first"))));
});

test("a footnote that is removed has an empty one in its place: its reference still stands", () => {
  const pen = new Pen(two());
  const { content: { size }, lastChild } = pen.doc;
  pen.dispatch(pen.state.tr.delete(size - lastChild.nodeSize, size));
  is(pen, doc(p("a", ref("x")), p("b", ref("y")), note("x", p("first")), note("y", p())));
});

test("a footnote that nothing referred to before is left alone", () => {
  const pen = new Pen(doc(p("a"), note("x", p("words")))).after("a").type("b");
  is(pen, doc(p("ab"), note("x", p("words"))));
});

test("what is copied brings its footnotes along, under labels that nothing has", () => {
  const piece = editor.pieceOf(doc(p("new", ref("x")), p("more", ref("x")), note("x", p("copied"))));
  const pen = new Pen(two()).at("b");
  pen.dispatch(editor.inserting(pen.state, piece));
  is(pen, doc(
    p("a", ref("x")), p("new", ref("1")), p("more", ref("1"), "b", ref("y")),
    note("x", p("first")), note("1", p("copied")), note("y", p("second")),
  ));
  pen.run("undo");
  is(pen, two());
});

test("in a footnote, pasted footnotes stand in brackets", () => {
  const piece = editor.pieceOf(doc(p("see", ref("1")), note("1", p("there"), ul(li(p("and here"))))));
  const pen = new Pen(two()).after("second");
  pen.dispatch(editor.inserting(pen.state, piece));
  is(pen, doc(p("a", ref("x")), p("b", ref("y")), note("x", p("first")), note("y", p("secondsee (there and here)"))));
});

test("a reference that comes into a footnote otherwise is text, and its footnote stays", () => {
  const pen = new Pen(two());
  const inside = pen.doc.content.size - 2;
  const reference = pen.doc.child(0).child(1);
  const transaction = pen.state.tr.insert(inside, reference).delete(2, 3);
  pen.dispatch(transaction);
  assert.match(pen.doc.textContent, /second\[\^x\]/);
  assert.match(pen.doc.textContent, /first/);
});

test("a pasted reference without its footnote is text", () => {
  const pen = new Pen(doc(p("a"))).after("a");
  pen.dispatch(editor.inserting(pen.state, editor.pieceOf(doc(p("b", ref("7"))))));
  is(pen, doc(p("ab[^7]")));
});

test("what the program puts there is left as it is, and the caret stays", () => {
  const pen = new Pen(two()).after("b");
  const given = doc(p("a"), p("b", ref("y"), " more"), note("y", p("second")), note("z", p("unused")));
  pen.dispatch(becoming(pen.state, given).setMeta(EXACT, true));
  is(pen, given);
  assert.equal(pen.state.selection.$from.parent.firstChild.text, "b");
  pen.run("undo");
  is(pen, two());
});
