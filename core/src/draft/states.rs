//! How the state of an answer changes. The value is never touched.

use super::{Answer, AnswerState};

impl AnswerState {
    /// The state after typing, where `written` says whether anything is there now.
    ///
    /// *Ready* is the writer's word, and only the writer takes it back: mending a comma does not
    /// undo it. An answer with nothing in it is empty, whatever was said of it. What does not
    /// apply stays so, for its text is hidden and may still arrive from a file or another tab.
    #[must_use]
    pub fn after_writing(self, written: bool) -> Self {
        match (self, written) {
            (Self::NotApplicable, _) => Self::NotApplicable,
            (_, false) => Self::Empty,
            (Self::Ready, true) => Self::Ready,
            (_, true) => Self::Started,
        }
    }

    /// The state once the writer has said that the answer is ready, or not ready after all.
    /// There is no ready answer with nothing in it.
    #[must_use]
    pub fn with_ready(self, ready: bool, written: bool) -> Self {
        match self {
            Self::NotApplicable => Self::NotApplicable,
            _ if !written => Self::Empty,
            _ if ready => Self::Ready,
            _ => Self::Started,
        }
    }

    /// The state once the writer has said that the question does not apply, or does after all:
    /// the text that was hidden is back, and is not ready until the writer says so.
    #[must_use]
    pub fn with_not_applicable(self, not_applicable: bool, written: bool) -> Self {
        match (not_applicable, self) {
            (true, _) => Self::NotApplicable,
            (false, Self::NotApplicable) if written => Self::Started,
            (false, Self::NotApplicable) => Self::Empty,
            (false, state) => state.after_writing(written),
        }
    }
}

impl Answer {
    /// There is nothing to keep: not a word, not a state.
    pub fn is_blank(&self) -> bool {
        self.state == AnswerState::Empty
            && self.reason.is_empty()
            && self.value.is_empty()
            && self.unknown.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::AnswerState::{self, Empty, NotApplicable, Ready, Started};

    const ALL: [AnswerState; 4] = [Empty, Started, Ready, NotApplicable];

    #[test]
    fn typing_leads_to_these_states() {
        let cases = [
            (Empty, true, Started),
            (Empty, false, Empty),
            (Started, true, Started),
            (Started, false, Empty),
            (Ready, true, Ready),
            (Ready, false, Empty),
            (NotApplicable, true, NotApplicable),
            (NotApplicable, false, NotApplicable),
        ];
        for (before, written, after) in cases {
            assert_eq!(before.after_writing(written), after, "{before:?}, written: {written}");
        }
    }

    #[test]
    fn an_answer_without_text_is_never_ready() {
        for state in ALL {
            assert_ne!(state.after_writing(false), Ready);
            assert_ne!(state.with_ready(true, false), Ready);
        }
    }

    #[test]
    fn taking_not_applicable_back_brings_the_text_back_as_started() {
        for state in ALL {
            let hidden = state.with_not_applicable(true, true);
            assert_eq!(hidden, NotApplicable);
            assert_eq!(hidden.with_not_applicable(false, true), Started);
            assert_eq!(hidden.with_not_applicable(false, false), Empty);
        }
    }

    #[test]
    fn only_the_writer_says_that_an_answer_is_ready() {
        assert_eq!(Started.with_ready(true, true), Ready);
        assert_eq!(Ready.with_ready(false, true), Started);
        assert_eq!(NotApplicable.with_ready(true, true), NotApplicable);
    }
}
