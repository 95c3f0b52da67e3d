//! What an element's style and class say about its text.

use crate::paste::tree::Element;

/// What becomes of white space.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Space {
    /// Many are one.
    Collapsed,
    /// All are kept, and lines too.
    Kept,
    /// Lines are kept.
    Lines,
}

/// Word's list of a paragraph: `l0 level2 lfo1`.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct WordList<'a> {
    /// Which list.
    pub(super) list: &'a str,
    /// 1 is the outermost.
    pub(super) level: u32,
}

/// A part of Word's document that is not its body.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Part {
    Footnotes,
    Footnote,
    Comments,
    Other,
}

/// What is known of an element; `None` where nothing is said.
#[derive(Default, Debug)]
pub(super) struct Facts<'a> {
    pub(super) strong: Option<bool>,
    pub(super) emphasis: Option<bool>,
    pub(super) space: Option<Space>,
    pub(super) hidden: bool,
    pub(super) block: bool,
    pub(super) word_list: Option<WordList<'a>>,
    /// The sign of an item, which is not of its text.
    pub(super) is_sign: bool,
    pub(super) part: Option<Part>,
    /// Level of a heading.
    pub(super) outline: Option<u32>,
    /// Levels of indentation, of 36 points each.
    pub(super) indent: u32,
}

impl<'a> Facts<'a> {
    pub(super) fn of(element: Element<'a>) -> Self {
        let mut facts = Self::default();
        for declaration in element.attribute("style").unwrap_or("").split(';') {
            if let Some((name, value)) = declaration.split_once(':') {
                facts.take(name.trim(), value.trim());
            }
        }
        facts.hidden |=
            element.attribute("hidden").is_some_and(|value| !value.eq_ignore_ascii_case("until-found"));
        facts
    }

    fn take(&mut self, name: &str, value: &'a str) {
        let is = |word: &str| starts_with(value, word);
        let named = |known: &str| name.eq_ignore_ascii_case(known);
        if named("font-weight") {
            let number = value
                .split(|c: char| !c.is_ascii_digit())
                .next()
                .and_then(|digits| digits.parse::<u32>().ok());
            self.strong = match number {
                Some(weight) => Some(weight >= 600),
                None if is("bold") => Some(true),
                None if is("normal") || is("lighter") => Some(false),
                None => self.strong,
            };
        } else if named("font-style") {
            self.emphasis = if is("italic") || is("oblique") {
                Some(true)
            } else if is("normal") {
                Some(false)
            } else {
                self.emphasis
            };
        } else if named("display") {
            self.hidden |= is("none");
            self.block |= is("block") || is("flex") || is("grid") || is("list-item");
        } else if named("mso-hide") {
            self.hidden |= is("all");
        } else if named("white-space") {
            self.space = if is("pre-line") {
                Some(Space::Lines)
            } else if is("pre") || is("break-spaces") {
                Some(Space::Kept)
            } else if is("normal") || is("nowrap") {
                Some(Space::Collapsed)
            } else {
                self.space
            };
        } else if named("mso-list") {
            self.take_list(value);
        } else if named("mso-element") {
            self.part = Some(if is("footnote-list") || is("endnote-list") {
                Part::Footnotes
            } else if is("footnote") || is("endnote") {
                Part::Footnote
            } else if is("comment") {
                Part::Comments
            } else {
                Part::Other
            });
        } else if named("mso-outline-level") {
            self.outline = value.parse().ok().filter(|level| (1..=9).contains(level));
        } else if named("margin-left") || named("margin-right") {
            let points =
                value.strip_suffix("pt").and_then(|points| points.split('.').next()?.parse::<u32>().ok());
            self.indent = self.indent.max(points.map_or(0, |points| points.min(720).saturating_add(18) / 36));
        }
    }

    fn take_list(&mut self, value: &'a str) {
        if starts_with(value, "ignore") {
            self.is_sign = true;
            return;
        }
        let mut words = value.split_ascii_whitespace();
        let list = words
            .next()
            .filter(|list| !list.eq_ignore_ascii_case("none") && !list.eq_ignore_ascii_case("skip"));
        let level = words.find_map(|word| word.strip_prefix("level")).and_then(|level| level.parse().ok());
        self.word_list = list.map(|list| WordList { list, level: level.unwrap_or(1) });
    }
}

fn starts_with(value: &str, word: &str) -> bool {
    value.get(..word.len()).is_some_and(|start| start.eq_ignore_ascii_case(word))
}
