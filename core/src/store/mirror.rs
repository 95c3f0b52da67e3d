//! Keeps a second storage in step: what changed since, and uniting both at the start.
//!
//! The second storage (IndexedDB) answers later, so it is not called from here: the page takes the
//! changes, writes them in one transaction, and says when that is done.

use crate::collections;
use crate::collections::{SortedMap, SortedSet};
use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::chain::Written;
use super::key::{Key, PREFIX, TextId, is_history};
use super::quarantine::QuarantineReason;
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
    /// Keys for which there was no room here, and that the mirror does not have yet: they are nowhere else.
    only_here: RefCell<SortedSet<String>>,
    /// It was made anew, and not all that is here could be noted for it.
    has_gap: Cell<bool>,
    /// Keys of the history that go with the text: what a change waits for must be as safe as the change.
    urgent: RefCell<SortedSet<String>>,
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
    /// Keys whose record could not be taken from the mirror; why, of the last.
    pub failed: Option<SaveError>,
}

impl Store {
    /// Says whether there is a mirror. While there is, nothing that a new record follows is
    /// removed before [`Store::confirm`].
    pub fn set_mirrored(&self, is_on: bool) {
        self.mirror.is_on.set(is_on);
        if !is_on {
            self.mirror.changes.borrow_mut().clear();
            self.mirror.urgent.take();
            self.remove_followed();
        }
        self.move_in();
    }

