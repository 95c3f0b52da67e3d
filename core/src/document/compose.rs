//! Composes the document: the tree of the template, the answers of the draft.

use super::{Content, Document, Element, Options, ReferenceLine, rich, values};
use crate::draft::completeness::is_written;
use crate::draft::{Answer, AnswerId, AnswerState, Asked, Draft, Value};
use crate::richtext::{self, Inline};
use crate::template::{FieldKind, Node, OptionEntry, Template, Text};

/// The whole document. The template's export profile decides what is printed, `options` what is
/// chosen for this one.
pub fn compose(draft: &Draft, options: &Options) -> Document {
    let template = &*draft.template;
    let asked = Asked::new(template, draft);
    let is_asked = |node: &Node| asked.is_asked(node);
    let mut composer = Composer::new(draft, options, &is_asked);
    composer.cover_page();
    for node in &template.sections {
        composer.node(node, 1);
    }
    Document { language: options.language.to_owned(), elements: composer.elements }
}

pub(super) struct Composer<'a> {
    pub(super) draft: &'a Draft,
    pub(super) template: &'a Template,
    pub(super) is_asked: &'a dyn Fn(&Node) -> bool,
    pub(super) options: &'a Options<'a>,
    /// Questions without an answer are printed.
    pub(super) unanswered: bool,
    /// How many footnotes there are so far.
    footnotes: usize,
    elements: Vec<Element>,
}

impl<'a> Composer<'a> {
    pub(super) fn new(
        draft: &'a Draft,
        options: &'a Options<'a>,
        is_asked: &'a dyn Fn(&Node) -> bool,
    ) -> Self {
        let template = &*draft.template;
        let unanswered = options.unanswered.unwrap_or(template.export.unanswered);
        Self { draft, template, is_asked, options, unanswered, footnotes: 0, elements: Vec::new() }
    }

    /// A section or question, and what stands below it.
    fn node(&mut self, node: &Node, level: u8) {
        if !(self.is_asked)(node) {
            return;
        }
        let before = self.elements.len();
        let is_static = node.field.as_ref().is_some_and(|field| field.kind == FieldKind::Static);
        if !is_static {
            self.push(Element::Heading {
                question: node.id.clone(),
                level,
                label: node.label.clone(),
                prompt: self.say(&node.prompt).to_owned(),
            });
        }
        let heading_only = self.elements.len();
        self.question(node, level);
        for child in &node.children {
            self.node(child, level.saturating_add(1));
        }
        // A heading with nothing under it says that something is missing: the template decides.
        if self.elements.len() == heading_only && !self.unanswered {
            self.elements.truncate(before);
        }
    }

    /// What stands under a question.
    fn question(&mut self, node: &Node, level: u8) {
        let Some(field) = &node.field else { return };
        if field.kind == FieldKind::Static {
            return;
        }
        let answer_id = AnswerId::of(&node.id);
        if self.has_entries(node) {
            self.entries(node, field, level);
            return;
        }
        let content = if self.is_withheld(node) { None } else { self.content(node, &answer_id, level) };
        match content {
            Some(content) => self.answer(answer_id, content),
            None if self.unanswered => self.answer(answer_id, Content::Unanswered),
            None => {}
        }
    }

    /// The question is answered by entries, and something of them is to be printed.
    pub(super) fn has_entries(&self, node: &Node) -> bool {
        let of_entries = node.field.as_ref().is_some_and(|field| is_of_entries(&field.kind));
        of_entries
            && !self.is_withheld(node)
            && self.applies(&AnswerId::of(&node.id))
            && is_written(self.template, node, self.draft)
    }

    /// The writer has not said that the question does not apply.
    pub(super) fn applies(&self, answer_id: &AnswerId) -> bool {
        self.draft.answer(answer_id).is_none_or(|answer| answer.state != AnswerState::NotApplicable)
    }

    /// What an answer says, entries excepted; `None` where nothing is written.
    pub(super) fn content(&mut self, node: &Node, answer_id: &AnswerId, level: u8) -> Option<Content> {
        let field = node.field.as_ref()?;
        let answer = self.draft.answer(answer_id)?;
        if answer.state == AnswerState::NotApplicable {
            return Some(self.not_applicable(answer));
        }
        match (&answer.value, &field.kind) {
            (value, _) if value.is_empty() => None,
            (Value::Text(markdown), FieldKind::Rich) => Some(self.text(markdown, level)),
            (Value::Entries(_), FieldKind::PerItem { .. } | FieldKind::Group { .. }) => None,
            (Value::Options { .. }, FieldKind::Multichoice { .. } | FieldKind::Tags { .. }) => {
                let choices = self.choices(&field.kind, &answer.value);
                (!choices.is_empty()).then_some(Content::Choices(choices))
            }
            (Value::Reference(reference), _) => Some(Content::References(vec![ReferenceLine {
                answer_id: answer_id.clone(),
                line: values::reference(reference),
            }])),
            (Value::Unreadable(json), _) => Some(Content::Unreadable(json.to_string())),
            (value, kind) => {
                let line = self.line_of(kind, value);
                (!line.is_empty()).then_some(Content::Line(line))
            }
        }
    }

