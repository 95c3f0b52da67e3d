//! Keeps a second storage in step: what changed since, and uniting both at the start.
//!
//! The second storage (IndexedDB) answers later, so it is not called from here: the page takes the
//! changes, writes them in one transaction, and says when that is done.

use crate::small;
use crate::small::{SortedMap, SortedSet};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::aside::Why;
use super::chain::Written;
use super::key::{Key, PREFIX, Slot, is_history};
use super::record::{self, Record, Version};
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
            let mut met = self.mirror.met.borrow_mut();
            // What is gone is forgotten, or the list would grow with each sentence that is saved.
            match value {
                Some(_) => met.insert(key.to_owned()),
                None => met.remove(key),
            };
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
        let here: SortedMap<&str, Seen> =
            small::map(here.iter().map(|(key, raw)| (key.as_str(), Seen::new(key, raw))));
        let mut in_mirror: SortedMap<&str, Seen> = SortedMap::new();
        for (key, raw) in mirror.iter().filter(|(key, _)| key.starts_with(PREFIX)) {
            // Nearly always both have the same: to read it twice is dear.
            let seen = match here.get(key.as_str()) {
                Some(same) if same.raw == raw => same.clone(),
                _ => Seen::new(key, raw),
            };
            if seen.key.is_some() && seen.record.is_ok() {
                in_mirror.insert(key, seen);
            }
        }
        let needed = needed_texts(&here, &in_mirror);
        let mut done_with = Vec::new();
        for (&key, seen) in &in_mirror {
            let wanted = match &seen.key {
                Some(Key::Text(..)) => needed.contains(key),
                // Taken back from the bin after the mirror's last word.
                Some(Key::Bin(draft)) => !here.contains_key(Key::Header(draft.clone()).to_string().as_str()),
                _ => true,
            };
            let missing = here.get(key).is_none_or(|here| *here.record == Err(Why::Damaged));
            if wanted && missing {
                self.put_shared(key, seen.raw)?;
                united.restored.push(key.to_owned());
            } else if !wanted && missing {
                done_with.push(key);
            }
        }
        // In one transaction with what they were given up for.
        for key in done_with {
            self.note_change(key, None);
        }
        for (&key, seen) in &here {
            if seen.record.is_ok() {
                if in_mirror.get(key).is_none_or(|mirrored| mirrored.raw != seen.raw) {
                    self.note_change(key, Some(seen.raw));
                }
                self.mirror.met.borrow_mut().insert(key.to_owned());
            } else if !matches!(seen.key, None | Some(Key::Reserve | Key::Probe(_) | Key::Emergency(_)))
                && !united.restored.iter().any(|restored| restored == key)
            {
                united.damaged.push(key.to_owned());
            }
        }
        let known = here.keys().chain(in_mirror.keys());
        let spare = small::set(known.filter(|key| !needed.contains(**key)).map(|key| (*key).to_owned()));
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

/// A record of either storage, read once.
#[derive(Clone)]
struct Seen<'a> {
    raw: &'a str,
    /// What its key says; `None` for one that this version does not write.
    key: Option<Key>,
    record: Rc<Result<Record, Why>>,
}

impl<'a> Seen<'a> {
    fn new(key: &str, raw: &'a str) -> Self {
        Self { raw, key: Key::parse(key), record: Rc::new(record::read(key, raw)) }
    }
}

type SeenTexts<'a> = SortedMap<&'a Version, (&'a str, &'a Seen<'a>, &'a Record)>;

/// Keys of the newest records of all texts, over both storages, with the records they need.
fn needed_texts(here: &SortedMap<&str, Seen>, mirror: &SortedMap<&str, Seen>) -> SortedSet<String> {
    let mut found: SortedMap<(&DraftId, &Slot), SeenTexts> = SortedMap::new();
    for (&key, seen) in here.iter().chain(mirror) {
        if let (Some(Key::Text(draft, slot, version)), Ok(record)) = (&seen.key, &*seen.record) {
            found.or_default((draft, slot)).insert(version, (key, seen, record));
        }
    }
    let mut needed = SortedSet::new();
    for ((draft, slot), records) in found {
        if records.len() == 1 {
            // It is the newest, whatever it holds.
            needed.extend(records.into_values().map(|(key, ..)| key.to_owned()));
            continue;
        }
        let stored = records.into_values().map(|(key, seen, record)| texts::Stored {
            key: key.to_owned(),
            raw: seen.raw.to_owned(),
            record: record.clone(),
        });
        let (chain, _) = texts::newest(slot, stored.collect());
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
