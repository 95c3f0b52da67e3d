//! When what was written is saved, and what is said of it.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::Services;
use super::history::HistoryEvent;
use crate::browser::{fault, page_clock, stopped};
use crate::state::later;
use crate::state::services::RETRY;
use crate::state::session::{Session, Unsaved};
use submission_core::collections::SortedMap;
use submission_core::draft::DraftId;
use submission_core::store::{Autosave, SaveError, SaveState};
use submission_core::time::PageTime;

impl Services {
    /// Something was typed: saves when typing rests, or at last every two seconds.
    pub fn save_soon(self) {
        let now = self.moment();
        self.autosave.update_value(|autosave| autosave.typed(now));
        self.show_state();
        self.set_timer();
    }

    /// The writer has left an answer or the page: saves at once what is not saved yet. Works
    /// synchronously: there may be no later.
    pub fn save_now(self) {
        self.save();
        self.tell(HistoryEvent::Left);
    }

    /// Saves what is not saved yet. Says that all is saved only when nothing of the draft is owed any
    /// more.
    fn save(self) {
        let Some(session) = self.session.get_value().filter(Session::is_dirty) else { return };
        let taken = self.moment();
        let failure = self.flush(&session).err();
        fault::point("stored");
        let now = self.moment();
        self.autosave.update_value(|autosave| match failure {
            None => autosave.saved(taken),
            Some(error) => autosave.failed(now, error),
        });
        self.show_state();
        self.set_timer();
        self.mirror_changes();
        self.tell_watchdog();
        saved(session.id());
    }

    /// Tells the watchdog that what was typed is taken care of, and of which draft all is stored: what waits
    /// for the mirror is not.
    pub(super) fn tell_watchdog(self) {
        let Some(session) = self.session.get_value() else { return };
        let is_stored = !session.is_dirty() && !self.store().is_only_here(session.id());
        stopped::heard(is_stored.then(|| session.id().as_str()));
    }

    /// Stores what is owed, one debt after the other; what cannot be stored stays owed.
    fn flush(self, session: &Session) -> Result<(), SaveError> {
        let mut left = Vec::new();
        let mut failure = None;
        while let Some(one) = session.take_unsaved() {
            // First kept, then replaced.
            if let Unsaved::Answer(answer_id) = &one
                && left.iter().any(|other| matches!(other, Unsaved::Held(held, _) if held == answer_id))
            {
                left.push(one);
                continue;
            }
            fault::point("saving");
            let flushed = match &one {
                Unsaved::ReadOnly => Err(SaveError::Newer),
                Unsaved::Everything => self.keep(session),
                Unsaved::Held(answer_id, answer) => {
                    self.store().save_before_deletion(session.id(), answer_id, answer)
                }
                Unsaved::Title => {
                    let title = session.title().get_untracked();
                    self.store()
                        .rename(session.id(), &title)
                        .and_then(|saved| if saved.gone { self.keep(session) } else { Ok(()) })
                }
                Unsaved::Answer(answer_id) => {
                    let answer = session.answer(answer_id);
                    match self.store().save_answer(session.id(), answer_id, &answer) {
                        // Another tab put the draft into the bin while this one writes in it.
                        Ok(saved) if saved.in_bin => self.store().restore(session.id()),
                        Ok(saved) if !saved.gone => {
                            self.tell_saved(session, answer_id, &answer);
                            Ok(())
                        }
                        // The browser has forgotten the draft behind our back: all is written again.
                        Ok(_) | Err(SaveError::Missing) => self.keep(session),
                        Err(error) => Err(error),
                    }
                }
            };
            if let Err(error) = flushed {
                // Others may still find room where an earlier text did not.
                let goes_on = matches!(one, Unsaved::Held(..));
                left.push(one);
                failure = Some(error);
                if !goes_on {
                    break;
                }
            }
        }
        left.into_iter().for_each(|one| session.mark_unsaved(one));
        failure.map_or(Ok(()), Err)
    }

    /// Tries again to store drafts that were left while something in them was not stored.
    pub(super) fn save_left(self) {
        let left: Vec<Session> = self.only_here.with_value(|left| left.values().cloned().collect());
        if left.is_empty() {
            return;
        }
        for session in left {
            if self.flush(&session).is_ok() {
                self.only_here.update_value(|left| drop(left.remove(session.id())));
                if !self.store().is_only_here(session.id()) {
                    stopped::heard(Some(session.id().as_str()));
                }
                saved(session.id());
            }
        }
        self.mirror_changes();
        if self.only_here.with_value(SortedMap::is_empty) {
            self.drafts_changed.update(|count| *count = count.wrapping_add(1));
        } else {
            self.retry_left();
        }
    }

