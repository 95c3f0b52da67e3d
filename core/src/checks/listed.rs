//! Headings typed by hand that name an entry of a list, such as an action line.

use super::{Checked, Checker, Level};
use crate::locale::{Message, key};
use crate::richtext::walk::line_text;
use crate::richtext::{Block, RichText};
use crate::template::{FieldKind, OptionEntry, Template};

/// A longer line is a sentence, not a heading.
const LONGEST: usize = 200;

/// Entries with a label (`C5`) of every list that a question is answered by.
pub(super) struct Titles<'a> {
    template: &'a Template,
    entries: Vec<&'a OptionEntry>,
}

impl<'a> Titles<'a> {
    pub(super) fn of(template: &'a Template) -> Self {
        let mut lists: Vec<&str> = Vec::new();
        for question in template.questions() {
            if let Some(FieldKind::PerItem { list, .. }) = question.field.as_ref().map(|field| &field.kind)
                && !lists.contains(&list.as_str())
            {
                lists.push(list);
            }
        }
        let listed = lists.into_iter().filter_map(|list| template.lists.get(list));
        let entries = listed.flat_map(|list| &list.entries).filter(|entry| !entry.label.is_empty()).collect();
        Self { template, entries }
    }

    /// The entry as it is printed, in the template's default language.
    pub(super) fn title(&self, entry: &OptionEntry) -> String {
        let name = entry.name.pick("", &self.template.default_language);
        entry.title(name)
    }

    /// The official title of what `line` names in other words; `None` where it names nothing, or
    /// names it rightly in some language.
    fn official(&self, line: &str) -> Option<String> {
        let (label, rest) = split_label(line)?;
        let meant: Vec<&OptionEntry> =
            self.entries.iter().copied().filter(|entry| fold(&entry.label) == label).collect();
        let rest = fold(rest);
        let right = |entry: &&OptionEntry| entry.name.0.values().any(|name| fold(name) == rest);
        if meant.iter().any(right) {
            return None;
        }
        // Parts of C7 bear its label: the one is meant whose name is most nearly there, and rather
        // the part than the whole.
        let written: Vec<&str> = words(&rest).collect();
        let share = |entry: &&&OptionEntry| {
            let name = fold(entry.name.pick("", &self.template.default_language));
            let there = words(&name).filter(|word| written.contains(word)).count();
            (there * 100 / words(&name).count().max(1), entry.parent.is_some())
        };
        meant.iter().rev().max_by_key(share).map(|entry| self.title(entry))
    }
}

impl Checker<'_> {
    pub(super) fn headings(&mut self, checked: Checked, text: &RichText) {
        if self.titles.entries.is_empty() {
            return;
        }
        let mut found = Vec::new();
        lines(&text.blocks, &mut found);
        for line in found {
            if let Some(official) = self.titles.official(&line) {
                let message = Message::new(key::CHECKS_ENTRY_TYPED).with("official", &official);
                let offer = self.replacing(checked, &line, official);
                self.find(Level::Warning, checked.answer_id, message, &line, offer);
            }
        }
    }
}

/// Headings, and paragraphs that are as short as one.
fn lines(blocks: &[Block], found: &mut Vec<String>) {
    for block in blocks {
        match block {
            Block::Heading { content, .. } => found.push(line_text(content)),
            Block::Paragraph(content) => {
                let line = line_text(content);
                if line.len() <= LONGEST && !line.trim_end().ends_with(['.', '!', '?', '。']) {
                    found.push(line);
                }
            }
            Block::List { items, .. } => items.iter().for_each(|item| lines(item, found)),
            Block::Quote(blocks) => lines(blocks, found),
            Block::Table(_) | Block::Break => {}
        }
    }
}

/// `Action Line C5: Building` as `c5` and `Building`. A label ends in a colon, dash or full stop.
fn split_label(line: &str) -> Option<(String, &str)> {
    let line = line.trim();
    let line = ["Action Line ", "Action line ", "WSIS Action Line "]
        .iter()
        .find_map(|lead| line.strip_prefix(lead))
        .unwrap_or(line);
    let (label, rest) = line.split_once([':', '–', '—', '.', ' '])?;
    let label = fold(label);
    let after = line.get(line.len() - rest.len() - 1..)?.trim_start();
    let has_figure = label.len() <= 8 && label.contains(|c: char| c.is_ascii_digit());
    let is_marked = after.starts_with([':', '–', '—', '.']) || after.starts_with("- ");
    let rest = after.trim_start_matches([':', '–', '—', '.', '-', ' ']);
    (has_figure && is_marked && !rest.is_empty()).then_some((label, rest))
}

/// Small letters, single spaces, no stop at the end, Cyrillic letters that look Latin as Latin.
fn fold(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.extend(word.chars().flat_map(char::to_lowercase).map(latin));
    }
    folded.truncate(folded.trim_end_matches(['.', ':', ';', ',']).len());
    folded
}

fn words(text: &str) -> impl Iterator<Item = &str> {
    text.split(|c: char| !(c.is_alphanumeric() || c == '-')).filter(|word| !word.is_empty())
}

/// The Latin letter that a Cyrillic one looks like.
pub(super) fn latin(c: char) -> char {
    const LOOK_ALIKE: [(char, char); 20] = [
        ('а', 'a'),
        ('с', 'c'),
        ('е', 'e'),
        ('о', 'o'),
        ('р', 'p'),
        ('х', 'x'),
        ('і', 'i'),
        ('ѕ', 's'),
        ('А', 'A'),
        ('В', 'B'),
        ('С', 'C'),
        ('Е', 'E'),
        ('Н', 'H'),
        ('К', 'K'),
        ('М', 'M'),
        ('О', 'O'),
        ('Р', 'P'),
        ('Т', 'T'),
        ('Х', 'X'),
        ('Ѕ', 'S'),
    ];
    LOOK_ALIKE.iter().find(|(cyrillic, _)| *cyrillic == c).map_or(c, |(_, latin)| *latin)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_told_from_the_start_of_a_sentence() {
        let cases = [
            ("C5: Building confidence", Some(("c5", "Building confidence"))),
            ("Action Line C5 – Building", Some(("c5", "Building"))),
            ("\u{421}2. Infrastructure", Some(("c2", "Infrastructure"))),
            ("C7 - e-health", Some(("c7", "e-health"))),
            ("C5 was our main line", None),
            ("Note: see below", None),
            ("2015: a turning point", Some(("2015", "a turning point"))),
            ("C5:", None),
            ("", None),
        ];
        for (line, expected) in cases {
            let found = split_label(line);
            let found = found.as_ref().map(|(label, rest)| (label.as_str(), *rest));
            assert_eq!(found, expected, "{line}");
        }
    }
}
