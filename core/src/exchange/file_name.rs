//! Names of the files that the writer takes away. `web/names.js` makes the same ones where the program
//! does not run; both are tested with `tests/fixtures/file-names.json`.

/// The longest name before its ending, in characters: paths stay short enough for any system.
const LONGEST: usize = 80;
/// And in bytes: file systems take 255, browsers and some systems put something of their own beside it.
const MOST_BYTES: usize = 200;

/// A file name made of the draft's title: what no file system takes is left out, letters of any
/// script stay. `draft` where nothing is left.
pub fn file_name(title: &str, ending: &str) -> String {
    let mut joined = String::new();
    let shown = |character: &char| !is_separator(*character);
    for word in title.split(|character| !shown(&character)).filter(|word| !word.is_empty()) {
        if !joined.is_empty() {
            joined.push('-');
        }
        joined.push_str(word);
    }
    let stem = joined.trim_matches(['.', '-']);
    let stem = cut(stem).trim_matches(['.', '-']);
    let before = if is_device(stem) { "draft-" } else { "" };
    format!("{before}{}.{ending}", if stem.is_empty() { "draft" } else { stem })
}

/// What is no part of a name: space, what a file system has another use for, and marks that are not seen
/// in a name and may disguise its ending.
fn is_separator(character: char) -> bool {
    character.is_whitespace()
        || character.is_control()
        || matches!(character,
            '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'
            | '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff0}'..='\u{ffff}')
}

/// Windows keeps these for devices, with any ending. `CON` and the like, as Microsoft lists them in
/// "Naming Files, Paths, and Namespaces".
fn is_device(stem: &str) -> bool {
    let name = stem.split('.').next().unwrap_or_default();
    let known = ["CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$", "CLOCK$"];
    if known.iter().any(|known| name.eq_ignore_ascii_case(known)) {
        return true;
    }
    let mut characters = name.chars();
    let port: String = characters.by_ref().take(3).collect();
    let number = characters.next();
    (port.eq_ignore_ascii_case("COM") || port.eq_ignore_ascii_case("LPT"))
        && matches!(number, Some('0'..='9' | '¹' | '²' | '³'))
        && characters.next().is_none()
}

/// As much of a name as fits: whole words or, of one that is longer than half of it, whole characters.
fn cut(stem: &str) -> &str {
    let fits = |(count, (at, character)): &(usize, (usize, char))| {
        *count < LONGEST && at + character.len_utf8() <= MOST_BYTES
    };
    let length = stem.char_indices().enumerate().take_while(fits);
    let end = length.last().map_or(0, |(_, (at, character))| at + character.len_utf8());
    let (kept, rest) = stem.split_at(end);
    if rest.is_empty() || rest.starts_with('-') {
        return kept;
    }
    match kept.rfind('-') {
        Some(at) if at * 2 >= kept.len() => kept.get(..at).unwrap_or(kept),
        _ => whole_characters(kept, rest),
    }
}

/// A name without the end of what a reader sees as one character and was cut in two.
fn whole_characters<'a>(kept: &'a str, rest: &str) -> &'a str {
    let mut next = rest.chars().next();
    let mut end = kept.len();
    for (at, character) in kept.char_indices().rev() {
        if !next.is_some_and(|next| belongs_together(character, next)) {
            break;
        }
        next = Some(character);
        end = at;
    }
    kept.get(..end).unwrap_or(kept)
}

/// Whether a reader sees the two as one character: about the rules of UAX 29, and rather once too often.
fn belongs_together(character: char, next: char) -> bool {
    let is_flag = |character| matches!(character, '\u{1f1e6}'..='\u{1f1ff}');
    is_mark(next) || joins(character) || (is_flag(character) && is_flag(next))
}

/// Signs of Indic scripts that make one of the letters around them.
fn joins(character: char) -> bool {
    matches!(u32::from(character), 0x0900..=0x0dff if u32::from(character) & 0x7f == 0x4d)
}

