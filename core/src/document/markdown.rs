//! The document as Markdown, readable by pandoc and by people.

use super::compose::not_applicable_line;
use super::{Content, Document, Element, heading_text, lead_in};
use crate::richtext::{self, Block, Inline, Marks, RichText};

/// The whole document as canonical Markdown: sections and questions as headings, everything before
/// them as paragraphs, footnotes at the end.
pub fn render(document: &Document) -> String {
    let mut whole = RichText::default();
    for element in &document.elements {
        append(element, &mut whole);
    }
    richtext::write(&whole)
}

fn append(element: &Element, whole: &mut RichText) {
    let blocks = &mut whole.blocks;
    match element {
        Element::CoverLine { text, strong } => blocks.extend(paragraph(text, *strong)),
        Element::Purpose(text) | Element::Disclaimer(text) => blocks.extend(paragraph(text, false)),
        Element::FormTitle(text) => blocks.extend(paragraph(text, true)),
        Element::Field { prompt, line, .. } => blocks.push(field(prompt, line)),
        Element::Heading { level, label, prompt, .. } => {
            blocks.push(heading(*level, &heading_text(label, prompt)));
        }
        Element::EntryHeading { level, text, .. } => blocks.push(heading(*level, text)),
        Element::Answer { content, .. } => answer(content, whole),
    }
}

fn answer(content: &Content, whole: &mut RichText) {
    let blocks = &mut whole.blocks;
    match content {
        Content::Text(text) => {
            blocks.extend_from_slice(&text.blocks);
            whole.footnotes.extend_from_slice(&text.footnotes);
        }
        Content::Line(line) => blocks.push(Block::Paragraph(line.clone())),
        Content::Choices(names) => {
            blocks.extend(list(names.iter().map(|name| run(name, false))));
        }
        Content::References(references) => {
            blocks.extend(list(references.iter().map(|reference| reference.line.clone())));
        }
        Content::NotApplicable { .. } => blocks.extend(paragraph(&not_applicable_line(content), false)),
        Content::Unanswered => {}
        Content::Unreadable(json) => blocks.extend(paragraph(json, false)),
    }
}

fn heading(level: u8, text: &str) -> Block {
    Block::Heading { level: level.min(6), content: run(&text.replace(['\r', '\n'], " "), false) }
}

/// A paragraph of plain text, its line feeds kept; none of an empty one.
fn paragraph(text: &str, strong: bool) -> Option<Block> {
    let mut content = Vec::new();
    for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
        if !content.is_empty() {
            content.push(Inline::HardBreak);
        }
        content.extend(run(line, strong));
    }
    (!content.is_empty()).then_some(Block::Paragraph(content))
}

fn field(prompt: &str, line: &[Inline]) -> Block {
    let mut lead = lead_in(prompt);
    let mut rest = line;
    // The first run goes on where the prompt ends, if it looks the same.
    if let [Inline::Text { text, marks }, after @ ..] = line
        && *marks == Marks::default()
    {
        lead = format!("{lead} {text}");
        rest = after;
    } else if !line.is_empty() {
        lead.push(' ');
    }
    let mut content = run(&lead, false);
    content.extend_from_slice(rest);
    Block::Paragraph(content)
}

fn list(items: impl Iterator<Item = Vec<Inline>>) -> Option<Block> {
    let items: Vec<Vec<Block>> =
        items.filter(|line| !line.is_empty()).map(|line| vec![Block::Paragraph(line)]).collect();
    (!items.is_empty()).then_some(Block::List { start: None, items })
}

fn run(text: &str, strong: bool) -> Vec<Inline> {
    if text.is_empty() {
        return Vec::new();
    }
    vec![Inline::Text { text: text.to_owned(), marks: Marks { strong, ..Marks::default() } }]
}
