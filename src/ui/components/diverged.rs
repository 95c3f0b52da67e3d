//! Said beside an answer that another tab wrote at the same time, or of which something is damaged.

use leptos::prelude::*;

use crate::draft::json::write_value;
use crate::draft::{AnswerId, Value};
use crate::locale::{Message, key};
use crate::store::Theirs;
use crate::ui::components::controls::{button, disclosure, link};
use crate::ui::element::{El, el};
use crate::ui::route::Route;
use crate::ui::state::session::{AnswerCell, Session};
use crate::ui::state::words::use_words;

/// The other text, and the way to take it in. Nothing is decided for the writer.
pub fn diverged(into: &El, session: &Session, place: &AnswerId) {
    let AnswerCell { theirs, damaged, .. } = session.cell(place);
    if damaged.get_untracked() {
        let words = use_words();
        let notice = el("p").class("notice").attr("data-level", "warning");
        let way = link(&Route::Recovery, &words.text(key::RECOVERY_LOOK));
        into.add(&notice.text(&words.text(key::RECOVERY_DAMAGED_ANSWER)).text(" ").with(&[way]));
    }
    let (session, place) = (session.clone(), place.clone());
    into.clone().follow_children(move || {
        let others = theirs.get();
        if others.is_empty() { Vec::new() } else { vec![notice(&session, &place, &others)] }
    });
}

fn notice(session: &Session, place: &AnswerId, others: &[Theirs]) -> El {
    let words = use_words();
    let are_texts = others.iter().all(|theirs| matches!(theirs.answer.value, Value::Text(_)));
    let label = words.text(if are_texts { key::DIVERGED_BELOW } else { key::DIVERGED_TOO });
    let (session, place) = (session.clone(), place.clone());
    let take_in = button(&label, move |_| session.take_in(&place));
    let notice = el("div")
        .class("notice")
        .attr("data-level", "warning")
        .attr("role", "status")
        .with(&[el("p").text(&words.text(key::DIVERGED_TITLE))]);
    for theirs in others {
        let moment = words.say(&Message::new(key::DIVERGED_WHEN).with("moment", words.moment(theirs.time)));
        let text = match &theirs.answer.value {
            Value::Text(text) => text.clone(),
            other => write_value(other).to_string(),
        };
        let text = el("pre").attr("dir", "auto").text(&text);
        notice.add(&disclosure(el("summary").text(&moment)).with(&[text]));
    }
    notice.with(&[el("div").class("actions").with(&[take_in])])
}
