//! What every control of an answer needs to know.

use crate::draft::{AnswerId, Value};
use crate::ui::element::El;
use crate::ui::state::session::Session;

/// An answer to be written: where it stands and what it is called.
pub struct FieldPlace {
    /// The open draft.
    pub session: Session,
    /// Where the answer stands.
    pub place: AnswerId,
    /// The accessible name.
    pub name: String,
    /// The template asks for an answer.
    pub required: bool,
}

impl FieldPlace {
    /// The id of the element in which it is written, for its label.
    pub fn id(&self) -> String {
        element_id(&self.place)
    }

    /// What is written, without following it.
    pub fn value(&self) -> Value {
        use leptos::prelude::GetUntracked;
        self.session.cell(&self.place).value.get_untracked()
    }

    /// The writer changed the answer.
    pub fn edit(&self, value: Value) {
        self.session.edit(&self.place, value);
    }

    /// The control as what a label and a screen reader know it by.
    pub fn identify(&self, control: El) -> El {
        let control = control.attr("id", &self.id()).attr("aria-label", &self.name);
        if self.required { control.attr("aria-required", "true") } else { control }
    }
}

/// The id of the element in which an answer is written.
pub fn element_id(place: &AnswerId) -> String {
    format!("answer-{}", place.as_str().replace('/', "-"))
}
