//! One attempt to write a draft to its file: which call comes next, and what came of it all.
//!
//! The order is: may it be written, the text, what stands in the file, remember what is about to be
//! written, the swap file, what stands in the file once more, put the swap file in its place, read it
//! back, remember that it was written.

use super::content::{Content, Found, digest, has_all_of};
use super::mark::{Mark, Remembered};

/// Why a draft does not leave whole.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Refusal {
    /// There is no such draft.
    Missing,
    /// It is part of a file whose opening did not come to an end.
    Unfinished,
    /// Some of its records cannot be read.
    Damaged,
    /// A newer version of the program wrote some of it.
    Newer,
    /// Another tab writes it, and may have more than it has stored.
    Reading,
}

impl Refusal {
    /// Its name between the modules.
    pub fn name(self) -> &'static str {
        match self {
            Self::Missing => "gone",
            Self::Unfinished => "unfinished",
            Self::Damaged => "damaged",
            Self::Newer => "newer",
            Self::Reading => "reading",
        }
    }
}

/// Why the file is written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Occasion {
    /// It is the draft's own, and follows it.
    Follows,
    /// The writer has just chosen it; the browser's dialog asks before a file is replaced.
    Chosen,
}

/// What an attempt begins with.
#[derive(Clone, PartialEq, Debug)]
pub struct AttemptRequest {
    /// The draft.
    pub draft: String,
    /// Why.
    pub occasion: Occasion,
    /// What is remembered of this file.
    pub remembered: Remembered,
    /// The digest of what this page wrote to it last: the draft on the page goes on from there.
    pub here: Option<String>,
    /// The title of another draft that the same file follows.
    pub shared: Option<String>,
    /// The digest of what the writer has seen and lets be replaced.
    pub allowed_digest: Option<String>,
}

/// How large a file is and when it was changed.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct FileStamp {
    /// Its size in bytes.
    pub size: f64,
    /// When it was changed, as the file system says.
    pub modified: f64,
}

/// Why a call failed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Failure {
    /// The page may not do it any more.
    Denied,
    /// The file is not there.
    Missing,
    /// Anything else: the disk is full, the device was taken out.
    Other,
}

/// What came of the call before.
#[derive(Clone, PartialEq, Debug)]
pub enum Event<'a> {
    /// It was done.
    Done,
    /// The whole text of the draft.
    Text {
        /// Its file's text.
        text: &'a str,
        /// The draft's title.
        title: &'a str,
        /// How far each of its texts has come in the store.
        position: &'a str,
        /// Some of it is not stored.
        unsaved: bool,
    },
    /// The draft does not leave whole.
    Refused(Refusal),
    /// All that stands in the file.
    Saw(&'a str, FileStamp),
    /// The file has not been read again.
    Stamped(FileStamp),
    /// It failed.
    Failed(Failure),
}

/// The next call.
#[derive(Clone, PartialEq, Debug)]
pub enum Action {
    /// Find out whether the file may be written.
    Permit,
    /// Ask the program for the text.
    Ask,
    /// Read the file.
    Look,
    /// Remember this beside the file's handle.
    Remember(Remembered),
    /// Open a swap file.
    Open,
    /// Write the text to it.
    Put,
    /// See whether the file itself is unchanged.
    LookAgain,
    /// Put the swap file in the file's place.
    Close,
    /// Throw the swap file away.
    Abort,
    /// The other draft has no file any more.
    Take,
    /// It is over.
    End(Outcome),
}

/// What came of an attempt.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// The file has the whole text.
    Copied,
    /// The draft did not leave; the file was left as it was.
    Refused(Refusal),
    /// The page may not write the file.
    Denied,
    /// The file is not where it was.
    Missing,
    /// It was not written.
    Failed,
    /// The file was changed while it was about to be written: it is to be looked at anew.
    Changing,
    /// The writer has to say what becomes of what stands in the file.
    Asks(Conflict),
}

/// What stands in a file and is not replaced without a word.
#[derive(Clone, PartialEq, Debug)]
pub struct Conflict {
    /// What it is.
    pub kind: ConflictKind,
    /// The title of the draft in it, or of the one that it follows.
    pub title: String,
    /// The digest of what stands in it.
    pub seen: String,
}

/// What stands in a file and is not replaced without a word.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ConflictKind {
    /// It was changed elsewhere since it was written here.
    Changed,
    /// It has another draft in it, or something else of this program's: then without a title.
    Other,
    /// It has a draft in it that does not say which it is.
    Draft,
    /// It follows another draft.
    Shared,
    /// It has this draft in it as it stood at another time, or elsewhere.
    State,
    /// It was written here, and has something that the draft here has not.
    Behind,
}

