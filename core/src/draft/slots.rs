//! The slots of a question: which answers it can have.

use super::{AnswerId, Answers};
use crate::collections;
use crate::template::{FieldKind, Node, Template, Text};

/// A slot: where one answer of a question stands, written or not.
#[derive(Clone, PartialEq, Debug)]
pub struct Slot<'t> {
    /// The id of the answer.
    pub id: AnswerId,
    /// What is answered there.
    pub part: Part<'t>,
}

/// What is answered in a slot.
#[derive(Clone, PartialEq, Debug)]
pub enum Part<'t> {
    /// The question itself; of a per-item or group, which entries there are.
    Own(&'t Node),
    /// Free rich text before the entries, under this prompt.
    Before(&'t Text),
    /// A sub-field of an entry.
    Field {
        /// The entry's id.
        entry: String,
        /// The sub-field.
        node: &'t Node,
    },
    /// Free rich text after the entries, under this prompt.
    After(&'t Text),
}

/// The slots of `node` in printing order. Sub-answers of entries that are not picked (any more)
/// stay in the draft, but are not among its slots.
pub fn slots<'t>(template: &Template, node: &'t Node, answers: &dyn Answers) -> Vec<Slot<'t>> {
    let Some(field) = &node.field else { return Vec::new() };
    let own = AnswerId::of(&node.id);
    let mut found = Vec::new();
    if let Some(prompt) = before(&field.kind) {
        found.push(Slot { id: AnswerId::around(&node.id, "before"), part: Part::Before(prompt) });
    }
    // Only of those that have any: whoever follows what is read here would follow each key that is typed
    // into a text.
    let has_entries = !field.kind.fields().is_empty();
    let entries = if has_entries { answers.entries(&own) } else { Vec::new() };
    for entry in entries_in_order(template, &field.kind, entries) {
        for field in field.kind.fields() {
            let id = AnswerId::within(&node.id, &entry, &field.id);
            found.push(Slot { id, part: Part::Field { entry: entry.clone(), node: field } });
        }
    }
    if let Some(prompt) = after(&field.kind) {
        found.push(Slot { id: AnswerId::around(&node.id, "after"), part: Part::After(prompt) });
    }
    found.insert(0, Slot { id: own, part: Part::Own(node) });
    found
}

/// The entries as they are printed: those of a per-item in the order of its list, unknown ones
/// last; those of a group as the writer ordered them.
pub fn entries_in_order(template: &Template, kind: &FieldKind, mut entries: Vec<String>) -> Vec<String> {
    if let FieldKind::PerItem { list, .. } = kind {
        let listed = template.lists.get(list).map_or(&[][..], |list| &list.entries);
        let rank = |id: &String| listed.iter().position(|entry| entry.id == *id).unwrap_or(listed.len());
        collections::sort_by_key(&mut entries, rank);
    }
    entries
}

fn before(kind: &FieldKind) -> Option<&Text> {
    match kind {
        FieldKind::PerItem { before, .. } | FieldKind::Group { before, .. } => before.as_ref(),
        _ => None,
    }
}

fn after(kind: &FieldKind) -> Option<&Text> {
    match kind {
        FieldKind::PerItem { after, .. } | FieldKind::Group { after, .. } => after.as_ref(),
        _ => None,
    }
}
