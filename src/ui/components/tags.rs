//! Several options of a list: `tags` and `multichoice`.

use leptos::prelude::*;

use crate::draft::{AnswerId, OTHER, Value};
use crate::locale::{Message, key};
use crate::template::OptionEntry;
use crate::ui::components::choice::option_name;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// Tick boxes for the entries, in list order; suggested ones are marked, never ticked.
#[component]
pub fn TagsField(
    /// The open draft.
    session: Session,
    /// Where the answer stands.
    place: AnswerId,
    /// What there is to choose from.
    entries: Vec<OptionEntry>,
    /// Ids of entries that go with what was chosen elsewhere.
    #[prop(optional)]
    suggested: Vec<String>,
    /// "Other" is offered too.
    #[prop(optional)]
    other: bool,
    /// The accessible name of the group.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let language = words.language();
    let (chosen, other_text) = match session.cell(&place).value.get_untracked() {
        Value::Options { options, other } => (options, other),
        _ => Default::default(),
    };
    let order: Vec<String> = entries.iter().map(|entry| entry.id.clone()).collect();
    let chosen = RwSignal::new(chosen);
    let written = RwSignal::new(other_text.clone());
    let tick = {
        let (session, place) = (session.clone(), place.clone());
        move |id: String, on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|chosen| *chosen != id);
                if on {
                    chosen.push(id);
                }
                let rank = |id: &String| order.iter().position(|known| known == id).unwrap_or(usize::MAX);
                chosen.sort_by_key(rank);
            });
            let (options, other) = (chosen.get_untracked(), written.get_untracked());
            session.edit(&place, Value::Options { options, other });
            session.flush();
        }
    };
    let boxes = entries
        .into_iter()
        .map(|entry| {
            let (tick, id) = (tick.clone(), entry.id.clone());
            let ticked = chosen.with_untracked(|chosen| chosen.contains(&id));
            let hint = suggested.contains(&id).then(|| words.text(key::WRITE_SUGGESTED));
            view! {
                <label class="option" data-nested=entry.parent.is_some().then_some("")>
                    <input
                        type="checkbox"
                        prop:checked=ticked
                        on:change=move |event| tick(id.clone(), event_target_checked(&event))
                    />
                    <span>
                        {option_name(&entry, template.text(&entry.name, &language))}
                        {hint.map(|hint| view! { " " <span class="soft">{hint}</span> })}
                    </span>
                </label>
            }
        })
        .collect_view();
    let other_box = other.then(|| {
        let other_name = words.text(key::WRITE_OTHER);
        let ticked = chosen.with_untracked(|chosen| chosen.iter().any(|id| id == OTHER));
        let label = format!("{name}: {other_name}");
        view! {
            <label class="option">
                <input
                    type="checkbox"
                    prop:checked=ticked
                    on:change=move |event| tick(OTHER.to_owned(), event_target_checked(&event))
                />
                <span>{other_name}</span>
            </label>
            <input
                class="input"
                type="text"
                dir="auto"
                aria-label=label
                hidden=move || !chosen.with(|chosen| chosen.iter().any(|id| id == OTHER))
                prop:value=other_text
                on:input=move |event| {
                    written.set(event_target_value(&event));
                    let (options, other) = (chosen.get_untracked(), written.get_untracked());
                    session.edit(&place, Value::Options { options, other });
                }
            />
        }
    });
    let summary = move || match chosen.with(Vec::len) {
        0 => words.text(key::WRITE_CHOOSE),
        count => words.say(
            &Message::new(key::WRITE_CHOOSE_CHANGE)
                .with("chosen", words.count(key::COUNT_CHOSEN_OTHER, count)),
        ),
    };
    view! {
        <details class="stack">
            <summary>{summary}</summary>
            <div class="options" role="group" aria-label=name>{boxes} {other_box}</div>
        </details>
    }
}
