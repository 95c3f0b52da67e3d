//! Writes one text of a draft (an answer or the title): one record, read back, then the ones that
//! it follows removed.

use super::chain::{self, Written};
use super::key::{Key, Slot};
use super::record::{self, Envelope, Version};
use super::{SaveError, Store, answer_json};
use crate::draft::{Answer, AnswerId, DraftId};

/// What a save did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saved {
    /// A record was written; `false` where the same text stood there already.
    pub written: bool,
    /// The draft's header has gone from the storage, so other texts may have gone too: the page
    /// should call [`Store::keep`] with the whole draft.
    pub gone: bool,
}

/// What this writer knows of a text.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Current {
    /// The record that holds what the writer sees.
    pub key: Option<String>,
    /// What the next record follows.
    pub follows: Vec<Version>,
    /// Keys that can go as soon as the next record is safe.
    pub old: Vec<String>,
}

impl Current {
    /// The state of a writer who sees `head`, beside which `followed` are still stored.
    pub fn of(head: &Written, followed: &[Written]) -> Self {
        Self {
            key: Some(head.key.clone()),
            follows: chain::follow(&head.envelope.version(), &head.envelope.follows),
            old: followed.iter().map(|record| record.key.clone()).collect(),
        }
    }
}

impl Store {
    /// Saves an answer: one record, unless the same answer stands there already.
    pub fn save_answer(&self, draft: &DraftId, id: &AnswerId, answer: &Answer) -> Result<Saved, SaveError> {
        let slot = Slot::Answer(id.clone());
        let known = self.current(draft, &slot).key.is_some();
        if !known && *answer == Answer::default() {
            return self.saved(draft, false);
        }
        self.write_text(draft, slot, &answer_json::write(answer).to_string())
    }

    /// Gives the draft another title.
    pub fn rename(&self, draft: &DraftId, title: &str) -> Result<Saved, SaveError> {
        let payload = serde_json::Value::from(title).to_string();
        self.write_text(draft, Slot::Title, &payload)
    }

    /// What this writer knows of a text.
    pub(super) fn current(&self, draft: &DraftId, slot: &Slot) -> Current {
        let place = (draft.clone(), slot.clone());
        self.texts.borrow().get(&place).cloned().unwrap_or_default()
    }

    /// Remembers what this writer knows of a text.
    pub(super) fn set_current(&self, draft: &DraftId, slot: &Slot, current: Current) {
        self.texts.borrow_mut().insert((draft.clone(), slot.clone()), current);
    }

    /// Writes a text, unless it stands there already.
    pub(super) fn write_text(&self, draft: &DraftId, slot: Slot, payload: &str) -> Result<Saved, SaveError> {
        let mut current = self.current(draft, &slot);
        if let Some(key) = &current.key
            && let Some(raw) = self.storage.get(key)?
            && record::read(key, &raw).is_ok_and(|record| record.payload == payload)
        {
            return self.saved(draft, false);
        }
        let version = self.version();
        let key = Key::Text(draft.clone(), slot.clone(), version.clone()).to_string();
        let digest = self.digests.borrow().get(draft).cloned().unwrap_or_default();
        let envelope = Envelope::new(&version, self.clock.now()).of_text(current.follows.clone(), &digest);
        let raw = record::write(&key, &envelope, payload);

        // A failed attempt may have been stored after all; so the next one follows it, and
        // removes it.
        let former = current.key.clone();
        current.follows = chain::follow(&version, &current.follows);
        current.old.push(key.clone());
        self.set_current(draft, &slot, current.clone());
        match self.put_verified(&key, &raw) {
            Err(SaveError::Full) => {
                self.remove_old(&mut current, &key);
                self.set_current(draft, &slot, current.clone());
                self.put_verified(&key, &raw)?;
            }
            tried => tried?,
        }
        current.old.extend(former);
        self.remove_old(&mut current, &key);
        current.old.retain(|old| *old != key);
        current.key = Some(key);
        self.set_current(draft, &slot, current);
        self.saved(draft, true)
    }

    /// Removes what is no longer needed; what cannot be removed now is tried again next time.
    fn remove_old(&self, current: &mut Current, keep: &str) {
        current.old.retain(|old| old == keep || self.storage.remove(old).is_err());
    }

    fn saved(&self, draft: &DraftId, written: bool) -> Result<Saved, SaveError> {
        let gone = self.storage.get(&Key::Header(draft.clone()).to_string())?.is_none();
        Ok(Saved { written, gone })
    }
}
