//! The quarantine: records that cannot be read stay where they are, and are shown.

use super::key::{Key, PREFIX, TextId};
use super::record::{self, Envelope};
use super::{OpenError, SaveError, Store};
use crate::draft::AnswerId;
use crate::locale::{Message, key as say};

/// A record in quarantine, as it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Quarantined {
    /// Its key.
    pub key: String,
    /// All of it.
    pub raw: String,
    /// What is wrong with it.
    pub why: QuarantineReason,
}

/// What is wrong with a record.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuarantineReason {
    /// It is not what was written.
    Damaged,
    /// A newer version of the editor wrote it.
    Newer,
    /// Its key is not one that this version writes.
    UnknownKey,
    /// It is whole, but it needs another record that is missing or damaged.
    Incomplete,
    /// Its key had to be written again, and it was copied first.
    Moved,
    /// It is whole: what stood in a field when the program stopped.
    Emergency,
}

impl QuarantineReason {
    /// The reason in words.
    pub fn message(self) -> Message {
        Message::new(match self {
            Self::Damaged => say::STORE_ASIDE_DAMAGED,
            Self::Newer => say::STORE_ASIDE_NEWER,
            Self::UnknownKey => say::STORE_ASIDE_UNKNOWN,
            Self::Incomplete => say::STORE_ASIDE_INCOMPLETE,
            Self::Moved => say::STORE_ASIDE_MOVED,
            Self::Emergency => say::STORE_ASIDE_EMERGENCY,
        })
    }
}

impl Quarantined {
    /// The answer that it belongs to, as far as its key says.
    pub fn answer(&self) -> Option<AnswerId> {
        match Key::parse(&self.key)? {
            Key::Text(_, TextId::Answer(answer), _) => Some(answer),
            _ => None,
        }
    }
}

impl Store {
    /// Records outside the drafts that cannot be read, and keys that this version does not know.
    pub(super) fn strays(&self, keys: &[String]) -> Result<Vec<Quarantined>, OpenError> {
        let mut found = Vec::new();
        for key in keys {
            let why = match Key::parse(key) {
                None if Key::draft(key).is_none() => Some(QuarantineReason::UnknownKey),
                Some(Key::Quarantine(_)) => Some(QuarantineReason::Moved),
                Some(Key::Settings | Key::Template(..)) => None,
                _ => continue,
            };
            let Some(raw) = self.storage.get(key)? else { continue };
            if let Some(why) = why.or_else(|| record::read(key, &raw).err()) {
                found.push(Quarantined { key: key.clone(), raw, why });
            }
        }
        Ok(found)
    }

    /// Removes a record in quarantine, on the user's word.
    ///
    /// Only where it still is what the user saw.
    pub fn forget(&self, record: &Quarantined) -> Result<(), SaveError> {
        let unchanged = self.storage.get(&record.key)?.as_ref() == Some(&record.raw);
        if unchanged && record.key.starts_with(PREFIX) {
            return self.remove_verified(&record.key);
        }
        Ok(())
    }

    /// Writes a value at a key that several writers share, where it may stand already. What
    /// stands there and is damaged is copied first; what a newer version wrote stays.
    pub(super) fn put_shared(&self, key: &str, value: &str) -> Result<(), SaveError> {
        if let Some(raw) = self.storage.get(key)? {
            match record::read(key, &raw) {
                Ok(_) => {}
                Err(QuarantineReason::Newer) => return Err(SaveError::Newer),
                Err(_) => self.quarantine(key, &raw)?,
            }
        }
        self.put_verified(key, value)
    }

    /// Keeps a copy of what stands at a key, or of what should stand there, for the Recovery screen.
    pub(super) fn quarantine(&self, key: &str, raw: &str) -> Result<(), SaveError> {
        let copy = Key::Quarantine(self.version()).to_string();
        let payload = serde_json::json!({"key": key, "raw": raw}).to_string();
        let envelope = Envelope::new(&self.version(), self.clock.now());
        self.put_verified(&copy, &record::write(&copy, &envelope, &payload))
    }
}
