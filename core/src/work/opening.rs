//! Why a file cannot be opened, in words.

use serde_json::Value as Json;

use crate::exchange::ExchangeError;
use crate::json;
use crate::locale::{Catalogue, Message, key};
use crate::template::TemplateError;
use crate::template::question_at;

/// At least one sentence.
pub fn reasons(name: &str, bytes: &[u8], error: ExchangeError, catalogue: &Catalogue) -> Vec<String> {
    match error {
        ExchangeError::Template { file, errors } => {
            let source = json::read(name, bytes).unwrap_or_default();
            let faults: Vec<_> =
                errors.iter().map(|fault| with_question(catalogue, &source, fault)).collect();
            let first = catalogue.say(&ExchangeError::Template { file, errors }.message());
            std::iter::once(first).chain(faults).collect()
        }
        error => error.messages().iter().map(|message| catalogue.say(message)).collect(),
    }
}

/// A fault of a form, with the question that it is in.
fn with_question(catalogue: &Catalogue, source: &Json, fault: &TemplateError) -> String {
    let said = catalogue.say(&fault.message());
    match question_at(source, &fault.path) {
        None => said,
        Some(question) => {
            let question = Message::new(key::AUTHOR_QUESTION).with("question", question);
            format!("{said} – {}", catalogue.say(&question))
        }
    }
}
