//! Opening a file: recognised, checked, and put into the store as a new draft.

use std::sync::Arc;

use serde_json::Value as Json;

use super::keeping::Keeping;
use crate::browser::fragment;
use crate::state::opening::Opener;
use submission_core::copies::{OPENED_FROM, digest};
use submission_core::draft::Draft;
use submission_core::exchange::{self, ExchangeError, Opened};
use submission_core::json;
use submission_core::locale::{Catalogue, Message, key};
use submission_core::route::Route;
use submission_core::template::TemplateError;
use submission_core::template::whereabouts::question_at;

/// Opens a draft, or begins one under a template, and goes there; else says why the file cannot be opened.
pub fn open(
    opener: Opener,
    name: &str,
    bytes: &[u8],
    catalogue: &Catalogue,
    keeping: &Keeping,
) -> Result<(), Vec<String>> {
    let services = opener.services;
    let opened = exchange::open(name, bytes, services.new_draft_id(), services.now());
    keeping.opened(match &opened {
        Ok(Opened::Template(checked)) => Some(checked),
        _ => None,
    });
    match opened {
        Ok(Opened::Draft(mut draft)) => {
            // So that its file is known again when a copy is saved there.
            let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
            draft.unknown.insert(OPENED_FROM.to_owned(), digest(&text).into());
            show(opener, *draft);
            Ok(())
        }
        Ok(Opened::Template(checked)) => {
            services.begin_with(Arc::new(checked.template));
            Ok(())
        }
        Err(error) => Err(reasons(name, bytes, error, catalogue)),
    }
}

/// Opens the filled example as a draft of the writer's own.
pub fn open_example(opener: Opener) -> Result<(), Vec<String>> {
    let services = opener.services;
    match exchange::example(services.new_draft_id(), services.now()) {
        Some(draft) => {
            show(opener, draft);
            Ok(())
        }
        None => Err(vec![opener.words.text(key::OPEN_UNREADABLE)]),
    }
}

fn show(opener: Opener, draft: Draft) {
    let Opener { services, undo, words, .. } = opener;
    let said = words.say(&Message::new(key::UNDO_OPENED).with("name", &draft.title));
    let id = services.keep_opened(draft);
    undo.offer_opened(&id.clone(), said, move || {
        fragment::go(&Route::Start);
        services.delete(&id);
    });
}

fn reasons(name: &str, bytes: &[u8], error: ExchangeError, catalogue: &Catalogue) -> Vec<String> {
    let say = |message: &Message| catalogue.say(message);
    match error {
        ExchangeError::Template { file, errors } => {
            let source = json::read(name, bytes).unwrap_or_default();
            let faults: Vec<_> =
                errors.iter().map(|fault| with_question(catalogue, &source, fault)).collect();
            let first = say(&ExchangeError::Template { file, errors }.message());
            std::iter::once(first).chain(faults).collect()
        }
        error => error.messages().iter().map(say).collect(),
    }
}

/// A fault of a form, with the question that it is in.
fn with_question(catalogue: &Catalogue, source: &Json, fault: &TemplateError) -> String {
    let said = catalogue.say(&fault.message());
    match question_at(source, &fault.place) {
        None => said,
        Some(question) => {
            let question = Message::new(key::AUTHOR_QUESTION).with("question", question);
            format!("{said} – {}", catalogue.say(&question))
        }
    }
}
