//! One line of text: `text`, `email`, `url`.

use leptos::prelude::*;

use crate::draft::{AnswerId, Value};
use crate::template::FieldKind;
use crate::ui::state::session::Session;

/// The input of a one-line answer.
#[component]
pub fn LineField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// Which kind of line it is.
    kind: FieldKind,
    /// The accessible name.
    name: String,
    /// The element's id, for its label.
    id: String,
    /// The template asks for an answer.
    required: bool,
) -> impl IntoView {
    let initial = session.cell(&place).value.get_untracked().text().to_owned();
    let (input_type, complete) = match kind {
        FieldKind::Email => ("email", "email"),
        FieldKind::Url => ("url", "url"),
        _ => ("text", "off"),
    };
    let leave = session.clone();
    view! {
        <input
            class="input"
            id=id
            type=input_type
            autocomplete=complete
            dir="auto"
            aria-label=name
            aria-required=required.then_some("true")
            prop:value=initial
            on:input=move |event| session.edit(&place, Value::Text(event_target_value(&event)))
            on:blur=move |_| leave.flush()
        />
    }
}
