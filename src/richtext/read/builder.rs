//! Builds the tree from the parser's events, with an explicit stack.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::Placed;
use crate::richtext::clean::{GUARD, marker};
use crate::richtext::write::SEPARATOR;
use crate::richtext::{Alignment, Block, Footnote, Inline, MAX_DEPTH, Marks, Note, RichText, Table, address};

/// A container that is open.
enum Container {
    Root,
    Quote,
    List { start: Option<u32>, items: Vec<Vec<Block>> },
    Item,
    Footnote(String),
}

struct Frame {
    container: Container,
    blocks: Vec<Block>,
}

/// A link that is open.
struct OpenLink {
    /// The address; `None` where it is not allowed.
    address: Option<String>,
    title: String,
    /// How many inlines there were before it.
    from: usize,
}

pub(super) struct Builder<'a> {
    source: &'a str,
    /// Link reference definitions that links use; they stand in no text.
    used: Vec<Range<usize>>,
    /// All of the source before is accounted for.
    covered: usize,
    frames: Vec<Frame>,
    /// Containers that are open but deeper than [`MAX_DEPTH`]: their content goes one level up.
    flattened: usize,
    footnotes: Vec<Footnote>,
    inlines: Vec<Inline>,
    /// Inside a paragraph, heading or cell that has a start and an end of its own.
    in_line: bool,
    strong: usize,
    emphasis: usize,
    link: Option<OpenLink>,
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
            source,
            used,
            covered: 0,
            frames: vec![Frame { container: Container::Root, blocks: Vec::new() }],
            flattened: 0,
            footnotes: Vec::new(),
            inlines: Vec::new(),
            in_line: false,
            strong: 0,
            emphasis: 0,
            link: None,
            images: 0,
            code: None,
            table: None,
            row: Vec::new(),
            notes: Vec::new(),
        }
    }

    /// Takes the next event.
    pub(super) fn take(&mut self, (event, place): Placed<'_>) {
        if self.images > 0 {
            return self.take_in_image(&event, place);
        }
        match event {
            Event::Start(tag) => self.start(tag, place),
            Event::End(tag) => self.end(tag, place),
            Event::Text(text) => {
                if let Some(code) = &mut self.code {
                    code.push_str(&text);
                } else {
                    self.cover(place.start);
                    self.push_text(&text);
                }
                self.covered = self.covered.max(place.end);
            }
            Event::Code(_) => self.push_typed(place, Note::Code),
            Event::InlineHtml(_) | Event::Html(_) => self.push_html(place),
            Event::FootnoteReference(label) => {
                self.cover(place.start);
                self.inlines.push(Inline::FootnoteReference(label.into_string()));
                self.covered = self.covered.max(place.end);
            }
            Event::SoftBreak => {
                self.cover(place.start);
                self.push_text(" ");
            }
            Event::HardBreak => {
                self.cover(place.start);
                self.inlines.push(Inline::HardBreak);
            }
            Event::Rule => {
                self.begin_block(place.start);
                self.push_block(Block::Break);
                self.covered = self.covered.max(place.end);
            }
            // Not switched on.
            Event::TaskListMarker(_) | Event::InlineMath(_) | Event::DisplayMath(_) => {}
        }
    }

    /// The text, and what was changed so far.
    pub(super) fn finish(mut self) -> (RichText, Vec<Note>) {
        self.begin_block(self.source.len());
        let blocks = self.frames.into_iter().next().map(|root| root.blocks).unwrap_or_default();
        (RichText { blocks, footnotes: self.footnotes }, self.notes)
    }

    fn start(&mut self, tag: Tag<'_>, place: Range<usize>) {
        match tag {
            Tag::Paragraph | Tag::Heading { .. } => {
                self.begin_block(place.start);
                self.in_line = true;
            }
            Tag::BlockQuote(_) => self.open(Container::Quote, place.start),
            Tag::List(start) => {
                let start = start.map(|start| u32::try_from(start).unwrap_or(u32::MAX));
                self.open(Container::List { start, items: Vec::new() }, place.start);
            }
            Tag::Item => self.open(Container::Item, place.start),
            Tag::FootnoteDefinition(label) => {
                self.open(Container::Footnote(label.into_string()), place.start);
                let sign = marker(self.source.get(place.start..).unwrap_or(""));
                self.covered = self.covered.max(place.start + sign.len());
            }
            Tag::CodeBlock(_) => {
                self.begin_block(place.start);
                self.code = Some(String::new());
                self.covered = self.covered.max(place.end);
            }
            Tag::HtmlBlock => self.begin_block(place.start),
            Tag::Table(columns) => {
                self.begin_block(place.start);
                let columns = columns.iter().map(alignment).collect();
                self.table = Some(Table { columns, header: Vec::new(), rows: Vec::new() });
            }
            Tag::TableHead | Tag::TableRow => self.row.clear(),
            Tag::TableCell => self.in_line = true,
            Tag::Emphasis => self.emphasis += 1,
            Tag::Strong => self.strong += 1,
            Tag::Link { dest_url, title, .. } => {
                self.cover(place.start);
                self.link = Some(OpenLink {
                    address: address::is_allowed(&dest_url).then(|| address::tidy(&dest_url)),
                    title: title.into_string(),
                    from: self.inlines.len(),
                });
            }
            Tag::Image { .. } => {
                self.push_typed(place, Note::Image);
                self.images = 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, place: Range<usize>) {
        match tag {
            TagEnd::Paragraph => {
                self.cover(place.end);
                self.in_line = false;
                self.flush();
            }
            TagEnd::Heading(level) => {
                self.cover(place.end);
                self.in_line = false;
                let content = std::mem::take(&mut self.inlines);
                self.push_block(Block::Heading { level: level as u8, content });
            }
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.begin_block(place.end);
                self.close();
            }
            TagEnd::CodeBlock => self.push_code(place),
            TagEnd::HtmlBlock => self.flush(),
            TagEnd::TableCell => {
                self.in_line = false;
                self.row.push(std::mem::take(&mut self.inlines));
            }
            TagEnd::TableHead | TagEnd::TableRow => {
                // The parser drops the cells that a row has too many.
                self.cover(place.end);
                let surplus = std::mem::take(&mut self.inlines);
                if !surplus.is_empty() {
                    let last = self.row.pop().unwrap_or_default();
                    let joined = last.into_iter().chain([Inline::text(" ")]).chain(surplus);
                    self.row.push(joined.collect());
                }
                let row = std::mem::take(&mut self.row);
                if let Some(table) = &mut self.table {
                    if tag == TagEnd::TableHead { table.header = row } else { table.rows.push(row) }
                }
            }
            TagEnd::Table => {
                if let Some(table) = self.table.take() {
                    self.push_block(Block::Table(table));
                }
            }
            TagEnd::Emphasis => self.emphasis = self.emphasis.saturating_sub(1),
            TagEnd::Strong => self.strong = self.strong.saturating_sub(1),
            TagEnd::Link => self.close_link(place),
            _ => {}
        }
    }

    fn take_in_image(&mut self, event: &Event<'_>, place: Range<usize>) {
        match event {
            Event::Start(Tag::Image { .. }) => self.images += 1,
            Event::End(TagEnd::Image) => self.images -= 1,
            _ => {}
        }
        self.covered = self.covered.max(place.end);
    }

    /// Opens a container, unless it would be too deep.
    fn open(&mut self, container: Container, at: usize) {
        self.begin_block(at);
        let is_list = matches!(container, Container::List { .. } | Container::Quote);
        if self.flattened > 0 || (is_list && self.depth() >= MAX_DEPTH) {
            if self.flattened == 0 {
                self.notes.push(Note::TooDeep);
            }
            self.flattened += 1;
            return;
        }
        self.frames.push(Frame { container, blocks: Vec::new() });
    }

    fn close(&mut self) {
        if self.flattened > 0 {
            self.flattened -= 1;
            return;
        }
        if self.frames.len() < 2 {
            return;
        }
        let Some(Frame { container, blocks }) = self.frames.pop() else { return };
        match container {
            Container::Root => {}
            Container::Quote => self.push_block(Block::Quote(blocks)),
            Container::List { start, items } => self.push_block(Block::List { start, items }),
            Container::Item => match self.frames.last_mut().map(|frame| &mut frame.container) {
                Some(Container::List { items, .. }) => items.push(blocks),
                _ => blocks.into_iter().for_each(|block| self.push_block(block)),
            },
            Container::Footnote(label) => self.footnotes.push(Footnote { label, blocks }),
        }
    }

    /// Lists and quotations that are open in this footnote or in the text.
    fn depth(&self) -> usize {
        let inner = self.frames.iter().rev();
        inner
            .take_while(|frame| !matches!(frame.container, Container::Footnote(_)))
            .filter(|frame| matches!(frame.container, Container::List { .. } | Container::Quote))
            .count()
    }

    /// Ends the paragraph of a tight item, which the parser does not announce, and shows what the
    /// parser left out before the block at `at`.
    fn begin_block(&mut self, at: usize) {
        self.flush();
        self.cover(at);
        self.flush();
    }

    fn push_block(&mut self, block: Block) {
        if let Some(frame) = self.frames.last_mut() {
            frame.blocks.push(block);
        }
    }

    /// Ends the paragraph at hand.
    fn flush(&mut self) {
        if !self.inlines.is_empty() {
            let content = std::mem::take(&mut self.inlines);
            self.push_block(Block::Paragraph(content));
        }
    }

    fn push_text(&mut self, text: &str) {
        let text = text.replace(GUARD, "");
        if text.is_empty() {
            return;
        }
        let link = self.link.as_ref().and_then(|link| link.address.clone());
        let marks = Marks { strong: self.strong > 0, emphasis: self.emphasis > 0, link };
        self.inlines.push(Inline::Text { text, marks });
    }

    /// Shows what was typed instead of what it means.
    fn push_typed(&mut self, place: Range<usize>, note: fn(String) -> Note) {
        self.cover(place.start);
        let typed = self.typed(place.clone());
        self.push_text(&typed);
        self.notes.push(note(typed));
        self.covered = self.covered.max(place.end);
    }

    fn push_html(&mut self, place: Range<usize>) {
        if self.source.get(place.clone()).is_some_and(|html| html.trim() == SEPARATOR) {
            self.cover(place.start);
            self.covered = self.covered.max(place.end);
        } else {
            self.push_typed(place, Note::Html);
        }
    }

    /// A code block as a paragraph: its fences and lines with hard breaks between them.
    fn push_code(&mut self, place: Range<usize>) {
        let code = self.code.take().unwrap_or_default();
        let whole = self.source.get(place).unwrap_or("").trim_end();
        let opening = whole.lines().next().unwrap_or("").trim();
        let closing =
            whole.lines().skip(1).last().map_or("", |line| line.trim_start_matches([' ', '>']).trim());
        let fence = opening.chars().next().filter(|c| matches!(c, '`' | '~'));
        let length = |line: &str| line.chars().take_while(|c| Some(*c) == fence).count();
        let fenced = length(opening) >= 3;
        let closed = length(closing) >= length(opening) && length(closing) == closing.len();
        let lines = fenced.then_some(opening).into_iter();
        let lines = lines.chain(code.strip_suffix('\n').unwrap_or(&code).split('\n'));
        for line in lines.chain((fenced && closed).then_some(closing)) {
            self.push_text(line);
            self.inlines.push(Inline::HardBreak);
        }
        self.notes.push(Note::Code(opening.to_owned()));
        self.flush();
    }

    fn close_link(&mut self, place: Range<usize>) {
        let Some(link) = self.link.take() else { return };
        self.covered = self.covered.max(place.end);
        let Some(address) = link.address else {
            self.inlines.truncate(link.from);
            return self.push_typed(place, Note::Address);
        };
        let words = self.inlines.get(link.from..).unwrap_or_default();
        let worded =
            words.iter().any(|inline| matches!(inline, Inline::Text { text, .. } if !text.trim().is_empty()));
        if !worded {
            if address.is_empty() {
                return self.push_typed(place, Note::EmptyLink);
            }
            self.link = Some(OpenLink { address: Some(address.clone()), title: String::new(), from: 0 });
            self.push_text(&address);
            self.link = None;
            self.notes.push(Note::EmptyLink(address));
        }
        if !link.title.trim().is_empty() {
            self.push_text(&format!(" ({})", link.title.trim()));
            self.notes.push(Note::LinkTitle(link.title));
        }
    }

    /// Source text on one line, without the signs of the containers that it stands in.
    fn typed(&self, place: Range<usize>) -> String {
        let quotes = self.frames.iter().filter(|frame| matches!(frame.container, Container::Quote)).count()
            + self.flattened;
        let typed = self.source.get(place).unwrap_or("");
        let lines = typed.lines().enumerate().map(|(index, line)| {
            if index == 0 { line.trim_end() } else { without_signs(line.trim(), quotes) }
        });
        lines.collect::<Vec<_>>().join(" ").replace(GUARD, "")
    }

    /// Shows the source up to `to` where the parser left out words: definitions that no link uses
    /// or that are there twice, and cells beyond the width of a table.
    fn cover(&mut self, to: usize) {
        let from = self.covered;
        self.covered = from.max(to);
        let gap = self.source.get(from..to).unwrap_or("");
        if !gap.bytes().any(|byte| byte.is_ascii_alphanumeric() || !byte.is_ascii()) {
            return;
        }
        let mut at = from;
        for line in gap.split_inclusive('\n') {
            let place = at..at + line.len();
            at = place.end;
            let left = match self.used_in(&place) {
                Some(used) if used.start <= place.start && used.end >= place.end => continue,
                Some(used) if used.start > place.start => {
                    self.source.get(place.start..used.start.min(place.end)).unwrap_or("")
                }
                Some(used) => self.source.get(used.end..place.end).unwrap_or(""),
                None => line,
            };
            let left = without_markers(left.trim()).replace(GUARD, "");
            if left.chars().any(char::is_alphanumeric) {
                self.notes.push(Note::UnusedDefinition(left.clone()));
                if !self.inlines.is_empty() {
                    self.push_text(" ");
                }
                self.push_text(&left);
            }
        }
        if !self.in_line && self.table.is_none() {
            self.flush();
        }
    }

    /// The definition in use that reaches into `place`.
    fn used_in(&self, place: &Range<usize>) -> Option<Range<usize>> {
        let next = self.used.partition_point(|used| used.end <= place.start);
        self.used.get(next).filter(|used| used.start < place.end).cloned()
    }
}

fn alignment(alignment: &pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None => Alignment::Default,
        pulldown_cmark::Alignment::Left => Alignment::Left,
        pulldown_cmark::Alignment::Center => Alignment::Center,
        pulldown_cmark::Alignment::Right => Alignment::Right,
    }
}

/// A line without so many quotation signs.
fn without_signs(line: &str, quotes: usize) -> &str {
    (0..quotes).fold(line, |line, _| line.strip_prefix('>').map_or(line, str::trim_start))
}

/// A line without the signs of lists, quotations and footnotes at its start.
fn without_markers(mut line: &str) -> &str {
    loop {
        let sign = marker(line);
        if sign.is_empty() || sign.starts_with('[') {
            return line;
        }
        line = line.get(sign.len()..).unwrap_or("").trim_start();
    }
}
