//! What the second module is told, so that it can keep earlier versions: after a save, never before.

use super::Services;
use crate::draft::json::write_answer;
use crate::draft::{Answer, AnswerId};
use crate::ui::browser::past;
use crate::ui::state::session::Session;

impl Services {
    /// An answer was saved (`note`), or is about to be replaced at one stroke (`hold`).
    pub fn tell(self, how: &str, session: &Session, place: &AnswerId, answer: &Answer) {
        let json = |answer: &Answer| write_answer(answer).to_string().into();
        let (opened, opened_at) = session.opened(place);
        past::tell(&[
            how.into(),
            session.id().as_str().into(),
            place.as_str().into(),
            json(&opened),
            (opened_at as f64).into(),
            json(answer),
            (self.now() as f64).into(),
        ]);
    }
}
