//! Stores a draft as a whole: a new one, one from a file, a copy, or one that went missing.

use crate::small::SortedMap;
use std::sync::Arc;

use serde_json::Map;

use super::header::Header;
use super::key::{Key, Slot};
use super::{SaveError, Store};
use crate::draft::{Draft, DraftId};
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
        self.put_template(&draft.template)?;
        self.put_header(&draft.id, &Header::of(&draft))?;
        self.know(&draft);
        Ok(draft)
    }

    /// Stores a draft from elsewhere under a new id: all of it, or nothing and an error.
    ///
    /// Until all of it was read back it is marked as in the bin, so that an interruption at any
    /// point leaves no half of it among the drafts.
    pub fn put(&self, draft: &Draft) -> Result<Draft, SaveError> {
        let draft = Draft { id: self.fresh_id()?, ..draft.clone() };
        self.know(&draft);
        let put = self.put_parts(&draft);
        if put.is_err() {
            // Where even that fails, what is left stays in the bin.
            let _ = self.erase(&draft.id);
        }
        put.map(|()| draft)
    }

    fn put_parts(&self, draft: &Draft) -> Result<(), SaveError> {
        self.mark_unfinished(&draft.id, &draft.title)?;
        self.put_template(&draft.template)?;
        self.put_header(&draft.id, &Header::of(draft))?;
        for (id, answer) in &draft.answers {
            self.save_answer(&draft.id, id, answer)?;
        }
        self.restore(&draft.id)
    }

    /// Copies a draft under another title.
    pub fn duplicate(&self, id: &DraftId, title: &str) -> Result<Draft, SaveError> {
        let copy = self.look(id)?.draft;
        self.put(&Draft { title: title.to_owned(), created: self.clock.now(), ..copy })
    }

    /// Makes sure that all of a draft that is open is in the storage: writes again what has gone,
    /// nothing that is there.
    pub fn keep(&self, draft: &Draft) -> Result<(), SaveError> {
        self.know(draft);
        self.put_template(&draft.template)?;
        if self.storage.get(&Key::Header(draft.id.clone()).to_string())?.is_none() {
            self.put_header(&draft.id, &Header::of(draft))?;
        }
        if self.current(&draft.id, &Slot::Title).key.is_some() {
            self.rename(&draft.id, &draft.title)?;
        }
        for (id, answer) in &draft.answers {
            self.save_answer(&draft.id, id, answer)?;
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
