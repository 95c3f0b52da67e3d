//! Rich text as elements.

use super::{Element, Node, element, heading};
use crate::richtext::{Address, Alignment, Block, Inline, Marks, RichText, Table};

/// The text; its sub-headings of level 1 become headings of that level.
pub fn rich_text(text: &RichText, heading: u8) -> Vec<Node> {
    let mut nodes = blocks(&text.blocks, heading);
    if !text.footnotes.is_empty() {
        let notes =
            text.footnotes.iter().map(|note| element("li").nodes(blocks(&note.blocks, heading)).into());
        nodes.push(element("ol").class("footnotes").nodes(notes.collect()).into());
    }
    nodes
}

/// Blocks, each an element. The reader of rich text caps how deep they nest, and so this recursion.
pub fn blocks(blocks: &[Block], heading: u8) -> Vec<Node> {
    blocks.iter().map(|one| block(one, heading).into()).collect()
}

fn block(block: &Block, top: u8) -> Element {
    match block {
        Block::Paragraph(content) => element("p").nodes(line(content)),
        Block::Heading { level, content } => heading((top + level - 1).min(6)).nodes(line(content)),
        Block::List { start, items } => {
            let list = element(if start.is_some() { "ol" } else { "ul" });
            let list = match start.filter(|start| *start != 1) {
                Some(start) => list.attr("start", start.to_string()),
                None => list,
            };
            list.nodes(items.iter().map(|item| element("li").nodes(blocks(item, top)).into()).collect())
        }
        Block::Quote(quoted) => element("blockquote").nodes(blocks(quoted, top)),
        Block::Table(content) => table(content),
        Block::Break => element("hr"),
    }
}

fn table(table: &Table) -> Element {
    let head = element("thead").child(row("th", &table.header, &table.columns));
    let rows = table.rows.iter().map(|cells| row("td", cells, &table.columns).into()).collect();
    let content = element("table").child(head).child(element("tbody").nodes(rows));
    // A table wider than the column scrolls, and so must be reachable by keyboard.
    element("div").class("table").attr("tabindex", "0").child(content)
}

fn row(name: &'static str, cells: &[Vec<Inline>], columns: &[Alignment]) -> Element {
    let cell = |(content, alignment): (&Vec<Inline>, &Alignment)| {
        let cell = element(name);
        let cell = match alignment {
            Alignment::Center => cell.attr("data-align", "center"),
            Alignment::Right => cell.attr("data-align", "right"),
            Alignment::Default | Alignment::Left => cell,
        };
        cell.nodes(line(content)).into()
    };
    element("tr").nodes(cells.iter().zip(columns).map(cell).collect())
}

/// One line.
pub fn line(inlines: &[Inline]) -> Vec<Node> {
    let mut nodes: Vec<Node> = Vec::new();
    // The runs of one link stand in one element, which has its address once.
    let mut open: Option<&Address> = None;
    for inline in inlines {
        match inline {
            Inline::Text { text, marks } => {
                let run = run(text, marks);
                match (&marks.link, nodes.last_mut()) {
                    (Some(address), Some(Node::Element(element))) if open == Some(address) => {
                        element.children.push(run);
                    }
                    (Some(address), _) => nodes.push(link(address).nodes(vec![run]).into()),
                    (None, _) => nodes.push(run),
                }
                open = marks.link.as_ref();
                continue;
            }
            Inline::HardBreak => nodes.push(element("br").into()),
            Inline::FootnoteReference(label) => {
                nodes.push(element("sup").text(format!("[{label}]")).into());
            }
        }
        open = None;
    }
    nodes
}

fn run(text: &str, marks: &Marks) -> Node {
    let wrap = |name, node| Node::from(element(name).nodes(vec![node]));
    let mut node = Node::Text(text.to_owned());
    if marks.emphasis {
        node = wrap("em", node);
    }
    if marks.strong {
        node = wrap("strong", node);
    }
    node
}

/// A link that leads somewhere, or a text that says it does not.
fn link(address: &str) -> Element {
    let lower = address.to_ascii_lowercase();
    let leads = ["http://", "https://", "mailto:"].iter().any(|scheme| lower.starts_with(scheme));
    if !leads {
        return element("span").class("dead-link");
    }
    element("a").attr("href", address).attr("target", "_blank").attr("rel", "noopener noreferrer")
}