/// A mark on the character before it.
fn is_mark(character: char) -> bool {
    // Rust writes what extends a character as an escape, so that it is not drawn over the quote.
    let extends = character.escape_debug().nth(1) == Some('u');
    let of_block = u32::from(character) & 0x7f;
    extends
        || matches!(character,
            // Vowels and finals of Hangul, written letter by letter; tones of emoji; tags of flags.
            '\u{1160}'..='\u{11ff}' | '\u{d7b0}'..='\u{d7fb}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}'
            // Signs beside the letter in scripts of South and South-East Asia.
            | '\u{0e30}'..='\u{0e3a}' | '\u{0e45}'..='\u{0e4e}' | '\u{0eb0}'..='\u{0ebc}' | '\u{0f3e}'..='\u{0f84}'
            | '\u{102b}'..='\u{103e}' | '\u{1056}'..='\u{109d}' | '\u{17b4}'..='\u{17d3}' | '\u{1a55}'..='\u{1a7f}'
            | '\u{1b00}'..='\u{1b04}' | '\u{1b34}'..='\u{1b44}' | '\u{a823}'..='\u{a82c}' | '\u{a880}'..='\u{a881}'
            | '\u{a8b4}'..='\u{a8c5}' | '\u{a983}' | '\u{a9b3}'..='\u{a9c0}' | '\u{aa29}'..='\u{aa4d}' | '\u{abe3}'..='\u{abed}')
        // The blocks of Indic scripts are laid out alike.
        || (matches!(u32::from(character), 0x0900..=0x0dff)
            && matches!(of_block, 0x00..=0x03 | 0x3a..=0x3c | 0x3e..=0x4f | 0x51..=0x57 | 0x62..=0x63))
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use proptest::prelude::*;
    use unicode_segmentation::UnicodeSegmentation as _;

    use super::*;

    #[test]
    fn a_title_becomes_a_name_that_any_system_takes() {
        let table = include_str!("../../../tests/fixtures/file-names.json");
        let cases: Vec<(String, String)> = serde_json::from_str(table).unwrap();
        for (title, expected) in cases {
            assert_eq!(file_name(&title, "md"), expected, "{title}");
        }
    }

    #[test]
    fn a_long_title_is_cut_at_the_end_of_a_word() {
        let name = file_name(&"information society ".repeat(20), "json");
        assert!(name.len() <= LONGEST + 5 && name.len() > LONGEST / 2, "{name}");
        assert!(name.ends_with("society.json") || name.ends_with("information.json"), "{name}");
        assert_eq!(file_name(&"a".repeat(500), "json").chars().count(), LONGEST + 5);
        assert!(file_name(&"信息社会".repeat(100), "json").len() <= MOST_BYTES + 5);
    }

    fn title() -> impl Strategy<Value = String> {
        let pieces = prop::sample::select(vec![
            "a",
            "e\u{301}",
            "कि",
            "क्षि",
            "நி",
            "กำ",
            "한",
            "각",
            "👍🏽",
            "🇨🇭",
            "🇫🇷",
            "☝️",
            "字",
            "ه",
            "ـ",
            " ",
            "-",
            ".",
            "CON",
            "com1",
            "\u{202e}",
            "/",
            "ប៊ី",
            "မြ",
            "Z\u{300}\u{301}\u{302}",
            "🏴\u{e0067}\u{e0062}\u{e007f}",
        ]);
        prop::collection::vec(pieces, 0..150).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn no_name_is_too_long_or_a_device_or_cut_inside_a_character(title in title()) {
            let name = file_name(&title, "json");
            let stem = name.strip_suffix(".json").unwrap();
            prop_assert!(!stem.is_empty() && name.len() <= 255 && stem.chars().count() <= LONGEST + 6);
            prop_assert!(!is_device(stem) && !stem.starts_with('.') && !stem.ends_with(['.', ' ', '-']));
            prop_assert!(!stem.chars().any(is_separator));
            let whole: String = title
                .split(is_separator)
                .filter(|word| !word.is_empty())
                .collect::<Vec<_>>()
                .join("-");
            let whole = whole.trim_matches(['.', '-']);
            let stem = stem.strip_prefix("draft-").unwrap_or(stem);
            if let Some(rest) = whole.strip_prefix(stem) && !rest.is_empty() {
                let at = stem.len();
                prop_assert!(whole.grapheme_indices(true).any(|(start, _)| start == at), "{}", name);
            }
        }
    }
}
