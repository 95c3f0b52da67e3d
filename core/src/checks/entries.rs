//! Options and entries: unknown ones, too few, too many, and picked ones with nothing written.

use super::{Checked, Checker};
use crate::draft::completeness::is_written;
use crate::draft::{AnswerId, OTHER};
use crate::locale::{Message, key};
use crate::template::{Field, FieldKind, Node, OptionEntry};

impl<'a> Checker<'a> {
    /// The options of a choice, multichoice or tags.
    pub(super) fn options(&mut self, checked: Checked, options: &[String], other: &str, kind: &'a FieldKind) {
        let (entries, with_other, min, max) = match kind {
            FieldKind::Choice(list) => (list.entries.as_slice(), list.other, None, Some(1)),
            FieldKind::Multichoice { options: list, min, max } => {
                (list.entries.as_slice(), list.other, *min, *max)
            }
            FieldKind::Tags { list, .. } => (self.list(list), false, None, None),
            _ => return,
        };
        let named: Vec<String> =
            options.iter().filter(|option| !(with_other && *option == OTHER)).cloned().collect();
        self.known(checked, entries, &named);
        if with_other && options.iter().any(|option| option == OTHER) && other.trim().is_empty() {
            self.error(checked.answer_id, Message::new(key::CHECKS_OTHER_EMPTY), "");
        }
        self.words(checked, other);
        self.number(checked.answer_id, options.len(), min, max);
    }

    /// Every option is in its list.
    pub(super) fn known(&mut self, checked: Checked, entries: &[OptionEntry], options: &[String]) {
        for option in options {
            if !entries.iter().any(|entry| entry.id == *option) {
                self.error(checked.answer_id, Message::new(key::CHECKS_OPTION_UNKNOWN), option);
            }
        }
    }

    /// The entries of a per-item or group.
    pub(super) fn entries(&mut self, question: &Node, field: &'a Field) {
        let (min, max) = match &field.kind {
            FieldKind::PerItem { min, .. } => (*min, None),
            FieldKind::Group { min, max, .. } => (*min, *max),
            _ => return,
        };
        let answer_id = AnswerId::of(&question.id);
        let entries = self.draft.value(&answer_id).entries();
        if field.required || is_written(self.template, question, self.draft) {
            self.number(&answer_id, entries.len(), min, max);
        }
        for (index, entry) in entries.iter().enumerate() {
            self.entry(question, &field.kind, entry, index);
        }
    }

    fn entry(&mut self, question: &Node, kind: &'a FieldKind, entry: &str, index: usize) {
        let answer_id = AnswerId::of(&question.id);
        let title = match kind {
            FieldKind::PerItem { list, .. } => {
                let Some(listed) = self.list(list).iter().find(|listed| listed.id == entry) else {
                    return self.error(&answer_id, Message::new(key::CHECKS_OPTION_UNKNOWN), entry);
                };
                self.titles.title(listed)
            }
            FieldKind::Group { entry, .. } => {
                format!("{} {}", entry.pick("", &self.template.default_language), index + 1)
            }
            _ => return,
        };
        if !self.has_content(question, kind, entry) {
            self.warn(&answer_id, Message::new(key::CHECKS_ENTRY_EMPTY), &title);
        }
    }

    /// Something is written in the entry; of an entry with texts, in one of the texts: a role
    /// alone says nothing.
    fn has_content(&self, question: &Node, kind: &FieldKind, entry: &str) -> bool {
        let fields = kind.fields();
        let is_text = |node: &&Node| node.field.as_ref().is_some_and(|field| field.kind == FieldKind::Rich);
        let has_texts = fields.iter().any(|field| is_text(&field));
        fields.is_empty()
            || fields.iter().filter(|node| !has_texts || is_text(node)).any(|node| {
                let answer = self.draft.answer(&AnswerId::within(&question.id, entry, &node.id));
                answer.is_some_and(|answer| {
                    answer.state == crate::draft::AnswerState::NotApplicable || !answer.value.is_empty()
                })
            })
    }

    fn number(&mut self, answer_id: &AnswerId, count: usize, min: Option<u32>, max: Option<u32>) {
        let number = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        if let Some(min) = min.map(number).filter(|min| count < *min) {
            let message = Message::new(key::CHECKS_TOO_FEW).with("count", count).with("min", min);
            self.error(answer_id, message, "");
        }
        if let Some(max) = max.map(number).filter(|max| count > *max) {
            let message = Message::new(key::CHECKS_TOO_MANY).with("count", count).with("max", max);
            self.error(answer_id, message, "");
        }
    }

    fn list(&self, name: &str) -> &'a [OptionEntry] {
        self.template.lists.get(name).map_or(&[], |list| &list.entries)
    }
}
