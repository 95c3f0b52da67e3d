//! One option of several: `choice` and `consent`.

use leptos::prelude::*;

use crate::draft::{AnswerId, OTHER, Value};
use crate::locale::key;
use crate::template::{OptionEntry, Options};
use crate::ui::browser::dates;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// A list to choose one option from, with a text for "Other" where the template offers it.
#[component]
pub fn ChoiceField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// What there is to choose from.
    options: Options,
    /// It is a consent: the day of the choice is kept too.
    #[prop(optional)]
    consent: bool,
    /// The accessible name.
    name: String,
    /// The element's id, for its label.
    id: String,
    /// The template asks for an answer.
    required: bool,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let (chosen, other) = match session.cell(&place).value.get_untracked() {
        Value::Options { options, other } => (options.first().cloned().unwrap_or_default(), other),
        Value::Consent { option, .. } => (option, String::new()),
        _ => Default::default(),
    };
    let language = words.language();
    let entry_name = |entry: &OptionEntry| option_name(entry, template.text(&entry.name, &language));
    let mut entries: Vec<(String, String)> =
        options.entries.iter().map(|entry| (entry.id.clone(), entry_name(entry))).collect();
    if options.other {
        entries.push((OTHER.to_owned(), words.text(key::WRITE_OTHER)));
    }
    let is_other = RwSignal::new(options.other && chosen == OTHER);
    let other_text = RwSignal::new(other.clone());
    let other_name = format!("{name}: {}", words.text(key::WRITE_OTHER));
    let (choose, leave) = (session.clone(), session.clone());
    let chosen_place = place.clone();
    let value = move |option: String| match (consent, option.is_empty()) {
        (_, true) => Value::None,
        (true, false) => {
            Value::Consent { option, date: dates::today().map(|day| day.to_string()).unwrap_or_default() }
        }
        (false, false) => Value::Options { options: vec![option], other: other_text.get_untracked() },
    };
    view! {
        <select
            class="input"
            id=id
            aria-label=name
            aria-required=required.then_some("true")
            on:change=move |event| {
                let option = event_target_value(&event);
                is_other.set(option == OTHER);
                choose.edit(&chosen_place, value(option));
                choose.flush();
            }
        >
            <option value="" selected=chosen.is_empty()>{words.text(key::WRITE_NO_CHOICE)}</option>
            {entries
                .into_iter()
                .map(|(id, name)| view! { <option value=id.clone() selected=id == chosen>{name}</option> })
                .collect_view()}
        </select>
        <input
            class="input"
            type="text"
            dir="auto"
            aria-label=other_name
            hidden=move || !is_other.get()
            prop:value=other
            on:input=move |event| {
                other_text.set(event_target_value(&event));
                let options = vec![OTHER.to_owned()];
                session.edit(&place, Value::Options { options, other: other_text.get_untracked() });
            }
            on:blur=move |_| leave.flush()
        />
    }
}

/// How an option is called: its label and its name ("C5: Building confidence…").
pub fn option_name(entry: &OptionEntry, name: &str) -> String {
    if entry.label.is_empty() { name.to_owned() } else { format!("{}: {name}", entry.label) }
}
