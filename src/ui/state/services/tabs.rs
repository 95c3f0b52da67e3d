//! What other tabs write into the draft that is open here.

use leptos::prelude::*;

use super::Services;
use crate::draft::{Answer, AnswerId};
use crate::store::Version;
use crate::ui::browser::focus;
use crate::ui::components::field_place::element_id;
use crate::ui::state::session::{Debt, Session};

impl Services {
    /// Writes the answer that ends a divergence; the others are followed by it. Whether it was saved.
    pub fn settle(self, session: &Session, place: &AnswerId, answer: &Answer, others: &[Version]) -> bool {
        match self.store.with_value(|store| store.settle(session.id(), place, answer, others)) {
            Ok(_) => {
                self.mirror_changes();
                true
            }
            Err(error) => {
                session.owe(Debt::Answer(place.clone()));
                self.not_saved(error);
                false
            }
        }
    }

    /// Looks for what other tabs have written whenever the browser says that the storage changed.
    /// Its events are hints to look, and carry nothing.
    pub fn watch_other_tabs(self) {
        let handle = window_event_listener(leptos::ev::storage, move |_| self.take_news());
        on_cleanup(move || handle.remove());
    }

    /// An answer that was not touched here is simply shown as another tab left it. One that was, or
    /// that the writer is in, is never written over: the other text is shown beside it.
    fn take_news(self) {
        self.list_changed();
        let Some(session) = self.session.get_value() else { return };
        let news = self.store.with_value(|store| store.news(session.id())).unwrap_or_default();
        for news in news {
            let written_here = session.is_unsaved(&news.id) || focus::is_in(&element_id(&news.id));
            if news.continues && !written_here {
                let adopted =
                    self.store.with_value(|store| store.adopt(session.id(), &news.id, &news.theirs.version));
                if adopted.is_ok() {
                    session.show_theirs(&news.id, news.theirs.answer);
                }
            } else {
                session.keep_theirs(&news.id, news.theirs);
            }
        }
    }
}
