//! Prepares Markdown for the parser: what can't be printed is taken out, and what the parser
//! would swallow whole is made ordinary text.

use super::write::SEPARATOR;
use super::{MAX_DEPTH, Note};

/// Stands before what must not begin a block; never in a text, because noncharacters are taken
/// out first.
pub(super) const GUARD: char = '\u{fdd0}';

/// Further to the right than this no list of [`MAX_DEPTH`] levels has its sign, whatever its numbers.
const DEEPEST: usize = 160;

/// What becomes of one character.
enum Treatment {
    Keep,
    Space,
    Bullet,
    Drop,
}

fn treatment(c: char) -> Treatment {
    match c {
        '\t' => Treatment::Keep,
        // Word's line break, a page break, and line ends that came in through references.
        '\u{b}' | '\u{c}' | '\n' | '\r' => Treatment::Space,
        '\0'..='\u{1f}' | '\u{7f}' | '\u{feff}' => Treatment::Drop,
        '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}' => Treatment::Drop,
        // Symbol and Wingdings bullets, mapped by word processors into the private use area.
        '\u{f02d}' | '\u{f06c}' | '\u{f06e}' | '\u{f071}' | '\u{f075}' | '\u{f076}' | '\u{f09f}'
        | '\u{f0a7}' | '\u{f0a8}' | '\u{f0b7}' | '\u{f0d8}' | '\u{f0fc}' => Treatment::Bullet,
        _ => Treatment::Keep,
    }
}

/// The text of one run without line ends and what can't be printed.
pub(super) fn printable(text: &str) -> String {
    let cleaned = text.chars().filter_map(|c| match treatment(c) {
        Treatment::Keep => Some(c),
        Treatment::Space => Some(' '),
        Treatment::Bullet => Some('•'),
        Treatment::Drop => None,
    });
    cleaned.collect()
}

/// Markdown with line feeds only, ready for the parser.
pub(super) fn prepare(markdown: &str, notes: &mut Vec<Note>) -> String {
    let markdown = markdown.strip_prefix('\u{feff}').unwrap_or(markdown);
    let (mut dropped, mut bullets) = (0, 0);
    let mut prepared = String::with_capacity(markdown.len() + markdown.len() / 16);
    let mut line = String::new();
    // Nothing but white space stands in the line so far.
    let mut blank = true;
    let mut too_deep = false;
    let mut characters = markdown.chars().peekable();
    loop {
        let next = characters.next();
        match next {
            None | Some('\n' | '\r') => {
                if next == Some('\r') && characters.peek() == Some(&'\n') {
                    characters.next();
                }
                too_deep |= !prepare_line(&line, &mut prepared);
                line.clear();
                blank = true;
                if next.is_none() {
                    break;
                }
                prepared.push('\n');
            }
            Some(c) => match treatment(c) {
                Treatment::Keep => {
                    blank &= c.is_whitespace();
                    line.push(c);
                }
                Treatment::Space => {
                    dropped += 1;
                    line.push(' ');
                }
                Treatment::Bullet => {
                    bullets += 1;
                    let begins_item = blank && matches!(characters.peek(), Some(' ' | '\t' | '\u{a0}'));
                    blank = false;
                    if begins_item {
                        characters.next();
                        line.push_str("- ");
                    } else {
                        line.push('•');
                    }
                }
                Treatment::Drop => dropped += 1,
            },
        }
    }
    if dropped > 0 {
        notes.push(Note::ControlCharacters(dropped));
    }
    if bullets > 0 {
        notes.push(Note::BulletGlyphs(bullets));
    }
    if too_deep {
        notes.push(Note::TooDeep);
    }
    set_tables_apart(prepared)
}

