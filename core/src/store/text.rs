//! Writes one text of a draft (an answer or the title): one record, read back, then the ones that
//! it follows removed.

use std::rc::Rc;

use super::chain::{self, Written};
use super::delta::{self, Patch};
use super::key::{Key, TextId};
use super::record::{self, Envelope, Version};
use super::{SaveError, Store};
use crate::draft::{Answer, AnswerId, DraftId, json};

/// Records of one text that wait for their removal at most; beyond it the mirror is not waited for.
const MOST_WAITING: usize = 64;

/// What a save did.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Saved {
    /// A record was written; `false` where the same text stood there already.
    pub written: bool,
    /// The draft's header has gone from the storage, so other texts may have gone too: the page
    /// should call [`Store::save_whole`] with the whole draft.
    pub gone: bool,
    /// The draft is in the bin, where another tab has put it. What was saved is kept there; the
    /// page should take the draft back out of the bin, or say where it is.
    pub in_bin: bool,
}

/// What this writer knows of a text.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct TextState {
    /// The record that holds what the writer sees.
    pub key: Option<String>,
    /// The checksum of the text in it.
    pub seen: u64,
    /// That record is another writer's, and a change that it writes later may need it.
    pub is_foreign_base: bool,
    /// What the next record follows.
    pub follows: Vec<Version>,
    /// The number of the newest record that was read back.
    pub verified: u64,
    /// The number of the newest record that is in the mirror.
    pub confirmed: u64,
    /// Records that can go.
    pub old: Vec<Superseded>,
    /// What this writer's changes are against, where the text is long.
    pub long: Option<LongText>,
}

/// A record that can go.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Superseded {
    pub key: String,
    /// As soon as the record of this number is safe; `None`: the next one.
    pub after: Option<u64>,
}

/// A long text as this writer wrote it.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct LongText {
    key: String,
    sequence: u64,
    base: Rc<str>,
    last: Rc<str>,
    patch: Patch,
    /// Bytes of all changes since the base: when they reach its length, a new one is cheaper.
    spent: usize,
}

impl LongText {
    /// The text changed to `payload`; `None` where it should be written whole.
    fn then(&self, payload: &str) -> Option<(Self, String)> {
        let edits = delta::edits(&self.last, payload);
        let patch = edits.iter().fold(self.patch.clone(), Patch::then);
        let change = patch.write(payload);
        let spent = self.spent + change.len();
        let next = Self { patch, spent, last: payload.into(), ..self.clone() };
        (payload.len() >= delta::LONG && spent < self.base.len()).then_some((next, change))
    }
}

impl TextState {
    /// The state of `writer`, who sees `head`, beside which `followed` are still stored. All `others` that
    /// were written at once are followed by the next record too.
    pub fn of_all(heads: &[Written], followed: &[Written], writer: &str) -> Option<Self> {
        let (head, others) = heads.split_first()?;
        let mut current = Self::of(head, followed, writer);
        for other in others {
            for version in chain::follow(&other.envelope.version(), &other.envelope.follows) {
                current.follows = chain::follow(&version, &current.follows);
            }
            if !other.may_be_base() {
                current.old.push(Superseded { key: other.key.clone(), after: None });
            }
        }
        // The writer's own come first: the next record is named by them.
        current.follows = chain::follow(&head.envelope.version(), &current.follows);
        Some(current)
    }

    /// The state of `writer`, who sees `head`, beside which `followed` are still stored.
    pub fn of(head: &Written, followed: &[Written], writer: &str) -> Self {
        let version = head.envelope.version();
        let is_foreign_base =
            |record: &Written| record.may_be_base() && *record.envelope.version().writer != *writer;
        let is_base_of_head = |record: &Written| {
            let of_same = record.envelope.version().writer == version.writer;
            of_same && head.envelope.base == Some(record.envelope.version().sequence)
        };
        let old = followed.iter().filter(|record| !is_foreign_base(record)).map(|record| Superseded {
            key: record.key.clone(),
            after: (!is_base_of_head(record)).then_some(version.sequence),
        });
        Self {
            key: Some(head.key.clone()),
            seen: record::checksum("", &head.payload),
            is_foreign_base: is_foreign_base(head),
            follows: chain::follow(&version, &head.envelope.follows),
            verified: version.sequence,
            old: old.collect(),
            ..Self::default()
        }
    }

