//! A group: entries that the writer adds, orders and removes, each with the same sub-fields.

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::focus::focus_soon;
use crate::browser::local_storage::BrowserRandom;
use crate::components::answer_field::AnswerField;
use crate::components::controls::{button, disclosure};
use crate::components::sub_field::{around, sub_field};
use crate::element::answer::element_id;
use crate::element::{Element, Row, html};
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::undo::{Undo, use_undo};
use submission_core::draft::{AnswerId, Value};
use submission_core::locale::{Key, Message, key};
use submission_core::store::Random;
use submission_core::template::{FieldKind, Node, QuestionId};

/// What the rows of a group share.
struct Group {
    localizer: Localizer,
    field: Rc<AnswerField>,
    question: QuestionId,
    fields: Vec<Node>,
    /// What the template calls an entry.
    entry: String,
    undo: Undo,
}

/// The entries of a group, with free text before and after.
pub fn group_field(into: &Element, field: &Rc<AnswerField>, node: &Node) {
    let localizer = use_localizer();
    let template = field.session.template();
    let Some(FieldKind::Group { fields, entry, before, after, .. }) =
        node.field.as_ref().map(|field| &field.kind)
    else {
        return;
    };
    let group = Rc::new(Group {
        localizer,
        field: field.clone(),
        question: node.id.clone(),
        fields: fields.clone(),
        entry: template.text(entry, &localizer.language()).to_owned(),
        undo: use_undo(),
    });
    around(into, field, &node.id, "before", before.as_ref());
    into.clone().bind_rows({
        let group = group.clone();
        move || {
            let mut rows = Vec::new();
            for (index, id) in group.ids().into_iter().enumerate() {
                let group = group.clone();
                // Its fields are named by its number: where that changes, the entry is drawn anew.
                rows.push(Row::new(format!("{index} {id}"), move || entry_row(&group, &id)));
            }
            rows
        }
    });
    let add_words = localizer.say(&Message::new(key::WRITE_ADD).with("entry", &group.entry));
    let add = {
        let group = group.clone();
        button(&add_words, move |_| group.add())
    };
    into.add(&html::div().class("actions").child([add]));
    into.clone().bind_rows(move || {
        // Entries that were removed: what was written under them is still there.
        let removed = group.field.session.unlisted(&group.question, &group.ids());
        if removed.is_empty() {
            return Vec::new();
        }
        let group = group.clone();
        let key = removed.iter().map(|(id, _)| id.as_str()).collect();
        vec![Row::new(key, move || removed_entries(&group, removed))]
    });
    around(into, field, &node.id, "after", after.as_ref());
}

impl Group {
    /// The entries; follows them.
    fn ids(&self) -> Vec<String> {
        self.field.session.cell(&self.field.answer_id).value.with(|value| value.entries().to_vec())
    }

    fn set(&self, ids: Vec<String>) {
        self.field.edit(Value::Entries(ids));
        self.field.session.flush();
    }

    fn add(&self) {
        let id = BrowserRandom.name(6);
        let mut ids = untrack(|| self.ids());
        ids.push(id.clone());
        self.set(ids);
        if let Some(field) = self.fields.first() {
            focus_soon(element_id(&AnswerId::within(&self.question, &id, &field.id)));
        }
    }

    fn remove(self: &Rc<Self>, id: &str) {
        let mut ids = untrack(|| self.ids());
        let Some(position) = ids.iter().position(|known| known == id) else { return };
        let name = untrack(|| self.numbered(id));
        ids.remove(position);
        self.set(ids);
        let said = Message::new(key::UNDO_REMOVED).with("name", name).with("answer", &self.field.name);
        let at = format!("question-{}", self.question);
        let (group, id) = (self.clone(), id.to_owned());
        let back = move || group.put_back(&id, position);
        self.undo.offer(
            &self.field.session,
            [self.field.answer_id.clone()],
            self.localizer.say(&said),
            at,
            back,
        );
    }

    fn put_back(&self, id: &str, position: usize) {
        let mut ids = untrack(|| self.ids());
        if !ids.iter().any(|known| known == id) {
            ids.insert(position.min(ids.len()), id.to_owned());
            self.set(ids);
        }
        focus_soon(action_id(&self.question, id, "remove"));
    }

