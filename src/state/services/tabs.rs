//! What other tabs write into the draft that is open here.

use leptos::prelude::*;

use super::Services;
use super::saving::saved;
use crate::browser::access::{self, Access};
use crate::browser::{fields, focus};
use crate::element::answer::element_id;
use crate::state::later;
use crate::state::session::{Session, Unsaved};
use submission_core::draft::{Answer, AnswerId};
use submission_core::store::Version;

impl Services {
    /// Writes the answer that ends a divergence; the others are followed by it. Whether it was saved.
    pub fn settle(
        self,
        session: &Session,
        answer_id: &AnswerId,
        answer: &Answer,
        others: &[Version],
    ) -> bool {
        match self.store().resolve(session.id(), answer_id, answer, others) {
            Ok(_) => {
                self.mirror_changes();
                saved(session.id());
                true
            }
            Err(error) => {
                session.mark_unsaved(Unsaved::Answer(answer_id.clone()));
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

    /// The draft that is on the screen: one tab writes it, the others show it.
    pub fn hold(self, session: Option<&Session>) {
        access::hold(match session {
            None => "",
            Some(session) if session.is_read_only() => access::NOBODY,
            Some(session) => session.id().as_str(),
        });
        self.access_changed();
    }

    /// Another tab writes from now on, or does so no more: what is owed is saved first, and what
    /// was written there is read before anything is written here.
    pub fn access_changed(self) {
        let (before, now) = (self.access.get_untracked(), Access::now());
        if before == now {
            return;
        }
        if now.is_reading() {
            self.save_now();
        }
        if before.is_reading() {
            self.take_news();
            self.unite_again();
        }
        self.access.set(now);
        // The tab that wrote before may have left its last words in no file.
        if !now.is_reading()
            && let Some(later) = later::started()
        {
            later.writes();
        }
    }

    /// An answer that was not touched here is simply shown as another tab left it. One that was, or
    /// that the writer is in, is never written over: the other text is shown beside it.
    pub fn take_news(self) {
        self.list_changed();
        let Some(session) = self.session.get_value() else { return };
        let reading = self.access.get_untracked().is_reading();
        if !reading && !session.is_dirty() && self.store().is_erased(session.id()).unwrap_or_default() {
            // What stands here stands nowhere else any more: the writer learns of it now, and not with the next key.
            session.mark_unsaved(Unsaved::Title);
            self.save_now();
            return;
        }
        if reading && !session.owes_title() {
            let title = self.store().adopt_title(session.id());
            title.into_iter().for_each(|title| session.title().set(title));
        }
        let news = self.store().remote_changes(session.id()).unwrap_or_default();
        for news in news {
            let is_here = focus::is_in(news.id.as_str());
            if reading && is_here {
                if fields::is_held() {
                    // Shown when the text that is selected, or being composed, is left.
                    continue;
                }
                focus::focus_soon(element_id(&news.id));
            }
            let written_here = session.is_unsaved(&news.id) || (is_here && !reading);
            if news.continues && !written_here {
                let adopted = self.store().adopt(session.id(), &news.id, &news.theirs.version);
                if adopted.is_ok() {
                    session.show_theirs(&news.id, news.theirs.answer, !reading);
                    if !reading {
                        // The file of the draft is this tab's to write.
                        saved(session.id());
                    }
                }
            } else {
                session.keep_theirs(&news.id, news.theirs);
            }
        }
    }
}
