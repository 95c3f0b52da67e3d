//! The document composed from template and draft, once; and its renderings.

mod compose;
mod cover;
mod entries;
pub mod left_out;
mod listed;
pub mod markdown;
mod rich;
mod values;

pub use compose::compose;
pub use left_out::{LeftOut, Why, left_out};

use crate::draft::{AnswerId, Date};
use crate::richtext::{Inline, RichText};
use crate::template::{Language, QuestionId};

/// What the document says, from its first line to its last. The review screen, Markdown and every
/// other file are renderings of this value, so that they cannot disagree: it holds trees and plain
/// text, and no Markdown.
#[derive(Clone, PartialEq, Debug)]
pub struct Document {
    /// The language of the template's wording in it.
    pub language: Language,
    /// Its parts in printing order.
    pub elements: Vec<Element>,
}

/// A part of the document.
#[derive(Clone, PartialEq, Debug)]
pub enum Element {
    /// A line of the cover, its slots filled.
    CoverLine {
        /// The line. May hold line feeds.
        text: String,
        /// Printed in strong type.
        strong: bool,
    },
    /// What the submission is an input to.
    Purpose(String),
    /// Whose views the document presents.
    Disclaimer(String),
    /// A line of the form's own title.
    FormTitle(String),
    /// A prompt with a short answer on the same line, empty where there is none: a respondent
    /// field, or a sub-field of an entry.
    Field {
        /// Where the answer stands.
        answer_id: AnswerId,
        /// The prompt, verbatim.
        prompt: String,
        /// The answer.
        line: Vec<Inline>,
    },
    /// A section or question.
    Heading {
        /// Its node.
        question: QuestionId,
        /// 1 for the topmost.
        level: u8,
        /// What is printed before the prompt; may be empty.
        label: String,
        /// The prompt, verbatim.
        prompt: String,
    },
    /// An entry of a per-item or group, or a part of one.
    EntryHeading {
        /// The answer that is changed here: the question's own, which holds the entries; of a part,
        /// the sub-answer.
        answer_id: AnswerId,
        /// The entry's id.
        entry: String,
        /// The level below the question's, or two below.
        level: u8,
        /// What is printed, such as `C5: Building confidence`.
        text: String,
    },
    /// What stands under a question or entry.
    Answer {
        /// Where it stands.
        answer_id: AnswerId,
        /// The language that it is written in, where it is not the draft's.
        language: Option<Language>,
        /// What it says.
        content: Content,
    },
}

/// What an answer says.
#[derive(Clone, PartialEq, Debug)]
pub enum Content {
    /// Rich text. Levels of its headings are those of the document; labels of its footnotes are
    /// unique in the document.
    Text(RichText),
    /// One line.
    Line(Vec<Inline>),
    /// Names of the options chosen, in list order.
    Choices(Vec<String>),
    /// Publications and documents.
    References(Vec<ReferenceLine>),
    /// The question does not apply.
    NotApplicable {
        /// The template's words for it.
        text: String,
        /// Why, where the writer says so.
        reason: String,
    },
    /// Nothing was written, and the question is printed all the same.
    Unanswered,
    /// A value that this version cannot read, as JSON.
    Unreadable(String),
}

/// A publication or document, as printed.
#[derive(Clone, PartialEq, Debug)]
pub struct ReferenceLine {
    /// Where it stands.
    pub answer_id: AnswerId,
    /// Title, symbol, year, language, address, note, as far as they are given.
    pub line: Vec<Inline>,
}

/// What is chosen for one document.
pub struct Options<'a> {
    /// The language of the template's wording; where it lacks it, its default language.
    pub language: &'a str,
    /// Personal fields are printed.
    pub personal: bool,
    /// Whether unanswered questions are printed; `None` leaves it to the template.
    pub unanswered: Option<bool>,
    /// Writes a day in words, in that language.
    pub date: &'a dyn Fn(Date) -> String,
}

impl Options<'_> {
    /// Everything, in English.
    pub fn english() -> Self {
        Self { language: "en", personal: true, unanswered: None, date: &Date::in_english }
    }
}

/// The prompt as it stands before an answer on the same line: with a colon, unless it brings its
/// own sign.
pub fn lead_in(prompt: &str) -> String {
    let prompt = prompt.trim_end();
    let has_sign = prompt.ends_with([':', ';', '?', '!', '.', '…', '\u{ff1a}', '\u{ff1f}', '\u{3002}', '؟']);
    let colon = if has_sign || prompt.is_empty() { "" } else { ":" };
    format!("{prompt}{colon}")
}

/// Label and prompt as they are printed: `a. Mandates of your organization`.
pub fn heading_text(label: &str, prompt: &str) -> String {
    if label.is_empty() { prompt.to_owned() } else { format!("{label} {prompt}") }
}

#[cfg(test)]
mod tests {
    use super::lead_in;

    #[test]
    fn a_prompt_gets_a_colon_unless_it_brings_a_sign() {
        let cases = [
            ("Role", "Role:"),
            ("Name of organization: ", "Name of organization:"),
            ("Role (as lead)", "Role (as lead):"),
            ("Since when?", "Since when?"),
            ("角色：", "角色："),
            ("", ""),
        ];
        for (prompt, expected) in cases {
            assert_eq!(lead_in(prompt), expected);
        }
    }
}
