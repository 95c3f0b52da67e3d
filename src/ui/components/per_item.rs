//! A per-item question: pick entries of a list; each gets its own sub-fields.

use leptos::prelude::*;

use crate::draft::{AnswerId, Value};
use crate::locale::{Message, key};
use crate::template::{FieldKind, Node, OptionEntry, Text};
use crate::ui::components::choice::option_name;
use crate::ui::components::sub_field::{FreeText, SubField};
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// Picking boxes, then the picked entries in list order, with free text before and after.
#[component]
pub fn PerItemField(
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
    let Some(FieldKind::PerItem { list, fields, before, after, .. }) =
        node.field.as_ref().map(|field| field.kind.clone())
    else {
        return ().into_any();
    };
    let language = words.language();
    let entries = template.lists.get(&list).map(|list| list.entries.clone()).unwrap_or_default();
    let list_name = template.lists.get(&list).map(|list| template.text(&list.name, &language).to_owned());
    let picked = session.cell(&place).value;
    let is_picked = {
        let picked = picked.clone();
        move |id: &str| {
            picked.with(
                |value| matches!(value, Value::Entries(entries) if entries.iter().any(|entry| entry == id)),
            )
        }
    };
    let none_yet = picked.with_untracked(Value::is_empty);

    let pick = {
        let (session, place, entries, picked) =
            (session.clone(), place.clone(), entries.clone(), picked.clone());
        move |id: &str, on: bool| {
            let mut ids = match picked.get_untracked() {
                Value::Entries(ids) => ids,
                _ => Vec::new(),
            };
            ids.retain(|known| known != id);
            if on {
                ids.push(id.to_owned());
            }
            ids.sort_by_key(|id| entries.iter().position(|entry| entry.id == *id).unwrap_or(usize::MAX));
            session.edit(&place, Value::Entries(ids));
            session.flush();
        }
    };
    let boxes = entries
        .iter()
        .map(|entry| {
            let (pick, id) = (pick.clone(), entry.id.clone());
            let ticked = is_picked.clone();
            let ticked_id = entry.id.clone();
            view! {
                <label class="option" data-nested=entry.parent.is_some().then_some("")>
                    <input
                        type="checkbox"
                        prop:checked=move || ticked(&ticked_id)
                        on:change=move |event| pick(&id, event_target_checked(&event))
                    />
                    <span>{option_name(entry, template.text(&entry.name, &language))}</span>
                </label>
            }
        })
        .collect_view();

    let around = |which: &str, prompt: Option<Text>| {
        let place = AnswerId::around(&node.id, which);
        view! { <FreeText session=session.clone() place=place prompt=prompt name=name.clone() /> }
    };
    let before = around("before", before);
    let after = around("after", after);

    let shown = {
        let entries = entries.clone();
        move || {
            picked.with(|value| match value {
                Value::Entries(ids) => {
                    entries.iter().filter(|entry| ids.contains(&entry.id)).cloned().collect::<Vec<_>>()
                }
                _ => Vec::new(),
            })
        }
    };
    let question_name = name.clone();
    let summary = Message::new(key::WRITE_PICK).with("list", list_name.unwrap_or_default());
    view! {
        {before}
        <details class="stack" open=none_yet>
            <summary>{words.say(&summary)}</summary>
            <div class="options" role="group" aria-label=question_name>{boxes}</div>
        </details>
        <For
            each=shown
            key=|entry| entry.id.clone()
            children=move |entry| {
                view! {
                    <PickedEntry
                        session=session.clone()
                        node=node.clone()
                        fields=fields.clone()
                        entry=entry
                        name=name.clone()
                    />
                }
            }
        />
        {after}
    }
    .into_any()
}

/// One picked entry with its sub-fields.
#[component]
fn PickedEntry(
    session: Session,
    /// The per-item question.
    node: Node,
    /// Asked for each entry.
    fields: Vec<Node>,
    /// The entry of the list.
    entry: OptionEntry,
    /// The name of the question.
    name: String,
) -> impl IntoView {
    let language = use_words().language();
    let template = session.template();
    let title = option_name(&entry, template.text(&entry.name, &language));
    let full_name = format!("{name}: {title}");
    let fields = fields
        .into_iter()
        .map(|field| {
            let place = AnswerId::within(&node.id, &entry.id, &field.id);
            let suggested = match field.field.as_ref().map(|field| &field.kind) {
                Some(FieldKind::Tags { list, .. }) => entry.suggests.get(list).cloned().unwrap_or_default(),
                _ => Vec::new(),
            };
            view! {
                <SubField session=session.clone() place=place node=field name=full_name.clone() suggested=suggested />
            }
        })
        .collect_view();
    view! {
        <fieldset class="entry" data-entry=entry.id>
            <legend>{title}</legend>
            <div class="entry-fields">{fields}</div>
        </fieldset>
    }
}
