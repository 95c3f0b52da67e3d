// The schema: what an answer may hold. It mirrors core/src/richtext/model.rs; the names are those of the JSON that
// the program reads and writes. What a schema cannot say (the shape of tables, footnotes) is in repair.ts.

import { type Attrs, type DOMOutputSpec, Schema } from "prosemirror-model";

/** How a column is set. */
export type Alignment = "left" | "center" | "right" | null;

/** The deepest sub-heading. */
export const MAX_LEVEL = 6;

/** Sub-headings of level 1 stand below a question, which is a heading of level 2. */
const ABOVE = 2;

/** The element of a sub-heading. */
export const headingTag = (level: number): string => `h${Math.min(level + ABOVE, MAX_LEVEL)}`;

/** Schemes that a link may have. */
const ALLOWED = /^(?:https?|mailto):/i;

/** The address as an element may have it: undefined where it is lost, or of a scheme that may run something. */
export const safeHref = (href: unknown): string | undefined =>
  typeof href === "string" && ALLOWED.test(href) ? href : undefined;

/** Lists and quotes turn as their first letter does; paragraphs each for itself, by the style sheet. */
const AUTO = { dir: "auto" };

const isLevel = (level: unknown) => {
  if (!Number.isInteger(level) || (level as number) < 1 || (level as number) > MAX_LEVEL) throw new RangeError("level");
};

const isAlignment = (alignment: unknown) => {
  if (![null, "left", "center", "right"].includes(alignment as string)) throw new RangeError("alignment");
};

const cell = (tag: string) => ({
  content: "inline*",
  isolating: true,
  attrs: {
    // Always these: the model joins no cells.
    colspan: { default: 1, validate: "number" },
    rowspan: { default: 1, validate: "number" },
    colwidth: { default: null },
    alignment: { default: null, validate: isAlignment },
  },
  toDOM: ({ attrs }: { attrs: Attrs }): DOMOutputSpec =>
    [tag, attrs["alignment"] ? { "data-align": attrs["alignment"] } : {}, 0],
});

/** Words are selected, not blocks: a letter that is typed must never replace a paragraph. */
const NOT_AS_A_WHOLE = { selectable: false };

export const schema = new Schema({
  nodes: {
    doc: { content: "block+ footnote*" },
    paragraph: {
      group: "block",
      ...NOT_AS_A_WHOLE,
      content: "inline*",
      parseDOM: [{ tag: "p" }, { tag: "div" }],
      toDOM: () => ["p", 0],
    },
    heading: {
      group: "block",
      ...NOT_AS_A_WHOLE,
      content: "inline*",
      defining: true,
      attrs: { level: { default: 1, validate: isLevel } },
      toDOM: ({ attrs }) => [headingTag(attrs["level"]), { "data-level": String(attrs["level"]) }, 0],
    },
    bullet_list: {
      group: "block",
      ...NOT_AS_A_WHOLE,
      content: "list_item+",
      parseDOM: [{ tag: "ul" }],
      toDOM: () => ["ul", AUTO, 0],
    },
    ordered_list: {
      group: "block",
      ...NOT_AS_A_WHOLE,
      content: "list_item+",
      attrs: { start: { default: 1, validate: "number" } },
      parseDOM: [{ tag: "ol" }],
      toDOM: ({ attrs }) => ["ol", { ...AUTO, ...(attrs["start"] === 1 ? {} : { start: attrs["start"] }) }, 0],
    },
    list_item: {
      ...NOT_AS_A_WHOLE,
      content: "block+",
      defining: true,
      parseDOM: [{ tag: "li" }],
      toDOM: () => ["li", 0],
    },
    quote: {
      group: "block",
      ...NOT_AS_A_WHOLE,
      content: "block+",
      defining: true,
      parseDOM: [{ tag: "blockquote" }],
      toDOM: () => ["blockquote", AUTO, 0],
    },
    table: {
      group: "block",
      content: "table_row+",
      tableRole: "table",
      isolating: true,
      toDOM: () => ["table", AUTO, ["tbody", 0]],
    },
    table_row: { content: "(table_header | table_cell)+", tableRole: "row", toDOM: () => ["tr", 0] },
    table_header: { ...cell("th"), tableRole: "header_cell" },
    table_cell: { ...cell("td"), tableRole: "cell" },
    break: { group: "block", parseDOM: [{ tag: "hr" }], toDOM: () => ["hr"] },
    text: { group: "inline" },
    hard_break: {
      group: "inline",
      inline: true,
      selectable: false,
      parseDOM: [{ tag: "br" }],
      toDOM: () => ["br"],
      leafText: () => "\n",
    },
    footnote_reference: {
      group: "inline",
      inline: true,
      attrs: { label: { validate: "string" } },
      // The view puts its number there (footnote_view.ts).
      toDOM: () => ["span", { class: "footnote-reference" }],
    },
    footnote: {
      content: "block+",
      isolating: true,
      defining: true,
      selectable: false,
      attrs: { label: { validate: "string" } },
      toDOM: () => ["div", { class: "footnote" }, 0],
    },
  },
  marks: {
    link: {
      // What is typed at its end is not of it.
      inclusive: false,
      attrs: { href: { validate: "string" } },
      parseDOM: [{
        tag: "a[href]",
        getAttrs: (element) => ({ href: (element as HTMLElement).getAttribute("href") ?? "" }),
      }],
      toDOM: ({ attrs }) => {
        const href = safeHref(attrs["href"]);
        return href === undefined
          ? ["span", { class: "dead-link" }, 0]
          : ["a", { href, rel: "noopener noreferrer" }, 0];
      },
    },
    emphasis: { parseDOM: [{ tag: "em" }, { tag: "i" }], toDOM: () => ["em", 0] },
    strong: { parseDOM: [{ tag: "strong" }, { tag: "b" }], toDOM: () => ["strong", 0] },
  },
});

export const { nodes, marks } = schema;
