//! The bin: a marker says that a draft is in it; its records stay where they are.

use crate::collections;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;

use super::key::{Key, PREFIX};
use super::record::{self, Envelope};
use super::records::Records;
use super::{OpenError, SaveError, StorageError, Store};
use crate::draft::DraftId;
use crate::time::{Millis, UseTime, WallTime};

/// How long a draft stays in the bin.
const RETENTION: Millis = Millis::days(30);

/// A draft in the bin.
#[derive(Clone, PartialEq, Debug)]
pub struct Binned {
    /// Its name in the store.
    pub id: DraftId,
    /// Its title.
    pub title: String,
    /// When it was deleted, where that is known.
    pub deleted: Option<WallTime>,
    /// It is part of a file whose opening did not come to an end.
    pub unfinished: bool,
    /// Which texts were its newest when it was deleted.
    texts: Option<u64>,
    /// The time that was seen to pass until then.
    use_time: UseTime,
}

/// What the marker holds.
#[derive(Serialize, Deserialize)]
struct Marker {
    title: String,
    /// Earlier versions kept a draft here until all of its file was written.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    unfinished: bool,
    /// Which texts were the newest: times and numbers do not tell, for clocks are set back, and a
    /// tab that has not seen the marker goes on with lower numbers.
    texts: Option<u64>,
    /// The time that was seen to pass until then.
    #[serde(rename = "use", default, skip_serializing_if = "Option::is_none")]
    use_time: Option<UseTime>,
}

/// A short name for these very texts.
fn newest(records: &Records) -> u64 {
    let heads = records.texts.values().flat_map(|chain| &chain.heads);
    let keys: Vec<&str> = heads.map(|head| head.key.as_str()).collect();
    record::checksum("", &keys.join("\n"))
}

impl Store {
    /// Puts a draft into the bin, from which it can be taken back.
    pub fn delete(&self, id: &DraftId) -> Result<(), SaveError> {
        let records = self.records_of(id)?;
        if records.is_empty() {
            return Err(SaveError::Missing);
        }
        self.mark(id, &records, &records.title())
    }

    /// Writes the marker, unless there is one.
    fn mark(&self, id: &DraftId, records: &Records, title: &str) -> Result<(), SaveError> {
        let key = Key::Bin(id.clone()).to_string();
        if self.storage.get(&key)?.is_some() {
            return Ok(());
        }
        let payload = serde_json::to_string(&Marker {
            title: title.to_owned(),
            unfinished: false,
            texts: Some(newest(records)),
            use_time: Some(self.use_clock().passed),
        });
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
            let unfinished = marker.as_ref().is_some_and(|marker| marker.unfinished);
            let use_time = marker.as_ref().and_then(|marker| marker.use_time).unwrap_or_default();
            let texts = marker.and_then(|marker| marker.texts);
            found.push(Binned { id, title, deleted, unfinished, texts, use_time });
        }
        collections::sort_by_key(&mut found, |binned| (Reverse(binned.deleted), binned.id.clone()));
        Ok(found)
    }

    /// Takes a draft back from the bin.
    pub fn restore(&self, id: &DraftId) -> Result<(), SaveError> {
        self.remove_verified(&Key::Bin(id.clone()).to_string())
    }

    /// Removes a draft for good. Only one that is in the bin.
    pub fn purge(&self, id: &DraftId) -> Result<(), SaveError> {
        let marker = Key::Bin(id.clone()).to_string();
        if self.storage.get(&marker)?.is_none() {
            return Err(SaveError::Missing);
        }
        self.erase(id)
    }

    /// The draft is in the bin.
    pub fn is_in_bin(&self, id: &DraftId) -> Result<bool, StorageError> {
        Ok(self.storage.get(&Key::Bin(id.clone()).to_string())?.is_some())
    }

    /// Something was written to the draft after it was put into the bin, in a tab that had it open.
    fn is_written_since(&self, binned: &Binned) -> Result<bool, OpenError> {
        Ok(binned.texts != Some(newest(&self.records_of(&binned.id)?)))
    }

    /// Removes for good what has been in the bin for 30 days, by the clock and by the time that was seen to
    /// pass, unless it holds records that cannot be read, or text that was written since. Returns how many
    /// drafts went.
    ///
    /// To be called after [`Store::unite`]: what goes before it comes back from the mirror.
    pub fn purge_expired(&self) -> Result<usize, SaveError> {
        self.sweep_erased()?;
        let use_now = self.use_clock().passed;
        let mut purged = 0;
        for binned in self.bin()? {
            let age = |deleted| self.certain_age(deleted, binned.use_time, use_now);
            let expired = binned.deleted.is_some_and(|deleted| age(deleted) >= RETENTION);
            // All of a file is written after the marker; until it is whole nobody can open it.
            if expired
                && self.records_of(&binned.id)?.quarantined.is_empty()
                && (binned.unfinished || !self.is_written_since(&binned)?)
            {
                self.purge(&binned.id)?;
                purged += 1;
            }
        }
        Ok(purged)
    }
}
