// Writing in the editor: keys, commands, input rules, undo.

import assert from "node:assert/strict";
import { test } from "node:test";

import { a, br, doc, editor, h, hr, li, ol, p, Pen, quote, strong, table, td, th, tr, ul } from "./support/editor.mjs";

const { activeCommands, commands, linkOf, possibleCommands, removeLink, settingLink, shortcutOf, Waiting } = editor;

const is = (pen, expected) => {
  pen.doc.check();
  assert.equal(pen.doc.toString(), expected.toString());
  assert.ok(pen.doc.eq(expected), "attributes");
};

/** Presses with nothing but what is named. */
const pressed = (names, key, code) => ({
  key, code, ctrlKey: names.includes("ctrl"), metaKey: names.includes("meta"), altKey: names.includes("alt"), shiftKey: names.includes("shift"),
});

test("shortcuts mean the same on every layout", () => {
  const table = [
    ["ctrl", "b", "KeyB", "strong"],
    ["ctrl", "и", "KeyB", "strong"],
    ["ctrl", "لا", "KeyB", "strong"],
    ["ctrl", "i", "KeyI", "emphasis"],
    ["ctrl", "k", "KeyK", "link"],
    ["ctrl", "z", "KeyZ", "undo"],
    // Where Z and Y have changed places, the letter counts.
    ["ctrl", "z", "KeyY", "undo"],
    ["ctrl", "я", "KeyZ", "undo"],
    ["ctrl shift", "Z", "KeyZ", "redo"],
    ["ctrl", "y", "KeyY", "redo"],
    ["ctrl shift", "&", "Digit7", "ordered_list"],
    ["ctrl shift", "/", "Digit7", "ordered_list"],
    ["ctrl shift", "*", "Digit8", "bullet_list"],
    ["ctrl shift", "(", "Digit9", "quote"],
    ["ctrl", "]", "BracketRight", "indent"],
    ["ctrl", "ъ", "BracketRight", "indent"],
    ["ctrl", "[", "BracketLeft", "outdent"],
    ["ctrl alt", "1", "Digit1", "heading_1"],
    ["ctrl alt", "¹", "Digit1", "heading_1"],
    ["ctrl alt", "3", "Digit3", "heading_3"],
    ["ctrl alt", "f", "KeyF", "insert_footnote"],
    ["", "b", "KeyB", undefined],
    ["shift", "B", "KeyB", undefined],
    ["alt", "b", "KeyB", undefined],
    ["ctrl meta", "b", "KeyB", undefined],
    ["ctrl", "Tab", "Tab", undefined],
    ["ctrl", "c", "KeyC", undefined],
  ];
  for (const [names, key, code, command] of table) {
    assert.equal(shortcutOf(pressed(names, key, code), false), command, `${names} ${key} ${code}`);
    const onMac = names.replace(/ctrl|meta/g, (name) => (name === "ctrl" ? "meta" : "ctrl"));
    assert.equal(shortcutOf(pressed(onMac, key, code), true), command, `Mac ${onMac} ${key}`);
  }
  // AltGr writes.
  const altGr = { ...pressed("ctrl alt", "²", "Digit2"), getModifierState: (name) => name === "AltGraph" };
  assert.equal(shortcutOf(altGr, false), undefined);
});

test("signs at the start become what they mean, and one Backspace takes it back", () => {
  const table = [
    ["- ", ul(li(p()))],
    ["* ", ul(li(p()))],
    ["1. ", ol(li(p()))],
    ["12) ", ol({ start: 12 }, li(p()))],
    ["> ", quote(p())],
    ["# ", h({ level: 1 })],
    ["### ", h({ level: 3 })],
  ];
  for (const [typed, expected] of table) {
    const pen = new Pen(doc(p())).place(1).type(typed);
    is(pen, doc(expected));
    is(pen.press("Backspace"), doc(p(typed)));
  }
  const pen = new Pen(doc(p())).place(1).type("---");
  is(pen, doc(hr(), p()));
  is(pen.press("Backspace"), doc(p("---")));
});

test("signs elsewhere are text", () => {
  is(new Pen(doc(p("a"))).after("a").type("- "), doc(p("a- ")));
  is(new Pen(doc(h({ level: 1 }))).place(1).type("1. "), doc(h({ level: 1 }, "1. ")));
  is(new Pen(doc(table(tr(th("x"), th())))).place(7).type("- ").type("1. "), doc(table(tr(th("x"), th("- 1. ")))));
  is(new Pen(doc(p("text"))).at("text").type("---"), doc(p("---text")));
});

test("a number that goes on continues the list before it", () => {
  const first = ol(li(p("one")));
  is(new Pen(doc(first, p())).place(9).type("2. "), doc(ol(li(p("one")), li(p()))));
  is(new Pen(doc(first, p())).place(9).type("7. "), doc(first, ol({ start: 7 }, li(p()))));
});

