//! Said beside an answer that another tab wrote at the same time.

use crate::components::controls::{actions, button, disclosure, warning};
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use submission_core::draft::json::write_value;
use submission_core::draft::{AnswerId, Value};
use submission_core::locale::{Message, key};
use submission_core::store::Theirs;

/// The other texts, and the way to take them in. Nothing is decided for the writer.
pub fn notice(session: &Session, answer_id: &AnswerId, others: &[Theirs]) -> Element {
    let localizer = use_localizer();
    let are_texts = others.iter().all(|theirs| matches!(theirs.answer.value, Value::Text(_)));
    let label = localizer.text(if are_texts { key::DIVERGED_BELOW } else { key::DIVERGED_TOO });
    let (session, answer_id) = (session.clone(), answer_id.clone());
    let take_in = button(&label, move |_| session.take_in(&answer_id));
    let notice =
        warning().attr("role", "status").child([html::p().child(localizer.text(key::DIVERGED_TITLE))]);
    for theirs in others {
        let moment =
            localizer.say(&Message::new(key::DIVERGED_WHEN).with("moment", localizer.moment(theirs.time)));
        let text = match &theirs.answer.value {
            Value::Text(text) => text.clone(),
            other => write_value(other).to_string(),
        };
        let text = html::pre().attr("dir", "auto").child(&text);
        notice.add(&disclosure(html::summary().child(&moment)).child([text]));
    }
    notice.child([actions([take_in])])
}
