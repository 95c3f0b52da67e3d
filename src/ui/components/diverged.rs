//! Said beside an answer that another tab wrote at the same time.

use leptos::prelude::*;

use crate::draft::json::write_value;
use crate::draft::{AnswerId, Value};
use crate::locale::{Message, key};
use crate::store::Theirs;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The other text, and the way to take it in. Nothing is decided for the writer.
#[component]
pub fn DivergedNotice(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
) -> impl IntoView {
    let words = use_words();
    let theirs = session.cell(&place).theirs;
    move || {
        let others = theirs.get();
        if others.is_empty() {
            return ().into_any();
        }
        let are_texts = others.iter().all(|theirs| matches!(theirs.answer.value, Value::Text(_)));
        let label = words.text(if are_texts { key::DIVERGED_BELOW } else { key::DIVERGED_TOO });
        let (session, place) = (session.clone(), place.clone());
        let texts = others.iter().map(|theirs| view! { <OtherText theirs=theirs.clone() /> }).collect_view();
        view! {
            <div class="notice" data-level="warning" role="status">
                <p>{words.text(key::DIVERGED_TITLE)}</p>
                {texts}
                <div class="actions">
                    <button type="button" class="button" on:click=move |_| session.take_in(&place)>{label}</button>
                </div>
            </div>
        }
        .into_any()
    }
}

#[component]
fn OtherText(theirs: Theirs) -> impl IntoView {
    let words = use_words();
    let moment = words.say(&Message::new(key::DIVERGED_WHEN).with("moment", words.moment(theirs.time)));
    let text = match &theirs.answer.value {
        Value::Text(text) => text.clone(),
        other => write_value(other).to_string(),
    };
    view! {
        <details class="stack">
            <summary>{moment}</summary>
            <pre dir="auto">{text}</pre>
        </details>
    }
}
