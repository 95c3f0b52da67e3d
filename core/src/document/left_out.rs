//! What is written in a draft and does not stand in the document, and why not. Nothing of it is deleted: it
//! comes back when the question is asked again, or the entry is listed again.

use std::collections::BTreeSet;

use super::compose::Composer;
use super::{Options, values};
use crate::collections::{self, SortedMap};
use crate::draft::{Answer, AnswerId, AnswerParts, AnswerState, Draft, Value, asked_questions, shown_slots};
use crate::template::{FieldKind, Node, Text};

/// Something that was written and is not printed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LeftOut {
    /// The id of its question; the form may not have it.
    pub question: String,
    /// What the entry is called that it belonged to, where that is not listed any more.
    pub entry: Option<String>,
    /// Why it is left out.
    pub why: Why,
    /// What was written, at least one.
    pub parts: Vec<Part>,
}

/// One text that is left out.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Part {
    /// Its id.
    pub answer_id: AnswerId,
    /// Entry and sub-field, where it is not the question's own text.
    pub name: String,
    /// The text as it was typed; of options their names.
    pub text: String,
}

/// Why something that was written is not printed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Why {
    /// The question's condition does not hold, or that of a section above it.
    NotAsked,
    /// The form has no such question.
    Unknown,
    /// The writer says that the question does not apply.
    NotApplicable,
    /// The entry was removed, or is not picked any more.
    NotListed,
    /// The text of "Other", which is not chosen.
    NotChosen,
    /// A reason why the question does not apply, while it does.
    Applies,
}

/// All of it, in the order of the form; what the form does not know comes last. The words of the form are
/// those that the document would have.
pub fn left_out(draft: &Draft, options: &Options) -> Vec<LeftOut> {
    let mut finder = Finder::new(draft, options);
    for (answer_id, answer) in &draft.answers {
        finder.look_at(answer_id, answer);
    }
    let mut found: Vec<LeftOut> = finder.found.into_values().collect();
    let order: SortedMap<&str, usize> = collections::map(
        draft.template.questions().enumerate().map(|(index, node)| (node.id.as_str(), index)),
    );
    collections::sort_by_key(&mut found, |item| {
        order.get(item.question.as_str()).copied().unwrap_or(usize::MAX)
    });
    found
}

struct Finder<'a> {
    draft: &'a Draft,
    composer: Composer<'a>,
    nodes: SortedMap<&'a str, &'a Node>,
    shown: BTreeSet<AnswerId>,
    asked: BTreeSet<&'a str>,
    /// By question, reason and entry.
    found: SortedMap<(String, Why, String), LeftOut>,
}

impl<'a> Finder<'a> {
    fn new(draft: &'a Draft, options: &'a Options<'a>) -> Self {
        let template = &*draft.template;
        Self {
            draft,
            composer: Composer::new(draft, options, &|_| true),
            nodes: collections::map(template.questions().map(|node| (node.id.as_str(), node))),
            shown: shown_slots(template, draft).into_iter().collect(),
            asked: asked_questions(template, draft).iter().map(|node| node.id.as_str()).collect(),
            found: SortedMap::new(),
        }
    }

    fn look_at(&mut self, answer_id: &AnswerId, answer: &Answer) {
        let not_applicable = answer.state == AnswerState::NotApplicable;
        let reason = answer.reason.trim();
        let is_around = matches!(answer_id.parts(), AnswerParts::Before | AnswerParts::After);
        if !self.shown.contains(answer_id) {
            let why = self.why(answer_id);
            self.add(answer_id, why, self.text(answer_id, &answer.value));
            // Of a question that does not apply the reason is printed.
            if why != Why::NotApplicable || answer_id.parts() != AnswerParts::Own {
                self.add(answer_id, why, reason.to_owned());
            }
        } else if not_applicable && !is_around {
            self.add(answer_id, Why::NotApplicable, self.text(answer_id, &answer.value));
        } else {
            self.add(answer_id, Why::NotChosen, answer.value.unchosen().to_owned());
            self.add(answer_id, Why::Applies, reason.to_owned());
        }
    }

    /// Why nothing of that answer is shown.
    fn why(&self, answer_id: &AnswerId) -> Why {
        let Some(node) = self.node(answer_id) else { return Why::Unknown };
        if !self.asked.contains(node.id.as_str()) {
            return if node.field.as_ref().is_none_or(|field| field.kind == FieldKind::Static) {
                Why::Unknown
            } else {
                Why::NotAsked
            };
        }
        let own = AnswerId::of(&node.id);
        if self.draft.answer(&own).is_some_and(|answer| answer.state == AnswerState::NotApplicable) {
            return Why::NotApplicable;
        }
        let fields = node.field.as_ref().map_or(&[][..], |field| field.kind.fields());
        match answer_id.parts() {
            AnswerParts::Field { field, .. } if fields.iter().any(|known| known.id.as_str() == field) => {
                Why::NotListed
            }
            _ => Why::Unknown,
        }
    }

