//! What is written in a draft and does not stand in the document, in words.

use serde::{Deserialize, Serialize};

use crate::document::{LeftOut, Why};
use crate::draft::Draft;
use crate::locale::{Catalogue, Key, key};

/// Something that is left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct LeftOutLine {
    /// The id of its question; the form may not have it.
    pub question: String,
    /// What it is called.
    pub title: String,
    /// The question itself is not there; else only some of what was written in it.
    pub gone: bool,
    /// Why it is left out.
    pub why: String,
    /// What was written, at least one.
    pub parts: Vec<TextLine>,
}

/// One text that is left out.
#[derive(Clone, PartialEq, Eq, Hash, Debug, Serialize, Deserialize)]
pub struct TextLine {
    /// Entry and sub-field, where it is not the question's own text; may be empty.
    pub name: String,
    /// The text as it was typed.
    pub text: String,
}

/// The same in the words of a language.
pub fn lines(draft: &Draft, found: Vec<LeftOut>, catalogue: &Catalogue) -> Vec<LeftOutLine> {
    let line = |item: LeftOut| {
        let question = draft.title_of(&item.question);
        LeftOutLine {
            title: match &item.entry {
                Some(entry) => format!("{question}: {entry}"),
                None => question,
            },
            question: item.question,
            gone: matches!(item.why, Why::NotAsked | Why::Unknown),
            why: catalogue.text(reason(item.why)).to_owned(),
            parts: item.parts.into_iter().map(|part| TextLine { name: part.name, text: part.text }).collect(),
        }
    };
    found.into_iter().map(line).collect()
}

fn reason(why: Why) -> Key {
    match why {
        Why::NotAsked => key::LEFT_OUT_WHY_NOT_ASKED,
        Why::Unknown => key::LEFT_OUT_WHY_UNKNOWN,
        Why::NotApplicable => key::LEFT_OUT_WHY_NOT_APPLICABLE,
        Why::NotListed => key::LEFT_OUT_WHY_NOT_LISTED,
        Why::NotChosen => key::LEFT_OUT_WHY_NOT_CHOSEN,
        Why::Applies => key::LEFT_OUT_WHY_APPLIES,
    }
}
