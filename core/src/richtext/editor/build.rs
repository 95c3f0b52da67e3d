//! Makes a rich text of nodes, whatever stands in what: it is brought into normal form after that.

use std::mem::take;

use super::node::{Kind, Node};
use crate::richtext::read::is_too_wide;
use crate::richtext::{Address, Alignment, Block, Footnote, Inline, Marks, RichText, Table, address};

/// All that the document says.
pub(super) fn text(document: Node) -> RichText {
    let mut builder = Builder::default();
    let blocks = builder.blocks(vec![document]);
    RichText { blocks, footnotes: builder.footnotes }
}

#[derive(Default)]
struct Builder {
    /// Wherever they stand.
    footnotes: Vec<Footnote>,
    /// The address of the link at hand, where it may not be one, and the words of the link.
    refused: Option<(Address, String)>,
}

impl Builder {
    fn blocks(&mut self, nodes: Vec<Node>) -> Vec<Block> {
        let (mut blocks, mut line) = (Vec::new(), Vec::new());
        for node in nodes {
            self.block(node, &mut blocks, &mut line);
        }
        self.end_line(&mut blocks, &mut line);
        blocks
    }

    /// Inlines between blocks are a paragraph.
    fn block(&mut self, mut node: Node, blocks: &mut Vec<Block>, line: &mut Vec<Inline>) {
        if is_inline(&node) {
            return self.inline(node, line);
        }
        self.end_line(blocks, line);
        if !node.text.is_empty() {
            blocks.push(Block::Paragraph(vec![Inline::Text { text: node.text, marks: node.marks }]));
        }
        let content = take(&mut node.content);
        match node.kind {
            Kind::Paragraph => blocks.push(Block::Paragraph(self.line(content))),
            Kind::Heading => {
                let level = node.attributes.number.and_then(|level| u8::try_from(level).ok()).unwrap_or(1);
                blocks.push(Block::Heading { level, content: self.line(content) });
            }
            Kind::BulletList | Kind::OrderedList => {
                let start = (node.kind == Kind::OrderedList).then(|| node.attributes.number.unwrap_or(1));
                let items = content.into_iter().map(|item| self.blocks(vec![item])).collect();
                blocks.push(Block::List { start, items });
            }
            Kind::Quote => blocks.push(Block::Quote(self.blocks(content))),
            Kind::Table => self.table(content, blocks),
            Kind::Break => {
                blocks.push(Block::Break);
                blocks.append(&mut self.blocks(content));
            }
            Kind::Footnote => self.footnote(node.attributes.word, content),
            _ => blocks.append(&mut self.blocks(content)),
        }
    }

    fn footnote(&mut self, label: String, content: Vec<Node>) {
        let blocks = self.blocks(content);
        self.footnotes.push(Footnote { label, blocks });
    }

    /// The first row is the header. A column is aligned as its first cell that says how.
    fn table(&mut self, nodes: Vec<Node>, blocks: &mut Vec<Block>) {
        let mut columns: Vec<Alignment> = Vec::new();
        let mut rows = Vec::with_capacity(nodes.len());
        for mut row in nodes {
            let cells = if row.kind == Kind::TableRow && row.text.is_empty() {
                take(&mut row.content)
            } else {
                vec![row]
            };
            for (column, cell) in cells.iter().enumerate() {
                let alignment = cell.attributes.alignment.unwrap_or(Alignment::Default);
                match columns.get_mut(column) {
                    Some(known) if *known == Alignment::Default => *known = alignment,
                    Some(_) => {}
                    None => columns.push(alignment),
                }
            }
            rows.push(cells.into_iter().map(|cell| self.line(vec![cell])).collect::<Vec<_>>());
        }
        let cells = rows.iter().map(Vec::len).sum();
        if is_too_wide(columns.len(), rows.len(), cells) {
            return blocks.extend(rows.into_iter().flatten().map(Block::Paragraph));
        }
        let mut rows = rows.into_iter();
        let header = rows.next().unwrap_or_default();
        blocks.push(Block::Table(Table { columns, header, rows: rows.collect() }));
    }

    fn line(&mut self, nodes: Vec<Node>) -> Vec<Inline> {
        let mut line = Vec::with_capacity(nodes.len());
        self.inlines(nodes, &mut line);
        self.end_link(None, &mut line);
        line
    }

    /// Blocks where only inlines may stand have a line of their own.
    fn inlines(&mut self, nodes: Vec<Node>, line: &mut Vec<Inline>) {
        let mut apart = false;
        for node in nodes {
            let is_apart = !is_inline(&node) || !node.content.is_empty();
            if apart || is_apart {
                self.end_link(None, line);
                break_line(line);
            }
            apart = is_apart;
            self.inline(node, line);
        }
    }

    fn inline(&mut self, node: Node, line: &mut Vec<Inline>) {
        let Node { kind, attributes, marks, text, content } = node;
        self.end_link(marks.link.as_ref(), line);
        if !text.is_empty() {
            let marks = self.allowed(marks, &text);
            line.push(Inline::Text { text, marks });
        }
        match kind {
            Kind::HardBreak => line.push(Inline::HardBreak),
            Kind::FootnoteReference => line.push(Inline::FootnoteReference(attributes.word)),
            Kind::Footnote => return self.footnote(attributes.word, content),
            _ => {}
        }
        self.inlines(content, line);
    }

    fn end_line(&mut self, blocks: &mut Vec<Block>, line: &mut Vec<Inline>) {
        self.end_link(None, line);
        if !line.is_empty() {
            blocks.push(Block::Paragraph(take(line)));
        }
    }

    /// The marks without a link that leads where none may.
    fn allowed(&mut self, mut marks: Marks, words: &str) -> Marks {
        match (&mut self.refused, marks.link.take()) {
            (Some((_, before)), Some(_)) => before.push_str(words),
            (_, Some(link)) if !address::is_allowed(&address::tidy(&link)) => {
                self.refused = Some((link, words.to_owned()));
            }
            (_, link) => marks.link = link,
        }
        marks
    }

    /// Shows where a link led that may not be one; unless it goes on.
    fn end_link(&mut self, next: Option<&Address>, line: &mut Vec<Inline>) {
        if let Some((link, words)) = self.refused.take_if(|(link, _)| next != Some(link))
            && *words != *link
        {
            line.push(Inline::text(&format!(" ({})", &*link)));
        }
    }
}

/// It stands in a line. A node that is not known does where it is nothing but text.
fn is_inline(node: &Node) -> bool {
    match node.kind {
        Kind::Text | Kind::HardBreak | Kind::FootnoteReference => true,
        Kind::Other => node.content.is_empty() && !node.text.is_empty(),
        _ => false,
    }
}

fn break_line(line: &mut Vec<Inline>) {
    if !matches!(line.last(), None | Some(Inline::HardBreak)) {
        line.push(Inline::HardBreak);
    }
}
