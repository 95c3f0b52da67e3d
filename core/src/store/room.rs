//! Where a record goes when the storage is full: into the room of what newer ones follow, into the reserve, into the mirror.

use std::cell::Cell;

use super::quota::{RESERVE, cost};
use super::{SaveError, Store};

/// What is known of the room for records.
#[derive(Default)]
pub(super) struct Room {
    /// A whole draft, or its past, is being written: the reserve is for last words alone.
    is_bulk: Cell<bool>,
    /// What newer records follow was removed, and no draft has gone since.
    is_cleared: Cell<bool>,
}

impl Store {
    /// Runs what writes much at once: without the reserve, which is for the last words of any draft.
    pub(super) fn in_bulk<T>(&self, run: impl FnOnce() -> T) -> T {
        let before = self.room.is_bulk.replace(true);
        let done = run();
        self.room.is_bulk.set(before);
        done
    }

    /// Nothing is to be removed to make room, until [`Store::room_may_have_come`].
    pub(super) fn room_is_as_it_is(&self) {
        self.room.is_cleared.set(true);
    }

    /// A draft has gone: there may be more that nobody needs.
    pub(super) fn room_may_have_come(&self) {
        self.room.is_cleared.set(false);
    }

    /// Writes a record for which there is no room: first what newer records follow goes, then the reserve. Where
    /// there is a mirror, the record is kept until the mirror has it, which goes on alone then.
    pub(super) fn put_where_there_is_room(&self, key: &str, value: &str) -> Result<(), SaveError> {
        let mut put = Err(SaveError::Full);
        if !self.room.is_cleared.replace(true) {
            self.remove_followed();
            put = self.try_put(key, value);
        }
        let is_small = cost(key, value) < RESERVE;
        if put == Err(SaveError::Full) && is_small && !self.room.is_bulk.get() {
            self.give_up_reserve()?;
            put = self.try_put(key, value);
        }
        if put == Err(SaveError::Full) && self.is_mirrored() {
            put = self.put_into_overflow(key, value);
        }
        put
    }

    /// Keeps a record on this page until the mirror has it, and as long as the page is open.
    pub(super) fn put_into_overflow(&self, key: &str, value: &str) -> Result<(), SaveError> {
        self.storage.overflow(key, value)?;
        self.note_overflow(key);
        Ok(())
    }

    /// Removes records that newer ones of this tab follow.
    pub(super) fn remove_followed(&self) {
        let texts: Vec<_> = {
            let texts = self.texts.borrow();
            texts.keys().cloned().collect()
        };
        for (draft, text_id) in texts {
            self.release(&draft, &text_id);
        }
    }

    /// Removes records of all drafts that newer ones follow, and forms that no draft has: for the day on which
    /// there is little room. What cannot be removed now stays.
    pub fn remove_unneeded(&self) -> Result<(), SaveError> {
        for draft in self.draft_ids()? {
            // A writer that may still be there may need what it wrote last.
            self.tidy(&draft, |_| false)?;
        }
        self.remove_unused_templates()
    }
}