    fn move_by(&self, id: &str, step: isize) {
        let mut ids = untrack(|| self.ids());
        if let Some(from) = ids.iter().position(|known| known == id) {
            let to = from.saturating_add_signed(step);
            if to < ids.len() {
                ids.swap(from, to);
            }
            // At the edge of the list that way is closed, and the focus takes the other one.
            let up = if step < 0 { to > 0 } else { to + 1 >= ids.len() };
            focus_soon(action_id(&self.question, id, if up { "up" } else { "down" }));
        }
        self.set(ids);
    }

    /// How an entry is called ("Example 2"); follows its number.
    fn numbered(&self, id: &str) -> String {
        let number = self.ids().iter().position(|known| known == id).map_or(0, |index| index + 1);
        self.localizer.say(&Message::new(key::WRITE_ENTRY).with("entry", &self.entry).with("number", number))
    }
}

fn entry_row(group: &Rc<Group>, id: &str) -> Element {
    let inputs = html::div().class("entry-fields");
    for field in &group.fields {
        let answer_id = AnswerId::within(&group.question, id, &field.id);
        let name = format!("{}: {}", group.field.name, untrack(|| group.numbered(id)));
        inputs.add(&sub_field(&group.field.session, answer_id, field, &name, Vec::new()));
    }
    let action = |label: Key, kind: &str, run: fn(&Rc<Group>, &str)| {
        let (pressed, named) = (group.clone(), group.clone());
        let (pressed_id, named_id) = (id.to_owned(), id.to_owned());
        let localizer = group.localizer;
        button(&localizer.text(label), move |_| run(&pressed, &pressed_id))
            .attr("data-kind", "quiet")
            .attr("id", &action_id(&group.question, id, kind))
            .attr("aria-label", move || {
                Some(format!("{}: {}", localizer.text(label), named.numbered(&named_id)))
            })
    };
    let (named, named_id) = (group.clone(), id.to_owned());
    html::fieldset().class("entry").child([
        html::legend().child(move || named.numbered(&named_id)),
        inputs,
        html::div().class("actions").child([
            action(key::WRITE_MOVE_UP, "up", |group, id| group.move_by(id, -1))
                .attr("disabled", edge(group, id, <[String]>::first)),
            action(key::WRITE_MOVE_DOWN, "down", |group, id| group.move_by(id, 1))
                .attr("disabled", edge(group, id, <[String]>::last)),
            action(key::WRITE_REMOVE, "remove", Group::remove),
        ]),
    ])
}

/// Entries that were removed, each with the way back.
fn removed_entries(group: &Rc<Group>, removed: Vec<(String, AnswerId)>) -> Element {
    let label = group.localizer.text(key::WRITE_PUT_BACK);
    let list = html::ul().class("stack");
    for (id, answer_id) in removed {
        let name = match group.field.session.answer(&answer_id).value {
            Value::Text(text) => text,
            Value::Reference(reference) if reference.title.is_empty() => reference.address,
            Value::Reference(reference) => reference.title,
            _ => String::new(),
        };
        let group = group.clone();
        let back = button(&label, move |_| group.put_back(&id, usize::MAX))
            .attr("data-kind", "quiet")
            .attr("aria-label", &format!("{label}: {name}"));
        list.add(&html::li().child([html::span().attr("dir", "auto").child(&name), back]));
    }
    disclosure(html::summary().child(group.localizer.text(key::WRITE_REMOVED_ENTRIES))).child([list])
}

/// Whether an entry stands at an edge of the list, where there is nowhere to move to.
fn edge(group: &Rc<Group>, id: &str, at: fn(&[String]) -> Option<&String>) -> impl Fn() -> bool + use<> {
    let (group, id) = (group.clone(), id.to_owned());
    move || at(&group.ids()).is_some_and(|edge| *edge == id)
}

fn action_id(question: &QuestionId, id: &str, kind: &str) -> String {
    format!("entry-{question}/{id}:{kind}")
}
