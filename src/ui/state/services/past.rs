//! Earlier versions of answers: the second module is told after each save; what is about to vanish is kept
//! here, and first.

use leptos::prelude::*;

use super::Services;
use crate::draft::json::write_answer;
use crate::draft::{Answer, AnswerId};
use crate::ui::browser::past;
use crate::ui::state::session::Session;

impl Services {
    /// Keeps an answer that is about to be replaced. Where that fails, it must not be, and the save state
    /// says why.
    pub fn keep_before(self, session: &Session, place: &AnswerId, answer: &Answer) -> bool {
        let json = write_answer(answer).to_string();
        match self.store.with_value(|store| store.hold(session.id(), place, &json)) {
            Ok(()) => true,
            Err(error) => {
                self.not_saved(error);
                false
            }
        }
    }

    /// An answer was saved.
    pub fn tell(self, session: &Session, place: &AnswerId, answer: &Answer) {
        let json = |answer: &Answer| write_answer(answer).to_string().into();
        let (opened, opened_at) = session.opened(place);
        past::tell(&[
            "note".into(),
            session.id().as_str().into(),
            place.as_str().into(),
            json(&opened),
            (opened_at as f64).into(),
            json(answer),
            (self.now() as f64).into(),
        ]);
    }
}
