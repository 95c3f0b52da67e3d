//! The draft and its answers.

use crate::collections::SortedMap;
use std::fmt;
use std::sync::Arc;

use serde_json::{Map, Value as Json};

use crate::template::{QuestionId, Template};
use crate::time::WallTime;

/// The name of a draft: 16 characters of `0-9a-z`, random.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct DraftId(Arc<str>);

impl DraftId {
    /// The id, or `None` where it is empty, longer than 32 bytes, or not of `0-9a-z`.
    pub fn new(id: &str) -> Option<Self> {
        let allowed = |byte: u8| byte.is_ascii_digit() || byte.is_ascii_lowercase();
        (!id.is_empty() && id.len() <= 32 && id.bytes().all(allowed)).then(|| Self(id.into()))
    }

    /// A name of random letters; what is no letter of an id is passed over.
    pub fn of_letters(letters: &str) -> Self {
        let allowed = letters.chars().filter(|letter| letter.is_ascii_digit() || letter.is_ascii_lowercase());
        let name: String = std::iter::once('d').chain(allowed).take(32).collect();
        Self(name.into())
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for DraftId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// Where an answer stands: a question (`II.a`), or a sub-field of one entry (`II.a/C5/text`), or
/// the free text of a per-item or group (`II.a/before`, `II.a/after`).
///
/// Every one of them is an answer of its own, so that typing in one touches nothing else.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct AnswerId(Arc<str>);

impl AnswerId {
    /// The answer of a question.
    pub fn of(question: &QuestionId) -> Self {
        Self(question.as_str().into())
    }

    /// The free text before (`"before"`) or after (`"after"`) the entries.
    pub fn around(question: &QuestionId, side: &str) -> Self {
        Self(format!("{question}/{side}").into())
    }

    /// A sub-field of an entry.
    pub fn within(question: &QuestionId, entry: &str, field: &QuestionId) -> Self {
        Self(format!("{question}/{entry}/{field}").into())
    }

    /// Reads an id: one to three parts of the alphabet of [`QuestionId`], with `/` between them.
    pub fn parse(id: &str) -> Option<Self> {
        let parts: Vec<&str> = id.split('/').collect();
        (parts.len() <= 3 && parts.iter().all(|part| QuestionId::new(part).is_some()))
            .then(|| Self(id.into()))
    }

    /// What it names within its question.
    pub fn parts(&self) -> AnswerParts<'_> {
        let Some((_, within)) = self.0.split_once('/') else { return AnswerParts::Own };
        match within.split_once('/') {
            Some((entry, field)) => AnswerParts::Field { entry, field },
            None if within == "before" => AnswerParts::Before,
            None if within == "after" => AnswerParts::After,
            None => AnswerParts::Unknown(within),
        }
    }

    /// The question that it belongs to.
    pub fn question(&self) -> &str {
        self.0.split('/').next().unwrap_or("")
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for AnswerId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What an [`AnswerId`] names within its question.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum AnswerParts<'a> {
    /// The answer of the question itself.
    Own,
    /// The free text before the entries.
    Before,
    /// The free text after the entries.
    After,
    /// A sub-field of an entry.
    Field {
        /// The entry's id.
        entry: &'a str,
        /// The sub-field's id.
        field: &'a str,
    },
    /// Something that this version knows no question to have.
    Unknown(&'a str),
}

/// A submission being written.
#[derive(Clone, PartialEq, Debug)]
pub struct Draft {
    /// Its name in the store.
    pub id: DraftId,
    /// What the writer calls it.
    pub title: String,
    /// The template it is written under.
    pub template: Arc<Template>,
    /// Answers by id. What is not here is empty.
    pub answers: SortedMap<AnswerId, Answer>,
    /// When it was begun.
    pub created: WallTime,
    /// Members of the file it came from that this version does not know.
    pub unknown: Map<String, Json>,
}

/// What stands in one slot.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Answer {
    /// How far the writer is. Apart from the value: not applicable hides it, never deletes it.
    pub state: AnswerState,
    /// Why the question does not apply; kept while it does.
    pub reason: String,
    /// What was written.
    pub value: Value,
    /// The language it is written in, where it is not the draft's.
    pub language: Option<String>,
    /// Members of the file it came from that this version does not know.
    pub unknown: Map<String, Json>,
}

/// How far the writer is with an answer.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum AnswerState {
    /// Nothing was written.
    #[default]
    Empty,
    /// Something was written.
    Started,
    /// The writer says that it is done.
    Ready,
    /// The writer says that the question does not apply.
    NotApplicable,
}

impl AnswerState {
    /// The name in files and storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Empty => "empty",
            Self::Started => "started",
            Self::Ready => "ready",
            Self::NotApplicable => "not-applicable",
        }
    }

    /// The state of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Self::Empty, Self::Started, Self::Ready, Self::NotApplicable]
            .into_iter()
            .find(|state| state.name() == name)
    }
}

