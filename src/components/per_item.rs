//! A per-item question: pick entries of a list; each gets its own sub-fields.

use std::rc::Rc;

use leptos::prelude::*;

use crate::components::answer_field::AnswerField;
use crate::components::choice::option_name;
use crate::components::controls::{disclosure, tick_box};
use crate::components::sub_field::{around, sub_field};
use crate::components::tags::{option_box, put};
use crate::element::{Element, Row, html};
use crate::state::localizer::use_localizer;
use crate::state::undo::use_undo;
use submission_core::draft::{AnswerId, Value};
use submission_core::locale::{Message, key};
use submission_core::template::{FieldKind, Node, OptionEntry, QuestionId};

/// Picking boxes, then the picked entries in list order, with free text before and after.
pub fn per_item_field(into: &Element, field: &Rc<AnswerField>, node: &Node) {
    let localizer = use_localizer();
    let template = field.session.template();
    let Some(FieldKind::PerItem { list, fields, before, after, .. }) =
        node.field.as_ref().map(|field| &field.kind)
    else {
        return;
    };
    let language = localizer.language();
    let list = template.lists.get(list);
    let list_name = list.map(|list| template.text(&list.name, &language)).unwrap_or_default();
    let entries = list.map(|list| list.entries.clone()).unwrap_or_default();
    let picked = field.session.cell(&field.answer_id).value;

    let order: Rc<Vec<String>> = Rc::new(entries.iter().map(|entry| entry.id.clone()).collect());
    let undo = use_undo();
    let boxes =
        field.mark(html::div(), "").class("options").attr("role", "group").attr("aria-label", &field.name);
    for entry in &entries {
        let (field, order, question) = (field.clone(), order.clone(), node.id.clone());
        let name = option_name(entry, template.text(&entry.name, &language));
        let said = Message::new(key::UNDO_UNPICKED).with("name", &name).with("answer", &field.name);
        let said = localizer.say(&said);
        let (id, known, picked) = (entry.id.clone(), entry.id.clone(), picked.clone());
        let ticked = tick_box(move |on| {
            let mut ids = field.value().entries().to_vec();
            let before = ids.clone();
            put(&mut ids, &id, on, &order);
            field.edit(Value::Entries(ids.clone()));
            field.session.flush();
            if !on && field.session.unlisted(&question, &ids).iter().any(|(entry, _)| *entry == id) {
                let at = format!("question-{question}");
                let back = {
                    let field = field.clone();
                    move || {
                        field.edit(Value::Entries(before.clone()));
                        field.session.flush();
                    }
                };
                undo.offer(&field.session, [field.answer_id.clone()], said.clone(), at, back);
            }
        })
        .prop("checked", move || picked.with(|value| value.entries().contains(&known)));
        boxes.add(&option_box(ticked, &name, None).attr("data-nested", entry.parent.is_some()));
    }
    let none_yet = picked.with_untracked(Value::is_empty);
    let summary = localizer.say(&Message::new(key::WRITE_PICK).with("list", list_name));
    let picking = disclosure(html::summary().child(&summary)).attr("open", none_yet).child([boxes]);

    let of_entry = {
        let (field, question, fields) = (field.clone(), node.id.clone(), fields.clone());
        Rc::new(move |entry: &OptionEntry| picked_entry(&field, &question, &fields, entry))
    };
    let shown = move || {
        let ids = picked.with(|value| value.entries().to_vec());
        let mut rows = Vec::new();
        for entry in entries.iter().filter(|entry| ids.contains(&entry.id)) {
            let (entry, of_entry) = (entry.clone(), of_entry.clone());
            rows.push(Row::new(entry.id.clone(), move || of_entry(&entry)));
        }
        rows
    };
    around(into, field, &node.id, "before", before.as_ref());
    into.add(&picking);
    into.clone().bind_rows(shown);
    around(into, field, &node.id, "after", after.as_ref());
}

/// One picked entry with its sub-fields.
fn picked_entry(field: &AnswerField, question: &QuestionId, fields: &[Node], entry: &OptionEntry) -> Element {
    let session = &field.session;
    let template = session.template();
    let title = option_name(entry, template.text(&entry.name, &use_localizer().language()));
    let full_name = format!("{}: {title}", field.name);
    let inputs = html::div().class("entry-fields");
    for sub in fields {
        let answer_id = AnswerId::within(question, &entry.id, &sub.id);
        let suggested = match sub.field.as_ref().map(|field| &field.kind) {
            Some(FieldKind::Tags { list, .. }) => entry.suggests.get(list).cloned().unwrap_or_default(),
            _ => Vec::new(),
        };
        inputs.add(&sub_field(session, answer_id, sub, &full_name, suggested));
    }
    html::fieldset()
        .class("entry")
        .attr("data-entry", &entry.id)
        .child([html::legend().child(&title), inputs])
}
