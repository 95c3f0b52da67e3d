//! Fits the rich text of one answer into the document.

use std::collections::BTreeMap;

use crate::richtext::{Block, Inline, RichText};

/// The deepest heading there is.
const DEEPEST: u8 = 6;

/// The highest headings come to stand one level below `under`, whichever level they were typed
/// with, and the others as far below them as they were; footnotes are numbered on from `footnotes`,
/// which counts those of the answers before.
pub fn fit(mut text: RichText, under: u8, footnotes: &mut usize) -> RichText {
    let mut labels = BTreeMap::new();
    for footnote in &mut text.footnotes {
        *footnotes += 1;
        let label = footnotes.to_string();
        labels.insert(std::mem::replace(&mut footnote.label, label.clone()), label);
    }
    let highest = highest_heading(&text.blocks).unwrap_or(1);
    let fitter = Fitter { under, highest, labels };
    fitter.blocks(&mut text.blocks);
    for footnote in &mut text.footnotes {
        fitter.blocks(&mut footnote.blocks);
    }
    text
}

struct Fitter {
    under: u8,
    highest: u8,
    labels: BTreeMap<String, String>,
}

impl Fitter {
    fn blocks(&self, blocks: &mut [Block]) {
        for block in blocks {
            match block {
                Block::Paragraph(content) => self.inlines(content),
                Block::Heading { level, content } => {
                    let below = level.saturating_sub(self.highest).saturating_add(1);
                    *level = below.saturating_add(self.under).min(DEEPEST);
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

fn highest_heading(blocks: &[Block]) -> Option<u8> {
    let levels = blocks.iter().filter_map(|block| match block {
        Block::Heading { level, .. } => Some(*level),
        Block::Quote(blocks) => highest_heading(blocks),
        Block::List { items, .. } => items.iter().filter_map(|item| highest_heading(item)).min(),
        Block::Paragraph(_) | Block::Table(_) | Block::Break => None,
    });
    levels.min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::richtext::{read, write};

    #[test]
    fn the_highest_heading_stands_one_level_below_its_question() {
        let cases = [
            ("# A\n\n## B\n", 2, "### A\n\n#### B\n"),
            ("### A\n\n#### B\n", 2, "### A\n\n#### B\n"),
            ("## B\n\n# A\n", 1, "### B\n\n## A\n"),
            ("# A\n\n###### B\n", 4, "##### A\n\n###### B\n"),
            ("> ## A\n", 1, "> ## A\n"),
        ];
        for (markdown, under, expected) in cases {
            assert_eq!(write(&fit(read(markdown).text, under, &mut 0)), expected, "{markdown}");
        }
    }
}
