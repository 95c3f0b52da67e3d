//! How far a draft is: states of questions, counted over a section or the whole.

use super::conditions::asked_within;
use super::slots::slots;
use super::{AnswerId, AnswerState, Answers};
use crate::template::{Node, Template};

/// How many questions are in which state. Questions that are not asked are not counted.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Nothing written.
    pub empty: usize,
    /// Something written.
    pub started: usize,
    /// Done, as the writer says.
    pub ready: usize,
    /// Not applicable, as the writer says.
    pub not_applicable: usize,
}

impl Progress {
    /// All questions that are asked.
    pub fn total(self) -> usize {
        self.empty + self.started + self.done()
    }

    /// Questions that the writer is done with: ready, or not applicable.
    pub fn done(self) -> usize {
        self.ready + self.not_applicable
    }

    /// Nothing is left to do.
    pub fn is_complete(self) -> bool {
        self.done() == self.total()
    }

    fn add(&mut self, state: AnswerState) {
        match state {
            AnswerState::Empty => self.empty += 1,
            AnswerState::Started => self.started += 1,
            AnswerState::Ready => self.ready += 1,
            AnswerState::NotApplicable => self.not_applicable += 1,
        }
    }
}

/// Counts the questions at and below these nodes: a section, the respondent fields, the whole.
pub fn progress<'t>(
    template: &Template,
    nodes: impl IntoIterator<Item = &'t Node>,
    answers: &dyn Answers,
) -> Progress {
    let mut progress = Progress::default();
    for node in nodes {
        for question in asked_within(template, node, answers) {
            progress.add(question_state(template, question, answers));
        }
    }
    progress
}

/// The state of a question, its sub-answers included: what the writer said of it; else started
/// where anything is written in it that would be printed.
pub fn question_state(template: &Template, question: &Node, answers: &dyn Answers) -> AnswerState {
    let recorded = answers.state(&AnswerId::of(&question.id));
    recorded.after_writing(is_written(template, question, answers))
}

/// Something is written in the question, or in a sub-answer of an entry that is picked.
pub fn is_written(template: &Template, question: &Node, answers: &dyn Answers) -> bool {
    slots(template, question, answers).iter().any(|slot| answers.is_written(&slot.id))
}
