//! Signs before items that word processors write as text, boxes that are ticked, pictures that are letters.

use super::line::{beginning, without_beginning};
use super::put_first;
use crate::collections::SortedMap;
use crate::paste::list::Ordinal;
use crate::paste::marker::{Marker, Style, is_bullet, numbers};
use crate::paste::tree::Element;
use crate::richtext::Inline;

/// The sign of the paragraph at hand, and what the lists of Word came to.
#[derive(Default)]
pub(super) struct Signs {
    text: String,
    /// Between the comments that say that a program without lists should show the sign.
    open: bool,
    /// The box before the next words.
    pub(super) check_box: Option<&'static str>,
    /// For each list and level, the number of its last item, if it has numbers.
    last: SortedMap<(String, u32), Option<u32>>,
}

/// No sign is longer.
const LONGEST: usize = 16;

impl Signs {
    /// Takes a comment; a sign may stand at the beginning of an item or heading.
    pub(super) fn hear(&mut self, comment: &str, at_beginning: bool) {
        let comment = comment.trim();
        if comment.starts_with("[if !supportLists]") && at_beginning {
            self.open = true;
        } else if comment.contains("[endif]") {
            self.open = false;
        }
    }

    pub(super) fn is_open(&self) -> bool {
        self.open
    }

    pub(super) fn push(&mut self, text: &str) {
        self.text.push_str(text);
    }

    /// The sign, which ends with the paragraph.
    pub(super) fn take(&mut self) -> String {
        self.open = false;
        let is_space = |c: char| c.is_whitespace();
        let sign = std::mem::take(&mut self.text);
        sign.trim_matches(is_space).to_owned()
    }

    /// What the sign says in a list of Word; `None` where it is words.
    pub(super) fn ordinal(&mut self, list: &str, level: u32, sign: &str) -> Option<Ordinal> {
        let key = (list.to_owned(), level);
        let known = self.last.get(&key).copied().flatten();
        let number = if sign.is_empty() {
            known.map(|number| number + 1)
        } else if sign.len() > LONGEST {
            return None;
        } else if is_bullet_sign(sign) {
            None
        } else {
            Some(number_of(sign, known.map(|number| number + 1))?)
        };
        self.last.insert(key, number);
        Some(number.map_or(Ordinal::Bullet, Ordinal::Number))
    }
}

fn is_bullet_sign(sign: &str) -> bool {
    let mut letters = sign.chars();
    let first = letters.next();
    letters.next().is_none()
        && first.is_some_and(|c| {
            is_bullet(c)
                || !c.is_alphanumeric()
                || matches!(c, 'o' | 'v' | 'q' | 'Ø' | 'ü' | 'à' | 'n' | 'l' | 'u')
        })
}

/// The number that a sign such as `1.`, `(a)`, `iv)`, `1.2.` or `3` stands for: the `next` one, if it may be.
fn number_of(sign: &str, next: Option<u32>) -> Option<u32> {
    let readings = numbers(sign);
    let expected = readings.iter().find(|(_, number)| Some(*number) == next);
    if let Some((_, number)) = expected.or(readings.first()) {
        return Some(*number);
    }
    if sign.bytes().all(|byte| byte.is_ascii_digit() || byte == b'.') {
        return sign.trim_end_matches('.').rsplit('.').next()?.parse().ok();
    }
    None
}

/// A sign that is no sign of a list stands before the words.
pub(super) fn put_before(sign: &str, content: &mut Vec<Inline>) {
    if !sign.is_empty() {
        put_first(&format!("{sign} "), content);
    }
}

/// The level and number of a paragraph that begins with a sign as programs write it; the sign is taken away.
pub(super) fn typed(content: &mut Vec<Inline>, indent: u32) -> Option<(u32, Ordinal)> {
    let text = beginning(content);
    let start = text.trim_start_matches([' ', '\u{a0}']);
    let marker = Marker::of(start)?;
    let sign = start.len() - marker.rest.len();
    let (style, number) = marker.readings.first().copied()?;
    let is_one = match style {
        Style::Bullet(c) if is_bullet(c) => !marker.gap.is_empty(),
        _ => marker.is_wide() && marker.gap.contains(['\u{a0}', '\t']),
    };
    if !is_one {
        return None;
    }
    without_beginning(content, text.len() - start.len() + sign);
    let ordinal = match style {
        Style::Bullet(_) => Ordinal::Bullet,
        Style::Number(..) => Ordinal::Number(number),
    };
    Some((indent.max(1), ordinal))
}

/// The sign of a box that can be ticked.
pub(super) fn check_box(element: Element) -> Option<&'static str> {
    let role = element.attribute("role").unwrap_or("");
    let is_input = element.name() == "input"
        && element
            .attribute("type")
            .is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox") || kind.eq_ignore_ascii_case("radio"));
    let is_box =
        is_input || matches!(role, "checkbox" | "radio") || element.attribute("aria-checked").is_some();
    let is_ticked =
        element.attribute("checked").is_some() || element.attribute("aria-checked") == Some("true");
    is_box.then_some(if is_ticked { "☒ " } else { "☐ " })
}

/// What a picture says where it is not seen.
pub(super) fn words_of_picture(element: Element<'_>) -> Option<&str> {
    element.attribute("alt").map(str::trim).filter(|words| !words.is_empty())
}

/// It is one sign, and no word.
pub(super) fn is_sign(words: &str) -> bool {
    words.chars().count() <= 8 && words.chars().all(|c| !c.is_ascii() && !c.is_alphanumeric())
}

/// The rank of a heading that a class of Word gives.
pub(super) fn rank_of_class(class: &str) -> Option<u32> {
    match class {
        "MsoTitle" => Some(0),
        "MsoSubtitle" => Some(1),
        _ => class.strip_prefix("MsoHeading")?.parse().ok().filter(|rank| (1..=9).contains(rank)),
    }
}
