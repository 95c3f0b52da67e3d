//! Forms of many long-text questions, and generated text to stand in them.

use serde_json::{Map, Value, json};

/// Questions in one section, as many as a page of the app shows.
const IN_A_SECTION: usize = 12;

/// What most words of an answer are made of: no text of anybody's.
const WORDS: [&str; 32] = [
    "the",
    "registers",
    "of",
    "region",
    "were",
    "copied",
    "and",
    "described",
    "by",
    "archivists",
    "who",
    "trained",
    "in",
    "twelve",
    "countries",
    "with",
    "partners",
    "for",
    "open",
    "access",
    "to",
    "records",
    "that",
    "public",
    "bodies",
    "keep",
    "on",
    "paper",
    "until",
    "they",
    "can",
    "be",
];

/// A form and the text that is saved in it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Form {
    pub questions: usize,
    /// Of all answers together.
    pub bytes: usize,
}

/// As many questions and as much text as the real form; a large one; the largest.
pub const SMALL: Form = Form { questions: 13, bytes: 23_000 };
pub const MIDDLE: Form = Form { questions: 300, bytes: 1_000_000 };
pub const LARGE: Form = Form { questions: 1_000, bytes: 2_000_000 };

/// 200,000 words.
pub const BOOK: Form = Form { questions: 100, bytes: 1_185_000 };

impl Form {
    /// As a draft file of the app.
    pub fn draft(self) -> Value {
        let answers: Map<String, Value> = (0..self.questions)
            .map(|number| (id(number), json!({ "state": "started", "value": self.answer(number) })))
            .collect();
        json!({
            "format": "submission-editor/draft",
            "formatVersion": 1,
            "title": self.to_string(),
            "created": "2026-01-01T00:00:00.000Z",
            "template": self.template(),
            "answers": answers,
        })
    }

    /// As the page of plain text areas keeps it.
    pub fn reference(self) -> Value {
        let questions = (0..self.questions)
            .map(|number| json!({ "id": id(number), "label": label(number), "prompt": prompt(number) }));
        let answers: Map<String, Value> =
            (0..self.questions).map(|number| (id(number), self.answer(number).into())).collect();
        json!({ "questions": questions.collect::<Vec<_>>(), "answers": answers })
    }

    fn template(self) -> Value {
        let sections = (0..self.questions).step_by(IN_A_SECTION).map(|first| {
            let numbers = first..self.questions.min(first + IN_A_SECTION);
            let questions = numbers.map(|number| {
                json!({ "id": id(number), "label": label(number), "prompt": prompt(number), "kind": "rich" })
            });
            let number = first / IN_A_SECTION + 1;
            json!({
                "id": format!("s{number}"),
                "label": number.to_string(),
                "prompt": format!("Section {number}"),
                "children": questions.collect::<Vec<_>>(),
            })
        });
        json!({
            "format": 1,
            "id": "bench",
            "version": "1",
            "languages": ["en"],
            "defaultLanguage": "en",
            "title": self.to_string(),
            "respondent": [{ "id": "name", "prompt": "Name", "kind": "text" }],
            "sections": sections.collect::<Vec<_>>(),
            "export": { "notApplicable": "N/A." },
        })
    }

    /// Paragraphs and a list, with some emphasis; the same at each run, and another for each question.
    pub fn answer(self, number: usize) -> String {
        let length = self.bytes / self.questions;
        let mut text = String::with_capacity(length + 16);
        let mut chance = number as u64 + 1;
        let mut in_line = 0;
        while text.len() < length {
            chance = chance.wrapping_mul(0x5851_f42d_4c95_7f2d).wrapping_add(0x1405_7b7e_f767_814f);
            let word = WORDS[(chance >> 59) as usize];
            in_line += 1;
            text.push_str(&match in_line {
                12 => format!("**{word}**, "),
                80 => format!("{word}.\n\n- {word} "),
                110 => {
                    in_line = 0;
                    format!("{word}.\n\n")
                }
                _ => format!("{word} "),
            });
        }
        text.truncate(length);
        text
    }

    /// Words of all answers.
    pub fn words(self) -> usize {
        (0..self.questions).map(|number| self.answer(number).split_whitespace().count()).sum()
    }
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let size = if self.bytes < 1_000_000 {
            format!("{} kB", self.bytes / 1_000)
        } else {
            format!("{} MB", self.bytes / 1_000_000)
        };
        write!(f, "{} questions, {size}", self.questions)
    }
}

/// The id of a question, from 0.
pub fn id(number: usize) -> String {
    format!("q{number}")
}

fn label(number: usize) -> String {
    format!("{}.", number + 1)
}

fn prompt(number: usize) -> String {
    format!("What did your organisation do under heading {}, and what came of it?", number + 1)
}

#[test]
fn the_book_has_two_hundred_thousand_words() {
    let words = BOOK.words();
    assert!((195_000..205_000).contains(&words), "{words}");
}
