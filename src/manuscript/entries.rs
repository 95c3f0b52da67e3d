//! Answers made of entries: the items of a list, or a list of the writer's own.

use super::compose::Composer;
use super::{Content, Element, ReferenceLine, heading_text, values};
use crate::draft::{AnswerId, Value, entries_in_order};
use crate::template::{Field, FieldKind, Node};

impl Composer<'_> {
    pub(super) fn entries(&mut self, node: &Node, field: &Field, level: u8) {
        let own = AnswerId::of(&node.id);
        self.around(node, "before", level);
        let entries = entries_in_order(self.template, &field.kind, self.draft.value(&own).entries().to_vec());
        match (&field.kind, field.kind.fields()) {
            (FieldKind::Group { .. }, [only]) if is_reference(only) => self.references(node, only, &entries),
            _ => {
                for (index, entry) in entries.iter().enumerate() {
                    self.entry(node, &field.kind, entry, index, level.saturating_add(1));
                }
            }
        }
        self.around(node, "after", level);
    }

    /// The free text before or after the entries.
    fn around(&mut self, node: &Node, side: &str, level: u8) {
        let place = AnswerId::around(&node.id, side);
        let markdown = self.draft.value(&place).text();
        if !markdown.trim().is_empty() {
            let content = self.text(markdown, level);
            self.answer(place, content);
        }
    }

    /// A group of publications is one list.
    fn references(&mut self, node: &Node, field: &Node, entries: &[String]) {
        let mut lines = Vec::new();
        for entry in entries {
            let place = AnswerId::within(&node.id, entry, &field.id);
            let line = self.short(field, &place).unwrap_or_default();
            if !line.is_empty() && !self.is_withheld(field) {
                lines.push(ReferenceLine { place, line });
            }
        }
        if !lines.is_empty() {
            self.answer(AnswerId::of(&node.id), Content::References(lines));
        }
    }

    fn entry(&mut self, node: &Node, kind: &FieldKind, entry: &str, index: usize, level: u8) {
        let shown: Vec<&Node> = kind.fields().iter().filter(|field| !self.is_withheld(field)).collect();
        let (text, named_by) = self.entry_title(node, kind, &shown, entry, index);
        self.push(Element::EntryHeading {
            place: AnswerId::of(&node.id),
            entry: entry.to_owned(),
            level,
            text,
        });
        // One text under an entry needs no heading of its own; of several each has one.
        let texts = shown.iter().filter(|field| is_rich(field)).count();
        for field in shown.into_iter().filter(|field| Some(&field.id) != named_by.as_ref()) {
            let place = AnswerId::within(&node.id, entry, &field.id);
            match self.short(field, &place) {
                Some(line) if line.is_empty() => {}
                Some(line) => {
                    let prompt = self.say(&field.prompt).to_owned();
                    self.push(Element::Field { place, prompt, line });
                }
                None => self.entry_text(field, place, entry, level, texts > 1),
            }
        }
    }

    fn entry_text(&mut self, field: &Node, place: AnswerId, entry: &str, level: u8, headed: bool) {
        let below = if headed { level.saturating_add(1) } else { level };
        let Some(content) = self.content(field, &place, below) else { return };
        if headed {
            self.push(Element::EntryHeading {
                place: place.clone(),
                entry: entry.to_owned(),
                level: below,
                text: heading_text(&field.label, self.say(&field.prompt)),
            });
        }
        self.answer(place, content);
    }

    /// What an entry is called, and the sub-field that the name is taken from, if it is.
    fn entry_title(
        &self,
        node: &Node,
        kind: &FieldKind,
        shown: &[&Node],
        entry: &str,
        index: usize,
    ) -> (String, Option<crate::template::QuestionId>) {
        match kind {
            FieldKind::PerItem { list, .. } => {
                let entries = self.template.lists.get(list).map_or(&[][..], |list| &list.entries);
                let found = entries.iter().find(|listed| listed.id == entry);
                let title = found.map(|found| values::entry_title(found, self.say(&found.name)));
                (title.unwrap_or_else(|| entry.to_owned()), None)
            }
            FieldKind::Group { entry: name, .. } => {
                let first = shown.first().filter(|field| kind_of(field) == Some(&FieldKind::Text));
                let named = first.and_then(|field| {
                    let value = self.draft.value(&AnswerId::within(&node.id, entry, &field.id));
                    let text = match value {
                        Value::Text(text) => text.trim(),
                        _ => "",
                    };
                    (!text.is_empty()).then(|| (text.replace('\n', " "), Some(field.id.clone())))
                });
                named.unwrap_or_else(|| (format!("{} {}", self.say(name), index + 1), None))
            }
            _ => (entry.to_owned(), None),
        }
    }
}

fn kind_of(node: &Node) -> Option<&FieldKind> {
    node.field.as_ref().map(|field| &field.kind)
}

fn is_reference(node: &Node) -> bool {
    kind_of(node) == Some(&FieldKind::Reference)
}

fn is_rich(node: &Node) -> bool {
    kind_of(node) == Some(&FieldKind::Rich)
}
