//! Opens a draft: reads all its records, takes the newest of each text, reports the rest.

use crate::collections::SortedMap;
use std::sync::Arc;

use serde_json::Value as Json;

use super::chain::Chain;
use super::diverge::{Diverged, Theirs, theirs};
use super::key::TextId;
use super::quarantine::{QuarantineReason, Quarantined};
use super::records::Records;
use super::text::TextState;
use super::{OpenError, Store};
use crate::draft::{Answer, AnswerId, Draft, DraftId};
use crate::time::WallTime;

/// A draft, and what was found beside it.
#[derive(Clone, PartialEq, Debug)]
pub struct Opened {
    /// The draft.
    pub draft: Draft,
    /// Answers that were also written otherwise, in another tab or a restored profile. Both are
    /// kept until [`Store::resolve`] is called.
    pub diverged: Vec<Diverged>,
    /// Records that cannot be read. They stay where they are.
    pub quarantined: Vec<Quarantined>,
    /// A newer version of the editor wrote some of it: to be shown, not to be written.
    pub read_only: bool,
    /// Not all of it was written: what wrote it did not come to an end.
    pub unfinished: bool,
    /// Answers that a writer changed which is none of this browser's, with what stood there before and its
    /// time. That stays until [`Store::accept`] is called.
    pub replaced: Vec<Replaced>,
}

/// An answer that was changed by another page, as it stood before.
#[derive(Clone, PartialEq, Debug)]
pub struct Replaced {
    /// Which one.
    pub id: AnswerId,
    /// What stood there, as the JSON of storage.
    pub before: String,
    /// When it was written.
    pub time: WallTime,
    /// Who changed it.
    pub writer: Arc<str>,
}

impl Store {
    /// Opens a draft for writing: what it returns is what the page must show from now on, for what
    /// is saved next follows it. One in the bin is not opened: what is in there goes some day.
    pub fn open(&self, id: &DraftId) -> Result<Opened, OpenError> {
        if self.is_in_bin(id)? {
            return Err(OpenError::InBin);
        }
        let (mut opened, records) = self.read(id)?;
        self.remember(&opened.draft);
        self.texts.borrow_mut().retain(|(draft, _), _| draft != id);
        // Where it cannot be remembered, a tag is chosen anew the next time.
        let _ = self.store_tag();
        let writers = self.writers();
        for (text_id, chain) in &records.texts {
            let replaced = self.replaced_by_others(text_id, chain, writers.as_ref());
            let followed = if replaced.is_some() { &[][..] } else { &chain.followed };
            let current = match text_id {
                TextId::Title => TextState::of_all(&chain.heads, followed, &self.writer),
                TextId::Answer(_) => {
                    chain.heads.first().map(|head| TextState::of(head, followed, &self.writer))
                }
            };
            if let Some(current) = current {
                self.set_current(id, text_id, current);
            }
            opened.replaced.extend(replaced);
        }
        Ok(opened)
    }

    /// What stood in an answer before a writer changed it which is none of this browser's.
    pub(super) fn replaced_by_others(
        &self,
        text_id: &TextId,
        chain: &Chain,
        writers: Option<&Json>,
    ) -> Option<Replaced> {
        let (TextId::Answer(id), Some(head)) = (text_id, chain.heads.first()) else { return None };
        let writer = head.envelope.version().writer;
        if chain.followed.is_empty() || self.is_known(&writer, writers) {
            return None;
        }
        let own =
            chain.followed.iter().filter(|record| self.is_known(&record.envelope.version().writer, writers));
        let before = own.max_by_key(|record| record.envelope.version().sequence)?;
        let (before, time) = (before.payload.clone(), before.envelope.time);
        Some(Replaced { id: id.clone(), before, time, writer })
    }

    /// Reads a draft without opening it, such as for an export from the list or from the bin.
    pub fn peek(&self, id: &DraftId) -> Result<Opened, OpenError> {
        Ok(self.read(id)?.0)
    }

    fn read(&self, id: &DraftId) -> Result<(Opened, Records), OpenError> {
        let records = self.records_of(id)?;
        if records.is_empty() || self.is_erased(id)? {
            return Err(OpenError::Missing);
        }
        let Some(template) = self.template(records.digest()) else {
            return Err(OpenError::NoTemplate(self.raw_records(id, QuarantineReason::Incomplete)?));
        };
        let mut opened = Opened {
            draft: Draft {
                id: id.clone(),
                title: records.title(),
                template,
                answers: SortedMap::new(),
                created: records.created(),
                unknown: records.header.as_ref().map(|header| header.unknown.clone()).unwrap_or_default(),
            },
            diverged: Vec::new(),
            read_only: records.has_newer(),
            quarantined: records.quarantined.clone(),
            unfinished: self.is_unfinished(id, &records)?,
            replaced: Vec::new(),
        };
        for (text_id, chain) in &records.texts {
            let TextId::Answer(answer_id) = text_id else { continue };
            let template = opened.draft.template.clone();
            let read = |head| theirs(Some(&template), answer_id, head);
            let mut answers = chain.heads.iter().filter_map(read);
            if let Some(shown) = answers.next().filter(|shown| shown.answer != Answer::default()) {
                opened.draft.answers.insert(answer_id.clone(), shown.answer);
            }
            let others: Vec<Theirs> = answers.collect();
            if !others.is_empty() {
                opened.diverged.push(Diverged { id: answer_id.clone(), others });
            }
        }
        Ok((opened, records))
    }
}
