//! Lists the drafts.

use crate::collections;
use crate::collections::SortedMap;
use std::cmp::Reverse;

use serde::Deserialize;

use super::key::{Key, PREFIX, TextId};
use super::quarantine::{QuarantineReason, Quarantined};
use super::records::Records;
use super::{OpenError, Store};
use crate::draft::{AnswerState, DraftId};
use crate::template::Text;
use crate::time::WallTime;

/// All drafts that are not in the bin, and what could not be read.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Listing {
    /// The drafts, the one written last first.
    pub drafts: Vec<DraftSummary>,
    /// Drafts that cannot be opened.
    pub unreadable: Vec<UnreadableDraft>,
    /// Records that belong to no draft and cannot be read.
    pub quarantined: Vec<Quarantined>,
}

/// What the list says of a draft.
#[derive(Clone, PartialEq, Debug)]
pub struct DraftSummary {
    /// Its name in the store.
    pub id: DraftId,
    /// Its title.
    pub title: String,
    /// The template's id.
    pub template_id: String,
    /// The template's title.
    pub template_title: Text,
    /// When it was begun.
    pub created: WallTime,
    /// When it was last written.
    pub changed: WallTime,
    /// How far it is.
    pub answers: Progress,
    /// When it was last saved as a file.
    pub copied: Option<WallTime>,
    /// Some of its records cannot be read, or were written by a newer version.
    pub damaged: bool,
    /// Not all of it was written: what wrote it did not come to an end.
    pub unfinished: bool,
}

/// Answers by state, entries and their sub-answers counted one by one.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Progress {
    /// Something was written.
    pub started: usize,
    /// The writer says that it is done.
    pub ready: usize,
    /// The writer says that it does not apply.
    pub not_applicable: usize,
}

/// A draft that cannot be opened.
#[derive(Clone, PartialEq, Debug)]
pub struct UnreadableDraft {
    /// Its name in the store.
    pub id: DraftId,
    /// Its title, as far as it is known.
    pub title: String,
    /// All that it consists of.
    pub records: Vec<Quarantined>,
}

impl Store {
    /// The drafts that are here.
    pub fn drafts(&self) -> Result<Listing, OpenError> {
        let keys = self.storage.keys(PREFIX)?;
        let mut listing = Listing { quarantined: self.strays(&keys)?, ..Listing::default() };
        for (id, keys) in drafts_of(&keys) {
            let records = self.read_records(&id, &keys)?;
            match self.template(records.digest()) {
                _ if records.is_empty() => {}
                Some(template) => listing.drafts.push(DraftSummary {
                    title: records.title(),
                    template_id: template.id.clone(),
                    template_title: template.title.clone(),
                    created: records.created(),
                    changed: records.times().max().unwrap_or_else(|| records.created()),
                    answers: progress(&records),
                    copied: records.copied.as_ref().and_then(|(_, copied)| copied.copied),
                    damaged: !records.quarantined.is_empty(),
                    unfinished: self.is_unfinished(&id, &records)?,
                    id,
                }),
                None => {
                    let raw = self.raw_records(&id, QuarantineReason::Incomplete)?;
                    listing.unreadable.push(UnreadableDraft { title: records.title(), records: raw, id });
                }
            }
        }
        collections::sort_by_key(&mut listing.drafts, |draft| (Reverse(draft.changed), draft.id.clone()));
        Ok(listing)
    }
}

/// The keys of each draft that is not in the bin, and not removed for good.
fn drafts_of(keys: &[String]) -> SortedMap<DraftId, Vec<String>> {
    let mut drafts: SortedMap<DraftId, Vec<String>> = SortedMap::new();
    for key in keys {
        if let Some(id) = Key::draft(key) {
            drafts.or_default(id).push(key.clone());
        }
    }
    for key in keys {
        if let Some(Key::Bin(id) | Key::Erased(id)) = Key::parse(key) {
            drafts.remove(&id);
        }
    }
    drafts
}

/// Counts the states without reading the texts.
fn progress(records: &Records) -> Progress {
    #[derive(Deserialize)]
    struct State {
        state: Option<String>,
    }
    let mut progress = Progress::default();
    let answers = records.texts.iter().filter(|(text_id, _)| matches!(text_id, TextId::Answer(_)));
    for head in answers.filter_map(|(_, chain)| chain.heads.first()) {
        let state: Option<State> = serde_json::from_str(&head.payload).ok();
        match state.and_then(|state| AnswerState::from_name(&state.state?)) {
            Some(AnswerState::Started) => progress.started += 1,
            Some(AnswerState::Ready) => progress.ready += 1,
            Some(AnswerState::NotApplicable) => progress.not_applicable += 1,
            Some(AnswerState::Empty) | None => {}
        }
    }
    progress
}
