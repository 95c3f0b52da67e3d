//! The promise that is checked after everything: every word whose saving was acknowledged is in the
//! draft, and the app opens.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use submission_editor::small::SortedMap;

use submission_editor::draft::{Answer, AnswerId, DraftId};
use submission_editor::store::{OpenError, Storage};

use super::bench::Bench;

/// Words by answer.
pub type Words = BTreeSet<(AnswerId, String)>;

/// A key of another app on the same host.
pub const FOREIGN: &str = "another-app/key";

/// What has become of a profile.
pub struct Profile<'p> {
    pub bench: &'p Bench,
    pub mirror: Option<&'p SortedMap<String, String>>,
    pub draft: Option<&'p DraftId>,
}

impl Profile<'_> {
    /// The app starts, lists and opens; the words of the draft. `None`: there was no draft to open.
    pub fn opens(&self) -> Result<Option<Words>, String> {
        let store = self.bench.store();
        if let Some(mirror) = self.mirror {
            store.set_mirrored(true);
            store.unite(mirror).map_err(|error| format!("does not start: {error}"))?;
        }
        let listing = store.drafts().map_err(|error| format!("does not start: {error}"))?;
        let bin = store.bin().map_err(|error| format!("does not start: {error}"))?;
        let Some(id) = self.draft else { return Ok(None) };
        let listed = listing.drafts.iter().any(|draft| draft.id == *id)
            || listing.unreadable.iter().any(|draft| draft.id == *id);
        if !listed && !bin.iter().any(|binned| binned.id == *id) {
            return Ok(None);
        }
        let opened = match store.open(id) {
            Err(OpenError::InBin) => store.look(id),
            opened => opened,
        };
        let opened = match opened {
            Ok(opened) => opened,
            // Everything is there to be copied.
            Err(OpenError::Missing | OpenError::NoTemplate(_)) => return Ok(None),
            Err(error) => return Err(format!("does not open: {error}")),
        };
        let mut there = Words::new();
        for (answer_id, answer) in &opened.draft.answers {
            there.extend(words(answer).map(|word| (answer_id.clone(), word)));
        }
        for diverged in &opened.diverged {
            for theirs in &diverged.others {
                there.extend(words(&theirs.answer).map(|word| (diverged.id.clone(), word)));
            }
        }
        Ok(Some(there))
    }

    /// The promise. `Err` says what a writer would miss.
    pub fn keeps(&self, promised: &Words) -> Result<(), String> {
        match self.opens()? {
            Some(there) => {
                let lost: Vec<_> = promised.difference(&there).collect();
                if lost.is_empty() { Ok(()) } else { Err(format!("lost: {lost:?}")) }
            }
            None if promised.is_empty() => Ok(()),
            None => Err("the draft has gone".to_owned()),
        }
    }

    /// What another app on the same host keeps is still there.
    pub fn leaves_others_alone(&self) -> Result<(), String> {
        let foreign = self.bench.memory.get(FOREIGN).unwrap();
        foreign.map(drop).ok_or_else(|| "another app's key has gone".to_owned())
    }
}

/// The numbered words of an answer.
pub fn words(answer: &Answer) -> impl Iterator<Item = String> {
    let text = answer.value.text().to_owned();
    let words: Vec<String> = text
        .split_whitespace()
        .filter(|word| word.strip_prefix('w').is_some_and(|number| number.parse::<usize>().is_ok()))
        .map(str::to_owned)
        .collect();
    words.into_iter()
}
