//! The normal form: of all trees that say the same, the one that is stored.

use std::collections::HashMap;

use super::{Address, Alignment, Block, Footnote, Inline, Marks, Note, RichText, Table, address, clean};

/// Lists and quotations inside one another, at most: keeps every walk through a text shallow.
pub const MAX_DEPTH: usize = 12;

/// CommonMark reads at most nine digits as a list number.
pub(super) const MAX_START: u32 = 999_999_999;

/// Brings any tree into normal form. Text is never lost: what has no place becomes a paragraph.
///
/// In normal form neighbouring runs differ in their marks and none is empty; white space stands
/// outside marks; breaks stand between words; headings and cells are one line; footnotes are
/// numbered in the order of their references, and every one is referred to.
#[must_use]
pub fn normalise(text: RichText) -> RichText {
    normalise_noting(text, &mut Vec::new())
}

/// The same, noting what became visible text.
pub(super) fn normalise_noting(text: RichText, notes: &mut Vec<Note>) -> RichText {
    let mut footnotes = Footnotes::of(text.footnotes);
    let mut blocks = footnotes.blocks(text.blocks, 0);
    let mut ordered = vec![Vec::new(); footnotes.referred];
    let mut unused = Vec::new();
    // Labels inside footnotes are shown as text, so the order of references is complete by now.
    for (label, number, content) in std::mem::take(&mut footnotes.definitions) {
        let mut inner = Footnotes::default();
        let content = inner.blocks(content, 0);
        notes.extend(inner.missing.into_iter().map(Note::NestedFootnote));
        match number.and_then(|number| ordered.get_mut(number - 1)) {
            Some(found) => *found = content,
            None => unused.push((label, content)),
        }
    }
    for (label, content) in unused {
        blocks.extend(visible_footnote(&label, content));
        notes.push(Note::UnusedFootnote(label));
    }
    let numbered = ordered.into_iter().enumerate();
    let footnotes = numbered.map(|(index, blocks)| Footnote { label: (index + 1).to_string(), blocks });
    RichText { blocks, footnotes: footnotes.collect() }
}

/// A footnote as ordinary blocks, the way it is written.
fn visible_footnote(label: &str, mut content: Vec<Block>) -> Vec<Block> {
    let sign = Inline::text(&format!("[^{label}]: "));
    match content.first_mut() {
        Some(Block::Paragraph(inlines)) => {
            let rest = std::mem::take(inlines);
            *inlines = normal_inlines(std::iter::once(sign).chain(rest).collect(), false);
        }
        _ => content.insert(0, Block::Paragraph(normal_inlines(vec![sign], false))),
    }
    content
}

/// The footnotes while the references to them are counted.
#[derive(Default)]
struct Footnotes {
    /// Label, number once it is referred to, content.
    definitions: Vec<(String, Option<usize>, Vec<Block>)>,
    /// Labels differ in more than the case of ASCII letters, as they do in Markdown.
    by_label: HashMap<String, usize>,
    referred: usize,
    missing: Vec<String>,
}

impl Footnotes {
    fn of(footnotes: Vec<Footnote>) -> Self {
        let mut found = Self::default();
        for Footnote { label, blocks } in footnotes {
            // The first one of a label counts.
            found.by_label.entry(label.to_ascii_lowercase()).or_insert(found.definitions.len());
            found.definitions.push((label, None, blocks));
        }
        found
    }

    /// The number of the footnote of that label.
    fn number(&mut self, label: &str) -> Option<usize> {
        let index = *self.by_label.get(&label.to_ascii_lowercase())?;
        let (_, number, _) = self.definitions.get_mut(index)?;
        if number.is_none() {
            self.referred += 1;
            *number = Some(self.referred);
        }
        *number
    }

    fn blocks(&mut self, blocks: Vec<Block>, depth: usize) -> Vec<Block> {
        let mut normal = Vec::with_capacity(blocks.len());
        for block in blocks {
            match block {
                Block::Paragraph(content) => {
                    let content = self.inlines(content, false);
                    if !content.is_empty() {
                        normal.push(Block::Paragraph(content));
                    }
                }
                Block::Heading { level, content } => {
                    let content = self.inlines(content, true);
                    if !content.is_empty() {
                        normal.push(Block::Heading { level: level.clamp(1, 6), content });
                    }
                }
                Block::List { items, .. } if depth >= MAX_DEPTH => {
                    items.into_iter().for_each(|item| normal.extend(self.blocks(item, depth)));
                }
                Block::List { start, items } => {
                    let items: Vec<_> = items.into_iter().map(|item| self.blocks(item, depth + 1)).collect();
                    if !items.is_empty() {
                        normal.push(Block::List { start: start.map(|start| start.min(MAX_START)), items });
                    }
                }
                Block::Quote(content) if depth >= MAX_DEPTH => {
                    normal.extend(self.blocks(content, depth));
                }
                Block::Quote(content) => {
                    let content = self.blocks(content, depth + 1);
                    if !content.is_empty() {
                        normal.push(Block::Quote(content));
                    }
                }
                Block::Table(table) => normal.extend(self.table(table)),
                Block::Break => normal.push(Block::Break),
            }
        }
        normal
    }

    /// The table with all rows equally wide; nothing where it has no cell.
    fn table(&mut self, table: Table) -> Option<Block> {
        let Table { mut columns, header, rows } = table;
        let width = rows.iter().map(Vec::len).chain([columns.len(), header.len()]).max().unwrap_or(0);
        columns.resize(width, Alignment::Default);
        let mut row = |cells: Vec<Vec<Inline>>| {
            let mut cells: Vec<_> = cells.into_iter().map(|cell| self.inlines(cell, true)).collect();
            cells.resize(width, Vec::new());
            cells
        };
        let header = row(header);
        let rows = rows.into_iter().map(row).collect();
        (width > 0).then_some(Block::Table(Table { columns, header, rows }))
    }

