//! JSON that something has changed on the way: it is refused or read, and nothing else happens.

use submission_core::richtext::editor::{from_editor, markdown_to_editor};
use test_support::chance::{Chance, cases, each_seed};

use super::laws::stays;

/// What is put into it.
const PIECES: &[&str] = &[
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    "\"",
    "\\",
    "\\u",
    "\\ud83d",
    "\\udca9",
    "null",
    "-1",
    "1e9",
    "{}",
    "[]",
    "\"text\":\"a\"",
    "\"type\":\"table\"",
    "\"type\":\"x\"",
    "\"content\":[",
    "\"marks\":[{",
    "\"attrs\":{",
    "é",
    "\u{feff}",
    "\0",
    " ",
];

fn mutated(json: &str, chance: &mut Chance) -> String {
    let mut letters: Vec<char> = json.chars().collect();
    for _ in 0..=chance.below(4) {
        let at = chance.below(letters.len() + 1);
        let to = (at + chance.below(12)).min(letters.len());
        match chance.below(4) {
            0 => drop(letters.drain(at..to)),
            1 => drop(letters.splice(at..at, PIECES[chance.below(PIECES.len())].chars())),
            2 => {
                let other = chance.below(letters.len() + 1);
                let part: Vec<char> =
                    letters[at.min(other)..at.max(other)].iter().copied().take(300).collect();
                letters.splice(at..to, part);
            }
            // Members of one object for those of another.
            _ => {
                let names = ["paragraph", "list_item", "table_row", "footnote", "quote", "text", "content"];
                let (one, two) = (names[chance.below(7)], names[chance.below(7)]);
                letters = letters
                    .iter()
                    .collect::<String>()
                    .replacen(one, two, 1 + chance.below(3))
                    .chars()
                    .collect();
            }
        }
    }
    letters.into_iter().collect()
}

#[test]
fn changed_json_is_refused_with_its_place_or_read() {
    let document = markdown_to_editor(include_str!("../every-construct.md")).unwrap().0;
    let small = markdown_to_editor("a *b* [c](d)[^1]\n\n| e |\n| - |\n| f |\n\n- g\n\n[^1]: h").unwrap().0;
    each_seed(cases(4_000, 1_000_000), |seed| {
        let mut chance = Chance::new(seed);
        let original = if chance.below(4) == 0 { &document } else { &small };
        let json = mutated(original, &mut chance);
        match from_editor(&json) {
            Ok(text) => stays(&text, &json).unwrap(),
            Err(error) => {
                assert!(json.is_char_boundary(error.at) && error.path.starts_with("doc"), "{error}: {json}");
            }
        }
    });
}

#[test]
fn a_document_that_is_cut_off_anywhere_says_so() {
    let json = markdown_to_editor("*a*\n\n- b\\\n  \"c\" 😀\u{1}\n").unwrap().0;
    for (at, _) in json.char_indices().skip(1) {
        let error = from_editor(&json[..at]).unwrap_err();
        assert_eq!(format!("{:?}", error.problem), "CutOff", "{}", &json[..at]);
    }
}