/// Puts a blank line before a table that follows a paragraph without one. GFM lets a table
/// interrupt a paragraph, pulldown-cmark 0.13 does not.
fn set_tables_apart(markdown: String) -> String {
    let is_row = |line: &str| line.trim_start().starts_with('|');
    let is_delimiter =
        |line: &str| is_row(line) && line.contains('-') && line.trim().chars().all(|c| "|-: ".contains(c));
    let lines: Vec<&str> = markdown.split('\n').collect();
    let begins = |lines: &[&str]| match lines {
        [before, header, delimiter, ..] => {
            !before.trim().is_empty() && !is_row(before) && is_row(header) && is_delimiter(delimiter)
        }
        _ => false,
    };
    let starts: Vec<usize> = (0..lines.len()).filter(|at| lines.get(*at..).is_some_and(begins)).collect();
    if starts.is_empty() {
        return markdown;
    }
    let mut apart = String::with_capacity(markdown.len() + starts.len());
    for (index, line) in lines.iter().enumerate() {
        if index > 0 {
            apart.push('\n');
        }
        apart.push_str(line);
        if starts.binary_search(&index).is_ok() {
            apart.push('\n');
        }
    }
    apart
}

/// Appends one line: tabs that indent become spaces, so that indentation can be counted in bytes;
/// a guard keeps HTML from beginning a block (which would swallow all up to a blank line or the
/// end) and ends a row of list and quotation signs that is deeper than any writer means. Whether all
/// signs of lists could stay: one that stands far to the right is text, because the parser looks at
/// all levels for each line.
fn prepare_line(line: &str, prepared: &mut String) -> bool {
    let mut within = true;
    let mut containers = 0;
    let mut column = 0;
    let mut rest = line;
    loop {
        let mut characters = rest.chars();
        match characters.next() {
            Some(' ') => {
                prepared.push(' ');
                column += 1;
            }
            Some('\t') => {
                let width = 4 - column % 4;
                prepared.extend(std::iter::repeat_n(' ', width));
                column += width;
            }
            _ => {
                let marker = marker(rest);
                if marker.is_empty() {
                    break;
                }
                containers += usize::from(!marker.starts_with('['));
                within = column <= DEEPEST;
                if containers > MAX_DEPTH || !within {
                    prepared.push(GUARD);
                    break;
                }
                prepared.push_str(marker);
                column += marker.chars().count();
                rest = rest.get(marker.len()..).unwrap_or("");
                continue;
            }
        }
        rest = characters.as_str();
    }
    if begins_html(rest) && rest.trim_end() != SEPARATOR {
        prepared.push(GUARD);
    }
    prepared.push_str(rest);
    within
}

/// What begins there may be a block of HTML; an address between angle brackets is none.
fn begins_html(text: &str) -> bool {
    let Some(tag) = text.strip_prefix('<') else { return false };
    let name = tag.trim_start_matches('/');
    let rest = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric() || c == '-');
    !(name.len() > rest.len() && rest.starts_with([':', '@', '.', '+']))
}

/// The sign at the start of `text` that opens a quotation, a list item or a footnote; empty where
/// there is none.
pub(super) fn marker(text: &str) -> &str {
    let opens = |length: usize| {
        let rest = text.get(length..).unwrap_or("");
        rest.is_empty() || rest.starts_with([' ', '\t', '\n'])
    };
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let length = match text.bytes().next() {
        Some(b'>') => 1,
        Some(b'-' | b'+' | b'*') if opens(1) && !is_thematic_break(text) => 1,
        Some(b'0'..=b'9') if digits <= 9 => {
            let delimited = text.get(digits..).unwrap_or("").starts_with(['.', ')']);
            if delimited && opens(digits + 1) { digits + 1 } else { 0 }
        }
        Some(b'[') if text.starts_with("[^") => match text.find("]:") {
            Some(end) if !text.get(2..end).unwrap_or("").contains(['[', ']', '\n']) => end + 2,
            _ => 0,
        },
        _ => 0,
    };
    text.get(..length).unwrap_or("")
}

/// The rest of the line is three or more of one sign with spaces between them.
fn is_thematic_break(text: &str) -> bool {
    let line = text.lines().next().unwrap_or("");
    let sign = line.chars().next().unwrap_or(' ');
    line.chars().all(|c| c == sign || c == ' ' || c == '\t') && line.matches(sign).count() >= 3
}