/// The value of an answer; which one fits is decided by the field kind.
#[derive(Clone, PartialEq, Debug, Default)]
pub enum Value {
    /// Nothing yet.
    #[default]
    None,
    /// `text`, `email`, `url`: as typed. `rich`: Markdown as typed. `date`: ISO 8601
    /// (`2024-10-30`), or as typed where it is no date. JSON: a string.
    Text(String),
    /// `choice`, `multichoice`, `tags`: ids of options, and the text of "Other".
    /// JSON: `{"options": [..], "other": ".."}`, `other` left out where it is empty.
    Options {
        /// Ids in list order (unknown ones last).
        options: Vec<String>,
        /// What stands beside "Other" (chosen when `options` holds [`OTHER`]).
        other: String,
    },
    /// `per-item`: ids of the picked options; `group`: ids of the entries in the writer's order.
    /// JSON: `{"entries": [..]}`. Sub-answers stand under their own ids.
    Entries(Vec<String>),
    /// `reference`. JSON: `{"reference": {..}}`, empty members left out.
    Reference(Reference),
    /// `consent`. JSON: `{"consent": {"option": .., "date": ..}}`.
    Consent {
        /// Id of the option.
        option: String,
        /// ISO 8601 day on which it was chosen.
        date: String,
    },
    /// A value that this version cannot read: kept as it is, and shown.
    Unreadable(Json),
}

pub use crate::template::OTHER;

/// A publication or document.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Reference {
    /// Title.
    pub title: String,
    /// Web address.
    pub address: String,
    /// Document symbol, such as `A/RES/77/298`.
    pub symbol: String,
    /// Year of publication, as typed.
    pub year: String,
    /// Language, as typed.
    pub language: String,
    /// Note.
    pub note: String,
}

impl Value {
    /// Nothing was written: no characters but white space, no option, no entry.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::None => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Options { options, other } => options.is_empty() && other.trim().is_empty(),
            Self::Entries(entries) => entries.is_empty(),
            Self::Reference(reference) => {
                let Reference { title, address, symbol, year, language, note } = reference;
                [title, address, symbol, year, language, note].iter().all(|text| text.trim().is_empty())
            }
            Self::Consent { option, .. } => option.is_empty(),
            Self::Unreadable(_) => false,
        }
    }

    /// The text of "Other" while "Other" is not chosen: kept, and not said.
    pub fn unchosen(&self) -> &str {
        match self {
            Self::Options { options, other } if !options.iter().any(|option| option == OTHER) => other.trim(),
            _ => "",
        }
    }

    /// The text of a text, rich text or date value; empty for the others.
    pub fn text(&self) -> &str {
        match self {
            Self::Text(text) => text,
            _ => "",
        }
    }
}

impl Draft {
    /// A question with what it stands under: "II. a. Action Lines".
    pub fn title_of(&self, question: &str) -> String {
        let template = &self.template;
        let Some(node) = QuestionId::new(question).and_then(|id| template.node(&id)) else {
            return question.to_owned();
        };
        let short = template.text(node.short.as_ref().unwrap_or(&node.prompt), &template.default_language);
        let section =
            template.sections.iter().find(|section| section.children.iter().any(|child| child.id == node.id));
        let above = section.map_or("", |section| &section.label);
        [above, &node.label, short].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
    }

    /// The answer under that id, where there is one.
    pub fn answer(&self, id: &AnswerId) -> Option<&Answer> {
        self.answers.get(id)
    }

    /// The value under that id.
    pub fn value(&self, id: &AnswerId) -> &Value {
        self.answers.get(id).map_or(&Value::None, |answer| &answer.value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_made_of_its_parts_and_read_as_them() {
        use AnswerParts::{After, Before, Field, Own, Unknown};
        let question = QuestionId::new("II.a").unwrap();
        let within = |entry, field| AnswerId::within(&question, entry, &QuestionId::new(field).unwrap());
        for (id, made, parts) in [
            ("II.a", AnswerId::of(&question), Own),
            ("II.a/before", AnswerId::around(&question, "before"), Before),
            ("II.a/after", AnswerId::around(&question, "after"), After),
            ("II.a/C5/text", within("C5", "text"), Field { entry: "C5", field: "text" }),
            ("II.a/C5-x/y", within("C5-x", "y"), Field { entry: "C5-x", field: "y" }),
            ("II.a/C5/x-y", within("C5", "x-y"), Field { entry: "C5", field: "x-y" }),
            ("II.a/gone", AnswerId::around(&question, "gone"), Unknown("gone")),
        ] {
            assert_eq!((made.as_str(), made.question(), made.parts()), (id, "II.a", parts));
            assert_eq!(AnswerId::parse(id), Some(made));
        }
        for id in ["", "/", "II.a/", "/text", "a/b/c/d", "a//c", "a b", "é"] {
            assert_eq!(AnswerId::parse(id), None, "{id}");
        }
    }
}