    /// Drafts that were left are tried again after a while, and when a draft has gone.
    pub(super) fn retry_left(self) {
        if !self.retrying.get_value() {
            self.retrying.set_value(true);
            set_timeout(
                move || {
                    self.retrying.set_value(false);
                    self.save_left();
                },
                RETRY,
            );
        }
    }

    pub(super) fn keep(self, session: &Session) -> Result<(), SaveError> {
        self.store().save_whole(&session.draft())
    }

    /// Another draft is on the page: the state that is shown is that one's.
    pub(super) fn begin_saving(self) {
        let is_dirty = self.session.with_value(|session| session.as_ref().is_some_and(Session::is_dirty));
        self.autosave.set_value(Autosave::new());
        if is_dirty {
            self.save_soon();
            self.save_now();
        }
        self.show_state();
        self.set_timer();
    }

    /// Saves at once whenever the page may be about to go: hidden, left, closed, out of focus. Asks
    /// before the page is closed while something is nowhere else.
    pub fn save_when_leaving(self) {
        let save = Closure::<dyn FnMut()>::new(move || self.save_now());
        let listener = save.as_ref().unchecked_ref();
        // The page itself always takes listeners.
        let _ = document().add_event_listener_with_callback("visibilitychange", listener);
        for event in ["pagehide", "blur"] {
            let _ = window().add_event_listener_with_callback(event, listener);
        }
        // Lives as long as the page.
        save.forget();
        let handle = window_event_listener(leptos::ev::beforeunload, move |event| {
            if !self.may_go() {
                event.prevent_default();
            }
        });
        on_cleanup(move || handle.remove());
    }

    /// Saves what is not saved yet; whether nothing would be lost if the page went.
    pub fn may_go(self) -> bool {
        self.save_now();
        self.only_here().is_empty() && !self.store().has_only_here()
    }

    pub(super) fn not_saved(self, error: SaveError) {
        let now = self.moment();
        self.autosave.update_value(|autosave| autosave.failed(now, error));
        self.show_state();
        self.set_timer();
    }

    pub(super) fn show_state(self) {
        let mut state = self.autosave.with_value(Autosave::state);
        // There was no room for it here: it is saved when the mirror has it.
        if state == SaveState::Saved
            && let Some(trouble) = self.waits_for_mirror()
        {
            state = trouble.map_or(SaveState::Typing, SaveState::NotSaved);
        }
        if self.save_state.with_untracked(|shown| *shown != state) {
            self.save_state.set(state);
        }
    }

    /// Wakes up when the next save is due. A wait that ends before is left as it is and looked at again
    /// then: to begin it anew with each key is dear.
    fn set_timer(self) {
        let due = self.autosave.with_value(Autosave::due);
        let waits = self.timer.with_value(|timer| timer.as_ref().map(|(end, _)| *end));
        if due.zip(waits).is_some_and(|(due, end)| end <= due) {
            return;
        }
        let timer = due.and_then(|due| {
            let wait = u64::try_from((due - self.moment()).count()).unwrap_or(0);
            let handle = set_timeout_with_handle(move || self.wake_up(), Duration::from_millis(wait)).ok()?;
            Some((due, handle))
        });
        if let Some((_, earlier)) =
            self.timer.try_update_value(|known| std::mem::replace(known, timer)).flatten()
        {
            earlier.clear();
        }
    }

    fn wake_up(self) {
        self.timer.set_value(None);
        let now = self.moment();
        if self.autosave.with_value(|autosave| autosave.is_due(now)) { self.save() } else { self.set_timer() }
    }

    /// The time by the page's own clock: that of the computer may be set back.
    fn moment(self) -> PageTime {
        page_clock::now().unwrap_or_else(|| PageTime::from_millis(self.now().as_millis()))
    }
}

/// A text of the draft was stored, or could not be: the lazy part hears of it. Not of what is written beside the
/// text, as when a copy was made: that asks for no other copy.
pub(super) fn saved(draft: &DraftId) {
    if let Some(later) = later::started() {
        later.saved(draft);
    }
}
