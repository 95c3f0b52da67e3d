//! Stores a draft as a whole: a new one, one from a file, a copy, or one that went missing. Until all of it
//! was read back a marker says that it is not whole.

use crate::collections::SortedMap;
use std::sync::Arc;

use serde_json::{Map, Value as Json, json};

use super::header::Header;
use super::key::{Key, TextId};
use super::record::{self, Envelope};
use super::records::Records;
use super::{Diverged, OpenError, Opened, SaveError, StorageError, Store};
use crate::draft::{Answer, AnswerId, Draft, DraftId};
use crate::template::Template;

/// In the list of a marker: something that nobody can name. No answer is called so.
const MISSING: &str = "/";

impl Store {
    /// Begins a draft.
    pub fn create(&self, template: Arc<Template>, title: &str) -> Result<Draft, SaveError> {
        let draft = Draft {
            id: self.fresh_id()?,
            title: title.to_owned(),
            template,
            answers: SortedMap::new(),
            created: self.clock.now(),
            unknown: Map::new(),
        };
        // Where it cannot be remembered, a tag is chosen anew the next time.
        let _ = self.store_tag();
        self.put_template(&draft.template)?;
        self.put_header(&draft.id, &Header::of(&draft))?;
        // As in `put_whole`.
        self.put_template(&draft.template)?;
        self.remember(&draft);
        Ok(draft)
    }

    /// Stores a draft from elsewhere under a new id: all of it, or nothing and an error.
    pub fn put(&self, draft: &Draft) -> Result<Draft, SaveError> {
        self.put_new(draft, &[])
    }

    /// As above; where something is `missing`, the draft says so from the beginning.
    fn put_new(&self, draft: &Draft, missing: &[&str]) -> Result<Draft, SaveError> {
        let draft = Draft { id: self.fresh_id()?, ..draft.clone() };
        self.remember(&draft);
        let put = self.put_whole(&draft, missing);
        if put.is_err() {
            // Where even that fails, what is left says of itself that it is not whole.
            let _ = self.discard(&draft.id);
        }
        put.map(|()| draft)
    }

    fn put_whole(&self, draft: &Draft, missing: &[&str]) -> Result<(), SaveError> {
        self.in_bulk(|| {
            self.mark_unfinished(draft, missing)?;
            self.put_template(&draft.template)?;
            self.put_header(&draft.id, &Header::of(draft))?;
            for (id, answer) in &draft.answers {
                self.save_answer(&draft.id, id, answer)?;
            }
            // A tab that looked for templates that nobody uses may have come between.
            self.put_template(&draft.template)
        })?;
        // What is in the mirror alone may go with it: then what is left says that it is not whole.
        let mut overflowing = self.storage.overflowing().into_iter();
        if !missing.is_empty() || overflowing.any(|key| Key::draft(&key).as_ref() == Some(&draft.id)) {
            return Ok(());
        }
        self.remove_verified(&Key::Unfinished(draft.id.clone()).to_string())
    }

    /// Marks a draft as not whole until all of it is stored.
    fn mark_unfinished(&self, draft: &Draft, missing: &[&str]) -> Result<(), SaveError> {
        let key = Key::Unfinished(draft.id.clone()).to_string();
        let answers = draft.answers.iter().filter(|(_, answer)| **answer != Answer::default());
        let answers: Vec<&str> = answers.map(|(id, _)| id.as_str()).chain(missing.iter().copied()).collect();
        let payload = json!({ "title": draft.title, "answers": answers }).to_string();
        self.put_verified(
            &key,
            &record::write(&key, &Envelope::new(&self.version(), self.clock.now()), &payload),
        )
    }

