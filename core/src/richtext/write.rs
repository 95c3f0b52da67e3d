//! Writes a rich text as canonical Markdown.

mod escape;
mod inline;

use super::{Alignment, Block, Footnote, Inline, RichText, Table};
use inline::Context;

/// Stands where there has to be something that is nothing.
pub(super) const SEPARATOR: &str = "<!-- -->";

/// A text as part of a bigger document, which puts the footnotes at its own end.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Part {
    /// The blocks.
    pub body: String,
    /// The footnotes; empty where there are none.
    pub footnotes: String,
}

/// The canonical Markdown of a text in normal form; ends with a line feed unless it is empty.
///
/// Canonical means: one spelling per construct, so equal texts are equal strings. It is read as
/// the same text by CommonMark readers with tables and footnotes and by pandoc.
pub fn write(text: &RichText) -> String {
    let Part { body, footnotes } = write_part(text, "");
    let between = if body.is_empty() || footnotes.is_empty() { "" } else { "\n" };
    body + between + &footnotes
}

/// The same in two halves. `prefix` begins the labels of the footnotes, to keep them apart from
/// those of other parts; it may hold letters, digits, `.` and `-`.
pub fn write_part(text: &RichText, prefix: &str) -> Part {
    let mut body = Writer::new(prefix);
    body.blocks(&text.blocks, Container::Document);
    let mut footnotes = Writer::new(prefix);
    for (index, footnote) in text.footnotes.iter().enumerate() {
        if index > 0 {
            footnotes.blank_line();
        }
        footnotes.footnote(footnote);
    }
    Part { body: body.finish(), footnotes: footnotes.finish() }
}

/// What blocks stand in; but for the document, its sign is on the line of the first one.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Container {
    Document,
    Item,
    Other,
}

/// Writes blocks inside containers, whose signs begin every line.
struct Writer<'a> {
    written: String,
    /// What begins each further line.
    margin: String,
    label_prefix: &'a str,
}

impl<'a> Writer<'a> {
    fn new(label_prefix: &'a str) -> Self {
        Self { written: String::new(), margin: String::new(), label_prefix }
    }

    fn finish(mut self) -> String {
        if !self.written.is_empty() {
            self.written.push('\n');
        }
        self.written
    }

    fn next_line(&mut self) {
        self.written.push('\n');
        self.written.push_str(&self.margin);
    }

    fn blank_line(&mut self) {
        self.written.push('\n');
        self.written.push_str(self.margin.trim_end());
        self.next_line();
    }

    /// Writes blocks within a container whose sign stands at the first line and whose `margin`
    /// at the others.
    fn within(&mut self, container: Container, sign: &str, margin: &str, blocks: &[Block]) {
        self.written.push_str(sign);
        let outer = self.margin.len();
        self.margin.push_str(margin);
        self.blocks(blocks, container);
        self.margin.truncate(outer);
    }

    fn blocks(&mut self, blocks: &[Block], container: Container) {
        let mut before: Option<&Block> = None;
        if container == Container::Item && matches!(blocks.first(), Some(Block::Table(_))) {
            // Pandoc would take the sign of the item for a part of the first cell.
            self.written.push_str(SEPARATOR);
            self.blank_line();
        }
        for block in blocks {
            if let Some(before) = before {
                if container == Container::Item && is_tight(blocks) {
                    self.next_line();
                } else {
                    self.blank_line();
                }
                if are_same_lists(before, block) {
                    self.written.push_str(SEPARATOR);
                    self.blank_line();
                }
            }
            self.block(block, container != Container::Document && before.is_none());
            before = Some(block);
        }
    }

    /// `after_sign`: the block stands on the line of a container's sign.
    fn block(&mut self, block: &Block, after_sign: bool) {
        match block {
            Block::Paragraph(content) => self.line(content, Context::Paragraph),
            Block::Heading { level, content } => {
                self.written.extend(std::iter::repeat_n('#', usize::from(*level)));
                self.written.push(' ');
                self.line(content, Context::Heading);
            }
            Block::List { start, items } => self.list(*start, items),
            Block::Quote(blocks) => self.within(Container::Other, "> ", "> ", blocks),
            Block::Table(table) => self.table(table),
            // After a list sign dashes would be one long break.
            Block::Break => self.written.push_str(if after_sign { "***" } else { "---" }),
        }
    }

    fn list(&mut self, start: Option<u32>, items: &[Vec<Block>]) {
        let loose = items.iter().any(|item| !is_tight(item));
        for (index, item) in items.iter().enumerate() {
            if index > 0 {
                if loose { self.blank_line() } else { self.next_line() }
            }
            let sign = match start {
                Some(start) => {
                    let number = start.saturating_add(u32::try_from(index).unwrap_or(u32::MAX));
                    format!("{}. ", number.min(super::normal::MAX_START))
                }
                None => "- ".to_owned(),
            };
            if item.is_empty() {
                // A sign alone is a break after another sign, and readers differ on what an
                // empty item ends.
                self.written.push_str(&sign);
                self.written.push_str(SEPARATOR);
            } else {
                let margin = " ".repeat(sign.len());
                self.within(Container::Item, &sign, &margin, item);
            }
        }
    }

    fn table(&mut self, table: &Table) {
        self.row(&table.header);
        self.next_line();
        self.written.push('|');
        for column in &table.columns {
            self.written.push_str(match column {
                Alignment::Default => " --- |",
                Alignment::Left => " :-- |",
                Alignment::Center => " :-: |",
                Alignment::Right => " --: |",
            });
        }
        for row in &table.rows {
            self.next_line();
            self.row(row);
        }
    }

    fn row(&mut self, cells: &[Vec<Inline>]) {
        self.written.push('|');
        for cell in cells {
            self.written.push(' ');
            self.line(cell, Context::Cell);
            self.written.push_str(if cell.is_empty() { "|" } else { " |" });
        }
    }

    fn footnote(&mut self, footnote: &Footnote) {
        let sign = format!("[^{}{}]: ", self.label_prefix, footnote.label);
        if footnote.blocks.is_empty() {
            self.written.push_str(&sign);
            self.written.push_str(SEPARATOR);
        } else {
            self.within(Container::Other, &sign, "    ", &footnote.blocks);
        }
    }

    fn line(&mut self, inlines: &[Inline], context: Context) {
        let line = inline::write(inlines, context, self.label_prefix);
        for (index, line) in line.split('\n').enumerate() {
            if index > 0 {
                self.next_line();
            }
            self.written.push_str(line);
        }
    }
}

/// An item that needs no blank lines: a paragraph, a list, or a paragraph and a list below it.
fn is_tight(item: &[Block]) -> bool {
    match item {
        [] => true,
        [block] => !matches!(block, Block::List { items, .. } if !items.iter().all(|item| is_tight(item))),
        [first, second] => is_tight_pair(first, second),
        _ => false,
    }
}

/// A list may follow its paragraph without a blank line: it is tight itself, and it is one that
/// may interrupt a paragraph (CommonMark: not empty at first, and beginning with 1).
fn is_tight_pair(first: &Block, second: &Block) -> bool {
    let Block::List { start, items } = second else { return false };
    matches!(first, Block::Paragraph(_))
        && matches!(start, None | Some(1))
        && items.first().is_some_and(|item| !item.is_empty())
        && items.iter().all(|item| is_tight(item))
}

fn are_same_lists(first: &Block, second: &Block) -> bool {
    match (first, second) {
        (Block::List { start: first, .. }, Block::List { start: second, .. }) => {
            first.is_some() == second.is_some()
        }
        _ => false,
    }
}
