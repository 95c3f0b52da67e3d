//! What is known of a draft's copies while its page is open, and what is said of them.

use super::attempt::{Conflict, ConflictKind, Outcome, Refusal};
use crate::locale::{Key, key};
use crate::store::Copied;
use crate::time::WallTime;

/// The file of a draft.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub enum CopyFile {
    /// There is none.
    #[default]
    None,
    /// One was chosen, and follows.
    Chosen,
    /// It has another draft in it now, of this title.
    Taken(String),
}

/// What came of the last attempt to make a copy, where it is to be said.
#[derive(Clone, PartialEq, Debug)]
pub enum Trouble {
    /// Not all of the draft is there.
    Refused(Refusal),
    /// The file is not where it was.
    Missing,
    /// It was not written.
    Failed,
    /// It was changed while it was about to be written.
    Changing,
    /// The writer has to say what becomes of what stands in it.
    Asks(Conflict),
}

/// What comes after an attempt.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Next {
    /// Nothing.
    Rest,
    /// Another one at once.
    Again,
    /// Another one after a while.
    Retry,
}

/// How things stand with the copies of a draft.
#[derive(Clone, PartialEq, Default, Debug)]
pub struct CopyStatus {
    /// What is remembered of them.
    pub copied: Copied,
    /// Its file.
    pub file: CopyFile,
    /// The page may write the file.
    pub allowed: bool,
    /// What came of the last attempt.
    pub trouble: Option<Trouble>,
    /// It is time for a copy.
    pub reminding: bool,
    /// Not all that was saved is in a copy.
    pub dirty: bool,
    /// When something was saved last.
    changed: WallTime,
    /// How often something was saved.
    saves: u64,
}

/// A moment in the life of a draft: what was saved after it is not in a copy that was taken then. Told by counting,
/// since clocks are set back.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct CopyMoment {
    /// When that was.
    pub at: WallTime,
    saves: u64,
}

impl CopyStatus {
    /// How things stand with a draft of which this is remembered.
    pub fn new(copied: Copied) -> Self {
        Self { copied, ..Self::default() }
    }

    /// There is a file, and the page may write it.
    pub fn follows(&self) -> bool {
        self.file == CopyFile::Chosen && self.allowed
    }

    /// After this another press of "Save a copy" asks for another file.
    pub fn is_stuck(&self) -> bool {
        matches!(self.trouble, Some(Trouble::Asks(_) | Trouble::Failed | Trouble::Missing))
    }

    /// What the writer is asked of a file.
    pub fn asks(&self) -> Option<&Conflict> {
        match &self.trouble {
            Some(Trouble::Asks(conflict)) => Some(conflict),
            _ => None,
        }
    }

    /// Something was saved, or could not be: then a file is all the more wanted.
    pub fn saved(&mut self, now: WallTime) {
        self.changed = now;
        self.saves += 1;
        self.dirty = true;
        self.copied.since.get_or_insert(now);
    }

    /// So many words were added to a text.
    pub fn written(&mut self, words: usize) {
        self.copied.written += words as u64;
    }

    /// This moment.
    pub fn moment(&self, at: WallTime) -> CopyMoment {
        CopyMoment { at, saves: self.saves }
    }

    /// A copy was made of what stood there at that moment, so many words. Whether that is all.
    pub fn copied(&mut self, moment: CopyMoment, words: usize) -> Next {
        self.trouble = None;
        self.reminding = false;
        self.dirty = self.saves > moment.saves;
        let since = self.dirty.then_some(self.changed);
        self.copied =
            Copied { copied: Some(moment.at), words: words as u64, written: 0, since, later: false };
        if self.dirty && self.follows() { Next::Again } else { Next::Rest }
    }

    /// The writer puts a reminder off.
    pub fn put_off(&mut self) {
        self.reminding = false;
        self.copied = Copied { written: 0, since: None, later: true, ..self.copied.clone() };
    }

    /// Its file has another draft in it now, of this title: it is in no file any more.
    pub fn loses_its_file(&mut self, title: String, now: WallTime) {
        self.file = CopyFile::Taken(title);
        self.trouble = None;
        self.allowed = false;
        self.copied.copied = None;
        self.copied.since.get_or_insert(now);
    }

    /// What came of an attempt in which no copy was made; `None` where there is no file any more. `is_chosen`: the
    /// writer had chosen a file for it that is not the draft's yet.
    pub fn ended(&mut self, outcome: Option<Outcome>, is_chosen: bool) -> Next {
        match outcome {
            Some(Outcome::Denied) => self.allowed = false,
            Some(Outcome::Changing) if !is_chosen => return Next::Again,
            // A tab that only shows the draft has nothing to say of its file.
            None | Some(Outcome::Copied | Outcome::Refused(Refusal::Reading | Refusal::Missing)) => {
                self.trouble = None;
            }
            Some(Outcome::Refused(refusal)) => self.trouble = Some(Trouble::Refused(refusal)),
            Some(Outcome::Missing) => return self.fails(Trouble::Missing),
            Some(Outcome::Failed) => return self.fails(Trouble::Failed),
            Some(Outcome::Changing) => self.trouble = Some(Trouble::Changing),
            Some(Outcome::Asks(conflict)) => self.trouble = Some(Trouble::Asks(conflict)),
        }
        Next::Rest
    }

