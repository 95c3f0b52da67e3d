//! The source as it was typed: pieces to show unchanged, and pieces that the parser left out.

use std::ops::Range;

use crate::richtext::MAX_DEPTH;
use crate::richtext::clean::{GUARD, marker};

/// The source, and how much of it is accounted for.
pub(super) struct Typed<'a> {
    source: &'a str,
    /// Link reference definitions that links use; they stand in no text.
    used: Vec<Range<usize>>,
    covered: usize,
}

impl<'a> Typed<'a> {
    pub(super) fn new(source: &'a str, used: Vec<Range<usize>>) -> Self {
        Self { source, used, covered: 0 }
    }

    pub(super) fn len(&self) -> usize {
        self.source.len()
    }

    /// All up to there is accounted for.
    pub(super) fn cover(&mut self, to: usize) {
        self.covered = self.covered.max(to);
    }

    pub(super) fn slice(&self, range: Range<usize>) -> &'a str {
        self.source.get(range).unwrap_or("")
    }

    /// The sign of a footnote definition that begins there.
    pub(super) fn sign(&self, at: usize) -> &'a str {
        marker(self.slice(at..self.len()))
    }

    /// A piece on one line, without the signs of so many quotations that it stands in.
    pub(super) fn on_one_line(&self, range: Range<usize>, quotes: usize) -> String {
        let lines = self.slice(range).lines().enumerate().map(|(index, line)| {
            if index == 0 { line.trim_end() } else { without_signs(line.trim(), quotes) }
        });
        lines.collect::<Vec<_>>().join(" ").replace(GUARD, "")
    }

    /// The cells up to the end of a row that the table has no columns for.
    pub(super) fn surplus_cells(&mut self, to: usize) -> String {
        let cells = self.slice(self.covered..to).trim_matches(['|', ' ', '\t', '\n']).replace(GUARD, "");
        self.cover(to);
        cells
    }

    /// The lines up to `to` with words that the parser left out: definitions that no link uses or
    /// that are there twice.
    pub(super) fn left_out(&mut self, to: usize) -> Vec<String> {
        let mut at = self.covered;
        let gap = self.slice(at..to);
        self.cover(to);
        let mut found = Vec::new();
        if !gap.contains("]:") && !gap.chars().any(says_something) {
            return found;
        }
        let mut in_definition = false;
        for line in gap.split_inclusive('\n') {
            let range = at..at + line.len();
            at = range.end;
            let unused = match self.used_in(&range) {
                None => line,
                Some(used) if used.start > range.start => self.slice(range.start..used.start),
                Some(used) => self.slice(used.end.min(range.end)..range.end),
            };
            let unquoted = without_quote_signs(unused.trim());
            // A number is no sign of a list where a definition goes on.
            let words = if in_definition { unquoted } else { without_markers(unquoted) }.replace(GUARD, "");
            // A definition may be signs alone, and go on over several lines.
            in_definition =
                !words.is_empty() && (in_definition || (words.starts_with('[') && words.contains("]:")));
            if in_definition || words.chars().any(says_something) {
                found.push(words);
            }
        }
        found
    }

    /// The definition in use that reaches into `range`.
    fn used_in(&self, range: &Range<usize>) -> Option<&Range<usize>> {
        let next = self.used.partition_point(|used| used.end <= range.start);
        self.used.get(next).filter(|used| used.start < range.end)
    }
}

/// The lines of a code block, fences included.
pub(super) fn code_lines(block: &str, code: &str) -> Vec<String> {
    let block = block.trim_end();
    let opening = block.lines().next().unwrap_or("").trim();
    let last = block.lines().skip(1).last().unwrap_or("");
    let closing = last.trim_start_matches([' ', '>']).trim();
    let fence = opening.chars().next().filter(|c| matches!(c, '`' | '~'));
    let length = |line: &str| line.chars().take_while(|c| Some(*c) == fence).count();
    let fenced = length(opening) >= 3;
    let closed = fenced && length(closing) >= length(opening) && length(closing) == closing.len();
    let content = code.strip_suffix('\n').unwrap_or(code).split('\n');
    let lines = fenced.then_some(opening).into_iter().chain(content).chain(closed.then_some(closing));
    lines.map(str::to_owned).collect()
}

/// A line without so many quotation signs.
fn without_signs(mut line: &str, quotes: usize) -> &str {
    for _ in 0..quotes {
        let Some(rest) = line.strip_prefix('>') else { break };
        line = rest.trim_start();
    }
    line
}

/// What the parser leaves out is signs of Markdown, which are ASCII, or something that was written.
fn says_something(c: char) -> bool {
    c.is_alphanumeric() || !(c.is_ascii() || c.is_whitespace() || c == GUARD)
}

fn without_quote_signs(mut line: &str) -> &str {
    while let Some(rest) = line.strip_prefix('>') {
        line = rest.trim_start();
    }
    line
}

/// A line without the signs of lists and quotations at its start.
fn without_markers(mut line: &str) -> &str {
    // As many as `clean` leaves on a line.
    for _ in 0..=MAX_DEPTH {
        let sign = marker(line);
        if sign.is_empty() || sign.starts_with('[') {
            break;
        }
        line = line.get(sign.len()..).unwrap_or("").trim_start();
    }
    line
}
