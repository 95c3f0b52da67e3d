//! Opens a draft: reads all its records, takes the newest of each text, reports the rest.

use std::collections::BTreeMap;

use super::aside::{SetAside, Why};
use super::chain::{self, Chain, Written};
use super::header::Header;
use super::key::{Key, Slot};
use super::record::Version;
use super::text::{self, Current, Old};
use super::{OpenError, SaveError, Saved, Store, answer_json, record, texts};
use crate::draft::{Answer, AnswerId, Draft, DraftId, Millis};
use crate::locale::{Message, key as say};

/// A draft, and what was found beside it.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// Answers that were also written otherwise, in another tab or a restored profile. Both are
    /// kept until [`Store::settle`] is called.
    pub diverged: Vec<Diverged>,
    /// Records that cannot be read. They stay where they are.
    pub set_aside: Vec<SetAside>,
    /// A newer version of the editor wrote some of it: to be shown, not to be written.
    pub read_only: bool,
}

/// An answer that was written in two places at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Diverged {
    /// Which one.
    pub id: AnswerId,
    /// The other texts; the draft has the one that is shown.
    pub others: Vec<Theirs>,
}

/// An answer as another writer left it.
#[derive(Clone, PartialEq, Debug)]
pub struct Theirs {
    /// Which writing it is.
    pub version: Version,
    /// What was written.
    pub answer: Answer,
    /// When.
    pub time: Millis,
}

/// An answer that another tab has written since this one read it.
#[derive(Clone, PartialEq, Debug)]
pub struct News {
    /// Which one.
    pub id: AnswerId,
    /// What stands there now.
    pub theirs: Theirs,
    /// It continues what this writer has: it can simply be shown, with [`Store::adopt`].
    /// Otherwise both were written at once.
    pub continues: bool,
}

/// The records of a draft, told apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Records {
    pub header: Option<Header>,
    pub texts: BTreeMap<Slot, Chain>,
    pub set_aside: Vec<SetAside>,
}

impl Records {
    /// The digest of the template, or the beginning of it where the header is missing.
    pub fn digest(&self) -> &str {
        match &self.header {
            Some(header) => &header.template,
            None => {
                let heads = self.texts.values().flat_map(|chain| &chain.heads);
                let mut digests = heads.map(|head| head.envelope.digest.as_str());
                digests.find(|digest| !digest.is_empty()).unwrap_or("")
            }
        }
    }

    /// The title that the draft has now.
    pub fn title(&self) -> String {
        let head = self.texts.get(&Slot::Title).and_then(|chain| chain.heads.first());
        head.and_then(|head| serde_json::from_str(&head.payload).ok())
            .or_else(|| self.header.as_ref().map(|header| header.title.clone()))
            .unwrap_or_else(|| Message::new(say::STORE_UNTITLED).to_string())
    }

    /// There is nothing.
    pub fn is_empty(&self) -> bool {
        self.header.is_none() && self.texts.is_empty() && self.set_aside.is_empty()
    }

    /// A newer version of the editor wrote one of them.
    pub fn has_newer(&self) -> bool {
        self.set_aside.iter().any(|aside| aside.why == Why::Newer)
    }

    /// When the draft was begun, as far as it is known.
    pub fn created(&self) -> Millis {
        let first = self.times().min().unwrap_or_default();
        self.header.as_ref().map_or(first, |header| header.created)
    }

    /// When each text was last written.
    pub fn times(&self) -> impl Iterator<Item = Millis> {
        self.texts.values().flat_map(|chain| &chain.heads).map(|head| head.envelope.time)
    }
}

impl Store {
    /// Opens a draft for writing.
    pub fn open(&self, id: &DraftId) -> Result<Opened, OpenError> {
        let keys = self.storage.keys(&Key::of_draft(id))?;
        let records = self.read_records(id, &keys)?;
        if records.is_empty() {
            return Err(OpenError::Missing);
        }
        let Some(template) = self.template(records.digest()) else {
            return Err(OpenError::NoTemplate(self.raw_records(id, &keys, Why::Incomplete)?));
        };
        let mut opened = Opened {
            draft: Draft {
                id: id.clone(),
                title: records.title(),
                template,
                answers: BTreeMap::new(),
                created: records.created(),
                unknown: records.header.as_ref().map(|header| header.unknown.clone()).unwrap_or_default(),
            },
            diverged: Vec::new(),
            read_only: records.has_newer(),
            set_aside: records.set_aside,
        };
        self.digests.borrow_mut().insert(id.clone(), opened.draft.template.digest.clone());
        for (slot, chain) in &records.texts {
            let Some(head) = chain.heads.first() else { continue };
            self.set_current(id, slot, Current::of(head, &chain.followed, &self.writer));
            let Slot::Answer(answer_id) = slot else { continue };
            let mut answers = chain.heads.iter().filter_map(theirs);
            if let Some(shown) = answers.next().filter(|shown| shown.answer != Answer::default()) {
                opened.draft.answers.insert(answer_id.clone(), shown.answer);
            }
            let others: Vec<Theirs> = answers.collect();
            if !others.is_empty() {
                opened.diverged.push(Diverged { id: answer_id.clone(), others });
            }
        }
        Ok(opened)
    }

