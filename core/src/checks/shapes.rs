//! Short answers that are not what their kind asks for: dates, e-mail and web addresses.

use serde_json::Value as Json;

use super::{Checked, Checker};
use crate::draft::dates::recognise;
use crate::draft::{Date, DateReading};
use crate::locale::{Message, key};
use crate::richtext::count_text;
use crate::template::FieldKind;

impl Checker<'_> {
    /// An answer of one line.
    pub(super) fn short(&mut self, checked: Checked, text: &str, kind: &FieldKind) {
        self.length(checked, || count_text(text));
        match kind {
            FieldKind::Date { earliest, latest } => {
                self.date(checked, text, earliest.as_deref(), latest.as_deref());
            }
            FieldKind::Email if !is_email(text.trim()) => {
                self.error(checked.answer_id, Message::new(key::CHECKS_EMAIL), text);
            }
            FieldKind::Url if !is_address(text.trim()) => {
                self.error(checked.answer_id, Message::new(key::CHECKS_URL), text);
            }
            FieldKind::Text => {
                self.only_not_applicable(checked, text);
                self.words(checked, text);
            }
            _ => {}
        }
    }

    fn date(&mut self, checked: Checked, text: &str, earliest: Option<&str>, latest: Option<&str>) {
        let day = match recognise(text) {
            DateReading::Day(day) => day,
            DateReading::Ambiguous(one, other) => {
                let message = Message::new(key::CHECKS_DATE_AMBIGUOUS)
                    .with("one", one.in_english())
                    .with("other", other.in_english());
                return self.error(checked.answer_id, message, text);
            }
            DateReading::Unknown => {
                return self.error(checked.answer_id, Message::new(key::CHECKS_DATE), text);
            }
        };
        let bound = |day: Option<&str>| day.and_then(Date::parse_iso);
        if let Some(earliest) = bound(earliest).filter(|earliest| day < *earliest) {
            let message = Message::new(key::CHECKS_DATE_EARLY).with("day", earliest.in_english());
            self.error(checked.answer_id, message, text);
        }
        if let Some(latest) = bound(latest).filter(|latest| day > *latest) {
            let message = Message::new(key::CHECKS_DATE_LATE).with("day", latest.in_english());
            self.error(checked.answer_id, message, text);
        }
        if self.today.is_some_and(|today| day > today) {
            self.warn(checked.answer_id, Message::new(key::CHECKS_DATE_FUTURE), text);
        }
    }

    /// A value that a later version wrote, or a damaged one.
    pub(super) fn unreadable(&mut self, checked: Checked, json: &Json) {
        self.error(checked.answer_id, Message::new(key::CHECKS_UNREADABLE), &json.to_string());
    }
}

/// One `@`, something before it, a name with a dot after it, no white space.
pub(super) fn is_email(text: &str) -> bool {
    let Some((name, host)) = text.split_once('@') else { return false };
    let host_parts: Vec<&str> = host.split('.').collect();
    !name.is_empty()
        && !name.starts_with('.')
        && !name.ends_with('.')
        && host_parts.len() > 1
        && host_parts
            .iter()
            .all(|part| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-'))
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || "<>(),;:\"[]\\".contains(c))
}

/// `http` or `https`, a host, no white space.
pub(super) fn is_web_address(text: &str) -> bool {
    let lower = text.get(..text.len().min(8)).unwrap_or(text).to_ascii_lowercase();
    let scheme = ["http://", "https://"].iter().find(|scheme| lower.starts_with(*scheme));
    let host = scheme.and_then(|scheme| text.get(scheme.len()..)).unwrap_or("");
    host.starts_with(|c: char| c.is_alphanumeric() || c == '[')
        && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

fn is_address(text: &str) -> bool {
    let mail = text.get(..7).filter(|scheme| scheme.eq_ignore_ascii_case("mailto:"));
    is_web_address(text) || (mail.is_some() && text.get(7..).is_some_and(is_email))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn e_mail_addresses_are_told_from_other_text() {
        for text in ["a@example.org", "first.last+wsis@mail.example.int", "a@münchen.example"] {
            assert!(is_email(text), "{text}");
        }
        for text in ["", "a", "a@", "@b.c", "a@b", "a b@c.d", "a@b@c.d", "a@b..c", "<a@b.c>", "a.@b.c"] {
            assert!(!is_email(text), "{text}");
        }
    }

    #[test]
    fn web_addresses_are_told_from_other_text() {
        for text in ["https://example.org", "HTTP://example.org/a?b#c", "https://[::1]/", "mailto:a@b.cd"] {
            assert!(is_address(text), "{text}");
        }
        for text in
            ["", "example.org", "www.example.org", "javascript:alert(1)", "https://", "https:// a", "ftp://a"]
        {
            assert!(!is_address(text), "{text}");
        }
    }
}
