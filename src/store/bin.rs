//! The bin: a marker says that a draft is in it; its records stay where they are.

use serde::{Deserialize, Serialize};

use super::key::{Key, PREFIX};
use super::record::{self, Envelope};
use super::{OpenError, SaveError, Store};
use crate::draft::{DraftId, Millis};

/// How long a draft stays in the bin.
const KEPT: Millis = 30 * 24 * 60 * 60 * 1000;

/// A draft in the bin.
#[derive(Clone, PartialEq, Debug)]
pub struct Binned {
    /// Its name in the store.
    pub id: DraftId,
    /// Its title.
    pub title: String,
    /// When it was deleted, where that is known.
    pub deleted: Option<Millis>,
    /// It is part of a file whose opening did not come to an end.
    pub unfinished: bool,
}

/// What the marker holds.
#[derive(Serialize, Deserialize)]
struct Marker {
    title: String,
    #[serde(default)]
    unfinished: bool,
}

impl Store {
    /// Puts a draft into the bin, from which it can be taken back.
    pub fn delete(&self, id: &DraftId) -> Result<(), SaveError> {
        let records = self.records_of(id)?;
        if records.is_empty() {
            return Err(SaveError::Missing);
        }
        self.mark(id, &records.title(), false)
    }

    /// Writes the marker, unless there is one.
    pub(super) fn mark(&self, id: &DraftId, title: &str, unfinished: bool) -> Result<(), SaveError> {
        let key = Key::Bin(id.clone()).to_string();
        if self.storage.get(&key)?.is_some() {
            return Ok(());
        }
        let payload = serde_json::to_string(&Marker { title: title.to_owned(), unfinished });
        let payload = payload.map_err(|error| SaveError::Other(error.to_string()))?;
        let envelope = Envelope::new(&self.version(), self.clock.now());
        self.put_verified(&key, &record::write(&key, &envelope, &payload))
    }

    /// What is in the bin, the one deleted last first.
    ///
    /// A marker counts also where it cannot be read: it says all by being there.
    pub fn bin(&self) -> Result<Vec<Binned>, OpenError> {
        let mut found = Vec::new();
        for key in self.storage.keys(&format!("{PREFIX}bin/"))? {
            let Some(Key::Bin(id)) = Key::parse(&key) else { continue };
            let Some(raw) = self.storage.get(&key)? else { continue };
            let record = record::read(&key, &raw).ok();
            let marker: Option<Marker> =
                record.as_ref().and_then(|record| serde_json::from_str(&record.payload).ok());
            let title = match &marker {
                Some(marker) => marker.title.clone(),
                None => self.records_of(&id)?.title(),
            };
            let deleted = record.map(|record| record.envelope.time);
            let unfinished = marker.is_some_and(|marker| marker.unfinished);
            found.push(Binned { id, title, deleted, unfinished });
        }
        found.sort_by(|one, other| other.deleted.cmp(&one.deleted).then(one.id.cmp(&other.id)));
        Ok(found)
    }

    /// Takes a draft back from the bin.
    pub fn restore(&self, id: &DraftId) -> Result<(), SaveError> {
        self.remove_verified(&Key::Bin(id.clone()).to_string())
    }

    /// Removes a draft for good. Only one that is in the bin; the marker goes last, so that what
    /// is left by an interruption is still there to be removed.
    pub fn purge(&self, id: &DraftId) -> Result<(), SaveError> {
        let marker = Key::Bin(id.clone()).to_string();
        if self.storage.get(&marker)?.is_none() {
            return Err(SaveError::Missing);
        }
        self.erase(id)
    }

    /// Removes all records of a draft, its marker last.
    pub(super) fn erase(&self, id: &DraftId) -> Result<(), SaveError> {
        for key in self.storage.keys(&Key::of_draft(id))? {
            if Key::draft(&key).as_ref() == Some(id) {
                self.remove_verified(&key)?;
            }
        }
        self.digests.borrow_mut().remove(id);
        self.texts.borrow_mut().retain(|(draft, _), _| draft != id);
        self.remove_verified(&Key::Bin(id.clone()).to_string())
    }

    /// Removes for good what has been in the bin for 30 days, unless it holds records that cannot
    /// be read. Returns how many drafts went.
    pub fn purge_expired(&self) -> Result<usize, SaveError> {
        let now = self.clock.now();
        let mut purged = 0;
        for binned in self.bin()? {
            let expired = binned.deleted.is_some_and(|deleted| now.saturating_sub(deleted) >= KEPT);
            if expired && self.records_of(&binned.id)?.set_aside.is_empty() {
                self.purge(&binned.id)?;
                purged += 1;
            }
        }
        Ok(purged)
    }
}
