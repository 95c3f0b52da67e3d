//! Which lines are items of lists, and on which level.

use super::line::{Kind, Line};
use crate::paste::marker::{Around, Marker, Numerals, Style};

/// How many signs around one are looked at for those that count on.
const NEAR: usize = 24;

/// Makes text of what only looks like an item: an initial, a year, a dash in a dialogue.
pub(super) fn confirm(lines: &mut [Line]) {
    let mut from = 0;
    while from < lines.len() {
        let mut to = from + 1;
        while to < lines.len() && !parts(lines, to) {
            to += 1;
        }
        confirm_near(lines.get_mut(from..to).unwrap_or_default());
        from = to;
    }
}

/// With this line something else begins: a paragraph without a sign.
fn parts(lines: &[Line], at: usize) -> bool {
    let kind = |at: usize| lines.get(at).map(|line| &line.kind);
    kind(at) == Some(&Kind::Text)
        && at.checked_sub(1).and_then(kind) == Some(&Kind::Blank)
        && lines.get(at).is_some_and(|line| line.indent < 2)
}

fn confirm_near(lines: &mut [Line]) {
    let marked: Vec<(usize, &Marker)> = lines
        .iter()
        .enumerate()
        .filter_map(|(at, line)| match &line.kind {
            Kind::Marked(marker) => Some((at, marker)),
            _ => None,
        })
        .collect();
    let mut bullets = false;
    let mut doubtful = Vec::new();
    for (index, (at, marker)) in marked.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|before| lines.get(before));
        let within = before.is_some_and(|line| line.kind == Kind::Text && !ends(line.text));
        let sure = match certainty(marker) {
            Certainty::Sure => true,
            Certainty::Likely => !within,
            Certainty::AfterBullets => bullets,
            Certainty::InRow => false,
        };
        bullets |= lines.get(*at).is_some_and(Line::has_bullet);
        let mut near = marked.iter().skip(index.saturating_sub(NEAR)).take(2 * NEAR + 1);
        if !sure && !near.any(|(other, its)| other != at && is_row(&marker.readings, &its.readings)) {
            doubtful.push(*at);
        }
    }
    for at in doubtful {
        if let Some(line) = lines.get_mut(at) {
            line.kind = Kind::Text;
        }
    }
}

/// The line ends as sentences and headings of lists do.
fn ends(text: &str) -> bool {
    text.ends_with(['.', '!', '?', ':', ';', '…', '。', '：', '؛', '؟', '»', '”', ')'])
}

/// How much a sign alone says.
enum Certainty {
    Sure,
    /// Unless a sentence goes on with it.
    Likely,
    /// Where bullets stand before it.
    AfterBullets,
    /// Only with one that is counted on from it, or the same again.
    InRow,
}

fn certainty(marker: &Marker) -> Certainty {
    let digit = marker.rest.starts_with(|c: char| c.is_ascii_digit());
    match marker.readings.first() {
        None => Certainty::InRow,
        Some((Style::Bullet('-'), _)) if digit => Certainty::InRow,
        Some((Style::Bullet('-'), _)) => Certainty::Likely,
        Some((Style::Bullet('*' | '+' | '–' | '—'), _)) if !marker.is_wide() => Certainty::InRow,
        Some((Style::Bullet('o'), _)) if !marker.is_wide() => Certainty::AfterBullets,
        Some((Style::Bullet(_), _)) => Certainty::Sure,
        Some(_) if marker.gap.contains('\t') => Certainty::Sure,
        Some((Style::Number(Numerals::Decimal, _) | Style::Number(_, Around::After | Around::Both), _)) => {
            Certainty::Likely
        }
        Some((Style::Number(..), _)) => Certainty::InRow,
    }
}

/// Both may be of one list.
fn is_row(one: &[(Style, u32)], other: &[(Style, u32)]) -> bool {
    one.iter().any(|(style, number)| {
        let next = |its: u32| matches!(style, Style::Bullet(_)) || its.abs_diff(*number) == 1;
        other.iter().any(|(other, its)| style == other && next(*its))
    })
}

/// A list that is open.
struct Level {
    indent: usize,
    style: Style,
    number: u32,
}

/// The lists that are open, from the outermost.
#[derive(Default)]
pub(super) struct Levels(Vec<Level>);

/// Deeper than this nobody indents.
const MOST: usize = 32;

impl Levels {
    pub(super) fn clear(&mut self) {
        self.0.clear();
    }

    /// A paragraph that is indented so belongs to the last item.
    pub(super) fn holds(&self, indent: usize) -> bool {
        self.0.last().is_some_and(|level| indent >= level.indent + 2)
    }

    /// The level of an item, and what its sign means there.
    pub(super) fn place(&mut self, indent: usize, readings: &[(Style, u32)]) -> (u32, Style, u32) {
        // One column more or less is how a line was cut out, not what it means.
        let is_less = |level: &Level| indent + 1 < level.indent;
        let is_more = |level: &Level| indent > level.indent + 1;
        while self.0.len() > 1 && self.0.last().is_some_and(is_less) {
            self.0.pop();
        }
        let first = readings.first().copied().unwrap_or((Style::Bullet('•'), 0));
        let deeper = self.0.last().is_none_or(is_more);
        if !deeper {
            let begins = readings.iter().any(|(_, number)| *number == 1);
            // What counts on counts more than what is only of the same kind.
            let goes_on = |level: &Level, counts: bool| {
                let fits = |(style, number): &&(Style, u32)| {
                    let next = if counts { *number == level.number + 1 } else { *number == 1 || !begins };
                    *style == level.style && (matches!(style, Style::Bullet(_)) || next)
                };
                readings.iter().find(fits).copied().filter(|_| !is_more(level))
            };
            for counts in [true, false] {
                for at in (0..self.0.len()).rev() {
                    let Some(level) = self.0.get(at) else { continue };
                    if let Some((style, number)) = goes_on(level, counts) {
                        self.0.truncate(at + 1);
                        if let Some(level) = self.0.last_mut() {
                            level.number = number;
                        }
                        return (self.depth(), style, number);
                    }
                }
            }
        }
        let (style, number) = readings.iter().find(|(_, number)| *number == 1).copied().unwrap_or(first);
        if self.0.last().is_some_and(is_less) || self.0.len() >= MOST {
            self.0.pop();
        }
        self.0.push(Level { indent, style, number });
        (self.depth(), style, number)
    }

    fn depth(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }
}
