//! Earlier versions of answers: the lazy part is told after each save; what is about to vanish is kept here,
//! and first.

use leptos::prelude::*;

use super::Services;
use crate::state::later;
use crate::state::session::Session;
use submission_core::draft::json::write_answer;
use submission_core::draft::{Answer, AnswerId};
use submission_core::history::SavedAnswer;

/// What is told of the text's past.
pub enum HistoryEvent {
    /// An answer was saved.
    Saved(SavedAnswer),
    /// The writer has left the answer.
    Left,
}

impl Services {
    /// Keeps an answer that is about to be replaced. Where that fails, it must not be, and the save state
    /// says why.
    pub fn keep_before(self, session: &Session, answer_id: &AnswerId, answer: &Answer) -> bool {
        let json = write_answer(answer).to_string();
        match self.store().save_before_deletion(session.id(), answer_id, &json) {
            Ok(()) => true,
            Err(error) => {
                self.not_saved(error);
                false
            }
        }
    }

    /// An answer was saved.
    pub fn tell_saved(self, session: &Session, answer_id: &AnswerId, answer: &Answer) {
        let json = |answer: &Answer| write_answer(answer).to_string();
        let (opened, opened_at) = session.opened(answer_id);
        self.tell(HistoryEvent::Saved(SavedAnswer {
            draft: session.id().clone(),
            answer_id: answer_id.clone(),
            opened: json(&opened),
            opened_at,
            current: json(answer),
            time: self.now(),
        }));
    }

    /// Tells the lazy part. Until it is there the last that was told of an answer waits for it.
    pub(super) fn tell(self, told: HistoryEvent) {
        self.told.update_value(|waiting| {
            if let HistoryEvent::Saved(new) = &told {
                let is_of_another = |before: &HistoryEvent| match before {
                    HistoryEvent::Saved(old) => (&old.draft, &old.answer_id) != (&new.draft, &new.answer_id),
                    HistoryEvent::Left => true,
                };
                waiting.retain(is_of_another);
            }
            waiting.push(told);
        });
        if let Some(later) = later::started() {
            later.told();
        }
    }

    /// What was told and not heard yet.
    pub fn take_history_events(self) -> Vec<HistoryEvent> {
        self.told.try_update_value(std::mem::take).unwrap_or_default()
    }
}
