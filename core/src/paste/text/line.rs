//! The lines of a plain text, and what each looks like by itself.

use super::table;
use crate::paste::marker::{Marker, Style, is_bullet, is_gap};

/// What a line looks like.
#[derive(Clone, Debug)]
pub(super) enum Kind<'a> {
    Blank,
    Text,
    /// An item of a list, or what may be one until [`super::items::confirm`] has looked at its neighbours.
    Marked(Marker<'a>),
    Quoted,
    /// A row of a table.
    Row,
}

impl PartialEq for Kind<'_> {
    fn eq(&self, other: &Self) -> bool {
        std::mem::discriminant(self) == std::mem::discriminant(other)
    }
}

/// A line.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// As it was, without spaces at its end.
    pub(super) whole: &'a str,
    /// Without the white space before it.
    pub(super) text: &'a str,
    /// Columns of white space before it.
    pub(super) indent: usize,
    /// Columns that it takes.
    pub(super) width: usize,
    /// It, or one that follows it or that it follows without a sign, is long.
    pub(super) among_long: bool,
    pub(super) kind: Kind<'a>,
}

/// A line of so many columns is a paragraph by itself, where nothing says that lines were broken.
const LONG_LINE: usize = 100;

/// What word processors show where nothing was chosen or written.
const PLACEHOLDERS: [&str; 5] = [
    "Choose an item.",
    "Click or tap here to enter text.",
    "Click here to enter text.",
    "Click or tap to enter a date.",
    "Click here to enter a date.",
];

/// It is what a form shows where nothing is written.
pub(in crate::paste) fn is_placeholder(text: &str) -> bool {
    PLACEHOLDERS.contains(&text.trim())
}

/// The line without the placeholder, if it is one or ends with one after a colon or a tab.
pub(super) fn without_placeholder(line: &str) -> &str {
    for placeholder in PLACEHOLDERS {
        if let Some(before) = line.strip_suffix(placeholder) {
            let label = before.trim_end_matches(is_gap);
            if label.is_empty() || label.ends_with(':') || before.ends_with('\t') {
                return label;
            }
        }
    }
    line
}

/// The lines of a text, whatever ends them.
pub(super) fn split(text: &str) -> Vec<&str> {
    let text = text.trim_start_matches('\u{feff}');
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['\n', '\r', '\u{c}', '\u{2028}', '\u{2029}']) {
        let (line, after) = rest.split_at(at);
        lines.push(line);
        let end = after.chars().next().unwrap_or('\n');
        if end == '\u{2029}' {
            lines.push("");
        }
        rest = after.get(end.len_utf8()..).unwrap_or("");
        if end == '\r' {
            rest = rest.strip_prefix('\n').unwrap_or(rest);
        }
    }
    lines.push(rest);
    lines
}

/// Columns that a character takes in print of even width.
fn columns(c: char) -> usize {
    1 + usize::from(is_wide(c))
}

/// Chinese and Japanese signs, which have no spaces between words.
pub(super) fn is_wide(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{303e}' | '\u{3041}'..='\u{33ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

pub(super) fn width(text: &str) -> usize {
    text.chars().map(columns).sum()
}

/// Columns of the white space.
fn indent(space: &str) -> usize {
    space.chars().fold(0, |column, c| if c == '\t' { column + 4 - column % 4 } else { column + 1 })
}

impl<'a> Line<'a> {
    fn new(whole: &'a str) -> Self {
        let whole = whole.trim_end_matches([' ', '\t']);
        let text = whole.trim_start_matches(is_gap);
        let before = whole.get(..whole.len() - text.len()).unwrap_or("");
        let kind = if text.trim().is_empty() {
            Kind::Blank
        } else if is_quoted(text) {
            Kind::Quoted
        } else {
            Marker::of(text).map_or(Kind::Text, Kind::Marked)
        };
        Self {
            whole,
            text,
            indent: indent(before),
            width: indent(before) + width(text),
            among_long: false,
            kind,
        }
    }

    /// Its cells, if it is a row.
    pub(super) fn columns(&self) -> usize {
        self.whole.matches('\t').count() + 1
    }

    /// What was quoted.
    pub(super) fn within_quotation(&self) -> &'a str {
        let rest = self.text.strip_prefix('>').unwrap_or(self.text);
        rest.strip_prefix(' ').unwrap_or(rest)
    }

    /// It begins an item without any doubt.
    pub(super) fn has_bullet(&self) -> bool {
        matches!(&self.kind, Kind::Marked(_)) && self.text.starts_with(is_bullet)
    }
}

/// As mail programs quote.
fn is_quoted(text: &str) -> bool {
    text.strip_prefix('>').is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '>', '\u{a0}']))
}

/// Looks at each line, and at those that are rows of a table.
pub(super) fn look_at<'a>(source: &[&'a str]) -> Vec<Line<'a>> {
    let mut lines: Vec<Line<'a>> = source.iter().map(|line| Line::new(line)).collect();
    let mut from = 0;
    while from < lines.len() {
        let (rows, is_table) = table::rows(source.get(from..).unwrap_or(&[]));
        for (line, source) in lines.iter_mut().zip(source).skip(from).take(rows).filter(|_| is_table) {
            line.kind = Kind::Row;
            line.whole = source;
        }
        from += rows.max(1);
    }
    join_bullets(&mut lines);
    for run in lines.chunk_by_mut(|_, next| next.kind == Kind::Text) {
        let among_long = run.iter().any(|line| line.width > LONG_LINE);
        run.iter_mut().for_each(|line| line.among_long = among_long);
    }
    lines
}

/// A bullet alone on its line, as PDF files have them, is that of the next line.
fn join_bullets(lines: &mut [Line]) {
    for at in 1..lines.len() {
        let Some([line, next]) = lines.get_mut(at - 1..=at) else { return };
        let mut letters = line.text.chars();
        if let (Some(bullet), None, Kind::Text) =
            (letters.next().filter(|c| is_bullet(*c)), letters.next(), &next.kind)
        {
            line.kind = Kind::Blank;
            next.indent = line.indent;
            next.kind = Kind::Marked(Marker {
                readings: vec![(Style::Bullet(bullet), 0)],
                gap: "\t",
                rest: next.text,
            });
        }
    }
}
