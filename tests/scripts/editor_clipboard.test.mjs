// What the editor copies for other programs, and how pieces are put into a text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { a, br, doc, editor, find, h, hr, li, note, ol, p, Pen, quote, ref, strong, table, td, th, tr, ul } from "./support/editor.mjs";

const { becoming, copiedHtml, copiedText, inserting, markedRanges, markRanges, model: { Slice }, pieceOf, pieceOfText, ranges, replacing, state } = editor;

const is = (pen, expected) => {
  pen.doc.check();
  assert.equal(pen.doc.toString(), expected.toString());
  assert.ok(pen.doc.eq(expected), "attributes");
};

const copied = (...content) => {
  const document = doc(...content);
  const footnotes = document.children.filter(({ type }) => type.name === "footnote");
  const text = document.content.cut(0, document.content.size - footnotes.reduce((sum, { nodeSize }) => sum + nodeSize, 0));
  const slice = new Slice(text, 0, 0);
  return [copiedHtml({ slice, footnotes }), copiedText({ slice, footnotes })];
};

test("blocks are copied as HTML and as text", () => {
  const cases = [
    [[p("a < b & \"c\""), p("d")], "<p>a &lt; b &amp; &quot;c&quot;</p><p>d</p>", "a < b & \"c\"\n\nd"],
    [[p("a", br(), strong("b"))], "<p>a<br><strong>b</strong></p>", "a\nb"],
    [[p(a("https://a.org/?x=1&y", "link"), a("javascript:x", "dead"))], '<p><a href="https://a.org/?x=1&amp;y">link</a>dead</p>', "linkdead"],
    [[h({ level: 1 }, "Title"), hr()], "<h3>Title</h3><hr>", "Title\n\n---"],
    [
      [ul(li(p("a"), ol({ start: 4 }, li(p("b")), li(p("c"), p("d")))), li(p("e")))],
      '<ul><li>a<ol start="4"><li>b</li><li>c<p>d</p></li></ol></li><li>e</li></ul>',
      "• a\n\t4. b\n\t5. c\n\t\td\n• e",
    ],
    [[quote(p("said"))], "<blockquote><p>said</p></blockquote>", "said"],
    [
      [table(tr(th("a"), th({ alignment: "right" }, "b")), tr(td("c"), td({ alignment: "right" })))],
      '<table border="1" cellspacing="0" cellpadding="4"><tr><th>a</th><th align="right">b</th></tr><tr><td>c</td><td align="right"></td></tr></table>',
      "a\tb\nc\t",
    ],
    [
      [p("a", ref("z")), note("z", p("note"), p("more"))],
      '<p>a<sup><a href="#_ftn1" name="_ftnref1">[1]</a></sup></p><hr><div id="ftn1"><p><a href="#_ftnref1" name="_ftn1">[1]</a> note</p><p>more</p></div>',
      "a[1]\n\n[1] note\nmore",
    ],
  ];
  for (const [content, html, text] of cases) assert.deepEqual(copied(...content), [html, text]);
});

test("words of one block are copied without it", () => {
  for (const document of [doc(p("one two")), doc(ul(li(p("one two")))), doc(h({ level: 2 }, "one two"))]) {
    const from = find(document, "two");
    const slice = state.TextSelection.create(document, from, from + 3).content();
    assert.deepEqual([copiedHtml({ slice, footnotes: [] }), copiedText({ slice, footnotes: [] })], ["two", "two"]);
  }
});

test("a piece is put in as a person would expect, in one undo step", () => {
  const cases = [
    // Words go on in the line.
    [doc(p("ab")), "b", doc(p("X")), doc(p("aXb"))],
    // Paragraphs part it.
    [doc(p("ab")), "b", doc(p("X"), p("Y")), doc(p("aX"), p("Yb"))],
    // Lists stand for themselves.
    [doc(p("ab")), "b", doc(ul(li(p("X")))), doc(p("a"), ul(li(p("X"))), p("b"))],
    [doc(p("a"), p()), 4, doc(ul(li(p("X")), li(p("Y")))), doc(p("a"), ul(li(p("X")), li(p("Y"))))],
    [doc(p()), 1, doc(h({ level: 2 }, "X"), p("Y")), doc(h({ level: 2 }, "X"), p("Y"))],
    [doc(p()), 1, doc(table(tr(th("X")))), doc(table(tr(th("X"))))],
    // Items in the place of an empty item.
    [doc(ul(li(p("a")), li(p()))), 8, doc(ul(li(p("X"), ul(li(p("Y")))), li(p("Z")))), doc(ul(li(p("a")), li(p("X"), ul(li(p("Y")))), li(p("Z"))))],
    [doc(ul(li(p("ab")))), "b", doc(p("X"), p("Y")), doc(ul(li(p("aX"), p("Yb"))))],
    // A heading is one line.
    [doc(h({ level: 1 }, "ab")), "b", doc(p("X", br(), "Y")), doc(h({ level: 1 }, "aX Yb"))],
  ];
  for (const [before, at, pasted, after] of cases) {
    const pen = typeof at === "number" ? new Pen(before).place(at) : new Pen(before).at(at);
    pen.dispatch(inserting(pen.state, pieceOf(pasted)));
    is(pen, after);
    pen.run("undo");
    is(pen, before);
  }
});

