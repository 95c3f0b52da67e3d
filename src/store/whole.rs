//! Stores a draft as a whole: a new one, one from a file, a copy, or one that went missing. Until all of it
//! was read back a marker says that it is not whole.

use crate::small::SortedMap;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, json};

use super::header::Header;
use super::key::{Key, Slot};
use super::record::{self, Envelope};
use super::records::Records;
use super::{OpenError, SaveError, StorageError, Store};
use crate::draft::{Answer, Draft, DraftId};
use crate::template::Template;

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
        let _ = self.keep_tag();
        self.put_template(&draft.template)?;
        self.put_header(&draft.id, &Header::of(&draft))?;
        // As in `put_whole`.
        self.put_template(&draft.template)?;
        self.know(&draft);
        Ok(draft)
    }

    /// Stores a draft from elsewhere under a new id: all of it, or nothing and an error.
    pub fn put(&self, draft: &Draft) -> Result<Draft, SaveError> {
        let draft = Draft { id: self.fresh_id()?, ..draft.clone() };
        self.know(&draft);
        let put = self.put_whole(&draft);
        if put.is_err() {
            // Where even that fails, what is left says of itself that it is not whole.
            let _ = self.discard(&draft.id).and_then(|()| self.remove_unused_templates());
        }
        put.map(|()| draft)
    }

    fn put_whole(&self, draft: &Draft) -> Result<(), SaveError> {
        self.in_bulk(|| {
            self.mark_unfinished(draft)?;
            self.put_template(&draft.template)?;
            self.put_header(&draft.id, &Header::of(draft))?;
            for (id, answer) in &draft.answers {
                self.save_answer(&draft.id, id, answer)?;
            }
            // A tab that looked for templates that nobody uses may have come between.
            self.put_template(&draft.template)
        })?;
        if self.storage.overflowing().iter().any(|key| Key::draft(key).as_ref() == Some(&draft.id)) {
            // Some of it is in the mirror alone: should that go, what is left says that it is not whole.
            return Ok(());
        }
        self.remove_verified(&Key::Unfinished(draft.id.clone()).to_string())
    }

    /// Marks a draft as not whole until all of it is stored.
    fn mark_unfinished(&self, draft: &Draft) -> Result<(), SaveError> {
        let key = Key::Unfinished(draft.id.clone()).to_string();
        let answers = draft.answers.values().filter(|answer| **answer != Answer::default()).count();
        let payload = json!({ "title": draft.title, "answers": answers }).to_string();
        self.put_verified(
            &key,
            &record::write(&key, &Envelope::new(&self.version(), self.clock.now()), &payload),
        )
    }

    /// Not all of the draft was written, and nobody is at it any more, or not yet done with it.
    pub(super) fn is_unfinished(&self, id: &DraftId, records: &Records) -> Result<bool, StorageError> {
        let key = Key::Unfinished(id.clone()).to_string();
        let Some(raw) = self.storage.get(&key)? else { return Ok(false) };
        let marker =
            record::read(&key, &raw).ok().and_then(|record| serde_json::from_str(&record.payload).ok());
        // One that cannot be read says all by being there; one that outlasted the writing does not.
        Ok(marker.is_none_or(|Unfinished { answers }| records.answers() < answers))
    }

    /// Not all of the draft was written.
    pub fn unfinished(&self, id: &DraftId) -> Result<bool, OpenError> {
        // Nearly always there is no marker, and nothing else to be read.
        let is_marked = self.storage.get(&Key::Unfinished(id.clone()).to_string())?.is_some();
        Ok(is_marked && self.is_unfinished(id, &self.records_of(id)?)?)
    }

    /// The user takes the draft as it is.
    pub fn take_as_it_is(&self, id: &DraftId) -> Result<(), SaveError> {
        self.remove_verified(&Key::Unfinished(id.clone()).to_string())
    }

    /// Copies a draft under another title.
    pub fn duplicate(&self, id: &DraftId, title: &str) -> Result<Draft, SaveError> {
        let copy = self.look(id)?.draft;
        self.put(&Draft { title: title.to_owned(), created: self.clock.now(), ..copy })
    }

    /// Makes sure that all of a draft that is open is in the storage: writes again what has gone,
    /// nothing that is there. Where nothing of it was there, all of it is written, or nothing.
    pub fn keep(&self, draft: &Draft) -> Result<(), SaveError> {
        self.know(draft);
        if self.storage.get(&Key::Header(draft.id.clone()).to_string())?.is_none() {
            let is_new = !self
                .storage
                .keys(&Key::of_draft(&draft.id))?
                .iter()
                .any(|key| Key::draft(key).as_ref() == Some(&draft.id));
            let put = self.put_whole(draft);
            if put.is_err() && is_new {
                // As above.
                let _ = self.discard(&draft.id).and_then(|()| self.remove_unused_templates());
                self.know(draft);
            }
            put?;
        } else {
            self.put_template(&draft.template)?;
            for (id, answer) in &draft.answers {
                self.save_answer(&draft.id, id, answer)?;
            }
        }
        if self.current(&draft.id, &Slot::Title).key.is_some() {
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

    pub(super) fn know(&self, draft: &Draft) {
        self.know_template(&draft.template);
        self.digests.borrow_mut().insert(draft.id.clone(), draft.template.digest.clone());
    }
}

/// What the marker holds.
#[derive(Deserialize)]
struct Unfinished {
    /// How many answers are to be there in the end.
    answers: usize,
}
