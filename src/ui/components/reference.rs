//! A reference: title, address, symbol, year, language, note.

use leptos::prelude::*;

use crate::draft::{AnswerId, Reference, Value};
use crate::locale::{Key, key};
use crate::ui::components::sub_field::element_id;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// One member of a reference: its words, how it is read, and where it is kept.
type Member = (Key, &'static str, fn(&mut Reference) -> &mut String);

const MEMBERS: [Member; 6] = [
    (key::REFERENCE_TITLE, "text", |reference| &mut reference.title),
    (key::REFERENCE_ADDRESS, "url", |reference| &mut reference.address),
    (key::REFERENCE_SYMBOL, "text", |reference| &mut reference.symbol),
    (key::REFERENCE_YEAR, "text", |reference| &mut reference.year),
    (key::REFERENCE_LANGUAGE, "text", |reference| &mut reference.language),
    (key::REFERENCE_NOTE, "text", |reference| &mut reference.note),
];

/// The inputs of a reference.
#[component]
pub fn ReferenceField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// What the accessible names begin with.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let initial = match session.cell(&place).value.get_untracked() {
        Value::Reference(reference) => reference,
        _ => Reference::default(),
    };
    let reference = StoredValue::new(initial);
    let members = MEMBERS.into_iter().enumerate().map(|(index, (label, input_type, member))| {
        let label = words.text(label);
        let full_name = format!("{name}: {label}");
        // The first input stands for the whole answer: it is where a link to the answer leads.
        let id = if index == 0 { element_id(&place) } else { format!("{}-{index}", element_id(&place)) };
        let (session, place, leave) = (session.clone(), place.clone(), session.clone());
        let value = reference.try_update_value(|reference| member(reference).clone());
        view! {
            <div class="field">
                <label for=id.clone()>{label}</label>
                <input
                    class="input"
                    id=id
                    type=input_type
                    dir="auto"
                    aria-label=full_name
                    prop:value=value
                    on:input=move |event| {
                        reference.update_value(|reference| *member(reference) = event_target_value(&event));
                        session.edit(&place, Value::Reference(reference.get_value()));
                    }
                    on:blur=move |_| leave.flush()
                />
            </div>
        }
    });
    view! { <div class="entry-fields reference">{members.collect_view()}</div> }
}
