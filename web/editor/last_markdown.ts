// A document as Markdown where the program, which writes it otherwise, has stopped. Not in its canonical spelling, but
// the program reads the same text from it: every word, with its format; only spaces between marked words lose theirs.

/** A node of a document. */
interface Written {
  type: string;
  text?: string;
  attrs?: { [name: string]: unknown };
  marks?: { type: string; attrs?: { href?: string } }[];
  content?: Written[];
}

/** All signs that may mean something; a backslash before one never does harm. */
const SIGNS = /[\\`*_[\]<>#|~&!(){}+\-.=:@/^$"']/g;

const escaped = (text: string) => text.replace(SIGNS, "\\$&").replace(/\s/g, spelt);

/** White space at the end of a line, or more than one, would be lost. */
const spelt = (space: string) => (space === " " ? space : `&#${space.codePointAt(0)};`);

const labelOf = ({ attrs }: Written) => String(attrs?.["label"] ?? "");

function inline(nodes: readonly Written[] = []): string {
  const words = nodes.map((node) => {
    if (node.type === "hard_break") return "\\\n";
    if (node.type === "footnote_reference") return `[^${labelOf(node)}]`;
    return marked(node);
  });
  // Spaces at both ends would be lost.
  return words.join("").replace(/^ +| +$/g, (spaces) => "&#32;".repeat(spaces.length)).replaceAll("  ", " &#32;");
}

function marked({ text = "", marks = [] }: Written): string {
  const has = (name: string) => marks.find(({ type }) => type === name);
  // Marks do not take effect around spaces.
  const [, before = "", words = "", after = ""] = /^(\s*)([^]*?)(\s*)$/.exec(text) ?? [];
  let written = escaped(words);
  if (written !== "" && has("emphasis")) written = `*${written}*`;
  if (written !== "" && has("strong")) written = `**${written}**`;
  const link = has("link");
  const href = (link?.attrs?.href ?? "").replace(/[<>\\\n]/g, encodeURIComponent).replaceAll("&", "&amp;");
  if (link) written = `[${written}](<${href}>)`;
  return escaped(before) + written + escaped(after);
}

const indented = (text: string, by: string) => text.replace(/\n(?=[^\n])/g, `\n${by}`);

function item(sign: string, node: Written): string {
  return sign + indented(blocks(node.content), " ".repeat(sign.length));
}

function table({ content: rows = [] }: Written): string {
  const lines = rows.map(({ content: cells = [] }) =>
    `| ${cells.map((cell) => inline(cell.content).replaceAll("\\\n", " ")).join(" | ")} |`);
  const signs = { left: ":--", center: ":-:", right: "--:" };
  const columns = (rows[0]?.content ?? []).map(({ attrs }) =>
    signs[attrs?.["alignment"] as keyof typeof signs] ?? "---");
  return [lines[0], `| ${columns.join(" | ")} |`, ...lines.slice(1)].join("\n");
}

function block(node: Written): string {
  const { type, attrs, content = [] } = node;
  switch (type) {
    case "heading": return `${"#".repeat(Number(attrs?.["level"]) || 1)} ${inline(content).replaceAll("\\\n", " ")}`;
    case "bullet_list": return content.map((one) => item("- ", one)).join("\n\n");
    case "ordered_list": {
      const start = Number(attrs?.["start"] ?? 1);
      return content.map((one, index) => item(`${start + index}. `, one)).join("\n\n");
    }
    case "quote": return `> ${blocks(content).replaceAll("\n", "\n> ")}`;
    case "table": return table(node);
    case "break": return "***";
    case "footnote": return `[^${labelOf(node)}]: ${indented(blocks(content), "    ")}`;
    default: return inline(content);
  }
}

/** Two lists that stand after one another are one, but for a comment; so is a text with what is no block. */
function blocks(nodes: readonly Written[] = []): string {
  const written: string[] = [];
  let before = "";
  let turn = false;
  for (const node of nodes) {
    const isList = node.type === "bullet_list" || node.type === "ordered_list";
    turn = isList && node.type === before && !turn;
    const text = block(node);
    // Another sign begins another list.
    written.push(turn ? text.replace(node.type === "bullet_list" ? /^-/gm : /^(\d+)\./gm,
      node.type === "bullet_list" ? "*" : "$1)") : text);
    before = node.type;
  }
  return written.filter((text) => text !== "").join("\n\n");
}

/** The Markdown of a document, and of anything else that it is given the thing itself. */
export function lastMarkdown(json: string): string {
  try {
    return blocks((JSON.parse(json) as Written).content);
  } catch {
    return json;
  }
}
