//! Keeps a second storage in step: what changed since, and uniting both at the start.
//!
//! The second storage (IndexedDB) answers later, so it is not called from here: the page takes the
//! changes, writes them in one transaction, and says when that is done.

use crate::small;
use crate::small::{SortedMap, SortedSet};
use std::cell::{Cell, RefCell};

use super::aside::Why;
use super::chain::Written;
use super::key::{Key, PREFIX, Slot, is_history};
use super::record::{self, Version};
use super::{OpenError, SaveError, Store, texts};
use crate::draft::DraftId;

/// What has changed in the storage and is not in the mirror yet.
#[derive(Default)]
pub(super) struct Mirror {
    is_on: Cell<bool>,
    changes: RefCell<Changes>,
    /// Texts that were in either storage when they were united, and that neither needed. Tidying
    /// takes no others: a change against one may have been lost here, and still be in the mirror.
    spare: RefCell<SortedSet<String>>,
    /// Keys that the mirror has, or that are due. A record that is read and was not met before was
    /// misread when both were united: it is due too.
    met: RefCell<SortedSet<String>>,
}

/// Records to be put into the mirror, and to be removed from it (`None`), by key. To be written
/// in one transaction.
pub type Changes = SortedMap<String, Option<String>>;

/// What came of uniting the two storages.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct United {
    /// Keys that were missing or damaged here and were taken from the mirror.
    pub restored: Vec<String>,
    /// Keys that neither has whole.
    pub damaged: Vec<String>,
}

impl Store {
    /// Says whether there is a mirror. While there is, nothing that a new record follows is
    /// removed before [`Store::confirm`].
    pub fn set_mirrored(&self, is_on: bool) {
        self.mirror.is_on.set(is_on);
        if !is_on {
            self.mirror.changes.borrow_mut().clear();
            let texts: Vec<_> = self.texts.borrow().keys().cloned().collect();
            for (draft, slot) in texts {
                self.release(&draft, &slot);
            }
        }
    }

    pub(super) fn is_mirrored(&self) -> bool {
        self.mirror.is_on.get()
    }

    pub(super) fn note_change(&self, key: &str, value: Option<&str>) {
        if self.is_mirrored() {
            self.mirror.changes.borrow_mut().insert(key.to_owned(), value.map(str::to_owned));
            self.mirror.met.borrow_mut().insert(key.to_owned());
        }
    }

    /// A whole record was read.
    pub(super) fn meet(&self, key: &str, raw: &str) {
        if self.is_mirrored() && !self.mirror.met.borrow().contains(key) {
            self.note_change(key, Some(raw));
        }
    }

    /// Takes what the mirror lacks.
    pub fn take_changes(&self) -> Changes {
        self.mirror.changes.take()
    }

    /// The changes are in the mirror, and will stay: what they follow can go here.
    pub fn confirm(&self, changes: &Changes) {
        for key in changes.iter().filter(|(_, value)| value.is_some()).map(|(key, _)| key) {
            let Some(Key::Text(draft, slot, version)) = Key::parse(key) else { continue };
            if *version.writer == *self.writer {
                let mut current = self.current(&draft, &slot);
                current.confirmed = current.confirmed.max(version.sequence);
                self.set_current(&draft, &slot, current);
                self.release(&draft, &slot);
            }
        }
    }

    /// The changes could not be written: they are due again, unless newer ones are.
    pub fn give_back(&self, changes: Changes) {
        let mut due = self.mirror.changes.borrow_mut();
        for (key, value) in changes {
            due.or_insert_with(key, || value);
        }
    }

