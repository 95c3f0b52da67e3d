//! Removes a draft for good: a record says so ever after, so that no tab, no mirror and no older copy of the
//! storage brings a word of it back.

use serde::Deserialize;

use super::key::{Key, PREFIX};
use super::record::{self, Envelope};
use super::{OpenError, SaveError, StorageError, Store};
use crate::draft::DraftId;

/// What the copy of a record in quarantine holds.
#[derive(Deserialize)]
struct Moved {
    key: String,
}

impl Store {
    /// The draft was removed for good.
    pub fn is_erased(&self, id: &DraftId) -> Result<bool, StorageError> {
        Ok(self.storage.get(&Key::Erased(id.clone()).to_string())?.is_some())
    }

    /// Removes all of a draft for good. Only its random name stays.
    pub(super) fn erase(&self, id: &DraftId) -> Result<(), SaveError> {
        let key = Key::Erased(id.clone()).to_string();
        let raw = record::write(&key, &Envelope::new(&self.version(), self.clock.now()), "null");
        match self.put_verified(&key, &raw) {
            // What is removed makes room for it.
            Err(SaveError::Full) => {
                self.discard(id)?;
                self.put_verified(&key, &raw)?;
            }
            put => put?,
        }
        self.discard(id)?;
        self.discard_beside(id)?;
        if self.storage.overflowing().contains(&key) {
            // There is room now.
            self.put_verified(&key, &raw)?;
        }
        self.remove_unused_templates()
    }

    /// Removes all records of a draft, its markers last.
    pub(super) fn discard(&self, id: &DraftId) -> Result<(), SaveError> {
        // Looked at again: the markers may only go when nothing is left.
        while let left = self.keys_of(id)?
            && !left.is_empty()
        {
            for key in left {
                self.remove_verified(&key)?;
            }
        }
        if !self.keys_of(id)?.is_empty() {
            return Err(SaveError::Unverified);
        }
        self.digests.borrow_mut().remove(id);
        self.texts.borrow_mut().retain(|(draft, _), _| draft != id);
        self.room_may_have_come();
        self.remove_verified(&Key::Unfinished(id.clone()).to_string())?;
        self.remove_verified(&Key::Bin(id.clone()).to_string())
    }

    /// Removes records outside a draft that hold a text of it.
    fn discard_beside(&self, id: &DraftId) -> Result<(), SaveError> {
        for key in self.storage.keys(PREFIX)? {
            if self.is_beside(&key, id)? {
                self.remove_verified(&key)?;
            }
        }
        Ok(())
    }

    fn keys_of(&self, id: &DraftId) -> Result<Vec<String>, StorageError> {
        let mut keys = self.storage.keys(&Key::of_draft(id))?;
        keys.retain(|key| Key::draft(key).as_ref() == Some(id));
        Ok(keys)
    }

    /// A record outside the draft that holds a text of it: of an emergency, or a copy in quarantine.
    fn is_beside(&self, key: &str, id: &DraftId) -> Result<bool, StorageError> {
        match Key::parse(key) {
            Some(Key::Emergency(_)) => {
                let raw = self.storage.get(key)?.unwrap_or_default();
                let kept = serde_json::from_str::<super::Emergency>(&raw).ok();
                Ok(kept.and_then(|kept| kept.draft()).as_ref() == Some(id))
            }
            Some(Key::Quarantine(_)) => {
                let raw = self.storage.get(key)?.unwrap_or_default();
                let moved = record::read(key, &raw).ok();
                let moved = moved.and_then(|moved| serde_json::from_str::<Moved>(&moved.payload).ok());
                Ok(moved.and_then(|moved| Key::draft(&moved.key)).as_ref() == Some(id))
            }
            _ => Ok(false),
        }
    }

    /// All drafts of which a record is here, those in the bin too.
    pub(super) fn draft_ids(&self) -> Result<Vec<DraftId>, StorageError> {
        let keys = self.storage.keys(&format!("{PREFIX}draft/"))?;
        let mut ids: Vec<DraftId> = Vec::new();
        for id in keys.iter().filter_map(|key| Key::draft(key)) {
            // In the order of a browser's list a draft's keys may stand anywhere.
            if !ids.contains(&id) {
                ids.push(id);
            }
        }
        Ok(ids)
    }

    /// Removes templates that no record of any draft here names. Should one be wanted meanwhile, by a draft that
    /// is begun in another tab, it is put back. The mirror keeps them: a draft for which there was no room here
    /// may need one.
    pub(super) fn remove_unused_templates(&self) -> Result<(), SaveError> {
        for key in self.storage.keys(&format!("{PREFIX}template/"))? {
            let Some(Key::Template(digest, _)) = Key::parse(&key) else { continue };
            // Twice: a browser that leaves out a key once must not cost a draft its form.
            if self.is_used(&digest)? || self.is_used(&digest)? {
                continue;
            }
            let Some(raw) = self.storage.get(&key)? else { continue };
            self.storage.remove(&key)?;
            if self.is_used(&digest)? {
                self.put_verified(&key, &raw)?;
            }
        }
        Ok(())
    }

    /// Removes what is left of drafts that were removed for good, as after an interruption.
    pub(super) fn sweep_erased(&self) -> Result<(), SaveError> {
        for key in self.storage.keys(&format!("{PREFIX}erased/"))? {
            let Some(Key::Erased(id)) = Key::parse(&key) else { continue };
            if self.draft_ids()?.contains(&id) {
                self.discard(&id)?;
            }
            self.discard_beside(&id)?;
        }
        Ok(())
    }

    /// Whether a draft is written under the template. One of whose records none can be read may be.
    fn is_used(&self, digest: &str) -> Result<bool, OpenError> {
        for id in self.draft_ids()? {
            let records = self.records_of(&id)?;
            let of_draft = records.digest();
            if of_draft.is_empty() || digest.starts_with(of_draft) {
                return Ok(true);
            }
        }
        Ok(false)
    }
}
