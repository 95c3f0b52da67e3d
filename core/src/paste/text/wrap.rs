//! Lines that were broken to a width, as in PDF files and mails: which belong together, and how they are joined.

use super::line::{Kind, Line, is_wide, width};
use crate::collections::SortedMap;

/// Nobody breaks lines to less, or to more.
const WIDTHS: std::ops::RangeInclusive<usize> = 40..=160;

/// What follows a line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Relation {
    /// The sentence goes on.
    Joined,
    /// A new line of the same paragraph.
    Below,
    /// Another paragraph.
    Apart,
}

/// The width to which the lines of a text were broken, if they were.
pub(super) struct Wrap(Option<usize>);

impl Wrap {
    pub(super) fn of(lines: &[Line]) -> Self {
        let pairs = || {
            lines.windows(2).filter_map(|pair| match pair {
                [line, next]
                    if next.kind == Kind::Text && matches!(line.kind, Kind::Text | Kind::Marked(_)) =>
                {
                    Some((line, next))
                }
                _ => None,
            })
        };
        // The greatest width that two lines nearly have, so that a single long line says nothing.
        let mut counts = [0_u32; 2 * *WIDTHS.end() + 1];
        for (line, _) in pairs() {
            if let Some(count) = counts.get_mut(line.width.min(2 * WIDTHS.end())) {
                *count += 1;
            }
        }
        let total: u32 = counts.iter().sum();
        let least = if total > 2 { 2 } else { 1 };
        let is_one = |widest: &usize| counts.get(*widest).is_some_and(|count| *count > 0);
        let near = |widest: &usize| {
            counts.get(widest * 85 / 100..=*widest).unwrap_or(&[]).iter().sum::<u32>() >= least
        };
        let Some(widest) =
            (0..counts.len()).rev().filter(is_one).find(near).filter(|widest| WIDTHS.contains(widest))
        else {
            return Self(None);
        };
        let wrap = Self(Some(widest));
        let (mut full, mut going_on) = (0, 0);
        for (line, next) in pairs() {
            if wrap.is_full(line, next) {
                full += 1;
                going_on += u32::from(goes_on(line.text, next.text));
            }
        }
        let is_broken = going_on > 0 && going_on * 3 >= full && full * 3 >= total;
        if is_broken { wrap } else { Self(None) }
    }

    /// The first word of the next line would not have had room.
    fn is_full(&self, line: &Line, next: &Line) -> bool {
        const LONGEST: usize = 20;
        let first = next.text.split(' ').next().unwrap_or("");
        let first = if first.starts_with(is_wide) { 2 } else { width(first).min(LONGEST) };
        self.0.is_some_and(|widest| (line.width + 1 + first) * 100 > widest * 85)
    }

    /// How the next line follows: `item` is the column of the sign, in an item; lines before them were `joined`.
    pub(super) fn relation(&self, line: &Line, next: &Line, item: Option<usize>, joined: bool) -> Relation {
        let hangs = item.is_some_and(|indent| next.indent >= indent + 2);
        if let Some(widest) = self.0 {
            let goes_on = goes_on(line.text, next.text);
            let full = self.is_full(line, next);
            let is_indented = item.is_none() && next.indent >= line.indent + 2 && ends(line.text);
            if !is_indented && (full || is_cut(line.text, next.text) || (goes_on && line.width * 2 > widest))
            {
                return Relation::Joined;
            }
            if item.is_none() {
                // A line by itself above lines that were broken is their heading.
                let parts = joined || is_indented || next.width * 100 > widest * 80;
                return if parts { Relation::Apart } else { Relation::Below };
            }
        }
        match item {
            Some(_) if hangs => Relation::Joined,
            Some(_) => Relation::Apart,
            None if line.among_long => Relation::Apart,
            None => Relation::Below,
        }
    }
}

fn ends(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';', '…', '。', '！', '？', '：', '；', '؟', '»', '”'])
}

/// A sentence goes from one line that does not end one to the next, which begins with no capital.
fn goes_on(line: &str, next: &str) -> bool {
    if is_cut(line, next) {
        return true;
    }
    let first = next.trim_start_matches(['(', '“', '"', '«', '‘', '\u{200f}', '\u{200e}']).chars().next();
    !ends(line) && first.is_some_and(|c| c.is_alphabetic() && !c.is_uppercase())
}

/// A word goes from one line to the next.
fn is_cut(line: &str, next: &str) -> bool {
    let before = line.strip_suffix(|c| is_hyphen(c) || c == '\u{ad}');
    before.is_some_and(|before| before.ends_with(char::is_alphabetic))
        && next.starts_with(char::is_alphanumeric)
}

/// The words of a text that stand in one line, in lower case, if any line of it ends with a hyphen.
pub(super) struct Words<'a>(SortedMap<&'a str, ()>);

impl<'a> Words<'a> {
    pub(super) fn of(text: &'a str) -> Self {
        let breaks = ["-\n", "-\r", "\u{2010}\n", "\u{2010}\r"].iter().any(|end| text.contains(end));
        if !breaks {
            return Self(SortedMap::default());
        }
        let words = text.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c));
        let words = words.map(|word| (word.trim_matches(is_hyphen), ()));
        Self(SortedMap::of_any_order(words.collect()))
    }

    fn has(&self, word: &str) -> bool {
        self.0.contains_key(word)
    }
}

fn is_hyphen(c: char) -> bool {
    c == '-' || c == '\u{2010}'
}

/// Prefixes that are always written with a hyphen.
const PREFIXES: [&str; 9] = ["self", "non", "cross", "ex", "vice", "well", "long", "short", "half"];

/// Prepares a text for the words of the next line: a space, or no hyphen, or nothing.
pub(super) fn join(text: &mut String, next: &str, words: &Words) {
    let trimmed = text.trim_end_matches([' ', '\t']).len();
    text.truncate(trimmed);
    if let Some(before) = text.strip_suffix('\u{ad}') {
        text.truncate(before.len());
        return;
    }
    if let Some(before) = text.strip_suffix(is_hyphen)
        && before.ends_with(char::is_alphanumeric)
    {
        // No word is longer, and a text of hyphens alone is not gone through for each of them.
        let near =
            before.char_indices().rev().nth(60).map_or(before, |(at, _)| before.get(at..).unwrap_or(""));
        let first: &str = near.rsplit(|c: char| !c.is_alphanumeric() && !is_hyphen(c)).next().unwrap_or("");
        let second: &str = next.split(|c: char| !c.is_alphanumeric() && !is_hyphen(c)).next().unwrap_or("");
        if second.is_empty() {
            text.push(' ');
            return;
        }
        let one = format!("{first}{second}");
        let compound = format!("{first}-{second}");
        let is_real = !second.starts_with(char::is_lowercase)
            || !before.ends_with(char::is_lowercase)
            || first.contains(is_hyphen)
            || PREFIXES.iter().any(|prefix| first.eq_ignore_ascii_case(prefix))
            || words.has(&compound);
        if !is_real || words.has(&one) {
            text.truncate(before.len());
        }
        return;
    }
    let no_spaces = text.ends_with(is_wide) && next.starts_with(is_wide);
    if !no_spaces && !text.is_empty() && !text.ends_with(['/', '\u{a0}']) {
        text.push(' ');
    }
}
