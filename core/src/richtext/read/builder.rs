//! Builds the tree from the parser's events.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

use super::Ranged;
use super::stack::{Container, Stack};
use super::typed::{Typed, code_lines};
use crate::richtext::clean::{self, GUARD};
use crate::richtext::write::SEPARATOR;
use crate::richtext::{Address, Alignment, Block, Inline, Marks, Note, RichText, Table, address};

/// A link that is open.
#[derive(Default)]
struct OpenLink {
    /// The address; `None` where it is not allowed.
    address: Option<Address>,
    title: String,
    /// How many inlines there were before it.
    from: usize,
}

pub(super) struct Builder<'a> {
    typed: Typed<'a>,
    stack: Stack,
    /// The paragraph, heading or cell at hand.
    inlines: Vec<Inline>,
    /// It has a start and an end of its own, unlike the paragraph of a tight item.
    in_line: bool,
    strong: usize,
    emphasis: usize,
    link: Option<OpenLink>,
    /// Links inside it that are open: their words are words of it.
    inner_links: usize,
    /// Pictures that are open; all inside is part of what was typed.
    images: usize,
    /// Content of the code block that is open.
    code: Option<String>,
    table: Option<Table>,
    row: Vec<Vec<Inline>>,
    notes: Vec<Note>,
}

