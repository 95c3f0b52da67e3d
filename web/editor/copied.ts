// What is copied, as HTML and as plain text for other programs: written as text, never put into the page.

import type { Fragment, Mark, Node, Slice } from "prosemirror-model";

import { labelOf } from "./footnotes";
import { headingTag, nodes, safeHref } from "./schema";

/** What is copied: a piece of the text, and the footnotes that it refers to, numbered from 1. */
export interface Copied {
  slice: Slice;
  footnotes: Node[];
}

/** The content: words alone where they are of one block, so that they go on in the line where they are put. */
function contentOf(slice: Slice): Fragment {
  let { content } = slice;
  for (let depth = Math.min(slice.openStart, slice.openEnd); depth > 0 && content.childCount === 1; depth--) {
    const only = content.firstChild as Node;
    if (only.isTextblock) return only.content;
    content = only.content;
  }
  return slice.content;
}

const SIGNS: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };
const escaped = (text: string) => text.replace(/[&<>"]/g, (sign) => SIGNS[sign] ?? sign);

const TAGS: Record<string, string> = {
  paragraph: "p",
  bullet_list: "ul",
  list_item: "li",
  quote: "blockquote",
  table_row: "tr",
  table_header: "th",
  table_cell: "td",
};

const MARK_TAGS: Record<string, string> = { strong: "strong", emphasis: "em" };

function wrapped(html: string, { type, attrs }: Mark): string {
  const tag = MARK_TAGS[type.name];
  if (tag) return `<${tag}>${html}</${tag}>`;
  const href = safeHref(attrs["href"]);
  return href === undefined ? html : `<a href="${escaped(href)}">${html}</a>`;
}

/** Writes one copy. */
class Writer {
  constructor(private footnotes: Node[]) {}

  private number(reference: Node): number {
    return this.footnotes.findIndex((footnote) => labelOf(footnote) === labelOf(reference)) + 1;
  }

  html(content: Fragment): string {
    return content.content.map((node) => this.htmlOf(node)).join("");
  }

  private htmlOf(node: Node): string {
    const { type, attrs } = node;
    const inside = () => this.html(node.content);
    switch (type) {
      case nodes.text:
        return node.marks.reduceRight(wrapped, escaped(node.text ?? ""));
      case nodes.hard_break:
        return "<br>";
      case nodes.break:
        return "<hr>";
      case nodes.footnote_reference: {
        const number = this.number(node);
        // The names by which Word and LibreOffice know footnotes.
        return number === 0 ? "" : `<sup><a href="#_ftn${number}" name="_ftnref${number}">[${number}]</a></sup>`;
      }
      case nodes.heading: {
        const tag = headingTag(attrs["level"] as number);
        return `<${tag}>${inside()}</${tag}>`;
      }
      case nodes.ordered_list:
        return `<ol${attrs["start"] === 1 ? "" : ` start="${attrs["start"]}"`}>${inside()}</ol>`;
      case nodes.table:
        return `<table border="1" cellspacing="0" cellpadding="4">${inside()}</table>`;
      case nodes.table_header:
      case nodes.table_cell: {
        const tag = TAGS[type.name];
        const align = attrs["alignment"] ? ` align="${attrs["alignment"]}"` : "";
        return `<${tag}${align}>${inside()}</${tag}>`;
      }
      default: {
        const tag = TAGS[type.name] ?? "div";
        // An item of one paragraph is a line for Word, not a paragraph with room around it.
        const first = node.firstChild;
        const line = type === nodes.list_item && first?.type === nodes.paragraph ? first : undefined;
        const inner = line ? this.html(line.content) + this.html(node.content.cut(line.nodeSize)) : inside();
        return `<${tag}>${inner}</${tag}>`;
      }
    }
  }

  htmlFootnotes(): string {
    const written = this.footnotes.map((footnote, at) => {
      const number = at + 1;
      const sign = `<a href="#_ftnref${number}" name="_ftn${number}">[${number}]</a> `;
      const [first, rest] = [footnote.firstChild, footnote.content.cut(footnote.firstChild?.nodeSize ?? 0)];
      const isParagraph = first?.type === nodes.paragraph;
      const begin = `<p>${sign}${isParagraph ? this.html(first.content) : ""}</p>`;
      return `<div id="ftn${number}">${begin}${this.html(isParagraph ? rest : footnote.content)}</div>`;
    });
    return written.length === 0 ? "" : `<hr>${written.join("")}`;
  }

  /** Blocks, parted by an empty line; items and rows by a new line. */
  text(content: Fragment, between = "\n\n"): string {
    if (content.firstChild?.isInline) return this.line(content);
    return content.content.map((node) => this.textOf(node)).join(between);
  }

  private line(content: Fragment): string {
    return content.content.map((node) => {
      if (node.isText) return node.text ?? "";
      if (node.type !== nodes.footnote_reference) return "\n";
      const number = this.number(node);
      return number === 0 ? "" : `[${number}]`;
    }).join("");
  }

  private textOf(node: Node): string {
    const { type, content } = node;
    if (node.isTextblock) return this.line(content);
    switch (type) {
      case nodes.break:
        return "---";
      case nodes.bullet_list:
        return content.content.map((item) => this.item(item, "•")).join("\n");
      case nodes.ordered_list:
        return content.content
          .map((item, at) => this.item(item, `${(node.attrs["start"] as number) + at}.`))
          .join("\n");
      case nodes.table_row:
        return content.content.map((cell) => this.line(cell.content)).join("\t");
      case nodes.table:
        return this.text(content, "\n");
      default:
        return this.text(content);
    }
  }

  /** An item: a tab for each level that it is in. */
  private item(item: Node, sign: string): string {
    return `${sign} ${this.text(item.content, "\n").replaceAll("\n", "\n\t")}`;
  }

  textFootnotes(): string {
    return this.footnotes.map((footnote, at) => `\n\n[${at + 1}] ${this.text(footnote.content, "\n")}`).join("");
  }
}

/** The copy as HTML. */
export function copiedHtml({ slice, footnotes }: Copied): string {
  const writer = new Writer(footnotes);
  return writer.html(contentOf(slice)) + writer.htmlFootnotes();
}

/** The copy as plain text: lists with their signs, one line for each item. */
export function copiedText({ slice, footnotes }: Copied): string {
  const writer = new Writer(footnotes);
  return writer.text(contentOf(slice)) + writer.textFootnotes();
}
