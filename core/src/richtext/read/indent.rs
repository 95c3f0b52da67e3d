//! Takes back the indentation that would make a paragraph indented code: writers indent
//! paragraphs, they don't write code.

use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Options, Parser, Tag, TagEnd};

/// Taking indentation back may bring out more of it; this often is enough for any layout a writer
/// would make, and what remains is shown as it was typed.
const ROUNDS: usize = 4;

/// How far CommonMark indents code.
const CODE: usize = 4;

/// The source without indented code.
pub(super) fn without_indented_code(mut source: String) -> String {
    for _ in 0..ROUNDS {
        let indents = code_indents(&source);
        if indents.is_empty() {
            break;
        }
        source = without(&source, &indents);
    }
    source
}

/// Where the spaces stand that make lines indented code. Deeper indentation inside a block stays,
/// because a list may be indented as a whole.
fn code_indents(source: &str) -> Vec<Range<usize>> {
    let mut indents = Vec::new();
    // Start and further indentation of each line of the block at hand.
    let mut lines: Option<Vec<(usize, usize)>> = None;
    let parser = Parser::new_ext(source, Options::ENABLE_TABLES | Options::ENABLE_FOOTNOTES);
    for (event, range) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => lines = Some(Vec::new()),
            Event::Text(text) => {
                if let Some(lines) = &mut lines
                    && !text.trim().is_empty()
                {
                    lines.push((range.start, spaces(text.bytes())));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                let lines = lines.take().unwrap_or_default();
                let further = lines.iter().map(|(_, further)| *further).min().unwrap_or(0);
                for (start, _) in lines {
                    let before = source.get(..start).unwrap_or("").bytes().rev();
                    let back = spaces(before).min(CODE);
                    indents.push(start - back..start + further);
                }
            }
            _ => {}
        }
    }
    indents
}

fn spaces(bytes: impl Iterator<Item = u8>) -> usize {
    bytes.take_while(|byte| *byte == b' ').count()
}

fn without(source: &str, ranges: &[Range<usize>]) -> String {
    let mut kept = String::with_capacity(source.len());
    let mut at = 0;
    for range in ranges {
        kept.push_str(source.get(at..range.start).unwrap_or(""));
        at = range.end;
    }
    kept.push_str(source.get(at..).unwrap_or(""));
    kept
}