#[derive(Clone, PartialEq, Debug)]
enum Stage {
    Permitting,
    Asking,
    Looking,
    Noting,
    Opening,
    Putting,
    LookingAgain,
    Closing,
    ReadingBack,
    Taking,
    NotingLast,
    Aborting(Outcome),
    Ended,
}

/// The text that is to be written.
struct TextToWrite {
    text: String,
    mark: Mark,
    found: Found,
}

/// One attempt. Begin with [`Attempt::begin`], then perform the action and tell with [`Attempt::next`] what
/// came of it, until it ends.
pub struct Attempt {
    request: AttemptRequest,
    stage: Stage,
    to_write: Option<TextToWrite>,
    seen: Option<FileStamp>,
    /// Closing failed, which leaves open what stands in the file.
    failed: Option<Failure>,
}

impl Attempt {
    /// An attempt, and the first call.
    pub fn begin(request: AttemptRequest) -> (Self, Action) {
        (Self { request, stage: Stage::Permitting, to_write: None, seen: None, failed: None }, Action::Permit)
    }

    /// The digest of the text that is written.
    pub fn digest(&self) -> Option<&str> {
        self.to_write.as_ref().map(|to_write| to_write.mark.digest.as_str())
    }

    /// How many words the draft has that is written.
    pub fn words(&self) -> usize {
        self.to_write.as_ref().map_or(0, |to_write| to_write.found.words())
    }

    /// What comes next.
    pub fn next(&mut self, event: &Event<'_>) -> Action {
        let stage = std::mem::replace(&mut self.stage, Stage::Ended);
        match (stage, event) {
            (Stage::Permitting, Event::Done) => self.go(Stage::Asking, Action::Ask),
            (Stage::Asking, Event::Refused(refusal)) => end(Outcome::Refused(*refusal)),
            (Stage::Asking, Event::Text { text, title, position, unsaved }) => {
                self.to_write = self.check(text, title, position, *unsaved);
                match self.to_write {
                    Some(_) => self.go(Stage::Looking, Action::Look),
                    None => end(Outcome::Failed),
                }
            }
            (Stage::Looking, Event::Saw(text, stamp)) => self.judge(text, *stamp),
            // Where nothing can be remembered the file is written all the same: should the page go
            // meanwhile, it is asked once too often afterwards.
            (Stage::Noting, _) => self.go(Stage::Opening, Action::Open),
            (Stage::Opening, Event::Done) => self.go(Stage::Putting, Action::Put),
            (Stage::Putting, Event::Done) => self.go(Stage::LookingAgain, Action::LookAgain),
            (Stage::LookingAgain, Event::Stamped(stamp)) if self.seen == Some(*stamp) => {
                self.go(Stage::Closing, Action::Close)
            }
            (Stage::LookingAgain, Event::Stamped(_)) => self.abort(Outcome::Changing),
            (Stage::Closing, Event::Done) => self.go(Stage::ReadingBack, Action::Look),
            (Stage::Closing, Event::Failed(failure)) => {
                self.failed = Some(*failure);
                self.go(Stage::ReadingBack, Action::Look)
            }
            (Stage::ReadingBack, Event::Saw(text, _)) => self.compare(text),
            (Stage::Taking, _) => self.note_last(),
            (Stage::NotingLast, _) => end(self.failed.map_or(Outcome::Copied, outcome)),
            (Stage::Aborting(outcome), _) => end(outcome),
            (Stage::Putting | Stage::LookingAgain, Event::Failed(failure)) => self.abort(outcome(*failure)),
            (_, Event::Failed(failure)) => end(outcome(*failure)),
            // Not what was asked for: nothing may be built on it.
            (Stage::Putting | Stage::LookingAgain | Stage::Closing, _) => self.abort(Outcome::Failed),
            _ => end(Outcome::Failed),
        }
    }

    fn go(&mut self, stage: Stage, action: Action) -> Action {
        self.stage = stage;
        action
    }

    fn abort(&mut self, outcome: Outcome) -> Action {
        self.go(Stage::Aborting(outcome), Action::Abort)
    }

