//! Personal data in text that will be published: e-mail addresses and telephone numbers.

use super::shapes::is_email;
use crate::locale::{Key, key};

/// Telephone numbers in their international form have at least so many figures (ITU-T E.164 allows
/// up to 15); fewer are more likely an amount.
const FEWEST_FIGURES: usize = 9;
const MOST_FIGURES: usize = 15;

/// What looks personal, with the words concerned.
pub(super) fn personal_in(text: &str) -> Vec<(Key, &str)> {
    let mut found = Vec::new();
    if text.contains('@') {
        let words = text.split(|c: char| c.is_whitespace() || "<>()[],;:\"".contains(c));
        let addresses = words.map(|word| word.trim_matches(['.', '!', '?', '\'', '’', '”', '“']));
        found.extend(addresses.filter(|word| is_email(word)).map(|word| (key::CHECKS_PERSONAL_EMAIL, word)));
    }
    found.extend(telephone_numbers(text).map(|number| (key::CHECKS_PERSONAL_TELEPHONE, number)));
    found
}

/// `+`, then figures with spaces, hyphens, dots and brackets between them.
fn telephone_numbers(text: &str) -> impl Iterator<Item = &str> {
    text.match_indices('+').filter_map(|(at, _)| {
        let (before, rest) = text.split_at_checked(at)?;
        let after = rest.get(1..)?;
        if before.ends_with(char::is_alphanumeric)
            || !after.starts_with(|c: char| c.is_ascii_digit() || c == '(')
        {
            return None;
        }
        let end =
            after.find(|c: char| !(c.is_ascii_digit() || " -.()/\u{a0}".contains(c))).unwrap_or(after.len());
        let number = rest.get(..=end)?.trim_end_matches([' ', '-', '.', '(', '/', '\u{a0}']);
        let figures = number.bytes().filter(u8::is_ascii_digit).count();
        (FEWEST_FIGURES..=MOST_FIGURES).contains(&figures).then_some(number)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_and_numbers_are_found_in_a_sentence() {
        let cases: [(&str, &[&str]); 8] = [
            ("Write to info@example.org.", &["info@example.org"]),
            ("Contact <a.b@example.org>; or c@example.org", &["a.b@example.org", "c@example.org"]),
            ("Tel. +41 22 555 01 23, Geneva", &["+41 22 555 01 23"]),
            ("+1 (555) 010-9999.", &["+1 (555) 010-9999"]),
            ("WSIS+20 and WSIS+2025123456", &[]),
            ("an increase of +20 000 000", &[]),
            ("@handle, 7 @ 3, a@b", &[]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            let found: Vec<&str> = personal_in(text).into_iter().map(|(_, words)| words).collect();
            assert_eq!(found, expected, "{text}");
        }
    }
}
