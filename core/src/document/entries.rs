//! Answers made of entries: the items of a list, or a list of the writer's own.

use super::compose::Composer;
use super::{Content, Element, ReferenceLine, heading_text};
use crate::draft::{AnswerId, Value, entries_in_order};
use crate::template::{Field, FieldKind, Node, QuestionId};

impl Composer<'_> {
    pub(super) fn entries(&mut self, node: &Node, field: &Field, level: u8) {
        self.unlike_entries(node, level);
        self.around(node, "before", level);
        match field.kind.fields() {
            [only] if is_references(&field.kind) => self.references(node, only, &self.listed(node)),
            _ => {
                for (index, entry) in self.listed(node).iter().enumerate() {
                    self.entry(node, &field.kind, entry, index, level.saturating_add(1));
                }
            }
        }
        self.around(node, "after", level);
    }

    /// The entries of a question in printing order.
    pub(super) fn listed(&self, node: &Node) -> Vec<String> {
        let entries = self.draft.value(&AnswerId::of(&node.id)).entries().to_vec();
        match &node.field {
            Some(field) => entries_in_order(self.template, &field.kind, entries),
            None => entries,
        }
    }

    /// What stands in the place of the entries and is something else: from another version, or from a file
    /// that was written by hand.
    pub(super) fn unlike_entries(&mut self, node: &Node, level: u8) {
        let own = AnswerId::of(&node.id);
        if let Some(content) = self.content(node, &own, level) {
            self.answer(own, content);
        }
    }

    /// The free text before or after the entries.
    pub(super) fn around(&mut self, node: &Node, side: &str, level: u8) {
        let answer_id = AnswerId::around(&node.id, side);
        let content = match self.draft.value(&answer_id) {
            value if value.is_empty() => return,
            Value::Text(markdown) => self.text(markdown, level),
            Value::Unreadable(json) => Content::Unreadable(json.to_string()),
            value => Content::Line(self.line_of(&FieldKind::Rich, value)),
        };
        self.answer(answer_id, content);
    }

    /// A group of publications is one list.
    pub(super) fn references(&mut self, node: &Node, field: &Node, entries: &[String]) {
        let mut lines = Vec::new();
        for entry in entries {
            let answer_id = AnswerId::within(&node.id, entry, &field.id);
            let line = self.short(field, &answer_id).unwrap_or_default();
            if !line.is_empty() && !self.is_withheld(field) {
                lines.push(ReferenceLine { answer_id, line });
            }
        }
        if !lines.is_empty() {
            self.answer(AnswerId::of(&node.id), Content::References(lines));
        }
    }

    fn entry(&mut self, node: &Node, kind: &FieldKind, entry: &str, index: usize, level: u8) {
        let shown: Vec<&Node> = kind.fields().iter().filter(|field| !self.is_withheld(field)).collect();
        let (text, named_by) = self.entry_title(node, kind, entry, index);
        self.push(Element::EntryHeading {
            answer_id: AnswerId::of(&node.id),
            entry: entry.to_owned(),
            level,
            text,
        });
        // One text under an entry needs no heading of its own; of several each has one.
        let texts = shown.iter().filter(|field| is_rich(field)).count();
        for field in shown.into_iter().filter(|field| Some(&field.id) != named_by.as_ref()) {
            let answer_id = AnswerId::within(&node.id, entry, &field.id);
            match self.short(field, &answer_id) {
                Some(line) if line.is_empty() => {}
                Some(line) => {
                    let prompt = self.prompt(field);
                    self.push(Element::Field { answer_id, prompt, line });
                }
                None => self.entry_text(field, answer_id, entry, level, texts > 1),
            }
        }
    }

    fn entry_text(&mut self, field: &Node, answer_id: AnswerId, entry: &str, level: u8, headed: bool) {
        let below = if headed { level.saturating_add(1) } else { level };
        let Some(content) = self.content(field, &answer_id, below) else { return };
        if headed {
            self.push(Element::EntryHeading {
                answer_id: answer_id.clone(),
                entry: entry.to_owned(),
                level: below,
                text: self.prompt(field),
            });
        }
        self.answer(answer_id, content);
    }

    /// What an entry is called, and the sub-field that the name is taken from, if it is: the first one. Where
    /// that is personal and to be left out, the entry has its number, for the next field is no name.
    pub(super) fn entry_title(
        &self,
        node: &Node,
        kind: &FieldKind,
        entry: &str,
        index: usize,
    ) -> (String, Option<QuestionId>) {
        match kind {
            FieldKind::PerItem { list, .. } => {
                let entries = self.template.lists.get(list).map_or(&[][..], |list| &list.entries);
                let found = entries.iter().find(|listed| listed.id == entry);
                let title = found.map(|found| found.title(self.say(&found.name)));
                (title.unwrap_or_else(|| entry.to_owned()), None)
            }
            FieldKind::Group { entry: name, fields, .. } => {
                let first = fields.first().filter(|field| kind_of(field) == Some(&FieldKind::Text));
                let named = first.filter(|field| !self.is_withheld(field)).and_then(|field| {
                    let answer_id = AnswerId::within(&node.id, entry, &field.id);
                    let text = match self.draft.value(&answer_id) {
                        Value::Text(text) if self.applies(&answer_id) => text.trim(),
                        _ => "",
                    };
                    (!text.is_empty()).then(|| (text.replace(['\r', '\n'], " "), Some(field.id.clone())))
                });
                named.unwrap_or_else(|| (format!("{} {}", self.say(name), index + 1), None))
            }
            _ => (entry.to_owned(), None),
        }
    }

    /// Label and prompt of a field.
    pub(super) fn prompt(&self, field: &Node) -> String {
        heading_text(&field.label, self.say(&field.prompt))
    }
}

/// A group of publications and nothing else.
pub(super) fn is_references(kind: &FieldKind) -> bool {
    matches!((kind, kind.fields()), (FieldKind::Group { .. }, [only]) if kind_of(only) == Some(&FieldKind::Reference))
}

fn kind_of(node: &Node) -> Option<&FieldKind> {
    node.field.as_ref().map(|field| &field.kind)
}

fn is_rich(node: &Node) -> bool {
    kind_of(node) == Some(&FieldKind::Rich)
}