    /// The record that the writer saw until now can go after the next.
    pub fn leave_head(&mut self) {
        if let Some(key) = self.key.take()
            && !self.is_foreign_base
            && self.long.as_ref().is_none_or(|long| long.key != key)
        {
            self.old.push(Superseded { key, after: None });
        }
        self.is_foreign_base = false;
    }
}

/// Whether another record may be a change against this one.
pub(super) fn may_be_base(key: &str, raw: &str) -> bool {
    let record = record::read(key, raw);
    record.is_ok_and(|record| record.envelope.base.is_none() && record.payload.len() >= delta::LONG)
}

impl Store {
    /// Saves an answer: one record, unless the same answer stands there already.
    pub fn save_answer(&self, draft: &DraftId, id: &AnswerId, answer: &Answer) -> Result<Saved, SaveError> {
        let text_id = TextId::Answer(id.clone());
        let known = self.current(draft, &text_id).key.is_some();
        if !known && *answer == Answer::default() {
            return self.saved(draft, false);
        }
        self.write_text(draft, &text_id, &json::write_answer(answer).to_string())
    }

    /// Gives the draft another title.
    pub fn rename(&self, draft: &DraftId, title: &str) -> Result<Saved, SaveError> {
        let payload = serde_json::Value::from(title).to_string();
        self.write_text(draft, &TextId::Title, &payload)
    }

    /// What this writer knows of a text.
    pub(super) fn current(&self, draft: &DraftId, text_id: &TextId) -> TextState {
        let key = (draft.clone(), text_id.clone());
        self.texts.borrow().get(&key).cloned().unwrap_or_default()
    }

    /// Remembers what this writer knows of a text.
    pub(super) fn set_current(&self, draft: &DraftId, text_id: &TextId, current: TextState) {
        self.texts.borrow_mut().insert((draft.clone(), text_id.clone()), current);
    }

    /// Writes a text, unless it stands there already.
    pub(super) fn write_text(
        &self,
        draft: &DraftId,
        text_id: &TextId,
        payload: &str,
    ) -> Result<Saved, SaveError> {
        let current = self.current(draft, text_id);
        if let Some(key) = &current.key {
            let stands = match (self.stored_text(key)?, current.follows.first()) {
                (Some(text), _) => text == payload,
                (None, Some(own)) if current.seen == record::checksum("", payload) => {
                    self.is_continued(draft, text_id, own)?
                }
                (None, _) => false,
            };
            if stands {
                return self.saved(draft, false);
            }
        }
        // What only this page and the mirror have may be given up in another tab, unseen from here.
        let is_shared = |long: &&LongText| !self.storage.overflowing().contains(&long.key);
        let long = current.long.as_ref().filter(is_shared);
        if let Some((next, change)) = long.and_then(|long| long.then(payload)) {
            let (key, _) = self.write_record(draft, text_id, &change, Some(next.sequence))?;
            // Looked at last: should another tab have taken it away, the text is written whole.
            if self.stored_text(&next.key)?.as_deref() == Some(&*next.base) {
                self.commit(draft, text_id, key, payload, Some(next));
                return self.saved(draft, true);
            }
        }
        let (key, sequence) = self.write_record(draft, text_id, payload, None)?;
        let long = (payload.len() >= delta::LONG).then(|| {
            let text: Rc<str> = payload.into();
            let (base, last) = (text.clone(), text);
            LongText { key: key.clone(), sequence, base, last, patch: Patch::default(), spent: 0 }
        });
        self.commit(draft, text_id, key, payload, long);
        self.saved(draft, true)
    }

