//! About how many words a text has: quick enough to be counted whenever a field is left.

/// Words between spaces; Chinese and Japanese are counted in characters. The exact count, which a
/// limit is compared with, is `richtext::count`'s.
pub fn words(text: &str) -> usize {
    let of_part = |part: &str| {
        let wide = part.chars().filter(|character| is_wide(*character)).count();
        wide + usize::from(part.chars().any(|character| character.is_alphanumeric() && !is_wide(character)))
    };
    text.split_whitespace().map(of_part).sum()
}

/// Han, Hiragana and Katakana: scripts without spaces between words.
fn is_wide(character: char) -> bool {
    matches!(character, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_are_counted_and_marks_are_not() {
        let cases = [
            ("", 0),
            (" \n\t ", 0),
            ("Since 2003.", 2),
            ("- **One** – two", 2),
            ("well-known, isn’t it?", 3),
            ("信息社会", 4),
            ("ICT 信息 and", 4),
            ("كتب الكتاب", 2),
            ("हिन्दी में", 2),
        ];
        for (text, expected) in cases {
            assert_eq!(words(text), expected, "{text}");
        }
    }
}
