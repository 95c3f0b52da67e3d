//! Opens a draft: reads all its records, takes the newest of each text, reports the rest.

use crate::small::SortedMap;

use super::aside::{SetAside, Why};
use super::diverge::{Diverged, Theirs, theirs};
use super::key::Slot;
use super::records::Records;
use super::text::Current;
use super::{OpenError, Store};
use crate::draft::{Answer, Draft, DraftId};

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

impl Store {
    /// Opens a draft for writing: what it returns is what the page must show from now on, for what
    /// is saved next follows it. One in the bin is not opened: what is in there goes some day.
    pub fn open(&self, id: &DraftId) -> Result<Opened, OpenError> {
        if self.is_in_bin(id)? {
            return Err(OpenError::InBin);
        }
        let (opened, records) = self.read(id)?;
        self.know(&opened.draft);
        self.texts.borrow_mut().retain(|(draft, _), _| draft != id);
        for (slot, chain) in &records.texts {
            if let Some(head) = chain.heads.first() {
                self.set_current(id, slot, Current::of(head, &chain.followed, &self.writer));
            }
        }
        Ok(opened)
    }

    /// Reads a draft without opening it, such as for an export from the list or from the bin.
    pub fn look(&self, id: &DraftId) -> Result<Opened, OpenError> {
        Ok(self.read(id)?.0)
    }

    fn read(&self, id: &DraftId) -> Result<(Opened, Records), OpenError> {
        let records = self.records_of(id)?;
        if records.is_empty() {
            return Err(OpenError::Missing);
        }
        let Some(template) = self.template(records.digest()) else {
            return Err(OpenError::NoTemplate(self.raw_records(id, Why::Incomplete)?));
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
            set_aside: records.set_aside.clone(),
        };
        for (slot, chain) in &records.texts {
            let Slot::Answer(answer_id) = slot else { continue };
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
