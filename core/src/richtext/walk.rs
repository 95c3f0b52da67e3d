//! Ways through a rich text for those who only want its words, links or headings.

use super::{Block, Inline, Marks, RichText};

/// Calls `visit` with the inlines of every paragraph, heading and cell, footnotes last.
pub fn each_line<'a>(text: &'a RichText, visit: &mut dyn FnMut(&'a [Inline])) {
    lines_of(&text.blocks, visit);
    for footnote in &text.footnotes {
        lines_of(&footnote.blocks, visit);
    }
}

fn lines_of<'a>(blocks: &'a [Block], visit: &mut dyn FnMut(&'a [Inline])) {
    for block in blocks {
        match block {
            Block::Paragraph(content) | Block::Heading { content, .. } => visit(content),
            Block::List { items, .. } => items.iter().for_each(|item| lines_of(item, visit)),
            Block::Quote(blocks) => lines_of(blocks, visit),
            Block::Table(table) => {
                let rows = std::iter::once(&table.header).chain(&table.rows);
                rows.flatten().for_each(|cell| visit(cell));
            }
            Block::Break => {}
        }
    }
}

/// The words of inlines; a hard break is a line feed, a footnote reference nothing.
pub fn line_text(inlines: &[Inline]) -> String {
    let mut words = String::new();
    for inline in inlines {
        match inline {
            Inline::Text { text, .. } => words.push_str(text),
            Inline::HardBreak => words.push('\n'),
            Inline::FootnoteReference(_) => {}
        }
    }
    words
}

/// The words alone: a line per paragraph, heading and table cell, footnotes last.
pub fn plain_text(text: &RichText) -> String {
    let mut lines = Vec::new();
    each_line(text, &mut |inlines| lines.push(line_text(inlines)));
    lines.join("\n")
}

/// The links in reading order: the words of each and its address.
pub fn links(text: &RichText) -> Vec<(String, &str)> {
    let mut links: Vec<(String, &str)> = Vec::new();
    each_line(text, &mut |inlines| {
        let mut open = None;
        for inline in inlines {
            let Inline::Text { text, marks: Marks { link: Some(address), .. } } = inline else {
                open = None;
                continue;
            };
            match links.last_mut() {
                Some((words, _)) if open == Some(address) => words.push_str(text),
                _ => links.push((text.clone(), address)),
            }
            open = Some(address);
        }
    });
    links
}

/// The same text with its headings so many levels further down; level 6 is the last.
#[must_use]
pub fn shift_headings(text: &RichText, by: u8) -> RichText {
    let mut shifted = text.clone();
    shift(&mut shifted.blocks, by);
    for footnote in &mut shifted.footnotes {
        shift(&mut footnote.blocks, by);
    }
    shifted
}

fn shift(blocks: &mut [Block], by: u8) {
    for block in blocks {
        match block {
            Block::Heading { level, .. } => *level = level.saturating_add(by).clamp(1, 6),
            Block::List { items, .. } => items.iter_mut().for_each(|item| shift(item, by)),
            Block::Quote(blocks) => shift(blocks, by),
            Block::Paragraph(_) | Block::Table(_) | Block::Break => {}
        }
    }
}
