//! What the rules of a draft ask of its answers, wherever these are kept.

use super::{AnswerId, AnswerState, Draft, Value};

/// Answers by place: a [`Draft`], or the page's signals.
///
/// Everything comes back by value and is as small as the question, so that a page in which every
/// answer is a signal can keep each of them derived: a key that is typed in an answer which was
/// written before changes nothing here.
pub trait Answers {
    /// The state that is recorded at that place.
    fn state(&self, place: &AnswerId) -> AnswerState;
    /// Something was written at that place, shown or hidden.
    fn is_written(&self, place: &AnswerId) -> bool;
    /// The entries of a per-item or group, in the order in which they are recorded.
    fn entries(&self, place: &AnswerId) -> Vec<String>;
    /// The answer is that option, or holds it, or has it among its entries.
    fn includes(&self, place: &AnswerId, option: &str) -> bool;
}

impl Answers for Draft {
    fn state(&self, place: &AnswerId) -> AnswerState {
        self.answer(place).map_or(AnswerState::Empty, |answer| answer.state)
    }

    fn is_written(&self, place: &AnswerId) -> bool {
        !self.value(place).is_empty()
    }

    fn entries(&self, place: &AnswerId) -> Vec<String> {
        self.value(place).entries().to_vec()
    }

    fn includes(&self, place: &AnswerId, option: &str) -> bool {
        self.value(place).includes(option)
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