test("Enter continues a list, and on an empty item leaves it", () => {
  const pen = new Pen(doc(ul(li(p("one"))))).after("one").press("Enter").type("two");
  is(pen, doc(ul(li(p("one")), li(p("two")))));
  pen.press("Enter").press("Enter").type("below");
  is(pen, doc(ul(li(p("one")), li(p("two"))), p("below")));
  // In an inner list: one level up.
  const inner = new Pen(doc(ul(li(p("a"), ul(li(p("b"))))))).after("b").press("Enter").press("Enter").type("c");
  is(inner, doc(ul(li(p("a"), ul(li(p("b")))), li(p("c")))));
  // In the middle: two lists.
  const middle = new Pen(doc(ul(li(p("a")), li(p("b"))))).after("a").press("Enter").press("Enter").type("x");
  is(middle, doc(ul(li(p("a"))), p("x"), ul(li(p("b")))));
});

test("Enter in a quote and after a heading", () => {
  is(new Pen(doc(quote(p("said")))).after("said").press("Enter").press("Enter").type("x"), doc(quote(p("said")), p("x")));
  is(new Pen(doc(h({ level: 2 }, "Title"))).after("Title").press("Enter").type("x"), doc(h({ level: 2 }, "Title"), p("x")));
});

test("Shift+Enter is a line break in the same paragraph, and nothing in a heading", () => {
  is(new Pen(doc(p("ab"))).after("a").press("Shift-Enter"), doc(p("a", br(), "b")));
  is(new Pen(doc(h({ level: 1 }, "ab"))).after("a").press("Shift-Enter"), doc(h({ level: 1 }, "ab")));
});

test("Backspace at the start of an item takes it out of the list", () => {
  is(new Pen(doc(ul(li(p("a")), li(p("b"))))).at("b").press("Backspace"), doc(ul(li(p("a"))), p("b")));
  is(new Pen(doc(ul(li(p("a"), ul(li(p("b"))))))).at("b").press("Backspace"), doc(ul(li(p("a")), li(p("b")))));
  is(new Pen(doc(quote(p("a")))).at("a").press("Backspace"), doc(p("a")));
  is(new Pen(doc(h({ level: 1 }, "a"))).at("a").press("Backspace"), doc(p("a")));
});

test("lists are made, changed into the other kind, and unmade", () => {
  const pen = new Pen(doc(p("a"), p("b"))).select("a", "b");
  assert.ok(pen.run("bullet_list"));
  is(pen, doc(ul(li(p("a")), li(p("b")))));
  assert.ok(pen.run("ordered_list"));
  is(pen, doc(ol(li(p("a")), li(p("b")))));
  assert.ok(pen.run("ordered_list"));
  is(pen, doc(p("a"), p("b")));
});

test("items are indented and outdented with what stands in them", () => {
  const flat = doc(ul(li(p("a")), li(p("b"), ul(li(p("c"))))));
  const pen = new Pen(flat).at("b");
  assert.ok(pen.run("indent"));
  is(pen, doc(ul(li(p("a"), ul(li(p("b"), ul(li(p("c")))))))));
  assert.ok(pen.run("outdent"));
  is(pen, flat);
  assert.ok(!new Pen(doc(ul(li(p("a"))))).at("a").run("indent"));
});

test("nothing becomes deeper than the program keeps", () => {
  let deep = p("x");
  for (let at = 0; at < editor.MAX_DEPTH - 1; at++) deep = quote(deep);
  const pen = new Pen(doc(deep)).at("x");
  assert.ok(pen.run("bullet_list"));
  pen.after("x").press("Enter").type("> y");
  assert.equal(pen.doc.textContent, "x> y");
  assert.ok(!pen.run("indent"));
});

test("headings are made and unmade; a line break in them becomes a space", () => {
  const pen = new Pen(doc(p("a", br(), "b"))).at("a");
  pen.run("heading_2");
  is(pen, doc(h({ level: 2 }, "a b")));
  pen.run("heading_2");
  is(pen, doc(p("a b")));
  pen.run("undo");
  pen.run("undo");
  is(pen, doc(p("a", br(), "b")));
});

test("joining a paragraph to a heading glues no words together", () => {
  is(new Pen(doc(h({ level: 1 }, "Title"), p("a", br(), "b"))).at("a").press("Backspace"), doc(h({ level: 1 }, "Titlea b")));
});

test("quotes are made and unmade around lists too", () => {
  const pen = new Pen(doc(ul(li(p("a"))))).at("a");
  pen.run("quote");
  const quoted = doc(ul(li(quote(p("a")))));
  is(pen, quoted);
  pen.run("quote");
  is(pen, doc(ul(li(p("a")))));
});

