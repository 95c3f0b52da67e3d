//! Entries in few words: as a list among the respondent's fields, and on a line of the cover.

use super::compose::{Composer, not_applicable_line};
use super::entries::is_references;
use super::{Content, lead_in, values};
use crate::draft::{AnswerId, Value};
use crate::richtext::{self, Block, Footnote, Inline, Marks, RichText};
use crate::template::{Field, FieldKind, Node};

impl Composer<'_> {
    /// The entries of a respondent field with all their sub-fields, and the free text around them.
    pub(super) fn listed_entries(&mut self, node: &Node, field: &Field) {
        self.unlike_entries(node, 1);
        self.around(node, "before", 1);
        let entries = self.listed(node);
        match field.kind.fields() {
            [only] if is_references(&field.kind) => self.references(node, only, &entries),
            _ => {
                let mut footnotes = Vec::new();
                let mut items = Vec::new();
                for (index, entry) in entries.iter().enumerate() {
                    items.push(self.item(node, &field.kind, entry, index, &mut footnotes));
                }
                if !items.is_empty() {
                    let blocks = vec![Block::List { start: None, items }];
                    let list = richtext::normalise(RichText { blocks, footnotes });
                    self.answer(AnswerId::of(&node.id), Content::Text(list));
                }
            }
        }
        self.around(node, "after", 1);
    }

    /// One entry: what it is called, its short sub-fields each on a line, and its texts below their prompts.
    fn item(
        &mut self,
        node: &Node,
        kind: &FieldKind,
        entry: &str,
        index: usize,
        footnotes: &mut Vec<Footnote>,
    ) -> Vec<Block> {
        let (title, named_by) = self.entry_title(node, kind, entry, index);
        let mut blocks = Vec::new();
        let mut lines = vec![Inline::Text { text: title, marks: Marks { strong: true, ..Marks::default() } }];
        for field in kind.fields().iter().filter(|field| Some(&field.id) != named_by.as_ref()) {
            if self.is_withheld(field) {
                continue;
            }
            let answer_id = AnswerId::within(&node.id, entry, &field.id);
            let (line, text) = match self.short(field, &answer_id) {
                Some(line) => (line, None),
                None => match self.content(field, &answer_id, 1) {
                    Some(Content::Text(text)) => (Vec::new(), Some(text)),
                    Some(content) => (line_of(&content), None),
                    None => continue,
                },
            };
            if line.is_empty() && text.is_none() {
                continue;
            }
            if !lines.is_empty() {
                lines.push(Inline::HardBreak);
            }
            let lead = lead_in(&self.prompt(field));
            let space = if lead.is_empty() || line.is_empty() { "" } else { " " };
            lines.extend(values::raw(format!("{lead}{space}")));
            lines.extend(line);
            if let Some(text) = text {
                blocks.push(Block::Paragraph(std::mem::take(&mut lines)));
                blocks.extend(text.blocks);
                footnotes.extend(text.footnotes);
            }
        }
        if !lines.is_empty() {
            blocks.push(Block::Paragraph(lines));
        }
        blocks
    }

    /// A respondent field as it stands in a line of the cover, and whether that is all that it says.
    pub(super) fn on_cover(&self, node: &Node) -> (String, bool) {
        let answer_id = AnswerId::of(&node.id);
        if self.is_withheld(node) || !(self.is_asked)(node) {
            return (String::new(), true);
        }
        if let Some(line) = self.short(node, &answer_id) {
            return (values::plain(&line), true);
        }
        if !self.applies(&answer_id) {
            return (self.not_applicable_at(&answer_id), true);
        }
        let written = |side| !self.draft.value(&AnswerId::around(&node.id, side)).is_empty();
        let kind = node.field.as_ref().map(|field| &field.kind);
        match (kind, self.draft.value(&answer_id)) {
            (Some(FieldKind::Rich), Value::Text(text)) => flat(text),
            (Some(kind), Value::Entries(_)) if !kind.fields().is_empty() => {
                let mut whole = !written("before") && !written("after");
                let entries: Vec<String> = self
                    .listed(node)
                    .iter()
                    .enumerate()
                    .map(|(index, entry)| self.entry_on_cover(node, kind, entry, index, &mut whole))
                    .filter(|entry| !entry.is_empty())
                    .collect();
                (entries.join("; "), whole)
            }
            (Some(kind), value) => {
                (values::plain(&self.line_of(kind, value)), !written("before") && !written("after"))
            }
            (None, _) => (String::new(), true),
        }
    }

    fn not_applicable_at(&self, answer_id: &AnswerId) -> String {
        let answer = self.draft.answer(answer_id);
        answer.map_or_else(String::new, |answer| not_applicable_line(&self.not_applicable(answer)))
    }

    /// An entry on a line: `Ms A, Chair`, or `C5: Building confidence (lead)`.
    fn entry_on_cover(
        &self,
        node: &Node,
        kind: &FieldKind,
        entry: &str,
        index: usize,
        whole: &mut bool,
    ) -> String {
        let mut parts = Vec::new();
        for field in kind.fields().iter().filter(|field| !self.is_withheld(field)) {
            let answer_id = AnswerId::within(&node.id, entry, &field.id);
            let (part, all) = match (self.short(field, &answer_id), self.draft.value(&answer_id)) {
                (Some(line), _) => (values::plain(&line), true),
                (None, _) if !self.applies(&answer_id) => (self.not_applicable_at(&answer_id), true),
                (None, Value::Text(text)) => flat(text),
                (None, value) => (String::new(), value.is_empty()),
            };
            *whole &= all;
            parts.push(part);
        }
        parts.retain(|part| !part.is_empty());
        let said = parts.join(", ");
        match kind {
            FieldKind::PerItem { .. } if said.is_empty() => self.entry_title(node, kind, entry, index).0,
            FieldKind::PerItem { .. } => format!("{} ({said})", self.entry_title(node, kind, entry, index).0),
            _ => said,
        }
    }
}

fn line_of(content: &Content) -> Vec<Inline> {
    match content {
        Content::Line(line) => line.clone(),
        Content::Choices(names) => values::line(&names.join("; ")),
        Content::NotApplicable { .. } => values::line(&not_applicable_line(content)),
        Content::References(references) => {
            references.iter().flat_map(|reference| reference.line.clone()).collect()
        }
        Content::Unreadable(json) => values::line(json),
        Content::Text(_) | Content::Unanswered => Vec::new(),
    }
}

/// A rich text on one line, and whether nothing of it is lost there.
fn flat(markdown: &str) -> (String, bool) {
    let text = richtext::read(markdown).text;
    let is_plain = |inline: &Inline| match inline {
        Inline::Text { marks, .. } => marks.link.is_none(),
        Inline::HardBreak => true,
        Inline::FootnoteReference(_) => false,
    };
    let whole = match text.blocks.as_slice() {
        [] => text.footnotes.is_empty(),
        [Block::Paragraph(line)] => text.footnotes.is_empty() && line.iter().all(is_plain),
        _ => false,
    };
    let line = richtext::plain_text(&text);
    (line.split_whitespace().collect::<Vec<_>>().join(" "), whole)
}
