//! What forms, converters and drafts leave behind in a text.

use crate::locale::{Key, key};

/// What Word writes into a field that nobody filled in, and what stands in for text to come; in
/// small letters. Word's own words are from its six interface languages concerned.
const PHRASES: [&str; 20] = [
    "choose an item",
    "click or tap here to enter text",
    "click here to enter text",
    "click or tap to enter a date",
    "click here to enter a date",
    "enter your text here",
    "lorem ipsum",
    "[insert ",
    "[to be completed",
    "[tbc]",
    "[tbd]",
    "choisissez un élément",
    "cliquez ou appuyez ici pour entrer du texte",
    "elija un elemento",
    "haga clic o pulse aquí para escribir texto",
    "выберите элемент",
    "место для ввода текста",
    "选择一项",
    "单击或点击此处输入文字",
    "اختر عنصرًا",
];

/// The first thing left behind in a line: what it is, and the words.
pub(super) fn leftover_in(line: &str) -> Option<(Key, &str)> {
    if line.contains('\u{fffd}') {
        return Some((key::CHECKS_LEFTOVER_UNREADABLE, line));
    }
    if line.contains(is_private) {
        return Some((key::CHECKS_LEFTOVER_PRIVATE, line));
    }
    // Such a phrase stands alone in its line or near it: whole paragraphs need not be folded.
    let lower = if line.len() <= 400 { line.to_lowercase() } else { line.to_ascii_lowercase() };
    PHRASES.iter().any(|phrase| lower.contains(phrase)).then_some((key::CHECKS_LEFTOVER_PHRASE, line))
}

/// Private-use characters: what is left of a bullet of Word's symbol fonts.
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_forms_leave_behind_is_found() {
        for line in [
            "Choose an item.",
            "Title: Choose an item.",
            "Click or tap here to enter text.",
            "Lorem ipsum dolor",
            "\u{f0b7} first",
            "Caf\u{fffd}",
            "Elija un elemento.",
            "Выберите элемент.",
            "اختر عنصرًا.",
            "See [TBC].",
        ] {
            assert!(leftover_in(line).is_some(), "{line}");
        }
        for line in ["", "Member States choose an open approach", "• first", "Click here to read more"] {
            assert!(leftover_in(line).is_none(), "{line}");
        }
    }
}