    /// Not all of the draft was written, and nobody is at it any more, or not yet done with it.
    pub(super) fn is_unfinished(&self, id: &DraftId, records: &Records) -> Result<bool, StorageError> {
        let key = Key::Unfinished(id.clone()).to_string();
        let Some(raw) = self.storage.get(&key)? else {
            // The header is written before any answer: without it something is missing in any case.
            return Ok(records.header.is_none() && records.answers() > 0);
        };
        let marker: Option<Json> =
            record::read(&key, &raw).ok().and_then(|record| serde_json::from_str(&record.payload).ok());
        // One that cannot be read says all by being there; one that outlasted the writing does not.
        let is_there = |id: &Json| {
            let id = id.as_str().and_then(AnswerId::parse);
            id.is_some_and(|id| records.texts.contains_key(&TextId::Answer(id)))
        };
        // The answers that are to be there in the end, by their ids.
        let answers = marker.as_ref().and_then(|marker| marker.get("answers")?.as_array());
        Ok(answers.is_none_or(|answers| !answers.iter().all(is_there)))
    }

    /// Not all of the draft was written.
    pub fn unfinished(&self, id: &DraftId) -> Result<bool, OpenError> {
        // Nearly always there is a header and no marker, and nothing else to be read.
        let is_there = |key: Key| Ok::<_, StorageError>(self.storage.get(&key.to_string())?.is_some());
        let may_be = is_there(Key::Unfinished(id.clone()))? || !is_there(Key::Header(id.clone()))?;
        Ok(may_be && self.is_unfinished(id, &self.records_of(id)?)?)
    }

    /// The user takes the draft as it is.
    pub fn accept_unfinished(&self, id: &DraftId) -> Result<(), SaveError> {
        self.remove_verified(&Key::Unfinished(id.clone()).to_string())
    }

    /// Copies a draft under another title.
    pub fn duplicate(&self, id: &DraftId, title: &str) -> Result<Draft, SaveError> {
        let Opened { draft: copy, diverged, quarantined, unfinished, .. } = self.peek(id)?;
        let mut copy = Draft { title: title.to_owned(), created: self.clock.now(), ..copy };
        // Of what was written in two places at once, both texts.
        for Diverged { id, others } in diverged {
            others.iter().for_each(|theirs| copy.merge_answer(id.clone(), &theirs.answer));
        }
        // A copy of what is not whole is not whole, until the writer takes it as it is.
        let is_whole = !unfinished && quarantined.is_empty();
        self.put_new(&copy, if is_whole { &[] } else { &[MISSING] })
    }

    /// Makes sure that all of a draft that is open is in the storage: writes again what has gone,
    /// nothing that is there. Where nothing of it was there, all of it is written, or nothing.
    pub fn save_whole(&self, draft: &Draft) -> Result<(), SaveError> {
        self.remember(draft);
        if self.storage.get(&Key::Header(draft.id.clone()).to_string())?.is_none() {
            let is_new = !self
                .storage
                .keys(&Key::of_draft(&draft.id))?
                .iter()
                .any(|key| Key::draft(key).as_ref() == Some(&draft.id));
            let put = self.put_whole(draft, &[]);
            if put.is_err() && is_new {
                // As above.
                let _ = self.discard(&draft.id);
                self.remember(draft);
            }
            put?;
        } else {
            self.put_template(&draft.template)?;
            for (id, answer) in &draft.answers {
                self.save_answer(&draft.id, id, answer)?;
            }
        }
        if self.current(&draft.id, &TextId::Title).key.is_some() {
            self.rename(&draft.id, &draft.title)?;
        }
        Ok(())
    }

    /// An id that no draft has.
    fn fresh_id(&self) -> Result<DraftId, SaveError> {
        let id = DraftId::new(&self.random.name(16)).ok_or(SaveError::Unverified)?;
        let taken = self.storage.keys(&Key::of_draft(&id))?;
        if taken.is_empty() { Ok(id) } else { Err(SaveError::Unverified) }
    }

    pub(super) fn remember(&self, draft: &Draft) {
        self.remember_template(&draft.template);
        self.digests.borrow_mut().insert(draft.id.clone(), draft.template.digest.clone());
    }
}
