//! Plain text as a person would have typed it: paragraphs, lists, quotations, tables; lines that were broken to a
//! width are joined.

mod items;
mod line;
mod table;
mod wrap;

use super::Pasted;
use super::list::{Item, Ordinal, Piece, nest};
use super::marker::Style;
use super::note::Counted;
use crate::richtext::{Block, Inline, MAX_DEPTH, RichText, normalise};
use items::Levels;
pub(super) use line::is_placeholder;
use line::{Kind, Line};
use wrap::{Relation, Wrap};

/// Reads plain text.
pub fn from_text(text: &str) -> Pasted {
    let mut counted = Counted::default();
    counted.count_controls(text);
    let lines = line::split(text);
    let words = wrap::Words::of(text);
    let mut reader = Reader { keep: false, joined: false, words: &words, counted: &mut counted };
    let blocks = reader.blocks(&lines, 0);
    let joined = reader.joined;
    let notes = counted.notes();
    let with_lines = joined.then(|| {
        let mut reader =
            Reader { keep: true, joined: false, words: &words, counted: &mut Counted::default() };
        normal(reader.blocks(&lines, 0))
    });
    Pasted { text: normal(blocks), with_lines, notes }
}

fn normal(blocks: Vec<Block>) -> RichText {
    normalise(RichText { blocks, footnotes: Vec::new() })
}

struct Reader<'a, 'b> {
    /// Lines are not joined.
    keep: bool,
    /// Lines were joined.
    joined: bool,
    words: &'a wrap::Words<'a>,
    counted: &'b mut Counted,
}

impl Reader<'_, '_> {
    fn blocks(&mut self, source: &[&str], depth: usize) -> Vec<Block> {
        let mut lines = line::look_at(source);
        items::confirm(&mut lines);
        let wrap = Wrap::of(&lines);
        let mut levels = Levels::default();
        let mut pieces: Vec<Piece> = Vec::new();
        let mut rest: &[Line] = &lines;
        let mut after_blank = true;
        while let Some(line) = rest.first() {
            let used = match &line.kind {
                Kind::Blank => 1,
                Kind::Row => {
                    let rows = rest
                        .iter()
                        .take_while(|line| {
                            line.kind == Kind::Row && line.columns() == rest.first().map_or(0, Line::columns)
                        })
                        .count();
                    pieces.push(Piece::Block(table::table(rest.get(..rows).unwrap_or(&[]))));
                    levels.clear();
                    rows
                }
                Kind::Quoted => {
                    let quoted: Vec<&str> = rest
                        .iter()
                        .take_while(|line| line.kind == Kind::Quoted)
                        .map(Line::within_quotation)
                        .collect();
                    let deeper = depth + 1 < MAX_DEPTH;
                    self.counted.too_deep |= !deeper;
                    if deeper {
                        pieces.push(Piece::Block(Block::Quote(self.blocks(&quoted, depth + 1))));
                    } else {
                        let lines = quoted.iter().map(|line| Block::Paragraph(vec![Inline::text(line)]));
                        pieces.extend(lines.map(Piece::Block));
                    }
                    levels.clear();
                    quoted.len()
                }
                Kind::Marked(marker) => {
                    let (level, style, number) = levels.place(line.indent, &marker.readings);
                    let ordinal = match style {
                        Style::Bullet(_) => Ordinal::Bullet,
                        Style::Number(..) => Ordinal::Number(number),
                    };
                    let (content, used) = self.paragraph(rest, marker.rest, &wrap, true);
                    pieces.push(Piece::Item(Item { level, ordinal, blocks: vec![content] }));
                    used
                }
                Kind::Text => {
                    let (content, used) = self.paragraph(rest, line.text, &wrap, false);
                    match pieces.last_mut() {
                        Some(Piece::Item(item)) if after_blank && levels.holds(line.indent) => {
                            item.blocks.push(content)
                        }
                        _ => {
                            levels.clear();
                            pieces.push(Piece::Block(content));
                        }
                    }
                    used
                }
            };
            after_blank = line.kind == Kind::Blank;
            rest = rest.get(used.max(1)..).unwrap_or(&[]);
        }
        let mut blocks = Vec::new();
        self.counted.too_deep |= !nest(pieces, &mut blocks);
        blocks
    }

    /// The paragraph that begins with the first of these lines, whose words are given, and how many lines it takes.
    fn paragraph(&mut self, lines: &[Line], first: &str, wrap: &Wrap, in_item: bool) -> (Block, usize) {
        let mut text = String::new();
        let mut inlines = Vec::new();
        self.take(first, &mut text, &mut inlines);
        let mut used = 1;
        let mut joined = false;
        for pair in lines.windows(2) {
            let [line, next] = pair else { break };
            if next.kind != Kind::Text {
                break;
            }
            let indent = lines.first().map_or(0, |line| line.indent);
            match wrap.relation(line, next, in_item.then_some(indent), joined) {
                Relation::Apart => break,
                Relation::Below => line_break(&mut text, &mut inlines),
                Relation::Joined if self.keep => line_break(&mut text, &mut inlines),
                Relation::Joined => {
                    joined = true;
                    self.joined = true;
                    wrap::join(&mut text, next.text, self.words);
                }
            }
            self.take(next.text, &mut text, &mut inlines);
            used += 1;
        }
        push_text(&mut text, &mut inlines);
        (Block::Paragraph(inlines), used)
    }

    /// Adds the words of a line: without the placeholder of a form, and with the breaks that Word puts inside.
    fn take(&mut self, line: &str, text: &mut String, inlines: &mut Vec<Inline>) {
        let words = line::without_placeholder(line);
        self.counted.placeholders += usize::from(words.len() < line.len());
        for (index, part) in words.split('\u{b}').enumerate() {
            if index > 0 {
                line_break(text, inlines);
            }
            text.push_str(part);
        }
    }
}

fn push_text(text: &mut String, inlines: &mut Vec<Inline>) {
    if !text.is_empty() {
        inlines.push(Inline::text(text));
        text.clear();
    }
}

fn line_break(text: &mut String, inlines: &mut Vec<Inline>) {
    push_text(text, inlines);
    inlines.push(Inline::HardBreak);
}
