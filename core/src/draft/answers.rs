//! What the rules of a draft ask of its answers, wherever these are kept.

use super::{AnswerId, AnswerState, Draft, Value};

/// Answers by id: a [`Draft`], or the page's signals.
///
/// Everything comes back by value and is as small as the question, so that a page in which every
/// answer is a signal can keep each of them derived: a key that is typed in an answer which was
/// written before changes nothing here.
pub trait Answers {
    /// The state that is recorded of that answer.
    fn state(&self, id: &AnswerId) -> AnswerState;
    /// Something was written there, shown or hidden.
    fn is_written(&self, id: &AnswerId) -> bool;
    /// The entries of a per-item or group, in the order in which they are recorded.
    fn entries(&self, id: &AnswerId) -> Vec<String>;
    /// The answer is that option, or holds it, or has it among its entries.
    fn includes(&self, id: &AnswerId, option: &str) -> bool;
}

impl Answers for Draft {
    fn state(&self, id: &AnswerId) -> AnswerState {
        self.answer(id).map_or(AnswerState::Empty, |answer| answer.state)
    }

    fn is_written(&self, id: &AnswerId) -> bool {
        !self.value(id).is_empty()
    }

    fn entries(&self, id: &AnswerId) -> Vec<String> {
        self.value(id).entries().to_vec()
    }

    fn includes(&self, id: &AnswerId, option: &str) -> bool {
        self.value(id).includes(option)
    }
}

impl Value {
    /// The entries of a per-item or group; none for the others.
    pub fn entries(&self) -> &[String] {
        match self {
            Self::Entries(entries) => entries,
            _ => &[],
        }
    }

    /// The value is that option, or holds it, or has it among its entries.
    pub fn includes(&self, wanted: &str) -> bool {
        match self {
            Self::Options { options, .. } => options.iter().any(|option| option == wanted),
            Self::Entries(entries) => entries.iter().any(|entry| entry == wanted),
            Self::Consent { option, .. } => option == wanted,
            Self::None | Self::Text(_) | Self::Reference(_) | Self::Unreadable(_) => false,
        }
    }
}