    /// Writes a record and reads it back.
    fn write_record(
        &self,
        draft: &DraftId,
        text_id: &TextId,
        payload: &str,
        base: Option<u64>,
    ) -> Result<(String, u64), SaveError> {
        let mut current = self.current(draft, text_id);
        let version = self.version();
        let key = Key::Text(draft.clone(), text_id.clone(), version.clone()).to_string();
        let digest = self.digests.borrow().get(draft).cloned().unwrap_or_default();
        let envelope = Envelope::new(&version, self.clock.now()).of_text(current.follows.clone(), &digest);
        let raw = record::write(&key, &envelope.against(base), payload);

        // A failed attempt may have been stored after all; so the next one follows it, and
        // removes it.
        current.follows = chain::follow(&version, &current.follows);
        current.old.push(Superseded { key: key.clone(), after: None });
        self.set_current(draft, text_id, current);
        match self.put_verified(&key, &raw) {
            // Gone because another tab has read it, and continued it, already.
            Err(SaveError::Unverified) if self.is_continued(draft, text_id, &version)? => {}
            written => written?,
        }
        Ok((key, version.sequence))
    }

    /// The record is what the writer sees from now on; the ones before can go.
    fn commit(&self, draft: &DraftId, text_id: &TextId, key: String, payload: &str, long: Option<LongText>) {
        let mut current = self.current(draft, text_id);
        let sequence = current.follows.first().map_or(0, |own| own.sequence);
        current.leave_head();
        let new_base = long.as_ref().map(|long| long.key.clone());
        if let Some(former) = current.long.take().filter(|former| Some(&former.key) != new_base.as_ref()) {
            current.old.push(Superseded { key: former.key, after: None });
        }
        current.old.retain(|old| old.key != key);
        for old in &mut current.old {
            old.after.get_or_insert(sequence);
        }
        current.key = Some(key);
        current.seen = record::checksum("", payload);
        current.verified = sequence;
        current.long = long;
        self.set_current(draft, text_id, current);
        self.release(draft, text_id);
    }

    /// Removes what can go; what cannot be removed now is tried again next time.
    pub(super) fn release(&self, draft: &DraftId, text_id: &TextId) {
        let mut current = self.current(draft, text_id);
        let wait = self.is_mirrored() && current.old.len() <= MOST_WAITING;
        let safe = if wait { current.confirmed } else { current.verified };
        let fleeting = self.storage.overflowing();
        // What outlives the page, and what other tabs see, stays until what follows it does too.
        let is_fleeting = |key: &String| fleeting.contains(key);
        let is_last = current.key.as_ref().is_some_and(is_fleeting);
        current.old.retain(|old| {
            old.after.is_none_or(|after| after > safe)
                || (is_last && !is_fleeting(&old.key))
                || self.drop_key(&old.key).is_err()
        });
        self.set_current(draft, text_id, current);
    }

    /// The text in the record under that key.
    fn stored_text(&self, key: &str) -> Result<Option<String>, SaveError> {
        let Some(raw) = self.storage.get(key)? else { return Ok(None) };
        let Ok(found) = record::read(key, &raw) else { return Ok(None) };
        let (Some(base), Some(Key::Text(draft, text_id, version))) = (found.envelope.base, Key::parse(key))
        else {
            return Ok(Some(found.payload));
        };
        let base = Key::Text(draft, text_id, Version { sequence: base, ..version }).to_string();
        let Some(raw) = self.storage.get(&base)? else { return Ok(None) };
        let base = record::read(&base, &raw).ok();
        Ok(base.and_then(|base| Patch::resolve(&found.payload, &base.payload)))
    }

    /// Another writer has continued what this one saw, and removed it.
    fn is_continued(&self, draft: &DraftId, text_id: &TextId, own: &Version) -> Result<bool, SaveError> {
        let records = self.records_of(draft)?;
        let heads = records.texts.get(text_id).map(|chain| chain.heads.as_slice()).unwrap_or_default();
        Ok(heads.iter().any(|head| chain::continues(&head.envelope, own)))
    }

    fn saved(&self, draft: &DraftId, written: bool) -> Result<Saved, SaveError> {
        let gone = self.storage.get(&Key::Header(draft.clone()).to_string())?.is_none();
        Ok(Saved { written, gone, in_bin: self.is_in_bin(draft)? })
    }
}
