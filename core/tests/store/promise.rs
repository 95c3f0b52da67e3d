//! The promise that is checked after everything: every word whose saving was acknowledged is in the
//! draft, and the app opens.

use std::collections::BTreeSet;
use submission_core::collections::SortedMap;

use submission_core::draft::{Answer, AnswerId, DraftId};
use submission_core::store::{OpenError, Storage, Store};

use test_support::bench::Bench;

/// Words by answer.
pub type Words = BTreeSet<(AnswerId, String)>;

/// A key of another app on the same host.
pub const FOREIGN: &str = "another-app/key";

/// What has become of a profile.
pub struct Profile<'p> {
    pub bench: &'p Bench,
    pub mirror: Option<&'p SortedMap<String, String>>,
    pub draft: Option<&'p DraftId>,
    /// There is no room for more than that.
    pub room: Option<usize>,
    /// Drafts that were removed for good.
    pub erased: &'p [DraftId],
    /// Drafts from files.
    pub files: &'p [DraftId],
}

impl<'p> Profile<'p> {
    /// With room enough, and no other drafts.
    pub fn of(
        bench: &'p Bench,
        mirror: Option<&'p SortedMap<String, String>>,
        draft: Option<&'p DraftId>,
    ) -> Self {
        Self { bench, mirror, draft, room: None, erased: &[], files: &[] }
    }

    /// A new tab, united with the mirror.
    fn start(&self) -> Result<Store, String> {
        let (store, storage) = self.bench.faulty_store();
        storage.limit(self.room);
        if let Some(mirror) = self.mirror {
            store.set_mirrored(true);
            store.unite(mirror).map_err(|error| format!("does not start: {error}"))?;
        }
        Ok(store)
    }

    /// Drafts from files are whole, or say that they are not; each says in its title how many answers it has.
    pub fn has_no_halves(&self) -> Result<(), String> {
        let store = self.start()?;
        let listing = store.drafts().map_err(|error| format!("does not start: {error}"))?;
        for id in self.files {
            if !listing.drafts.iter().any(|draft| draft.id == *id) {
                return Err(format!("{id} has gone"));
            }
        }
        for draft in listing.drafts.iter().filter(|draft| !draft.unfinished && !draft.damaged) {
            let expected = draft.title.strip_prefix("A file of ").and_then(|number| number.parse().ok());
            if expected.is_some_and(|expected: usize| draft.answers.started != expected) {
                return Err(format!("{} has {} answers: {}", draft.id, draft.answers.started, draft.title));
            }
        }
        Ok(())
    }

    /// What was removed for good is nowhere, also after the start.
    fn stays_erased(&self, store: &Store) -> Result<(), String> {
        store.purge_expired().map_err(|error| format!("does not tidy: {error}"))?;
        let mut mirror = self.mirror.cloned().unwrap_or_default();
        submission_core::store::transact(&mut mirror, &store.take_changes());
        for id in self.erased {
            let of_draft = format!("/draft/{id}");
            let left = self.bench.keys().into_iter().chain(mirror.keys().cloned());
            if let Some(key) = left.into_iter().find(|key| key.contains(&of_draft)) {
                return Err(format!("what was removed for good is there: {key}"));
            }
        }
        Ok(())
    }

    /// The app starts, lists and opens; the words of the draft. `None`: there was no draft to open.
    pub fn opens(&self) -> Result<Option<Words>, String> {
        let store = self.start()?;
        self.stays_erased(&store)?;
        let listing = store.drafts().map_err(|error| format!("does not start: {error}"))?;
        let bin = store.bin().map_err(|error| format!("does not start: {error}"))?;
        let Some(id) = self.draft else { return Ok(None) };
        let listed = listing.drafts.iter().any(|draft| draft.id == *id)
            || listing.unreadable.iter().any(|draft| draft.id == *id);
        if !listed && !bin.iter().any(|binned| binned.id == *id) {
            return Ok(None);
        }
        let opened = match store.open(id) {
            Err(OpenError::InBin) => store.peek(id),
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