test("an address becomes a link when the next word begins, and one Backspace takes that back", () => {
  const table = [
    ["see https://example.org/a(b) ", p("see ", a("https://example.org/a(b)", "https://example.org/a(b)"), " ")],
    ["www.itu.int ", p(a("https://www.itu.int", "www.itu.int"), " ")],
    ["(https://example.org). ", p("(", a("https://example.org", "https://example.org"), "). ")],
    ["to a.b@example.org, ", p("to ", a("mailto:a.b@example.org", "a.b@example.org"), ", ")],
  ];
  for (const [typed, expected] of table) {
    const pen = new Pen(doc(p())).place(1).type(typed);
    is(pen, doc(expected));
    is(pen.press("Backspace"), doc(p(typed)));
    // Not again, and what follows is no link.
    is(pen.type("x"), doc(p(`${typed}x`)));
  }
  for (const typed of ["example.org ", "a@b ", "javascript:alert(1) ", "10.5 ", "file://x "]) {
    is(new Pen(doc(p())).place(1).type(typed), doc(p(typed)));
  }
  is(new Pen(doc(p())).place(1).type("https://a.org").press("Enter").type("x"), doc(p(a("https://a.org", "https://a.org")), p("x")));
});

test("links are set, changed and removed", () => {
  const pen = new Pen(doc(p("one two three"))).select("two");
  assert.deepEqual(linkOf(pen.state), { from: 5, to: 8, href: "", text: "two" });
  pen.run(settingLink("https://a.org"));
  is(pen, doc(p("one ", a("https://a.org", "two"), " three")));
  pen.place(6);
  assert.equal(linkOf(pen.state).href, "https://a.org");
  pen.run(settingLink("https://b.org", "new words"));
  is(pen, doc(p("one ", a("https://b.org", "new words"), " three")));
  pen.place(7).run(removeLink);
  is(pen, doc(p("one new words three")));
  const empty = new Pen(doc(p())).place(1);
  assert.ok(!empty.run(settingLink("https://a.org")));
  empty.run(settingLink("https://a.org", "text"));
  is(empty.type("!"), doc(p(a("https://a.org", "text"), "!")));
});

test("marks keep a link, and are cleared without it", () => {
  const pen = new Pen(doc(p(a("https://a.org", "link"), strong(" bold")))).select(1, 10);
  pen.run("emphasis");
  pen.run("clear_marks");
  is(pen, doc(p(a("https://a.org", "link"), " bold")));
});

test("a toolbar learns what is on and what is possible", () => {
  const pen = new Pen(doc(ul(li(p(strong("bold"), " plain"))), table(tr(th({ alignment: "right" }, "x"))))).at("old");
  assert.deepEqual([...activeCommands(pen.state)], ["strong", "paragraph", "bullet_list"]);
  const possible = possibleCommands(pen.state);
  for (const name of ["outdent", "insert_table", "insert_footnote", "link", "strong"]) assert.ok(possible.has(name), name);
  for (const name of ["undo", "indent", "add_row_after", "delete_table"]) assert.ok(!possible.has(name), name);
  pen.at("x");
  assert.deepEqual([...activeCommands(pen.state)], ["insert_table", "align_right"]);
  for (const name of ["bullet_list", "quote", "heading_1", "insert_table", "hard_break", "break"]) {
    assert.ok(!possibleCommands(pen.state).has(name), name);
  }
});

test("what is called impossible changes nothing, and nothing breaks a document", () => {
  const documents = [
    doc(p()),
    doc(p("text"), p("more")),
    doc(ul(li(p("text"), ol(li(p("more")))))),
    doc(quote(h({ level: 1 }, "text")), hr(), p("more")),
    doc(table(tr(th("text"), th("b")), tr(td("more"), td("d")))),
    doc(p("before"), table(tr(th("text"), th()), tr(td(), td("more"))), p("after")),
  ];
  for (const document of documents) {
    for (const name of Object.keys(commands)) {
      for (let from = 0; from <= document.content.size; from++) {
        const pen = new Pen(document).place(from);
        const isPossible = possibleCommands(pen.state).has(name);
        const words = pen.doc.textContent;
        const done = pen.run(name);
        pen.doc.check();
        assert.equal(done, isPossible, `${name} at ${from} in ${document}`);
        if (!done) assert.ok(pen.doc.eq(document), name);
        if (!name.startsWith("delete_") && !name.startsWith("move_")) assert.equal(pen.doc.textContent.replace("\n", ""), words, name);
      }
    }
  }
});

test("what must not disturb an input method waits for it, in its order", () => {
  let isComposing = false;
  const done = [];
  const waiting = new Waiting(() => isComposing);
  waiting.run(() => done.push(1));
  isComposing = true;
  waiting.run(() => done.push(2));
  waiting.run(() => done.push(3));
  waiting.go();
  assert.deepEqual(done, [1]);
  isComposing = false;
  // What came before goes first.
  waiting.run(() => done.push(4));
  waiting.go();
  assert.deepEqual(done, [1, 2, 3, 4]);
});
