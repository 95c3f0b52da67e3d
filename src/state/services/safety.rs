//! The mirror of the store: united with it at the start, kept in step after each save.

use std::time::Duration;

use leptos::prelude::*;

use super::Services;
use crate::browser::fault;
use crate::browser::local_storage::LocalStorage;
use crate::browser::mirror::{self, Records};
use submission_core::store::SaveError;

/// How long after a failure the mirror is written to again.
const MIRROR_RETRY: Duration = Duration::from_secs(5);
/// How often a mirror that could not be read at the start is asked again.
const TRIES: usize = 3;

/// How far the mirror in IndexedDB is with what was saved.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Safety {
    /// There is no mirror here: nothing is safer than saved.
    None,
    /// Changes are on their way.
    Pending,
    /// All of it is on the disk.
    Safe,
    /// It does not get to the disk, which may be full: what was saved may be gone when the browser
    /// closes.
    DiskFull,
}

impl Services {
    /// Unites the store with its mirror, before anything is opened: each alone is enough to have
    /// every draft. Without a mirror the store goes on alone; one that is late is united when it comes.
    pub async fn unite(self) {
        if LocalStorage::is_in_tab_only() {
            return;
        }
        let Some(asked) = mirror::ask(false) else { return };
        match mirror::answer_soon(&asked).await {
            Ok(Some(records)) => self.unite_with(&records),
            Ok(None) => self.wait_for_mirror(None, TRIES),
            Err(()) => self.wait_for_mirror(Some(asked), TRIES),
        }
    }

    /// The mirror may come yet: then what it has is shown, and what is here is given to it.
    fn wait_for_mirror(self, asked: Option<js_sys::Promise>, tries: usize) {
        leptos::task::spawn_local(async move {
            if let Some(asked) = asked
                && let Some(records) = mirror::answer(asked).await
            {
                self.unite_with(&records);
                self.look_again();
            } else if tries > 0 {
                set_timeout(move || self.wait_for_mirror(mirror::ask(false), tries - 1), MIRROR_RETRY);
            }
        });
    }

    /// Reads the mirror anew: another tab may have written what there is no room for in the storage.
    pub(super) fn unite_again(self) {
        if self.safety.get_untracked() == Safety::None {
            return;
        }
        leptos::task::spawn_local(async move {
            if let Some(asked) = mirror::ask(false)
                && let Some(records) = mirror::answer(asked).await
            {
                self.unite_with(&records);
                self.look_again();
            }
        });
    }

    fn unite_with(self, records: &Records) {
        let store = self.store();
        store.set_mirrored(true);
        match store.unite(records) {
            Ok(united) => {
                mirror::tell_restored(&united.restored);
                if self.storage_trouble.with_value(|trouble| trouble.is_some()) {
                    // The mirror goes on alone.
                    self.storage_trouble.set_value(None);
                }
                if self.safety.get_untracked() == Safety::None {
                    self.safety.set(Safety::Pending);
                }
                self.list_changed();
            }
            // A mirror that was there stays: what is on this page only waits for it.
            Err(_) if self.safety.get_untracked() != Safety::None => {
                set_timeout(move || self.unite_again(), MIRROR_RETRY);
            }
            Err(_) => store.set_mirrored(false),
        }
    }

    /// What is on the screen may not be all any more.
    fn look_again(self) {
        if self.session.with_value(Option::is_some) {
            self.take_news();
        } else {
            self.came_late.update(|count| *count = count.wrapping_add(1));
        }
    }

    /// The browser has cleared the mirror while the page was open: it gets everything again.
    pub fn refill_mirror(self) {
        if let Some(session) = self.session.get_value().filter(|_| !self.access.get_untracked().is_reading())
        {
            // What has vanished here too is written once more; where it cannot be, the save state says so.
            if self.keep(&session).is_err() {
                session.owe_everything();
                self.save_soon();
            }
        }
        // What cannot be read now is tried again before anything is called safe.
        let _ = self.store().mirror_all();
        self.mirror_changes();
    }

    /// Writes to the mirror what it lacks, the text first; one transaction at a time. While only what may wait
    /// is on its way, the text is safe.
    pub fn mirror_changes(self) {
        // Where everything was removed on purpose, nothing is written any more.
        if self.safety.get_untracked() == Safety::None || LocalStorage::is_in_tab_only() {
            return;
        }
        let store = self.store();
        if self.mirroring.get_value() {
            if store.owes_text() {
                self.set_safety(Safety::Pending);
            }
            return;
        }
        let changes = store.take_changes();
        let is_text = !store.may_wait(&changes);
        if is_text {
            self.set_safety(Safety::Pending);
        } else if store.has_gap() {
            self.set_safety(Safety::Pending);
            if changes.is_empty() {
                set_timeout(move || self.refill_mirror(), MIRROR_RETRY);
            }
        } else {
            self.set_safety(Safety::Safe);
        }
        if changes.is_empty() {
            return;
        }
        self.mirroring.set_value(true);
        leptos::task::spawn_local(async move {
            let written = mirror::write(&changes).await;
            self.mirroring.set_value(false);
            match written {
                Ok(()) => {
                    fault::point("mirrored");
                    store.confirm(&changes);
                    self.mirror_changes();
                    self.tell_watchdog();
                }
                // Whatever the reason is called: Chromium closes the database on a full disk.
                Err(_) if is_text => {
                    store.give_back(changes);
                    self.set_safety(Safety::DiskFull);
                    set_timeout(move || self.mirror_changes(), MIRROR_RETRY);
                }
                // What may wait is due again with the next text.
                Err(_) => {
                    store.give_back(changes);
                    if store.owes_text() {
                        self.mirror_changes();
                    } else if store.has_gap() {
                        set_timeout(move || self.refill_mirror(), MIRROR_RETRY);
                    }
                }
            }
        });
    }

    fn set_safety(self, safety: Safety) {
        if self.safety.get_untracked() != safety {
            self.safety.set(safety);
        }
        self.show_state();
    }

    /// Why what was saved last is not kept yet, where it waits for the mirror alone.
    pub(super) fn waits_for_mirror(self) -> Option<Option<SaveError>> {
        let is_full = self.safety.get_untracked() == Safety::DiskFull;
        self.store().has_only_here().then(|| is_full.then_some(SaveError::Full))
    }
}
