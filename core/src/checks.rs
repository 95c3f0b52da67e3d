//! What the writer should look at before the document leaves: findings, each with the answer it is about.

mod entries;
mod leftovers;
mod length;
mod links;
mod listed;
mod mend;
mod personal;
mod references;
mod repeated;
mod required;
mod shapes;
pub mod symbols;
mod text;

pub use mend::mend;

use serde::{Deserialize, Serialize};

use crate::draft::{Answer, AnswerId, AnswerState, Date, Draft, Part, Slot, Value, asked_questions, slots};
use crate::locale::Message;
use crate::richtext;
use crate::template::{Field, FieldKind, Node, Template};

/// One thing to look at.
#[derive(Clone, PartialEq, Debug)]
pub struct Finding {
    /// How much it weighs.
    pub level: Level,
    /// Where it is.
    pub answer_id: AnswerId,
    /// What it is, and what to do.
    pub message: Message,
    /// The words that it is about, shortened; empty where it is about the whole answer.
    pub excerpt: String,
    /// What can be done with one press, where something can.
    pub offer: Option<Offer>,
}

/// How much a finding weighs. Neither stops anybody from writing or exporting.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// The template's rules are not met.
    Error,
    /// Probably not what the writer means.
    Warning,
}

/// A mend that the writer may accept. Nothing is ever mended by itself.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Offer {
    /// Mark the question as not applicable.
    NotApplicable,
    /// Put one text in place of another, with [`mend`].
    Replace {
        /// What stands there.
        text: String,
        /// What would.
        with: String,
    },
}

/// Checks the whole draft: every question that is asked, in printing order. `today` is the day on
/// the writer's calendar; without it no date is in the future.
pub fn check(draft: &Draft, today: Option<Date>) -> Vec<Finding> {
    let mut checker = Checker::new(draft, today);
    for question in asked_questions(&draft.template, draft) {
        checker.question(question);
    }
    checker.finish()
}

/// Checks one question alone; paragraphs that also stand in another answer are not found.
pub fn check_question(draft: &Draft, question: &Node, today: Option<Date>) -> Vec<Finding> {
    let mut checker = Checker::new(draft, today);
    checker.question(question);
    checker.finish()
}

/// What one run of the checks knows.
struct Checker<'a> {
    draft: &'a Draft,
    template: &'a Template,
    today: Option<Date>,
    titles: listed::Titles<'a>,
    paragraphs: repeated::Paragraphs,
    findings: Vec<Finding>,
}

/// One answer under check.
#[derive(Clone, Copy)]
struct Checked<'a> {
    answer_id: &'a AnswerId,
    /// What is answered; `None` for the free text around entries.
    field: Option<&'a Field>,
    answer: &'a Answer,
    /// The answer is published, so that personal data does not belong in it.
    public: bool,
    /// "Not applicable" can be said of it.
    may_not_apply: bool,
}

impl<'a> Checker<'a> {
    fn new(draft: &'a Draft, today: Option<Date>) -> Self {
        let template = &*draft.template;
        Self {
            draft,
            template,
            today,
            titles: listed::Titles::of(template),
            paragraphs: repeated::Paragraphs::default(),
            findings: Vec::new(),
        }
    }

    fn question(&mut self, question: &'a Node) {
        let Some(field) = &question.field else { return };
        self.required(question, field);
        let own = AnswerId::of(&question.id);
        if self.draft.answer(&own).is_some_and(|answer| answer.state == AnswerState::NotApplicable) {
            return;
        }
        for Slot { id, part } in slots(self.template, question, self.draft) {
            let node = match part {
                Part::Own(node) => Some(node),
                Part::Before(_) | Part::After(_) => None,
                Part::Field { node, .. } => {
                    self.required_within(&id, node);
                    Some(node)
                }
            };
            self.check_answer(question, node, &id);
        }
        self.entries(question, field);
    }

    fn check_answer(&mut self, question: &Node, node: Option<&'a Node>, answer_id: &AnswerId) {
        let draft = self.draft;
        let Some(answer) = draft.answer(answer_id) else { return };
        if answer.state == AnswerState::NotApplicable || answer.value.is_empty() {
            return;
        }
        let field = node.and_then(|node| node.field.as_ref());
        let public = !question.personal && node.is_none_or(|node| !node.personal);
        let may_not_apply = field.is_some_and(|field| field.not_applicable);
        let checked = Checked { answer_id, field, answer, public, may_not_apply };
        match (&answer.value, field.map(|field| &field.kind)) {
            (Value::Text(markdown), None | Some(FieldKind::Rich)) => {
                self.rich(checked, &richtext::read(markdown));
            }
            (Value::Text(text), Some(kind)) => self.short(checked, text, kind),
            (Value::Reference(reference), _) => self.reference(checked, reference),
            (Value::Options { options, other }, Some(kind)) => self.options(checked, options, other, kind),
            (Value::Consent { option, .. }, Some(FieldKind::Consent(options))) => {
                self.known(checked, &options.entries, std::slice::from_ref(option));
            }
            (Value::Unreadable(json), _) => self.unreadable(checked, json),
            _ => {}
        }
    }

    fn error(&mut self, answer_id: &AnswerId, message: Message, excerpt: &str) {
        self.find(Level::Error, answer_id, message, excerpt, None);
    }

    fn warn(&mut self, answer_id: &AnswerId, message: Message, excerpt: &str) {
        self.find(Level::Warning, answer_id, message, excerpt, None);
    }

    fn offer(&mut self, answer_id: &AnswerId, message: Message, excerpt: &str, offer: Offer) {
        self.find(Level::Warning, answer_id, message, excerpt, Some(offer));
    }

    fn find(
        &mut self,
        level: Level,
        answer_id: &AnswerId,
        message: Message,
        excerpt: &str,
        offer: Option<Offer>,
    ) {
        let answer_id = answer_id.clone();
        self.findings.push(Finding { level, answer_id, message, excerpt: shorten(excerpt), offer });
    }

    fn finish(self) -> Vec<Finding> {
        self.findings
    }
}

/// Enough of a text to find it again.
fn shorten(text: &str) -> String {
    const LONGEST: usize = 80;
    let text = text.trim();
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or(text).trim_end()),
        None => text.to_owned(),
    }
}
