//! Which answers stand in the document, as far as conditions, ticks and entries decide it.

use super::{AnswerId, AnswerState, Answers, asked_questions, slots};
use crate::template::Template;

/// The slots of all questions that are asked and apply, and of the entries that are listed. What is written
/// anywhere else is kept, and does not stand in the document.
pub fn shown_slots(template: &Template, answers: &dyn Answers) -> Vec<AnswerId> {
    let mut shown = Vec::new();
    for question in asked_questions(template, answers) {
        if answers.state(&AnswerId::of(&question.id)) != AnswerState::NotApplicable {
            shown.extend(slots(template, question, answers).into_iter().map(|slot| slot.id));
        }
    }
    shown
}