    fn fails(&mut self, trouble: Trouble) -> Next {
        self.trouble = Some(trouble);
        if self.file == CopyFile::Chosen { Next::Retry } else { Next::Rest }
    }

    /// The writer is in no field: reminds them where it is time for a copy. `on_disk`: the page was opened from a
    /// file, so that other such pages share its storage.
    pub fn remind(&mut self, now: WallTime, on_disk: bool) {
        let goes_on = self.follows() && self.trouble.is_none();
        self.reminding |= !goes_on && self.copied.is_due(now, on_disk);
    }

    /// What is said.
    pub fn key(&self, on_disk: bool) -> Key {
        match (&self.trouble, &self.file) {
            (Some(trouble), _) => trouble.key(),
            _ if self.reminding && on_disk => key::COPIES_REMINDER_ON_DISK,
            _ if self.reminding => key::COPIES_REMINDER,
            (_, CopyFile::Taken(_)) => key::COPIES_TAKEN,
            _ if self.copied.copied.is_none() => key::COPIES_NEVER,
            (_, CopyFile::None) => key::COPIES_COPIED,
            _ if self.allowed => key::COPIES_FOLLOWS,
            _ => key::COPIES_LOST,
        }
    }

    /// The title of another draft that is named in it.
    pub fn title(&self) -> &str {
        match (self.asks(), &self.file) {
            (Some(conflict), _) => &conflict.title,
            (None, CopyFile::Taken(title)) => title,
            _ => "",
        }
    }
}

