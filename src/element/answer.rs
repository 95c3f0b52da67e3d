//! The elements in which answers are written: by what they are found.

use super::Element;
use submission_core::draft::AnswerId;

/// The id of the element in which an answer is written. No two answers share one, whatever their ids hold.
pub fn element_id(answer_id: &AnswerId) -> String {
    format!("answer-{answer_id}")
}

/// The id of another element that belongs to an answer. No answer id holds a colon.
pub fn part_id(answer_id: &AnswerId, part: &str) -> String {
    format!("answer-{answer_id}:{part}")
}

/// Marks an element in which an answer, or a part of it, is written: by this the plain scripts find it.
pub fn mark(control: Element, answer_id: &AnswerId, part: &str) -> Element {
    let control = control.attr("data-answer", answer_id.as_str());
    if part.is_empty() { control } else { control.attr("data-part", part) }
}