impl<'a> Builder<'a> {
    pub(super) fn new(source: &'a str, used: Vec<Range<usize>>) -> Self {
        Self {
            typed: Typed::new(source, used),
            stack: Stack::new(),
            inlines: Vec::new(),
            in_line: false,
            strong: 0,
            emphasis: 0,
            link: None,
            inner_links: 0,
            images: 0,
            code: None,
            table: None,
            row: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// The text, and what was changed so far.
    pub(super) fn finish(mut self) -> (RichText, Vec<Note>) {
        self.begin_block(self.typed.len());
        if self.stack.was_too_deep() {
            self.notes.push(Note::TooDeep);
        }
        (self.stack.finish(), self.notes)
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, (event, range): Ranged<'_>) {
        if self.images > 0 {
            match event {
                Event::Start(Tag::Image { .. }) => self.images += 1,
                Event::End(TagEnd::Image) => self.images -= 1,
                _ => {}
            }
            return;
        }
        match event {
            Event::Start(tag) => self.start(tag, range),
            Event::End(tag) => self.end(tag, range),
            Event::Text(text) => {
                if let Some(code) = &mut self.code {
                    code.push_str(&text);
                } else {
                    self.show_left_out(range.start);
                    self.push_text(&text);
                }
                self.typed.cover(range.end);
            }
            Event::Code(_) => self.push_typed(range, Note::Code),
            Event::InlineHtml(_) | Event::Html(_) => {
                if self.typed.slice(range.clone()).trim() == SEPARATOR {
                    self.show_left_out(range.end);
                } else {
                    self.push_typed(range, Note::Html);
                }
            }
            Event::FootnoteReference(label) => {
                self.show_left_out(range.start);
                self.inlines.push(Inline::FootnoteReference(label.into_string()));
                self.typed.cover(range.end);
            }
            Event::SoftBreak => self.push_text(" "),
            Event::HardBreak => self.inlines.push(Inline::HardBreak),
            Event::Rule => {
                self.begin_block(range.start);
                self.stack.push(Block::Break);
            }
            // Not switched on.
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => {
                self.begin_block(range.start);
                self.in_line = true;
            }
            Tag::BlockQuote(_) => self.open(Container::Quote, range.start),
            Tag::List(start) => {
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.open(Container::List { start, items: Vec::new() }, range.start);
            }
            Tag::Item => self.open(Container::Item, range.start),
            Tag::FootnoteDefinition(label) => {
                self.open(Container::Footnote(label.into_string()), range.start);
                self.typed.cover(range.start + self.typed.sign(range.start).len());
            }
            Tag::CodeBlock(_) => {
                self.begin_block(range.start);
                self.code = Some(String::new());
                self.typed.cover(range.end);
            }
            Tag::HtmlBlock => self.begin_block(range.start),
            Tag::Table(columns) => {
                self.begin_block(range.start);
                let columns = columns.iter().map(alignment).collect();
                self.table = Some(Table { columns, header: Vec::new(), rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::TableCell => self.in_line = true,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            // Only an address between angle brackets, which is its own words, can stand in a link.
            Tag::Link { .. } if self.link.is_some() => self.inner_links += 1,
            Tag::Link { link_type, dest_url, title, .. } => {
                self.show_left_out(range.start);
                // The parser gives an address between angle brackets without its scheme.
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                let address = format!("{scheme}{dest_url}");
                let address = address::is_allowed(&address).then(|| address::tidy(&address).into());
                let title = title.replace(GUARD, "").trim().to_owned();
                self.link = Some(OpenLink { address, title, from: self.inlines.len() });
            }
            Tag::Image { .. } => {
                self.push_typed(range, Note::Image);
                self.images = 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                self.show_left_out(range.end);
                self.in_line = false;
                self.flush();
            }
            TagEnd::Heading(level) => {
                self.show_left_out(range.end);
                self.in_line = false;
                let content = std::mem::take(&mut self.inlines);
                self.stack.push(Block::Heading { level: level as u8, content });
            }
            TagEnd::BlockQuote(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.begin_block(range.end);
                self.stack.close();
            }
            TagEnd::List(_) => {
                self.stack.close();
                self.show_left_out(range.end);
            }
            TagEnd::CodeBlock => self.push_code(range),
            TagEnd::HtmlBlock => self.flush(),
            TagEnd::TableCell => {
                self.show_left_out(range.end);
                self.in_line = false;
                self.row.push(std::mem::take(&mut self.inlines));
            }
            TagEnd::TableHead | TagEnd::TableRow => self.end_row(range, tag == TagEnd::TableHead),
            TagEnd::Table => self.stack.extend(self.table.take().map(Block::Table)),
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link if self.inner_links > 0 => {
                self.inner_links -= 1;
                self.typed.cover(range.end);
            }
            TagEnd::Link => self.end_link(range),
            _ => {}
        }
    }

    fn open(&mut self, container: Container, at: usize) {
        self.begin_block(at);
        self.stack.open(container);
    }

    /// Ends the paragraph of a tight item, which the parser does not announce, and shows what the
    /// parser left out before the block at `at`.
    fn begin_block(&mut self, at: usize) {
        self.flush();
        self.show_left_out(at);
    }

    /// Ends the paragraph at hand.
    fn flush(&mut self) {
        if !self.inlines.is_empty() {
            self.stack.push(Block::Paragraph(std::mem::take(&mut self.inlines)));
        }
    }

    fn push_text(&mut self, text: &str) {
        let address = self.link.as_ref().and_then(|link| link.address.clone());
        let marks = Marks { strong: self.strong > 0, emphasis: self.emphasis > 0, link: address };
        self.inlines.push(Inline::Text { text: text.replace(GUARD, ""), marks });
    }

    /// Shows what was typed instead of what it means.
    fn push_typed(&mut self, range: Range<usize>, note: fn(String) -> Note) {
        self.show_left_out(range.start);
        let typed = self.typed.on_one_line(range.clone(), self.stack.quotes());
        self.push_text(&typed);
        self.notes.push(note(typed));
        self.typed.cover(range.end);
    }

    /// Shows what the parser left out before `to`: in the line at hand, or as a paragraph.
    fn show_left_out(&mut self, to: usize) {
        for words in self.typed.left_out(to) {
            if self.in_line || !self.inlines.is_empty() {
                self.push_text(&format!(" {words} "));
            } else {
                self.stack.push(Block::Paragraph(vec![Inline::text(&words)]));
            }
            self.notes.push(Note::UnusedDefinition(words));
        }
    }

    /// A code block as a paragraph: its fences and lines with hard breaks between them.
    fn push_code(&mut self, range: Range<usize>) {
        let code = self.code.take().unwrap_or_default();
        let lines = code_lines(self.typed.slice(range), &code);
        for line in &lines {
            self.push_text(line);
            self.inlines.push(Inline::HardBreak);
        }
        self.notes.extend(lines.into_iter().next().map(Note::Code));
        self.flush();
    }

    /// The parser drops the cells that a row has too many; here the last cell holds them.
    fn end_row(&mut self, range: Range<usize>, is_header: bool) {
        let cells = self.typed.surplus_cells(range.end);
        if !cells.is_empty() {
            if let Some(last) = self.row.last_mut() {
                last.push(Inline::text(&format!(" {cells}")));
            }
            self.notes.push(Note::SurplusCells(cells));
        }
        let row = std::mem::take(&mut self.row);
        if let Some(table) = &mut self.table {
            if is_header { table.header = row } else { table.rows.push(row) }
        }
    }

    fn end_link(&mut self, range: Range<usize>) {
        let Some(link) = self.link.take() else { return };
        self.typed.cover(range.end);
        let Some(address) = link.address else {
            self.inlines.truncate(link.from);
            return self.push_typed(range, Note::Address);
        };
        let is_word = |inline: &Inline| matches!(inline, Inline::Text { text, .. } if !is_blank(text));
        if !self.inlines.get(link.from..).unwrap_or_default().iter().any(is_word) {
            if address.is_empty() {
                return self.push_typed(range, Note::EmptyLink);
            }
            self.link = Some(OpenLink { address: Some(address.clone()), ..OpenLink::default() });
            self.push_text(&address);
            self.link = None;
            self.notes.push(Note::EmptyLink(address.to_string()));
        }
        if !link.title.is_empty() {
            self.push_text(&format!(" ({})", link.title));
            self.notes.push(Note::LinkTitle(link.title));
        }
    }
}

/// Nothing is left of it that can be seen or pointed at.
fn is_blank(text: &str) -> bool {
    clean::printable(text).trim().is_empty()
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Default,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}