    /// Anything but the draft that was asked for is never written, whoever gave it.
    fn check(&self, text: &str, title: &str, position: &str, unsaved: bool) -> Option<TextToWrite> {
        let found = Found::read(text)?;
        (found.id.as_ref() == Some(&self.request.draft) && found.title == title).then(|| TextToWrite {
            text: text.to_owned(),
            mark: Mark { digest: digest(text), position: position.to_owned(), unsaved },
            found,
        })
    }

    /// What stands in the file: may it be replaced?
    fn judge(&mut self, text: &str, stamp: FileStamp) -> Action {
        let Some(to_write) = &self.to_write else { return end(Outcome::Failed) };
        let seen = digest(text);
        if let Err((kind, title)) = self.may_replace(to_write, text, &seen) {
            return end(Outcome::Asks(Conflict { kind, title, seen }));
        }
        if text == to_write.text {
            return self.written();
        }
        self.seen = Some(stamp);
        let remembered = Remembered {
            last: self.request.remembered.of(&seen).cloned(),
            pending: Some(to_write.mark.clone()),
        };
        self.go(Stage::Noting, Action::Remember(remembered))
    }

    fn may_replace(
        &self,
        to_write: &TextToWrite,
        text: &str,
        seen: &str,
    ) -> Result<(), (ConflictKind, String)> {
        let AttemptRequest { occasion, remembered, here, shared, allowed_digest, draft } = &self.request;
        if allowed_digest.as_deref() == Some(seen) {
            return Ok(());
        }
        if let Some(title) = shared {
            return Err((ConflictKind::Shared, title.clone()));
        }
        if text == to_write.text || here.as_deref() == Some(seen) {
            return Ok(());
        }
        let content = Content::of(text);
        let (found, title) = match &content {
            Content::Nothing => return Ok(()),
            Content::Draft(found) => (Some(found), found.title.clone()),
            Content::Part | Content::Other => (None, String::new()),
        };
        let is_within = || found.is_some_and(|found| has_all_of(&to_write.found, found));
        if let Some(mark) = remembered.of(seen) {
            let is_older = mark.is_ahead_of(&to_write.mark.position) && !is_within();
            return if is_older { Err((ConflictKind::Behind, title)) } else { Ok(()) };
        }
        let is_own = found.is_some_and(|found| found.id.as_ref() == Some(draft));
        let is_others = found.is_some_and(|found| found.id.is_some()) && !is_own;
        match occasion {
            Occasion::Chosen => {
                let is_source = to_write.found.opened_from.as_deref() == Some(seen);
                // What is none of ours is the writer's to replace, who has just said so.
                if is_source || content == Content::Other || is_within() {
                    return Ok(());
                }
                let is_unknown = found.is_some_and(|found| found.id.is_none());
                let kind = if is_unknown { ConflictKind::Draft } else { ConflictKind::Other };
                Err((if is_own { ConflictKind::State } else { kind }, title))
            }
            // A file that an earlier version of the program wrote, which remembered nothing of it.
            Occasion::Follows if *remembered == Remembered::default() && is_within() => Ok(()),
            Occasion::Follows => {
                Err((if is_others { ConflictKind::Other } else { ConflictKind::Changed }, title))
            }
        }
    }

    /// What was read back: the text, or not.
    fn compare(&mut self, text: &str) -> Action {
        let Some(to_write) = &self.to_write else { return end(Outcome::Failed) };
        if text == to_write.text {
            self.failed = None;
            return self.written();
        }
        let failed = self.failed.get_or_insert(Failure::Other);
        if *failed == Failure::Other && to_write.text.starts_with(text) {
            // A part of it is there: it is ours, and is replaced the next time.
            let cut = Mark { digest: digest(text), ..to_write.mark.clone() };
            let remembered = Remembered { last: Some(cut), pending: Some(to_write.mark.clone()) };
            return self.go(Stage::NotingLast, Action::Remember(remembered));
        }
        end(outcome(*failed))
    }

    fn written(&mut self) -> Action {
        if self.request.shared.is_some() {
            return self.go(Stage::Taking, Action::Take);
        }
        self.note_last()
    }

    fn note_last(&mut self) -> Action {
        let last = self.to_write.as_ref().map(|to_write| to_write.mark.clone());
        self.go(Stage::NotingLast, Action::Remember(Remembered { last, pending: None }))
    }
}

fn end(outcome: Outcome) -> Action {
    Action::End(outcome)
}

fn outcome(failure: Failure) -> Outcome {
    match failure {
        Failure::Denied => Outcome::Denied,
        Failure::Missing => Outcome::Missing,
        Failure::Other => Outcome::Failed,
    }
}