    /// What other tabs have written since, without taking it over.
    pub fn news(&self, id: &DraftId) -> Result<Vec<News>, OpenError> {
        let records = self.read_records(id, &self.storage.keys(&Key::of_draft(id))?)?;
        let mut news = Vec::new();
        for (slot, chain) in &records.texts {
            let Slot::Answer(answer_id) = slot else { continue };
            let current = self.current(id, slot);
            for head in chain.heads.iter().filter(|head| Some(&head.key) != current.key.as_ref()) {
                let own = current.follows.first();
                let continues =
                    current.key.is_none() || own.is_some_and(|own| chain::continues(&head.envelope, own));
                let theirs = theirs(head).map(|theirs| News { id: answer_id.clone(), theirs, continues });
                news.extend(theirs);
            }
        }
        Ok(news)
    }

    /// Takes over what another writer wrote: the page shows it now, and what is written next
    /// follows it. Text of this writer that it does not continue stays stored beside it.
    pub fn adopt(&self, id: &DraftId, answer: &AnswerId, version: &Version) -> Result<(), OpenError> {
        let slot = Slot::Answer(answer.clone());
        let mut records = self.read_records(id, &self.storage.keys(&Key::of_draft(id))?)?;
        let chain = records.texts.remove(&slot).unwrap_or_default();
        let head = chain.heads.iter().find(|head| head.envelope.version() == *version);
        let head = head.ok_or(OpenError::Missing)?;
        self.set_current(id, &slot, Current::of(head, &chain.followed, &self.writer));
        Ok(())
    }

    /// Ends a divergence: saves what the writer (or a clean merge) made of the texts, in place of
    /// the one shown and of the `others`.
    pub fn settle(
        &self,
        id: &DraftId,
        answer_id: &AnswerId,
        answer: &Answer,
        others: &[Version],
    ) -> Result<Saved, SaveError> {
        let slot = Slot::Answer(answer_id.clone());
        let mut current = self.current(id, &slot);
        current.leave_head();
        for version in others {
            current.follows = chain::follow(version, &current.follows);
            let key = Key::Text(id.clone(), slot.clone(), version.clone()).to_string();
            // One that a change may be written against stays until it is tidied away.
            if self.storage.get(&key)?.is_some_and(|raw| !text::may_be_base(&key, &raw)) {
                current.old.push(Old { key, after: None });
            }
            self.see(version);
        }
        self.set_current(id, &slot, current);
        self.write_text(id, &slot, &answer_json::write(answer).to_string())
    }

    /// Reads the records of a draft; `keys` may hold those of others too.
    pub(super) fn read_records(&self, id: &DraftId, keys: &[String]) -> Result<Records, OpenError> {
        let mut records = Records::default();
        let mut stored: BTreeMap<Slot, Vec<texts::Stored>> = BTreeMap::new();
        for key in keys.iter().filter(|key| Key::draft(key).as_ref() == Some(id)) {
            let Some(raw) = self.storage.get(key)? else { continue };
            let read = record::read(key, &raw);
            let why = match (Key::parse(key), read) {
                (None, _) => Why::UnknownKey,
                (_, Err(why)) => why,
                (Some(Key::Header(_)), Ok(record)) => match serde_json::from_str(&record.payload) {
                    Ok(header) => {
                        records.header = Some(header);
                        continue;
                    }
                    Err(_) => Why::Damaged,
                },
                (Some(Key::Text(_, slot, version)), Ok(record)) => {
                    self.see(&version);
                    if record.envelope.version() == version {
                        stored.entry(slot).or_default().push(texts::Stored { key: key.clone(), raw, record });
                        continue;
                    }
                    Why::Damaged
                }
                (Some(_), Ok(_)) => continue,
            };
            records.set_aside.push(SetAside { key: key.clone(), raw, why });
        }
        for (slot, found) in stored {
            let (chain, set_aside) = texts::newest(&slot, found);
            records.set_aside.extend(set_aside);
            records.texts.insert(slot, chain);
        }
        Ok(records)
    }

    /// Everything that is stored of a draft, as it stands.
    pub(super) fn raw_records(
        &self,
        id: &DraftId,
        keys: &[String],
        why: Why,
    ) -> Result<Vec<SetAside>, OpenError> {
        let mut found = Vec::new();
        for key in keys.iter().filter(|key| Key::draft(key).as_ref() == Some(id)) {
            if let Some(raw) = self.storage.get(key)? {
                let why = record::read(key, &raw).err().unwrap_or(why);
                found.push(SetAside { key: key.clone(), raw, why });
            }
        }
        Ok(found)
    }

    /// Makes the next number higher than a version's. Absurd numbers, which only foreign hands
    /// can have written, are left out, so that the numbers never run out.
    fn see(&self, version: &Version) {
        const ABSURD: u64 = 1 << 48;
        if version.sequence < ABSURD {
            self.next.set(self.next.get().max(version.sequence + 1));
        }
    }
}

fn theirs(head: &Written) -> Option<Theirs> {
    let answer = answer_json::read(&serde_json::from_str(&head.payload).ok()?)?;
    Some(Theirs { version: head.envelope.version(), answer, time: head.envelope.time })
}
