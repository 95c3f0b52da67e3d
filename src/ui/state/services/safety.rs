//! The mirror of the store: united with it at the start, kept in step after each save.

use std::time::Duration;

use leptos::prelude::*;

use super::Services;
use crate::store::Store;
use crate::ui::browser::fault;
use crate::ui::browser::mirror;

/// How long after a failure the mirror is written to again.
const MIRROR_RETRY: Duration = Duration::from_secs(5);

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
    /// every draft. Without a mirror the store goes on alone.
    pub async fn unite(self) {
        let mirrored = mirror::read(false).await;
        let united = mirrored.and_then(|records| {
            self.store.with_value(|store| {
                store.set_mirrored(true);
                store.unite(&records).ok()
            })
        });
        match united {
            Some(united) => {
                mirror::tell_restored(&united.restored);
                self.safety.set(Safety::Pending);
                self.list_changed();
                self.mirror_changes();
            }
            None => self.store.with_value(|store| store.set_mirrored(false)),
        }
        // Only now, so that the mirror forgets them too. What cannot be done now is done another time.
        self.store.with_value(|store| {
            let _ = store.purge_expired();
            let _ = store.keep_reserve();
        });
        self.mirror_changes();
    }

    /// Writes to the mirror what it lacks; one transaction at a time.
    pub(super) fn mirror_changes(self) {
        if self.safety.get_untracked() == Safety::None || self.mirroring.get_value() {
            return;
        }
        let changes = self.store.with_value(Store::take_changes);
        if changes.is_empty() {
            self.set_safety(Safety::Safe);
            return;
        }
        self.set_safety(Safety::Pending);
        self.mirroring.set_value(true);
        leptos::task::spawn_local(async move {
            let written = mirror::write(&changes).await;
            self.mirroring.set_value(false);
            match written {
                Ok(()) => {
                    fault::point("mirrored");
                    self.store.with_value(|store| store.confirm(&changes));
                    self.mirror_changes();
                }
                // Whatever the reason is called: Chromium closes the database on a full disk.
                Err(_) => {
                    self.store.with_value(|store| store.give_back(changes));
                    self.set_safety(Safety::DiskFull);
                    set_timeout(move || self.mirror_changes(), MIRROR_RETRY);
                }
            }
        });
    }

    fn set_safety(self, safety: Safety) {
        if self.safety.get_untracked() != safety {
            self.safety.set(safety);
        }
    }
}
