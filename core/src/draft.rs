//! A submission being written: the draft, its answers, their states.

pub mod answers;
pub mod completeness;
pub mod conditions;
pub mod dates;
pub mod json;
mod merge;
pub mod model;
pub mod months;
pub mod not_applicable;
pub mod shown;
pub mod slots;
pub mod states;
mod words;

pub use answers::Answers;
pub use completeness::{Progress, progress, question_state};
pub use conditions::{Asked, asked_questions, is_asked};
pub use dates::{Date, DateReading};
pub use model::*;
pub use not_applicable::says_not_applicable;
pub use shown::shown_slots;
pub use slots::{Part, Slot, entries_in_order, slots};
pub use words::words;
