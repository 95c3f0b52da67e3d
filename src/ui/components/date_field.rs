//! A day: typed in words or as ISO 8601, shown in words.

use leptos::prelude::*;

use crate::draft::dates::{Date, DateReading, recognise};
use crate::draft::{AnswerId, Value};
use crate::locale::key;
use crate::ui::browser::dates;
use crate::ui::state::session::Session;
use crate::ui::state::words::{Words, use_words};

/// The input of a date. What is no date stays as it was typed; the checks speak of it later.
#[component]
pub fn DateField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// The accessible name.
    name: String,
    /// The element's id, for its label.
    id: String,
    /// The template asks for an answer.
    required: bool,
) -> impl IntoView {
    let words = use_words();
    let initial = shown(words, session.cell(&place).value.get_untracked().text());
    let understood = RwSignal::new(String::new());
    let hint = format!("{id}-hint");
    let leave = session.clone();
    let left = place.clone();
    view! {
        <input
            class="input"
            data-size="short"
            id=id
            type="text"
            autocomplete="off"
            dir="auto"
            aria-label=name
            aria-describedby=hint.clone()
            aria-required=required.then_some("true")
            prop:value=initial
            on:input=move |event| {
                let typed = event_target_value(&event);
                understood.set(parse_date(&typed).map(|_| shown(words, &typed)).unwrap_or_default());
                session.edit(&place, Value::Text(stored(&typed)));
            }
            on:blur=move |event| {
                leave.flush();
                let kept = leave.cell(&left).value.get_untracked();
                let input: web_sys::HtmlInputElement = event_target(&event);
                input.set_value(&shown(words, kept.text()));
            }
        />
        <p class="soft" id=hint>
            {move || match understood.get() {
                text if text.is_empty() => words.text(key::WRITE_DATE_HINT),
                text => text,
            }}
        </p>
    }
}

fn parse_date(text: &str) -> Option<Date> {
    match recognise(text) {
        DateReading::Day(date) => Some(date),
        DateReading::Ambiguous(..) | DateReading::Unknown => None,
    }
}

/// ISO 8601 where the text is a date, else the text.
fn stored(typed: &str) -> String {
    parse_date(typed).map_or_else(|| typed.to_owned(), |date| date.to_string())
}

/// The date in the interface's language, else the text.
pub fn shown(words: Words, text: &str) -> String {
    parse_date(text).map_or_else(|| text.to_owned(), |date| dates::day(&words.language(), date))
}