test("footnotes that are selected with all the rest come along once", () => {
  const all = doc(p("a", ref("x")), note("x", p("first")), note("y", p("nobody's")));
  const slice = editor.withoutNotes(new state.AllSelection(all).content());
  assert.equal(slice.content.toString(), '<paragraph("a", footnote_reference), paragraph("nobody\'s")>');
  const pen = new Pen(doc(p())).place(1);
  pen.dispatch(inserting(pen.state, { slice: new state.AllSelection(all).content(), footnotes: [all.child(1)] }));
  is(pen, doc(p("a", ref("1")), p("nobody's"), note("1", p("first"))));
});

test("what is pasted is undone alone", () => {
  const pen = new Pen(doc(p())).place(1).type("typed ");
  pen.dispatch(inserting(pen.state, pieceOf(doc(p("pasted")))));
  pen.run("undo");
  is(pen, doc(p("typed ")));
});

test("no word of a piece is lost, wherever it is put", () => {
  const document = doc(
    p("one"), ul(li(p("two"), ol(li(p("three")))), li(p())), quote(h({ level: 2 }, "four")), table(tr(th("five"), th()), tr(td("six"), td())),
    hr(), p("seven", ref("1")), note("1", p("eight")),
  );
  const words = (node) => node.textBetween(0, node.content.size, " ", " ").split(/\s+/).filter(Boolean).sort();
  const pasted = doc(p("A"), ul(li(p("B"), table(tr(th("C"), th("D")), tr(td("E"), td("F"))))), quote(p("G", br(), "H")), h({ level: 1 }, "I"));
  for (let pos = 0; pos <= document.content.size; pos++) {
    const pen = new Pen(document).place(pos);
    const { from } = pen.state.selection;
    pen.dispatch(inserting(pen.state, pieceOf(pasted)));
    pen.doc.check();
    // The words around the caret may be parted or touch.
    const found = words(pen.doc).join("");
    for (const letter of "ABCDEFGHI") assert.equal(found.split(letter).length, 2, `${letter} at ${from}: ${pen.doc}`);
    for (const word of ["three", "five", "eight"]) {
      const isBroken = from > find(document, word) && from < find(document, word, true);
      assert.ok(isBroken || pen.doc.textContent.includes(word), `${word} at ${from}`);
    }
  }
});

test("plain text is put in by its lines where nobody reads it better", () => {
  assert.equal(pieceOfText("a\r\nb\n\n c").slice.content.toString(), '<paragraph("a"), paragraph("b"), paragraph(" c")>');
  assert.equal(pieceOfText("\n").slice.size, 0);
});

test("many places are replaced in one step, and keep their marks", () => {
  const pen = new Pen(doc(p("one two"), p(strong("two"), " x two")));
  const places = [[5, 8], [10, 13], [16, 19]].map(([from, to]) => ({ from, to, text: "three" }));
  pen.dispatch(replacing(pen.state, places));
  is(pen, doc(p("one three"), p(strong("three"), " x three")));
  pen.run("undo");
  is(pen, doc(p("one two"), p(strong("two"), " x two")));
});

test("marked places move with the text, and go with it", () => {
  let now = state.EditorState.create({ doc: doc(p("one two three")), plugins: [ranges()] });
  now = now.apply(markRanges(now, [{ from: 5, to: 8, kind: "found" }, { from: 1, to: 4, kind: "finding" }, { from: 9, to: 99, kind: "x" }]));
  assert.deepEqual(markedRanges(now), [{ from: 1, to: 4, kind: "finding" }, { from: 5, to: 8, kind: "found" }]);
  now = now.apply(now.tr.insertText("zero ", 1));
  now = now.apply(now.tr.delete(6, 10));
  assert.deepEqual(markedRanges(now), [{ from: 6, to: 9, kind: "found" }]);
  now = now.apply(markRanges(now, []));
  assert.deepEqual(markedRanges(now), []);
});

test("a document becomes any other one", () => {
  const documents = [
    doc(p()), doc(p("a")), doc(p("aa")), doc(p("aaa")), doc(p("a"), p("a")), doc(ul(li(p("a")))), doc(ul(li(p("a")), li(p("a")))),
    doc(ol({ start: 2 }, li(p("a")))), doc(table(tr(th("a"), th("a")))), doc(table(tr(th("a")), tr(td("a")))), doc(p("a", ref("1")), note("1", p("a"))),
    doc(p("a", strong("a"))), doc(quote(p("a"), hr())), doc(h({ level: 1 }, "a")), doc(h({ level: 2 }, "a")),
  ];
  for (const from of documents) {
    for (const to of documents) {
      const pen = new Pen(from);
      pen.dispatch(becoming(pen.state, to).setMeta(editor.EXACT, true));
      is(pen, to);
    }
  }
});
