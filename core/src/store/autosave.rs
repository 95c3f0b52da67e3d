//! When to save while the writer types, and what to show meanwhile: no clock and no timer of its
//! own, only times that it is told.

use super::SaveError;
use crate::time::{Millis, PageTime};

/// A save follows the last key after this long.
const PAUSE: Millis = Millis::new(400);
/// While typing goes on without a pause, a save comes at least this often.
const LONGEST: Millis = Millis::seconds(2);
/// The first wait after a save that failed; doubled each time.
const FIRST_RETRY: Millis = Millis::seconds(1);
/// The longest wait between two tries.
const LAST_RETRY: Millis = Millis::seconds(30);

/// What the writer is told about the text on the screen.
#[derive(Clone, PartialEq, Eq, Debug)]
#[non_exhaustive]
pub enum SaveState {
    /// In memory only, for a moment.
    Typing,
    /// Stored in this browser, and read back.
    Saved,
    /// Not stored; why.
    NotSaved(SaveError),
}

/// Decides when to save.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Autosave {
    /// The first and the last key that no save has taken in.
    unsaved: Option<(PageTime, PageTime)>,
    /// The last save failed: why, how often in a row, and when.
    failed: Option<(SaveError, u32, PageTime)>,
}

impl Autosave {
    /// Nothing typed yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// The writer changed something.
    pub fn typed(&mut self, now: PageTime) {
        let first = self.unsaved.map_or(now, |(first, _)| first);
        self.unsaved = Some((first, now));
    }

    /// When to save, unless something happens before; `None` where all is saved.
    ///
    /// The page sets one timer to this, after each event, and saves when [`Self::is_due`].
    pub fn due(&self) -> Option<PageTime> {
        let (first, last) = self.unsaved?;
        let after_key = (last + PAUSE).min(first + LONGEST);
        Some(match &self.failed {
            None => after_key,
            // A new key is a reason to try again, an old one is not.
            Some((_, times, at)) if last <= *at => {
                let doubled = FIRST_RETRY * (1 << (times - 1).min(16));
                *at + doubled.min(LAST_RETRY)
            }
            Some((_, _, at)) => (last + PAUSE).min(*at + LONGEST),
        })
    }

    /// It is time to save.
    pub fn is_due(&self, now: PageTime) -> bool {
        self.due().is_some_and(|due| now >= due)
    }

    /// There is something to save at once: on leaving a field, on hiding the page, before an
    /// export.
    pub fn is_unsaved(&self) -> bool {
        self.unsaved.is_some()
    }

    /// What was on the screen at `taken` was saved.
    pub fn saved(&mut self, taken: PageTime) {
        self.failed = None;
        // Keys that came while the save was under way are still to be saved.
        self.unsaved = self.unsaved.filter(|(_, last)| *last > taken).map(|(_, last)| (last, last));
    }

    /// The save did not succeed.
    pub fn failed(&mut self, now: PageTime, why: SaveError) {
        let times = self.failed.as_ref().map_or(0, |(_, times, _)| *times);
        self.failed = Some((why, times.saturating_add(1), now));
        self.unsaved = self.unsaved.or(Some((now, now)));
    }

    /// What to show. A failure stays in sight until a save succeeds.
    pub fn state(&self) -> SaveState {
        match (&self.failed, self.unsaved) {
            (Some((why, _, _)), _) => SaveState::NotSaved(why.clone()),
            (None, Some(_)) => SaveState::Typing,
            (None, None) => SaveState::Saved,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(millis: i64) -> PageTime {
        PageTime::from_millis(millis)
    }

    /// Keys at these times, saves that all succeed: when the saves come.
    fn saves(keys: &[i64]) -> Vec<i64> {
        let mut autosave = Autosave::new();
        let mut saves = Vec::new();
        for now in 0..20_000 {
            if keys.contains(&now) {
                autosave.typed(at(now));
            }
            if autosave.is_due(at(now)) {
                saves.push(now);
                autosave.saved(at(now));
            }
        }
        saves
    }

    #[test]
    fn a_save_comes_400_ms_after_the_last_key_and_every_2_s_while_typing() {
        let without_pause: Vec<i64> = (0..50).map(|key| key * 100).collect();
        let cases: [(&[i64], &[i64]); 4] =
            [(&[], &[]), (&[100], &[500]), (&[0, 300, 600], &[1000]), (&without_pause, &[2000, 4100, 5300])];
        for (keys, expected) in cases {
            assert_eq!(saves(keys), expected, "{keys:?}");
        }
    }

    #[test]
    fn no_key_waits_longer_than_2_s() {
        let mut autosave = Autosave::new();
        for now in (0..60_000).step_by(37).map(at) {
            autosave.typed(now);
            let (first, _) = autosave.unsaved.unwrap();
            assert!(autosave.due().unwrap() <= first + LONGEST);
            if autosave.is_due(now) {
                autosave.saved(now);
            }
        }
    }

    #[test]
    fn a_failure_is_tried_again_later_and_later_and_on_the_next_key() {
        let mut autosave = Autosave::new();
        autosave.typed(at(0));
        let mut waits = Vec::new();
        for _ in 0..8 {
            let due = autosave.due().unwrap();
            autosave.failed(due, SaveError::Full);
            waits.push((autosave.due().unwrap() - due).count());
        }
        assert_eq!(waits, [1000, 2000, 4000, 8000, 16_000, 30_000, 30_000, 30_000]);
        let now = autosave.due().unwrap() - Millis::seconds(20);
        autosave.typed(now);
        assert!(autosave.is_due(now));
        assert_eq!(autosave.state(), SaveState::NotSaved(SaveError::Full));
        autosave.saved(now);
        assert_eq!((autosave.due(), autosave.state()), (None, SaveState::Saved));
    }

    #[test]
    fn keys_during_a_save_are_saved_by_the_next() {
        let mut autosave = Autosave::new();
        autosave.typed(at(0));
        autosave.typed(at(450));
        autosave.saved(at(400));
        assert_eq!((autosave.state(), autosave.due()), (SaveState::Typing, Some(at(850))));
    }
}
