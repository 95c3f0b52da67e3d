//! Words and characters of a rich text.

use unicode_segmentation::UnicodeSegmentation;

use super::RichText;
use super::walk::{each_line, line_text};

/// How long a text is.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Words as word processors count them, since that is where limits are checked: what stands between
    /// white space and holds a letter or digit. Chinese and Japanese letters count one by one.
    pub words: usize,
    /// Grapheme clusters, white space included, line breaks not.
    pub characters: usize,
}

/// Counts what a reader of the printed text sees: no Markdown signs, no link addresses. Tables
/// and footnotes count.
pub fn count(text: &RichText) -> Counts {
    let mut total = Counts::default();
    each_line(text, &mut |inlines| {
        let Counts { words, characters } = count_text(&line_text(inlines));
        total.words += words;
        total.characters += characters;
    });
    total
}

/// Counts plain text.
pub fn count_text(text: &str) -> Counts {
    Counts {
        words: text.split_whitespace().map(words_in).sum(),
        characters: text.graphemes(true).filter(|cluster| !cluster.starts_with(['\n', '\r'])).count(),
    }
}

/// The words in what stands between white space.
fn words_in(word: &str) -> usize {
    let east_asian = word.chars().filter(|c| is_han_or_kana(*c)).count();
    let others = word.chars().any(|c| c.is_alphanumeric() && !is_han_or_kana(c));
    east_asian + usize::from(others)
}

/// Scripts that are written without spaces and counted by the character.
pub fn is_han_or_kana(c: char) -> bool {
    matches!(c,
        '\u{3005}' | '\u{3007}' | '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}'
        | '\u{30fc}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{3400}'..='\u{4dbf}'
        | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9d}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::richtext::read;

    #[test]
    fn words_and_characters_of_plain_text() {
        let cases = [
            ("", 0, 0),
            ("  \n", 0, 2),
            ("It's 3.5 per cent.", 4, 18),
            ("e\u{301}te\u{301} 👩‍👩‍👧", 1, 5),
            ("中文字。", 3, 4),
            ("カタカナ と ひらがな", 9, 11),
            ("ITU报告", 3, 5),
            ("A/RES/77/298 is a well-being e-mail – https://example.org/a?b=c", 6, 63),
            ("• 1) *", 1, 6),
            ("المادة ١٢", 2, 9),
        ];
        for (text, words, characters) in cases {
            assert_eq!(count_text(text), Counts { words, characters }, "{text}");
        }
    }

    #[test]
    fn signs_and_addresses_do_not_count() {
        let text = read("# A **b**old\\\nword\n\n[c](https://example.org/d)[^1] | d\n\n[^1]: e f\n").text;
        assert_eq!(count(&text).words, 7);
    }
}
