// The editor's documents: JSON in and out, what is shown of links, text that is hardly text.

import assert from "node:assert/strict";
import { test } from "node:test";

import { a, br, doc, editor, h, hr, li, note, ol, p, quote, ref, strong, table, td, th, tr, ul } from "./support/editor.mjs";

const { readDocument, safeHref, schema, writeDocument } = editor;

const EVERYTHING = doc(
  h({ level: 2 }, "Heading"),
  p("Words ", strong("strong"), a("https://example.org/?a=1&b", "link"), br(), "next line", ref("1")),
  ul(li(p("one"), ol({ start: 7 }, li(p("seven")))), li(p("two"))),
  quote(p("said"), ul(li(p("in a quote")))),
  table(tr(th({ alignment: "right" }, "head"), th()), tr(td({ alignment: "right" }, "cell"), td())),
  hr(),
  note("1", p("A footnote"), ul(li(p("with a list")))),
);

test("a document is the same after its way through JSON", () => {
  EVERYTHING.check();
  const json = writeDocument(EVERYTHING);
  assert.ok(readDocument(json).eq(EVERYTHING));
  assert.equal(writeDocument(readDocument(json)), json);
});

test("JSON has the names that the program reads", () => {
  const json = JSON.parse(writeDocument(doc(ol({ start: 3 }, li(p(a("mailto:a@b.org", "x"), ref("1")))), note("1", p()))));
  assert.deepEqual(json, {
    type: "doc",
    content: [
      {
        type: "ordered_list",
        attrs: { start: 3 },
        content: [{
          type: "list_item",
          content: [{
            type: "paragraph",
            content: [
              { type: "text", marks: [{ type: "link", attrs: { href: "mailto:a@b.org" } }], text: "x" },
              { type: "footnote_reference", attrs: { label: "1" } },
            ],
          }],
        }],
      },
      { type: "footnote", attrs: { label: "1" }, content: [{ type: "paragraph" }] },
    ],
  });
});

test("an empty document has a paragraph to write in", () => {
  for (const json of ['{"type":"doc"}', '{"type":"doc","content":[]}']) assert.ok(readDocument(json).eq(doc(p())));
});

test("what is not of the schema is refused", () => {
  const documents = [
    { type: "image" },
    { type: "heading", attrs: { level: 7 } },
    { type: "heading", attrs: { level: "1" } },
    { type: "table_row", content: [] },
    { type: "bullet_list", content: [{ type: "paragraph" }] },
    { type: "paragraph", content: [{ type: "paragraph" }] },
    { type: "paragraph", content: [{ type: "text", text: "x", marks: [{ type: "link", attrs: { href: 7 } }] }] },
    { type: "table", content: [{ type: "table_row", content: [{ type: "table_cell", attrs: { alignment: "up" } }] }] },
  ];
  for (const content of documents) {
    assert.throws(() => readDocument(JSON.stringify({ type: "doc", content: [content] })), JSON.stringify(content));
  }
});

test("only addresses of known schemes are links on the page", () => {
  for (const href of ["https://a.org", "HTTP://a.org", "mailto:a@b.org"]) assert.equal(safeHref(href), href);
  for (const href of ["javascript:alert(1)", " javascript:x", "data:text/html,x", "vbscript:x", "#", "", "file:///x", "//a.org"]) {
    assert.equal(safeHref(href), undefined, href);
    const mark = schema.marks.link.create({ href });
    assert.deepEqual(schema.marks.link.spec.toDOM(mark, true), ["span", { class: "dead-link" }, 0]);
  }
  assert.equal(safeHref(7), undefined);
  const link = schema.marks.link.create({ href: "https://a.org" });
  assert.deepEqual(schema.marks.link.spec.toDOM(link, true), ["a", { href: "https://a.org", rel: "noopener noreferrer" }, 0]);
});

test("nothing is drawn with a style attribute", () => {
  EVERYTHING.descendants((node) => {
    const drawn = node.type.spec.toDOM?.(node);
    assert.ok(!JSON.stringify(drawn ?? "").includes("style"), node.type.name);
  });
});

test("NUL, marks of direction and halves of characters are text", () => {
  const text = "a\0b\u202ec\u2066\ud800d\udc00 \\ud800 😀";
  const json = writeDocument(doc(p(text)));
  assert.equal(readDocument(json).textContent, "a\0b\u202ec\u2066\ufffdd\ufffd \\ud800 😀");
  // Whatever reads strictly can read it.
  assert.ok(JSON.parse(json).content[0].content[0].text.isWellFormed?.() ?? true);
});
