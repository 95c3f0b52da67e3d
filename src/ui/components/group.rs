//! A group: entries that the writer adds, orders and removes, each with the same sub-fields.

use leptos::prelude::*;

use crate::draft::{AnswerId, Value};
use crate::locale::{Message, key};
use crate::store::Random;
use crate::store::local::BrowserRandom;
use crate::template::{FieldKind, Node, Text};
use crate::ui::browser::focus::focus_soon;
use crate::ui::components::sub_field::{FreeText, SubField, element_id};

use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The entries of a group, with free text before and after.
#[component]
pub fn GroupField(
    /// The open draft.
    session: Session,
    /// The question.
    node: Node,
    /// The accessible name: label and prompt.
    name: String,
) -> impl IntoView {
    let words = use_words();
    let template = session.template();
    let place = AnswerId::of(&node.id);
    let Some(FieldKind::Group { fields, entry, before, after, .. }) =
        node.field.as_ref().map(|field| field.kind.clone())
    else {
        return ().into_any();
    };
    let language = words.language();
    let entry_name = template.text(&entry, &language).to_owned();
    let cell = session.cell(&place);
    let ids = {
        let value = cell.value.clone();
        move || value.with(entry_ids)
    };
    // What was just removed and where it stood; its answers are still there.
    let removed = RwSignal::new(None::<(String, usize)>);
    let change = {
        let (session, place, value) = (session.clone(), place.clone(), cell.value.clone());
        move |change: &dyn Fn(&mut Vec<String>)| {
            let mut ids = value.with_untracked(entry_ids);
            change(&mut ids);
            session.edit(&place, Value::Entries(ids));
            session.flush();
        }
    };

    let around = |which: &str, prompt: Option<Text>| {
        let place = AnswerId::around(&node.id, which);
        view! { <FreeText session=session.clone() place=place prompt=prompt name=name.clone() /> }
    };
    let before = around("before", before);
    let after = around("after", after);

    let question = node.id.clone();
    let first_field = fields.first().map(|field| field.id.clone());
    let add = {
        let (change, question) = (change.clone(), question.clone());
        move |_| {
            let id = BrowserRandom.name(6);
            change(&|ids| ids.push(id.clone()));
            removed.set(None);
            if let Some(field) = &first_field {
                focus_soon(element_id(&AnswerId::within(&question, &id, field)));
            }
        }
    };
    let undo = {
        let change = change.clone();
        move |_| {
            if let Some((id, position)) = removed.get_untracked() {
                change(&|ids| ids.insert(position.min(ids.len()), id.clone()));
                removed.set(None);
            }
        }
    };
    let rows = {
        let (name, entry_name) = (name.clone(), entry_name.clone());
        move |id: String| {
            let numbered = {
                let (ids, id, entry_name) = (ids.clone(), id.clone(), entry_name.clone());
                move || {
                    let number = ids().iter().position(|known| *known == id).map_or(0, |index| index + 1);
                    words.say(
                        &Message::new(key::WRITE_ENTRY).with("entry", &entry_name).with("number", number),
                    )
                }
            };
            let fields = fields
                .iter()
                .map(|field| {
                    let place = AnswerId::within(&question, &id, &field.id);
                    let name = format!("{name}: {}", untrack(numbered.clone()));
                    view! { <SubField session=session.clone() place=place node=field.clone() name=name /> }
                })
                .collect_view();
            let move_by = |step: isize| {
                let (change, id) = (change.clone(), id.clone());
                move |_| {
                    change(&|ids| {
                        if let Some(from) = ids.iter().position(|known| *known == id) {
                            let to = from.saturating_add_signed(step);
                            if to < ids.len() {
                                ids.swap(from, to);
                            }
                        }
                    });
                }
            };
            let remove = {
                let (change, id) = (change.clone(), id.clone());
                move |_| {
                    change(&|ids| {
                        if let Some(position) = ids.iter().position(|known| *known == id) {
                            ids.remove(position);
                            removed.set(Some((id.clone(), position)));
                        }
                    });
                }
            };
            // At the edge of the list there is nowhere to move to.
            let at_edge = |last: bool| {
                let (ids, id) = (ids.clone(), id.clone());
                move || {
                    let ids = ids();
                    let edge = if last { ids.last() } else { ids.first() };
                    edge == Some(&id)
                }
            };
            let action = |label: crate::locale::Key| {
                let numbered = numbered.clone();
                move || format!("{}: {}", words.text(label), numbered())
            };
            view! {
                <fieldset class="entry">
                    <legend>{numbered.clone()}</legend>
                    <div class="entry-fields">{fields}</div>
                    <div class="actions">
                        <button type="button" class="button" data-kind="quiet" aria-label=action(key::WRITE_MOVE_UP) disabled=at_edge(false) on:click=move_by(-1)>
                            {words.text(key::WRITE_MOVE_UP)}
                        </button>
                        <button type="button" class="button" data-kind="quiet" aria-label=action(key::WRITE_MOVE_DOWN) disabled=at_edge(true) on:click=move_by(1)>
                            {words.text(key::WRITE_MOVE_DOWN)}
                        </button>
                        <button type="button" class="button" data-kind="quiet" aria-label=action(key::WRITE_REMOVE) on:click=remove>
                            {words.text(key::WRITE_REMOVE)}
                        </button>
                    </div>
                </fieldset>
            }
        }
    };
    let each = {
        let value = cell.value.clone();
        move || value.with(entry_ids)
    };
    let add_words = words.say(&Message::new(key::WRITE_ADD).with("entry", entry_name));
    view! {
        {before}
        <For each=each key=String::clone children=rows />
        <div class="actions" aria-live="polite">
            <button type="button" class="button" on:click=add>{add_words}</button>
            <Show when=move || removed.with(Option::is_some)>
                <span>{words.text(key::WRITE_REMOVED)}</span>
                <button type="button" class="button" data-kind="quiet" on:click=undo.clone()>
                    {words.text(key::WRITE_UNDO)}
                </button>
            </Show>
        </div>
        {after}
    }
    .into_any()
}

fn entry_ids(value: &Value) -> Vec<String> {
    match value {
        Value::Entries(ids) => ids.clone(),
        _ => Vec::new(),
    }
}