    /// What an answer says on one line: `None` where its kind needs more room, empty where nothing
    /// is written.
    pub(super) fn short(&self, node: &Node, answer_id: &AnswerId) -> Option<Vec<Inline>> {
        let kind = &node.field.as_ref()?.kind;
        if matches!(kind, FieldKind::Rich | FieldKind::Static) || is_of_entries(kind) {
            return None;
        }
        let Some(answer) = self.draft.answer(answer_id) else { return Some(Vec::new()) };
        if answer.state == AnswerState::NotApplicable {
            return Some(values::line(&not_applicable_line(&self.not_applicable(answer))));
        }
        Some(self.line_of(kind, &answer.value))
    }

    /// A value on one line, whatever it is: also one that another kind of question would have.
    pub(super) fn line_of(&self, kind: &FieldKind, value: &Value) -> Vec<Inline> {
        match (value, kind) {
            (Value::Text(text), FieldKind::Date { .. }) => {
                values::line(&values::day(text, self.options.date))
            }
            (Value::Text(text), FieldKind::Url) => values::address(text),
            (Value::Text(text), FieldKind::Email) => values::email(text),
            (Value::Text(text), _) => values::line(text),
            (Value::Options { .. }, _) => values::line(&self.choices(kind, value).join("; ")),
            (Value::Consent { date, .. }, _) => {
                let mut parts = self.choices(kind, value);
                parts.push(values::day(date, self.options.date));
                parts.retain(|part| !part.is_empty());
                values::line(&parts.join(", "))
            }
            (Value::Reference(reference), _) => values::reference(reference),
            (Value::Entries(entries), _) => values::line(&entries.join("; ")),
            (Value::Unreadable(json), _) => values::line(&json.to_string()),
            (Value::None, _) => Vec::new(),
        }
    }

    /// A rich text below a heading of that level.
    pub(super) fn text(&mut self, markdown: &str, level: u8) -> Content {
        Content::Text(rich::fit(richtext::read(markdown).text, level, &mut self.footnotes))
    }

    pub(super) fn not_applicable(&self, answer: &Answer) -> Content {
        Content::NotApplicable {
            text: self.say(&self.template.export.not_applicable).to_owned(),
            reason: answer.reason.trim().to_owned(),
        }
    }

    pub(super) fn choices(&self, kind: &FieldKind, value: &Value) -> Vec<String> {
        let entries: &[OptionEntry] = match kind {
            FieldKind::Choice(options)
            | FieldKind::Multichoice { options, .. }
            | FieldKind::Consent(options) => &options.entries,
            FieldKind::Tags { list, .. } | FieldKind::PerItem { list, .. } => {
                self.template.lists.get(list).map_or(&[], |list| &list.entries)
            }
            _ => &[],
        };
        let name = |entry: &OptionEntry| entry.title(self.say(&entry.name));
        match value {
            Value::Options { options, other } => values::chosen(entries, options, other, name),
            Value::Consent { option, .. } => values::chosen(entries, std::slice::from_ref(option), "", name),
            Value::Entries(picked) => values::chosen(entries, picked, "", name),
            _ => Vec::new(),
        }
    }

    /// The answer is personal, and this document is to go without.
    pub(super) fn is_withheld(&self, node: &Node) -> bool {
        node.personal && !self.options.personal
    }

    pub(super) fn answer(&mut self, answer_id: AnswerId, content: Content) {
        let language = self.draft.answer(&answer_id).and_then(|answer| answer.language.clone());
        self.push(Element::Answer { answer_id, language, content });
    }

    pub(super) fn say(&self, text: &'a Text) -> &'a str {
        self.template.text(text, self.options.language)
    }

    pub(super) fn push(&mut self, element: Element) {
        self.elements.push(element);
    }
}

/// Questions that are answered by entries, each with fields of its own.
pub(super) fn is_of_entries(kind: &FieldKind) -> bool {
    matches!(kind, FieldKind::PerItem { .. } | FieldKind::Group { .. })
}

/// "N/A." and the reason, where there is one.
pub(super) fn not_applicable_line(content: &Content) -> String {
    match content {
        Content::NotApplicable { text, reason } if reason.is_empty() => text.clone(),
        Content::NotApplicable { text, reason } => format!("{text} {reason}"),
        _ => String::new(),
    }
}