    fn add(&mut self, answer_id: &AnswerId, why: Why, text: String) {
        if text.trim().is_empty() {
            return;
        }
        let entry = match (why, answer_id.parts()) {
            (Why::NotListed, AnswerParts::Field { entry, .. }) => entry,
            (_, AnswerParts::Own) => "",
            (Why::NotChosen | Why::Applies, _) => answer_id.as_str(),
            _ => "",
        };
        let key = (answer_id.question().to_owned(), why, entry.to_owned());
        let name = self.name(answer_id, why);
        let entry = (why == Why::NotListed).then(|| self.entry_name(answer_id, entry));
        let question = answer_id.question().to_owned();
        let item = self.found.or_insert_with(key, || LeftOut { question, entry, why, parts: Vec::new() });
        item.parts.push(Part { answer_id: answer_id.clone(), name, text });
    }

    fn node(&self, answer_id: &AnswerId) -> Option<&'a Node> {
        self.nodes.get(answer_id.question()).copied()
    }

    fn kind(&self, answer_id: &AnswerId) -> Option<&'a FieldKind> {
        self.node(answer_id).and_then(|node| node.field.as_ref()).map(|field| &field.kind)
    }

    /// What the answer is to: the question, or a sub-field.
    fn kind_within(&self, answer_id: &AnswerId) -> &'a FieldKind {
        let kind = self.kind(answer_id);
        let kind = match answer_id.parts() {
            AnswerParts::Field { field, .. } => kind
                .and_then(|kind| kind.fields().iter().find(|node| node.id.as_str() == field))
                .and_then(|node| node.field.as_ref())
                .map(|field| &field.kind),
            _ => kind,
        };
        kind.unwrap_or(&FieldKind::Text)
    }

    fn wording(&self, text: &Text) -> String {
        self.draft.template.text(text, self.composer.options.language).to_owned()
    }

    /// What was written, in words.
    fn text(&self, answer_id: &AnswerId, value: &Value) -> String {
        match (value, self.kind_within(answer_id)) {
            // As typed, line feeds and all.
            (Value::Text(text), _) => text.clone(),
            // Ids that the program made for itself.
            (Value::Entries(_), FieldKind::Group { .. }) => String::new(),
            (value, kind) => {
                let said = values::plain(&self.composer.line_of(kind, value));
                let parts = [said.as_str(), value.unchosen()];
                parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
            }
        }
    }

    /// Entry and sub-field of an answer, as far as its item does not say so.
    fn name(&self, answer_id: &AnswerId, why: Why) -> String {
        let kind = self.kind(answer_id);
        let prompt = |text: &Option<Text>| text.as_ref().map_or_else(String::new, |text| self.wording(text));
        match answer_id.parts() {
            AnswerParts::Own => String::new(),
            AnswerParts::Before => match kind {
                Some(FieldKind::PerItem { before, .. } | FieldKind::Group { before, .. }) => prompt(before),
                _ => "before".to_owned(),
            },
            AnswerParts::After => match kind {
                Some(FieldKind::PerItem { after, .. } | FieldKind::Group { after, .. }) => prompt(after),
                _ => "after".to_owned(),
            },
            AnswerParts::Unknown(within) => within.to_owned(),
            AnswerParts::Field { entry, field } => {
                let known = kind.and_then(|kind| kind.fields().iter().find(|node| node.id.as_str() == field));
                let field = known.map_or_else(|| field.to_owned(), |node| self.wording(&node.prompt));
                if why == Why::NotListed {
                    return field;
                }
                let entry = self.entry_name(answer_id, entry);
                [entry, field].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(": ")
            }
        }
    }

    /// What an entry is called: by its list, or by its number; nothing where it has neither any more.
    fn entry_name(&self, answer_id: &AnswerId, entry: &str) -> String {
        let Some((node, kind)) = self.node(answer_id).zip(self.kind(answer_id)) else {
            return entry.to_owned();
        };
        match kind {
            FieldKind::Group { entry: name, .. } => {
                let name = self.wording(name);
                let index = self.composer.listed(node).iter().position(|listed| listed == entry);
                index.map_or_else(|| name.clone(), |index| format!("{name} {}", index + 1))
            }
            kind => self.composer.entry_title(node, kind, entry, 0).0,
        }
    }
}
