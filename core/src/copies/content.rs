//! What the text of a file is: nothing, a draft and whose, or something else.

use std::fmt::Write as _;

use serde_json::{Map, Value as Json};
use sha2::{Digest as _, Sha256};

use super::{DRAFT_ID, OPENED_FROM};
use crate::draft::words;
use crate::exchange::DRAFT_FORMAT;

/// What stands in a file.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// Nothing.
    Nothing,
    /// A draft.
    Draft(Found),
    /// Something of this program's that cannot be read as a draft: a part of one, or all records.
    Part,
    /// Anything else.
    Other,
}

/// A draft in a file, as far as it takes to know it again.
#[derive(Clone, PartialEq, Debug)]
pub struct Found {
    /// Its id; files of earlier versions have none.
    pub id: Option<String>,
    /// What it is called.
    pub title: String,
    /// The digest of the text that it was made from.
    pub opened_from: Option<String>,
    answers: Map<String, Json>,
}

impl Content {
    /// What a text is.
    pub fn of(text: &str) -> Self {
        if text.trim().is_empty() {
            return Self::Nothing;
        }
        match Found::read(text) {
            Some(found) => Self::Draft(found),
            None if text.contains("submission-editor/") => Self::Part,
            None => Self::Other,
        }
    }
}

impl Found {
    /// Reads the text of a draft file; `None` where it is none, or not all of one.
    pub fn read(text: &str) -> Option<Self> {
        let Ok(Json::Object(mut members)) = serde_json::from_str(text) else { return None };
        if members.get("format")?.as_str()? != DRAFT_FORMAT || !members.get("template")?.is_object() {
            return None;
        }
        let string = |name| members.get(name).and_then(Json::as_str).map(ToOwned::to_owned);
        let (id, title, opened_from) = (string(DRAFT_ID), string("title"), string(OPENED_FROM));
        let Some(Json::Object(answers)) = members.remove("answers") else { return None };
        Some(Self { id, title: title.unwrap_or_default(), opened_from, answers })
    }
}

impl Found {
    /// Words of all its answers; the form's own do not count.
    pub fn words(&self) -> usize {
        let texts = self.answers.values().filter_map(|answer| answer.get("value")?.as_str());
        texts.map(words).sum()
    }
}

/// The words of the draft with this text.
pub fn words_of(text: &str) -> usize {
    Found::read(text).map_or(0, |found| found.words())
}

/// Whether everything that is written in `old` stands in `new` too: then nothing is lost with it.
pub fn has_all_of(new: &Found, old: &Found) -> bool {
    let nothing = Json::Null;
    old.answers.iter().all(|(id, answer)| {
        let now = new.answers.get(id).unwrap_or(&nothing);
        ["value", "reason"].iter().all(|name| {
            let member = |answer: &Json| answer.get(name).cloned().unwrap_or_default();
            has_all(&member(now), &member(answer))
        })
    })
}

/// Texts word by word in their order; anything else only where it is the same.
fn has_all(new: &Json, old: &Json) -> bool {
    match (new, old) {
        (Json::String(new), Json::String(old)) => {
            let mut words = new.split_whitespace();
            old.split_whitespace().all(|word| words.any(|other| other == word))
        }
        (_, Json::String(old)) => old.trim().is_empty(),
        (_, Json::Null) => true,
        (new, old) => new == old,
    }
}

/// The SHA-256 of a text, as hexadecimal digits.
pub fn digest(text: &str) -> String {
    let mut digits = String::with_capacity(64);
    for byte in Sha256::digest(text) {
        // A text takes all that is written to it.
        let _ = write!(digits, "{byte:02x}");
    }
    digits
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use serde_json::json;

    use super::*;

    fn file(answers: &Json) -> String {
        let file = json!({
            "format": DRAFT_FORMAT, "title": "Ours", "template": {}, "answers": answers, "draftId": "d1"
        });
        file.to_string()
    }

    #[test]
    fn a_text_is_nothing_a_draft_or_something_else() {
        let draft = file(&json!({"I.a": {"state": "started", "value": "Since 2003."}}));
        assert_eq!(Content::of(" \n"), Content::Nothing);
        let Content::Draft(found) = Content::of(&draft) else { panic!("{draft}") };
        assert_eq!((found.id.as_deref(), found.title.as_str()), (Some("d1"), "Ours"));
        let cut = draft.get(..draft.len() - 1).unwrap();
        for other in ["undefined", "null", "{}", "[]", "milk"] {
            assert_eq!(Content::of(other), Content::Other, "{other}");
        }
        for part in [cut, r#"{"format":"submission-editor/draft"}"#, r#"{"submission-editor/1/bin/d1":"{}"}"#]
        {
            assert_eq!(Content::of(part), Content::Part, "{part}");
        }
    }

    #[test]
    fn a_draft_has_all_of_another_where_every_word_stands_in_it_in_order() {
        let found = |value: Json| Found::read(&file(&json!({"I.a": {"value": value}}))).unwrap();
        let cases = [
            ("Since 2003. And on.", "Since 2003.", true),
            ("Long  since\n2003.", "since 2003.", true),
            ("2003 since.", "since. 2003", false),
            ("", "Since 2003.", false),
            ("Since 2003.", " ", true),
        ];
        for (new, old, expected) in cases {
            assert_eq!(has_all_of(&found(json!(new)), &found(json!(old))), expected, "{new} / {old}");
        }
        let chosen = |id: &str| found(json!({"options": [id]}));
        assert!(has_all_of(&chosen("a"), &chosen("a")));
        assert!(!has_all_of(&chosen("a"), &chosen("b")));
        let nothing = Found::read(&file(&json!({}))).unwrap();
        assert!(!has_all_of(&nothing, &chosen("a")));
        assert!(has_all_of(&chosen("a"), &nothing));
    }

    #[test]
    fn the_words_of_a_draft_are_those_of_its_answers() {
        let answers = json!({
            "I.a": {"value": "Since 2003."}, "I.b": {"value": "And on"}, "I.c": {"value": ["no", "text"]}, "I.d": {}
        });
        assert_eq!(words_of(&file(&answers)), 4);
        assert_eq!(words_of("{}"), 0);
    }

    #[test]
    fn the_digest_is_the_well_known_one() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
