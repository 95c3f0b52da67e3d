// Copied HTML as the program reads it: parsed in an inert document, where nothing runs and nothing is fetched, and
// written down node by node (`src/later/writing/pasted.rs`).

/** Ends each entry. */
const END = "\x1e";

/** Attributes that say something to a reader (`ATTRIBUTES`, core/src/paste/tree.rs). */
const ATTRIBUTES = [
  "alt", "aria-checked", "aria-level", "checked", "class", "colspan", "hidden", "href", "id", "name", "role", "rowspan",
  "showingplchdr", "start", "style", "type", "value",
];

/** More HTML than the most text with the most attributes: it is not read at all. */
const MOST = 20_000_000;

/** What is not read. */
export const TOO_MUCH = "-";

/** Another control character, which is shown as little. */
const entry = (sign: string, words: string) => sign + words.replaceAll(END, "\x1f") + END;

const opened = (element: Element): string => {
  const attributes = ATTRIBUTES.filter((name) => element.hasAttribute(name));
  const written = attributes.map((name) => entry("@", `${name}=${element.getAttribute(name)}`));
  return entry("<", element.localName) + written.join("");
};

/** The entries of the HTML: `<name`, `@name=value`, `"text`, `!comment`, `>`. */
export function copiedTree(html: string): string {
  if (html.length > MOST) return TOO_MUCH + END;
  const root = new DOMParser().parseFromString(html, "text/html").documentElement;
  const entries: string[] = [];
  let node: Node | null = root;
  while (node) {
    if (node.nodeType === Node.ELEMENT_NODE) entries.push(opened(node as Element));
    else if (node.nodeType === Node.TEXT_NODE) entries.push(entry('"', node.nodeValue ?? ""));
    else if (node.nodeType === Node.COMMENT_NODE) entries.push(entry("!", node.nodeValue ?? ""));
    if (node.firstChild) {
      node = node.firstChild;
      continue;
    }
    while (node) {
      if (node.nodeType === Node.ELEMENT_NODE) entries.push(entry(">", ""));
      if (node === root) return entries.join("");
      if (node.nextSibling) break;
      node = node.parentNode;
    }
    node = node?.nextSibling ?? null;
  }
  return entries.join("");
}
