//! Fits the rich text of one answer into the document.

use std::collections::BTreeMap;

use crate::richtext::{Block, Inline, RichText};

/// The deepest heading there is.
const DEEPEST: u8 = 6;

/// Headings come to stand below level `under`, and footnotes are numbered on from `footnotes`,
/// which counts those of the answers before.
pub fn fit(mut text: RichText, under: u8, footnotes: &mut usize) -> RichText {
    let mut labels = BTreeMap::new();
    for footnote in &mut text.footnotes {
        *footnotes += 1;
        let label = footnotes.to_string();
        labels.insert(std::mem::replace(&mut footnote.label, label.clone()), label);
    }
    let fitter = Fitter { under, labels };
    fitter.blocks(&mut text.blocks);
    for footnote in &mut text.footnotes {
        fitter.blocks(&mut footnote.blocks);
    }
    text
}

struct Fitter {
    under: u8,
    labels: BTreeMap<String, String>,
}

impl Fitter {
    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.inlines(content),
                Block::Heading { level, content } => {
                    *level = level.saturating_add(self.under).min(DEEPEST);
                    self.inlines(content);
                }
                Block::List { items, .. } => items.iter_mut().for_each(|item| self.blocks(item)),
                Block::Quote(blocks) => self.blocks(blocks),
                Block::Table(table) => {
                    let cells = table.header.iter_mut().chain(table.rows.iter_mut().flatten());
                    cells.for_each(|cell| self.inlines(cell));
                }
                Block::Break => {}
            }
        }
    }

    fn inlines(&self, inlines: &mut [Inline]) {
        for inline in inlines {
            if let Inline::FootnoteReference(label) = inline
                && let Some(number) = self.labels.get(label)
            {
                label.clone_from(number);
            }
        }
    }
}
