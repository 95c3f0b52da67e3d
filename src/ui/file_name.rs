//! Names of the files that the writer takes away.

/// The longest name before its ending, in characters: paths stay short enough for any system.
const LONGEST: usize = 80;

/// A file name made of the draft's title: what no file system takes is left out, letters of any
/// script stay. `draft` where nothing is left.
pub fn file_name(title: &str, ending: &str) -> String {
    let separated = |character: char| match character {
        '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|' => ' ',
        // Marks of direction and joining are not seen in a name, and may disguise its ending.
        '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => ' ',
        character if character.is_control() => ' ',
        character => character,
    };
    let spaced: String = title.chars().map(separated).collect();
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let joined: String = words.join("-").chars().take(LONGEST).collect();
    let stem = joined.trim_matches(['.', '-', ' ']);
    format!("{}.{ending}", if stem.is_empty() { "draft" } else { stem })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_any_system_takes() {
        let cases = [
            ("WSIS+20 submission", "WSIS+20-submission.md"),
            ("a/b\\c:d", "a-b-c-d.md"),
            ("..", "draft.md"),
            ("", "draft.md"),
            ("مساهمة أولى", "مساهمة-أولى.md"),
            ("x\u{202e}gpj", "x-gpj.md"),
        ];
        for (title, expected) in cases {
            assert_eq!(file_name(title, "md"), expected);
        }
    }

    #[test]
    fn a_long_title_is_cut() {
        assert_eq!(file_name(&"a".repeat(500), "json").chars().count(), LONGEST + 5);
    }
}
