//! Puts what was kept in an emergency back into its answer.

use leptos::prelude::*;

use super::Services;
use super::saving::saved;
use crate::state::session::Session;
use submission_core::draft::{AnswerId, DraftId};
use submission_core::store::{Emergency, SaveError};

impl Services {
    /// Puts the text into the answer in which it was written. Of a draft on this page it is put to what the page
    /// shows, as if the writer had written it: what is not stored yet is stored first, and what gives way is
    /// kept. `false` where that cannot be done, or is not stored.
    pub fn put_back(self, emergency: &Emergency) -> Result<bool, SaveError> {
        let Some((id, answer_id)) = emergency.draft().zip(emergency.answer()) else { return Ok(false) };
        // What other tabs have written is shown here by an event, which may be on its way.
        self.take_news();
        let store = self.store();
        match self.session_of(&id) {
            // There nothing is written in it.
            Some(_) if store.is_in_bin(&id)? || store.is_erased(&id)? => Ok(false),
            Some(session) => Ok(self.put_into(&session, &answer_id, emergency)),
            None => {
                let put = self.change(|store| store.put_back(emergency));
                saved(&id);
                put
            }
        }
    }

    fn put_into(self, session: &Session, answer_id: &AnswerId, emergency: &Emergency) -> bool {
        let before = session.answer(answer_id);
        let put = emergency.put_into(&session.template(), answer_id, &before);
        let Some(answer) = put.filter(|_| !session.is_read_only()) else { return false };
        if answer != before && session.replace(answer_id, answer).is_none() {
            return false;
        }
        self.save_now();
        self.save_left();
        self.list_changed();
        !session.is_unsaved(answer_id)
    }

    /// The draft on this page: the open one, or one that was left while something in it was not stored.
    fn session_of(self, id: &DraftId) -> Option<Session> {
        let open = self.session.get_value().filter(|session| session.id() == id);
        open.or_else(|| self.only_here.with_value(|left| left.get(id).cloned()))
    }
}