impl Trouble {
    fn key(&self) -> Key {
        match self {
            Self::Refused(Refusal::Unfinished) => key::COPIES_UNFINISHED,
            Self::Refused(Refusal::Newer) => key::COPIES_NEWER,
            Self::Refused(Refusal::Reading) => key::COPIES_READING,
            Self::Refused(Refusal::Damaged) => key::COPIES_DAMAGED,
            Self::Refused(Refusal::Missing) => key::COPIES_NEVER,
            Self::Missing => key::COPIES_MISSING,
            Self::Failed | Self::Changing => key::COPIES_FAILED,
            Self::Asks(conflict) => match conflict.kind {
                ConflictKind::Changed => key::COPIES_CHANGED,
                ConflictKind::Other if conflict.title.is_empty() => key::COPIES_PART,
                ConflictKind::Other => key::COPIES_OTHER,
                ConflictKind::Draft => key::COPIES_DRAFT,
                ConflictKind::Shared => key::COPIES_SHARED,
                ConflictKind::State => key::COPIES_STATE,
                ConflictKind::Behind => key::COPIES_BEHIND,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(moment: i64) -> WallTime {
        WallTime::from_millis(moment)
    }

    fn following() -> CopyStatus {
        let copied = Copied { copied: Some(at(7)), ..Copied::default() };
        CopyStatus { file: CopyFile::Chosen, allowed: true, ..CopyStatus::new(copied) }
    }

    fn conflict(kind: ConflictKind, title: &str) -> Trouble {
        Trouble::Asks(Conflict { kind, title: title.to_owned(), seen: String::new() })
    }

    #[test]
    fn a_copy_that_follows_is_said_only_where_there_is_one() {
        let (never, follows) = (CopyStatus::default(), following());
        let taken = CopyStatus { file: CopyFile::Taken("Theirs".to_owned()), ..never.clone() };
        for (status, on_disk, expected) in [
            (never.clone(), true, "never"),
            (CopyStatus { copied: Copied::default(), ..follows.clone() }, false, "never"),
            (CopyStatus { file: CopyFile::None, ..follows.clone() }, false, "copied"),
            (follows.clone(), false, "follows"),
            (CopyStatus { allowed: false, ..follows.clone() }, false, "lost"),
            (taken.clone(), false, "taken"),
            (CopyStatus { reminding: true, ..taken }, false, "reminder"),
            (CopyStatus { reminding: true, ..never }, true, "reminder-on-disk"),
            (CopyStatus { reminding: true, trouble: Some(Trouble::Changing), ..follows }, true, "failed"),
        ] {
            assert_eq!(status.key(on_disk).name(), format!("copies.{expected}"), "{status:?}");
        }
    }

    #[test]
    fn another_drafts_title_is_told_where_the_file_has_it() {
        let taken = CopyStatus { file: CopyFile::Taken("Theirs".to_owned()), ..CopyStatus::default() };
        assert_eq!(taken.title(), "Theirs");
        let asks = CopyStatus { trouble: Some(conflict(ConflictKind::Other, "Its")), ..taken };
        assert_eq!((asks.title(), asks.key(false).name()), ("Its", "copies.other"));
        let part = CopyStatus { trouble: Some(conflict(ConflictKind::Other, "")), ..asks };
        assert_eq!((part.title(), part.key(false).name()), ("", "copies.part"));
        assert_eq!(CopyStatus::default().title(), "");
    }

    #[test]
    fn what_was_saved_after_a_copy_was_taken_is_in_none() {
        let mut status = CopyStatus::default();
        status.saved(at(5));
        status.written(3);
        let moment = status.moment(at(8));
        status.saved(at(9));
        assert_eq!((status.copied.since, status.copied.written, status.dirty), (Some(at(5)), 3, true));
        assert_eq!(status.copied(moment, 40), Next::Rest, "no file follows");
        let expected = Copied { copied: Some(at(8)), words: 40, since: Some(at(9)), ..Copied::default() };
        assert_eq!((&status.copied, status.dirty), (&expected, true));
        assert_eq!(status.copied(status.moment(at(9)), 41), Next::Rest);
        assert_eq!((status.copied.since, status.dirty), (None, false));
    }

    #[test]
    fn a_file_follows_once_more_what_was_saved_while_it_was_written_whatever_the_clock_says() {
        for later in [3, 9] {
            let mut status = following();
            status.saved(at(5));
            let moment = status.moment(at(6));
            status.saved(at(later));
            assert_eq!((status.copied(moment, 40), status.dirty), (Next::Again, true), "{later}");
            // Also where the clock is behind what was saved last.
            let moment = status.moment(at(1));
            assert_eq!((status.copied(moment, 41), status.dirty), (Next::Rest, false), "{later}");
        }
    }

    #[test]
    fn an_attempt_that_ends_badly_is_said_and_tried_again_where_there_is_a_file() {
        let asked = conflict(ConflictKind::Changed, "Ours");
        let Trouble::Asks(asked_of) = asked.clone() else { unreachable!() };
        for (outcome, is_chosen, trouble, next) in [
            (None, false, None, Next::Rest),
            (Some(Outcome::Failed), false, Some(Trouble::Failed), Next::Retry),
            (Some(Outcome::Missing), false, Some(Trouble::Missing), Next::Retry),
            (Some(Outcome::Changing), true, Some(Trouble::Changing), Next::Rest),
            (Some(Outcome::Refused(Refusal::Reading)), false, None, Next::Rest),
            (Some(Outcome::Refused(Refusal::Missing)), false, None, Next::Rest),
            (
                Some(Outcome::Refused(Refusal::Damaged)),
                false,
                Some(Trouble::Refused(Refusal::Damaged)),
                Next::Rest,
            ),
            (Some(Outcome::Asks(asked_of)), true, Some(asked), Next::Rest),
        ] {
            let mut status = CopyStatus { trouble: Some(Trouble::Changing), ..following() };
            assert_eq!(status.ended(outcome.clone(), is_chosen), next, "{outcome:?}");
            assert_eq!(status.trouble, trouble, "{outcome:?}");
        }
        // What was said stays while the file is looked at anew, and where it may not be written.
        let mut status = CopyStatus { trouble: Some(Trouble::Failed), ..following() };
        assert_eq!(status.ended(Some(Outcome::Changing), false), Next::Again);
        assert_eq!(status.ended(Some(Outcome::Denied), false), Next::Rest);
        assert_eq!((status.trouble.clone(), status.allowed), (Some(Trouble::Failed), false));
        status.file = CopyFile::None;
        assert_eq!(status.ended(Some(Outcome::Failed), true), Next::Rest);
    }

    #[test]
    fn another_press_asks_for_another_file_where_the_last_attempt_came_to_nothing() {
        for (trouble, expected) in [
            (None, false),
            (Some(Trouble::Refused(Refusal::Damaged)), false),
            (Some(Trouble::Changing), false),
            (Some(Trouble::Failed), true),
            (Some(Trouble::Missing), true),
            (Some(conflict(ConflictKind::State, "")), true),
        ] {
            let status = CopyStatus { trouble, ..CopyStatus::default() };
            assert_eq!(status.is_stuck(), expected, "{status:?}");
        }
    }

    #[test]
    fn a_reminder_stays_until_it_is_put_off_and_none_comes_while_a_file_follows() {
        let mut status = following();
        status.written(900);
        status.remind(at(9), false);
        assert!(!status.reminding);
        status.trouble = Some(Trouble::Failed);
        status.remind(at(9), false);
        assert!(status.reminding);
        status.put_off();
        assert!(!status.reminding);
        assert_eq!((status.copied.written, status.copied.later), (0, true));
        status.remind(at(9), false);
        assert!(!status.reminding);
    }

    #[test]
    fn a_draft_whose_file_has_another_in_it_is_in_no_file() {
        let mut status = CopyStatus { trouble: Some(Trouble::Failed), ..following() };
        status.loses_its_file("Theirs".to_owned(), at(9));
        assert_eq!((status.key(false).name(), status.follows()), ("copies.taken", false));
        assert_eq!((status.copied.copied, status.copied.since), (None, Some(at(9))));
    }
}