    /// There is a mirror.
    pub fn is_mirrored(&self) -> bool {
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
        } else {
            // It stands in the storage now, or has gone: without a mirror it waits for nothing.
            self.mirror.only_here.borrow_mut().remove(key);
        }
    }

    /// A whole record was read.
    pub(super) fn meet(&self, key: &str, raw: &str) {
        if self.is_mirrored() && !self.mirror.met.borrow().contains(key) {
            self.note_change(key, Some(raw));
        }
    }

    /// Takes what the mirror lacks: the text first and by itself, and what may wait when no text is due. So
    /// no text waits for a long history, nor fails with one.
    pub fn take_changes(&self) -> Changes {
        let mut changes = self.mirror.changes.take();
        if !self.may_wait(&changes) {
            let mut waiting = Changes::new();
            changes.retain(|key, value| {
                let goes = !self.key_may_wait(key);
                if !goes {
                    waiting.insert(key.clone(), value.take());
                }
                goes
            });
            *self.mirror.changes.borrow_mut() = waiting;
        }
        changes
    }

    /// None of the changes is of a text: it is safe without them.
    pub fn may_wait(&self, changes: &Changes) -> bool {
        changes.keys().all(|key| self.key_may_wait(key))
    }

    /// A change of a text is due.
    pub fn owes_text(&self) -> bool {
        !self.may_wait(&self.mirror.changes.borrow())
    }

    /// The past, what is known of copies, and settings are no text, but for what gave way to one.
    fn key_may_wait(&self, key: &str) -> bool {
        match is_history(key) {
            true => !self.mirror.urgent.borrow().contains(key),
            false => matches!(Key::parse(key), Some(Key::Copy(..) | Key::Settings)),
        }
    }

    /// The record goes into the mirror with the text that took its place.
    pub(super) fn note_urgent(&self, key: &str) {
        if self.is_mirrored() {
            self.mirror.urgent.borrow_mut().insert(key.to_owned());
        }
    }

    /// The changes are in the mirror, and will stay: what they follow can go here.
    pub fn confirm(&self, changes: &Changes) {
        for (key, value) in changes {
            self.mirror.only_here.borrow_mut().remove(key);
            self.mirror.urgent.borrow_mut().remove(key);
            if value.is_none() {
                continue;
            }
            let Some(Key::Text(draft, text_id, version)) = Key::parse(key) else { continue };
            if *version.writer == *self.writer {
                let mut current = self.current(&draft, &text_id);
                current.confirmed = current.confirmed.max(version.sequence);
                self.set_current(&draft, &text_id, current);
                self.release(&draft, &text_id);
            }
        }
    }

    /// Puts records into the storage for which there was no room, as far as there is some now: what they follow
    /// has gone.
    fn move_in(&self) {
        for key in self.storage.overflowing() {
            if !self.mirror.only_here.borrow().contains(&key)
                && let Ok(Some(raw)) = self.storage.get(&key)
                // A storage with room forgets by this that it had none.
                && self.storage.set(&key, &raw).is_err()
            {
                return;
            }
        }
    }

    /// A record is kept until the page is closed, and not longer unless the mirror takes it.
    pub(super) fn note_overflow(&self, key: &str) {
        self.mirror.only_here.borrow_mut().insert(key.to_owned());
    }

    /// Some text is on this page only: there was no room for it here, and the mirror does not have it yet.
    pub fn has_only_here(&self) -> bool {
        self.mirror.only_here.borrow().iter().any(|key| !self.key_may_wait(key))
    }

    /// Some text of this draft is on this page only.
    pub fn is_only_here(&self, id: &DraftId) -> bool {
        let is_of = |key: &String| Key::draft(key).as_ref() == Some(id) && !self.key_may_wait(key);
        self.mirror.only_here.borrow().iter().any(is_of)
    }

    /// The mirror was made anew while this page was open, and not all that is here is due yet: to be tried
    /// again, and nothing is safe before.
    pub fn has_gap(&self) -> bool {
        self.mirror.has_gap.get()
    }

    /// The mirror was made anew while this page was open, so it has nothing: all that is here is due.
    pub fn mirror_all(&self) -> Result<(), OpenError> {
        self.mirror.has_gap.set(true);
        for key in self.storage.overflowing() {
            self.note_overflow(&key);
        }
        if self.is_mirrored() {
            for key in self.storage.keys(PREFIX)? {
                if is_history(&key) || Key::parse(&key).is_some_and(|key| key.is_mirrored()) {
                    // What comes back damaged or not at all was perhaps misread.
                    let whole = self.whole_record(&key)?.or(self.whole_record(&key)?);
                    if let Some(raw) = whole {
                        self.note_change(&key, Some(&raw));
                    }
                }
            }
        }
        self.mirror.has_gap.set(false);
        Ok(())
    }

    fn whole_record(&self, key: &str) -> Result<Option<String>, OpenError> {
        let raw = self.storage.get(key)?;
        Ok(raw.filter(|raw| record::read(key, raw).is_ok()))
    }

    /// The changes could not be written: they are due again, unless newer ones are.
    pub fn give_back(&self, changes: Changes) {
        let mut due = self.mirror.changes.borrow_mut();
        for (key, value) in changes {
            due.or_insert_with(key, || value);
        }
    }

    /// Unites this storage with its mirror, before any draft is opened: each alone is enough to
    /// have everything. What the mirror lacks is due with the next changes; what there is no room for here
    /// is kept until the page is closed.
    pub fn unite(&self, mirror: &SortedMap<String, String>) -> Result<United, SaveError> {
        if self.storage.keys(PREFIX).is_err() {
            // Once more, and then without it: the mirror has everything that was safe.
            self.storage.give_up();
        }
        // Until all is here nobody knows what is needed.
        self.room_is_as_it_is();
        let united = self.in_bulk(|| self.unite_records(mirror));
        self.room_may_have_come();
        united
    }

    fn unite_records(&self, mirror: &SortedMap<String, String>) -> Result<United, SaveError> {
        let mut united = United::default();
        let mut here = SortedMap::new();
        let keys = self.storage.keys(PREFIX)?;
        let erased = self.unite_erased(&keys, mirror)?;
        let is_erased =
            |key: &str| !erased.is_empty() && draft_of(key).is_some_and(|draft| erased.contains(&draft));
        // The history is united by itself, when the form is on the screen.
        for key in keys.into_iter().filter(|key| !is_history(key) && !is_erased(key)) {
            if let Some(raw) = self.storage.get(&key)? {
                here.insert(key, raw);
            }
        }
        let here: SortedMap<&str, Seen> =
            collections::map(here.iter().map(|(key, raw)| (key.as_str(), Seen::new(key, raw))));
        let mut in_mirror: SortedMap<&str, Seen> = SortedMap::new();
        let mut unread = Vec::new();
        for (key, raw) in mirror.iter().filter(|(key, _)| key.starts_with(PREFIX) && !is_erased(key)) {
            // Nearly always both have the same: to read it twice is dear.
            let seen = match here.get(key.as_str()) {
                Some(same) if same.raw == raw => same.clone(),
                _ => Seen::new(key, raw),
            };
            if seen.key.is_some() && seen.record.is_ok() {
                in_mirror.insert(key, seen);
            } else if matches!(seen.key, Some(Key::Header(_) | Key::Text(..) | Key::Unfinished(_)))
                && !here.contains_key(key.as_str())
            {
                // Whole in neither: it goes into quarantine, and the draft is not called whole. A marker says all by being there.
                united.damaged.push(key.clone());
                unread.push((key, raw));
            }
        }
        for (key, raw) in unread {
            if let Err(error) = self.put_verified(key, raw) {
                united.failed = Some(error);
            }
        }
        let writers = self.writers();
        let is_known = |writer: &str| self.is_known(writer, writers.as_ref());
        let needed = needed_texts(&here, &in_mirror, is_known);
        let is_used = |digest: &str| {
            here.values().chain(in_mirror.values()).any(|seen| match (&seen.key, &*seen.record) {
                // One that cannot be read may be of any.
                (Some(Key::Header(_) | Key::Text(..)), Err(_)) => true,
                (Some(Key::Header(_) | Key::Text(..)), Ok(record)) => {
                    digest.starts_with(&record.envelope.digest)
                }
                _ => false,
            })
        };
        let mut done_with = Vec::new();
        for (&key, seen) in &in_mirror {
            let wanted = match &seen.key {
                Some(Key::Text(..)) => needed.contains(key),
                Some(Key::Template(digest, _)) => is_used(digest),
                // Taken back from the bin after the mirror's last word.
                Some(Key::Bin(draft)) => !here.contains_key(Key::Header(draft.clone()).to_string().as_str()),
                _ => true,
            };
            let known = here.get(key);
            let missing = known.is_none_or(|here| *here.record == Err(QuarantineReason::Damaged));
            let is_other = known.is_some_and(|here| here.record.is_ok() && here.raw != seen.raw);
            if wanted && missing {
                match self.put_shared(key, seen.raw) {
                    Ok(()) => united.restored.push(key.to_owned()),
                    // The others are not to be missed for it; the mirror keeps it.
                    Err(error) => united.failed = Some(error),
                }
            } else if is_other && matches!(seen.key, Some(Key::Text(..))) {
                // No writer of ours writes a text twice under one name: neither is chosen in silence.
                self.quarantine(key, seen.raw)?;
            } else if !wanted && missing && !matches!(seen.key, Some(Key::Template(..))) {
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
        let spare =
            collections::set(known.filter(|key| !needed.contains(**key)).map(|key| (*key).to_owned()));
        *self.mirror.spare.borrow_mut() = spare;
        Ok(united)
    }

    /// Drafts that were removed for good, as either storage knows: what is left of them goes from the mirror, and
    /// from here with [`Store::purge_expired`].
    fn unite_erased(
        &self,
        keys: &[String],
        mirror: &SortedMap<String, String>,
    ) -> Result<SortedSet<DraftId>, SaveError> {
        let mut erased = SortedSet::new();
        for key in keys.iter().chain(mirror.keys()) {
            if let Some(Key::Erased(draft)) = Key::parse(key) {
                erased.insert(draft);
            }
        }
        for draft in erased.iter() {
            let is_of = |key: &&String| draft_of(key).as_ref() == Some(draft);
            let key = Key::Erased(draft.clone()).to_string();
            let raw = match self.storage.get(&key)? {
                Some(raw) => raw,
                None => mirror.get(&key).cloned().unwrap_or_default(),
            };
            if mirror.keys().any(|key| is_of(&key)) || mirror.get(&key) != Some(&raw) {
                // The mirror removes by it what it has of the draft.
                self.note_change(&key, Some(&raw));
            }
        }
        Ok(erased)
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

/// The draft that a record is of, also one that is not among the draft's own.
fn draft_of(key: &str) -> Option<DraftId> {
    match Key::parse(key) {
        Some(Key::Bin(draft) | Key::Unfinished(draft)) => Some(draft),
        _ => Key::draft(key),
    }
}

/// What a mirror holds after a transaction: a draft that was removed for good goes with all its records, and
/// nothing of it is taken any more. As `web/mirror.js` does it.
#[cfg(not(target_arch = "wasm32"))]
pub fn transact(mirror: &mut SortedMap<String, String>, changes: &Changes) {
    for (key, value) in changes {
        match value {
            Some(value) => mirror.insert(key.clone(), value.clone()),
            None => mirror.remove(key),
        };
    }
    let mut erased = SortedSet::new();
    for key in mirror.keys() {
        if let Some(Key::Erased(draft)) = Key::parse(key) {
            erased.insert(draft);
        }
    }
    mirror.retain(|key, _| draft_of(key).is_none_or(|draft| !erased.contains(&draft)));
}

/// A record of either storage, read once.
#[derive(Clone)]
struct Seen<'a> {
    raw: &'a str,
    /// What its key says; `None` for one that this version does not write.
    key: Option<Key>,
    record: Rc<Result<Record, QuarantineReason>>,
}

impl<'a> Seen<'a> {
    fn new(key: &str, raw: &'a str) -> Self {
        Self { raw, key: Key::parse(key), record: Rc::new(record::read(key, raw)) }
    }
}

type SeenTexts<'a> = SortedMap<&'a Version, (&'a str, &'a Seen<'a>, &'a Record)>;

/// Keys of the newest records of all texts, over both storages, with the records they need.
///
/// Of a text that a stranger has changed, what stood there before is needed too: the user is told of it.
fn needed_texts(
    here: &SortedMap<&str, Seen>,
    mirror: &SortedMap<&str, Seen>,
    is_known: impl Fn(&str) -> bool,
) -> SortedSet<String> {
    let mut found: SortedMap<(&DraftId, &TextId), SeenTexts> = SortedMap::new();
    for (&key, seen) in here.iter().chain(mirror) {
        if let (Some(Key::Text(draft, text_id, version)), Ok(record)) = (&seen.key, &*seen.record) {
            found.or_default((draft, text_id)).insert(version, (key, seen, record));
        }
    }
    let mut needed = SortedSet::new();
    for ((draft, text_id), records) in found {
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
        let (chain, quarantined) = texts::newest(text_id, stored.collect());
        // What cannot be read without another record stays where it is.
        needed.extend(quarantined.into_iter().map(|record| record.key));
        if chain.heads.first().is_some_and(|head| !is_known(&head.envelope.version().writer)) {
            let own = chain.followed.iter().filter(|record| is_known(&record.envelope.version().writer));
            needed.extend(own.map(|record| record.key.clone()));
        }
        for Written { key, envelope, .. } in chain.heads {
            if let Some(sequence) = envelope.base {
                let base = Version { sequence, ..envelope.version() };
                needed.insert(Key::Text(draft.clone(), text_id.clone(), base).to_string());
            }
            needed.insert(key);
        }
    }
    needed
}
