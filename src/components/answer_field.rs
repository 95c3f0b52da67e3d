//! What every control of an answer needs to know.

use crate::element::Element;
use crate::element::answer::{element_id, mark};
use crate::state::session::Session;
use submission_core::draft::{AnswerId, Value};

/// An answer to be written: where it stands and what it is called.
pub struct AnswerField {
    /// The open draft.
    pub session: Session,
    /// Where the answer stands.
    pub answer_id: AnswerId,
    /// The accessible name.
    pub name: String,
    /// The template asks for an answer.
    pub required: bool,
}

impl AnswerField {
    /// The id of the element in which it is written, for its label.
    pub fn id(&self) -> String {
        element_id(&self.answer_id)
    }

    /// What is written, without following it.
    pub fn value(&self) -> Value {
        use leptos::prelude::GetUntracked;
        self.session.cell(&self.answer_id).value.get_untracked()
    }

    /// The writer changed the answer.
    pub fn edit(&self, value: Value) {
        self.session.edit(&self.answer_id, value);
    }

    /// The control as what a label, a screen reader and the plain scripts know it by.
    pub fn identify(&self, control: Element) -> Element {
        let control = self.mark(control, "").attr("id", &self.id()).attr("aria-label", &self.name);
        if self.required { control.attr("aria-required", "true") } else { control }
    }

    /// The control says exactly which answer is written in it, and which part of it where it is not all.
    pub fn mark(&self, control: Element, part: &str) -> Element {
        mark(control, &self.answer_id, part)
    }
}