    fn inlines(&mut self, inlines: Vec<Inline>, one_line: bool) -> Vec<Inline> {
        let referring = inlines.into_iter().map(|inline| match inline {
            Inline::FootnoteReference(label) => match self.number(&label) {
                Some(number) => Inline::FootnoteReference(number.to_string()),
                None => {
                    let sign = Inline::text(&format!("[^{label}]"));
                    self.missing.push(label);
                    sign
                }
            },
            other => other,
        });
        normal_inlines(referring.collect(), one_line)
    }
}

/// The normal form of one line of inlines; empty where there is nothing but spaces and breaks.
pub(super) fn normal_inlines(mut inlines: Vec<Inline>, one_line: bool) -> Vec<Inline> {
    if one_line {
        join_lines(&mut inlines);
    }
    let mut pieces = Vec::with_capacity(inlines.len());
    let mut addresses = Addresses::default();
    for inline in inlines {
        match inline {
            Inline::Text { text, mut marks } => {
                let text = clean::printable(&text);
                marks.link = marks.link.and_then(|link| addresses.tidy(link));
                split_edges(&text, &marks, &mut pieces);
            }
            other => pieces.push(other),
        }
    }
    pull_in(&mut pieces, |a, b| a.emphasis == b.emphasis, |marks| marks.emphasis = false);
    pull_in(&mut pieces, |a, b| a.strong == b.strong, |marks| marks.strong = false);
    pull_in(&mut pieces, |a, b| a.link == b.link, |marks| marks.link = None);
    let blank = |inline: &Inline| match inline {
        Inline::Text { text, .. } => text.chars().all(|c| c == ' ' || c == '\t'),
        Inline::HardBreak => true,
        Inline::FootnoteReference(_) => false,
    };
    if pieces.iter().all(blank) {
        return Vec::new();
    }
    let is_break = |inline: Option<&Inline>| inline == Some(&Inline::HardBreak);
    while is_break(pieces.last()) {
        pieces.pop();
    }
    let first = pieces.iter().position(|piece| *piece != Inline::HardBreak).unwrap_or(0);
    merge(pieces.split_off(first))
}

/// Tidies the addresses of a line; that of a link once, and not for each of its runs.
#[derive(Default)]
struct Addresses {
    /// The last one, as it was and as it is kept.
    last: Option<(Address, Option<Address>)>,
}

impl Addresses {
    fn tidy(&mut self, address: Address) -> Option<Address> {
        if let Some((known, tidied)) = &self.last
            && *known == address
        {
            return tidied.clone();
        }
        let tidied = address::tidy(&address);
        let tidied = if *tidied == *address { address.clone() } else { tidied.into() };
        let tidied = address::is_allowed(&tidied).then_some(tidied);
        self.last = Some((address, tidied.clone()));
        tidied
    }
}

/// Turns hard breaks into spaces that carry the marks of both sides.
fn join_lines(inlines: &mut [Inline]) {
    for index in 0..inlines.len() {
        if inlines.get(index) != Some(&Inline::HardBreak) {
            continue;
        }
        let marks_at = |index: Option<usize>| match index.and_then(|index| inlines.get(index)) {
            Some(Inline::Text { marks, .. }) => marks.clone(),
            _ => Marks::default(),
        };
        let marks = marks_at(index.checked_sub(1)).and(&marks_at(Some(index + 1)));
        if let Some(found) = inlines.get_mut(index) {
            *found = Inline::Text { text: " ".to_owned(), marks };
        }
    }
}

/// A run as up to three: white space, words, white space.
fn split_edges(text: &str, marks: &Marks, pieces: &mut Vec<Inline>) {
    let words = text.trim_start();
    let (before, _) = text.split_at(text.len() - words.len());
    let (words, after) = words.split_at(words.trim_end().len());
    for piece in [before, words, after] {
        if !piece.is_empty() {
            pieces.push(Inline::Text { text: piece.to_owned(), marks: marks.clone() });
        }
    }
}

/// Takes a mark from the white space at both ends of each stretch that carries it.
fn pull_in(pieces: &mut [Inline], alike: fn(&Marks, &Marks) -> bool, clear: fn(&mut Marks)) {
    let same = |a: &Inline, b: &Inline| match (a, b) {
        (Inline::Text { marks: a, .. }, Inline::Text { marks: b, .. }) => alike(a, b),
        _ => false,
    };
    for stretch in pieces.chunk_by_mut(same) {
        let words = |piece: &Inline| !matches!(piece, Inline::Text { text, .. } if text.trim().is_empty());
        let first = stretch.iter().position(words).unwrap_or(stretch.len());
        let last = stretch.iter().rposition(words).map_or(stretch.len(), |last| last + 1);
        for (index, piece) in stretch.iter_mut().enumerate() {
            if let Inline::Text { marks, .. } = piece
                && (index < first || index >= last)
            {
                clear(marks);
            }
        }
    }
}

/// Joins neighbouring runs with equal marks.
fn merge(pieces: Vec<Inline>) -> Vec<Inline> {
    let mut merged: Vec<Inline> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        match (merged.last_mut(), piece) {
            (Some(Inline::Text { text, marks }), Inline::Text { text: more, marks: its })
                if *marks == its =>
            {
                text.push_str(&more);
            }
            (_, piece) => merged.push(piece),
        }
    }
    merged
}