    /// Unites this storage with its mirror, before any draft is opened: each alone is enough to
    /// have everything. What the mirror lacks is due with the next changes.
    pub fn unite(&self, mirror: &SortedMap<String, String>) -> Result<United, SaveError> {
        let mut united = United::default();
        let mut here = SortedMap::new();
        // The history is united by itself, when the form is on the screen.
        for key in self.storage.keys(PREFIX)?.into_iter().filter(|key| !is_history(key)) {
            if let Some(raw) = self.storage.get(&key)? {
                here.insert(key, raw);
            }
        }
        let whole = |key: &String, raw: &String| record::read(key, raw).is_ok();
        let in_mirror: SortedMap<&String, &String> =
            small::map(mirror.iter().filter(|(key, raw)| {
                key.starts_with(PREFIX) && Key::parse(key).is_some() && whole(key, raw)
            }));
        let needed = needed_texts(&here, &in_mirror);
        let mut done_with = Vec::new();
        for (&key, &raw) in &in_mirror {
            let wanted = match Key::parse(key) {
                Some(Key::Text(..)) => needed.contains(key),
                // Taken back from the bin after the mirror's last word.
                Some(Key::Bin(draft)) => !here.contains_key(&Key::Header(draft).to_string()),
                _ => true,
            };
            let missing = match here.get(key) {
                None => true,
                Some(raw) => record::read(key, raw) == Err(Why::Damaged),
            };
            if wanted && missing {
                self.put_shared(key, raw)?;
                united.restored.push(key.clone());
            } else if !wanted && missing {
                done_with.push(key);
            }
        }
        // In one transaction with what they were given up for.
        for key in done_with {
            self.note_change(key, None);
        }
        for (key, raw) in &here {
            if whole(key, raw) {
                if in_mirror.get(key).is_none_or(|mirrored| *mirrored != raw) {
                    self.note_change(key, Some(raw));
                }
                self.mirror.met.borrow_mut().insert(key.clone());
            } else if !matches!(
                Key::parse(key),
                None | Some(Key::Reserve | Key::Probe(_) | Key::Emergency(_))
            ) && !united.restored.contains(key)
            {
                united.damaged.push(key.clone());
            }
        }
        let known = here.keys().chain(in_mirror.keys().copied());
        let spare = small::set(known.filter(|key| !needed.contains(*key)).cloned());
        *self.mirror.spare.borrow_mut() = spare;
        Ok(united)
    }

    /// Whether the mirror may need a record: also as long as it may lack the one that follows it.
    pub(super) fn mirror_needs(&self, key: &str) -> bool {
        self.is_mirrored() && !self.mirror.spare.borrow().contains(key)
    }

    /// All records, for the mirror's first filling and for a file with everything in it.
    pub fn records(&self) -> Result<SortedMap<String, String>, OpenError> {
        let mut found = SortedMap::new();
        for key in self.storage.keys(PREFIX)? {
            if let Some(raw) = self.storage.get(&key)? {
                found.insert(key, raw);
            }
        }
        Ok(found)
    }
}

/// Keys of the newest records of all texts, over both storages, with the records they need.
fn needed_texts(here: &SortedMap<String, String>, mirror: &SortedMap<&String, &String>) -> SortedSet<String> {
    let mut found: SortedMap<(DraftId, Slot), SortedMap<Version, texts::Stored>> = SortedMap::new();
    for (key, raw) in here.iter().chain(mirror.iter().map(|(key, raw)| (*key, *raw))) {
        if let Some(Key::Text(draft, slot, version)) = Key::parse(key)
            && let Ok(record) = record::read(key, raw)
        {
            let stored = texts::Stored { key: key.clone(), raw: raw.clone(), record };
            found.or_default((draft, slot)).insert(version, stored);
        }
    }
    let mut needed = SortedSet::new();
    for ((draft, slot), records) in found {
        let (chain, _) = texts::newest(&slot, records.into_values().collect());
        for Written { key, envelope, .. } in chain.heads {
            if let Some(sequence) = envelope.base {
                let base = Version { sequence, ..envelope.version() };
                needed.insert(Key::Text(draft.clone(), slot.clone(), base).to_string());
            }
            needed.insert(key);
        }
    }
    needed
}
