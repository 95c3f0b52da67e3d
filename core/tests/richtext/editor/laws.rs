//! The laws of the editor's documents, over generated ones.

use proptest::prelude::*;
use serde_json::Value;
use submission_core::richtext::editor::{editor_to_markdown, from_editor, markdown_to_editor, to_editor};
use submission_core::richtext::{RichText, normalise, plain_text, read, write};

use super::generate::{any_nodes, document, written};
use super::schema;
use crate::generate::rich_text;

fn some() -> ProptestConfig {
    let cases = u32::try_from(test_support::chance::cases(1_000, 200_000)).unwrap();
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

proptest! {
    #![proptest_config(some())]

    #[test]
    fn a_text_goes_through_the_editor_unchanged(text in rich_text()) {
        let json = to_editor(&text).unwrap();
        prop_assert_eq!(schema::fault(&json), None, "{}", json);
        prop_assert_eq!(from_editor(&json), Ok(text), "{}", json);
    }

    #[test]
    fn opening_and_closing_an_answer_changes_no_byte(text in rich_text()) {
        let markdown = write(&text);
        let (json, notes) = markdown_to_editor(&markdown).unwrap();
        prop_assert_eq!(notes, []);
        prop_assert_eq!(editor_to_markdown(&json), Ok(markdown));
    }

    #[test]
    fn what_the_editor_holds_is_kept(document in document()) {
        keeps_all(&document)?;
    }

    #[test]
    fn what_the_editor_cannot_hold_is_kept_too(document in any_nodes()) {
        keeps_all(&document)?;
    }
}

/// Every character that was seen is there, and the text is one that stays as it is.
fn keeps_all(document: &Value) -> Result<(), TestCaseError> {
    let json = written(document);
    let text = from_editor(&json).map_err(|error| TestCaseError::fail(format!("{error}: {json}")))?;
    prop_assert_eq!(what_is_lost(document, &text), None, "{} became {:?}", json, text);
    stays(&text, &json)
}

/// In normal form, in the editor and in Markdown.
pub fn stays(text: &RichText, json: &str) -> Result<(), TestCaseError> {
    prop_assert_eq!(&normalise(text.clone()), text, "{}", json);
    let again = to_editor(text).unwrap();
    prop_assert_eq!(schema::fault(&again), None, "{}", again);
    let back = from_editor(&again);
    prop_assert_eq!(back.as_ref(), Ok(text), "{} became {}", json, again);
    prop_assert_eq!(&read(&write(text)).text, text, "{} became {}", json, write(text));
    Ok(())
}

/// A run of text that is not in one piece in what was kept, or a character that is there too seldom.
fn what_is_lost(document: &Value, text: &RichText) -> Option<String> {
    let mut runs = Vec::new();
    runs_of(document, &mut runs);
    let kept = visible(&plain_text(text));
    let times = |text: &str, character: char| text.chars().filter(|c| *c == character).count();
    let all = runs.concat();
    let seldom = all.chars().find(|character| times(&kept, *character) < times(&all, *character));
    seldom.map(String::from).or_else(|| runs.into_iter().find(|run| !kept.contains(run)))
}

fn runs_of(node: &Value, runs: &mut Vec<String>) {
    runs.extend(node["text"].as_str().map(visible));
    node["content"].as_array().into_iter().flatten().for_each(|child| runs_of(child, runs));
}

/// What a reader sees of a text; half of a surrogate pair as a replacement.
fn visible(text: &str) -> String {
    let text = text.replace('\u{f8fe}', "\u{fffd}").replace('\u{f0b7}', "•");
    let hidden = |c: char| c.is_whitespace() || c.is_control() || matches!(c, '\u{feff}' | '\u{fdd0}');
    text.chars().filter(|c| !hidden(*c)).collect()
}
