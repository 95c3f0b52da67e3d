//! Writes a draft to its file, call by call. What comes next is `core/src/copies` to decide; nothing here writes
//! anything, or says anything, by itself.

use wasm_bindgen::JsValue;

use super::Copies;
use super::owner::Owner;
use crate::browser::draft_files::{DraftFile, FileHandle, Mode, SwapFile, failure, stamp, text};
use submission_core::copies::{
    Action, Attempt, AttemptRequest, CopyMoment, Event, Failure, FileStamp, Occasion, Outcome, Refusal,
    Remembered,
};

/// What came of following.
pub struct Done {
    /// Of the attempt.
    pub outcome: Outcome,
    /// When the draft was asked for.
    pub moment: CopyMoment,
    /// How many words it had.
    pub words: usize,
    /// Its title.
    pub title: String,
    /// Another draft that has lost its file.
    pub taken: Option<String>,
}

impl Done {
    /// Not even the attempt could be made.
    pub fn failed() -> Self {
        let (moment, title) = Default::default();
        Self { outcome: Outcome::Failed, moment, words: 0, title, taken: None }
    }
}

/// Why a file is written.
struct Wish {
    occasion: Occasion,
    /// Another draft that it follows.
    shared: Option<(String, DraftFile)>,
    /// The digest of what the writer lets be replaced.
    word: Option<String>,
}

/// What a call has told.
enum Told {
    Done,
    Given,
    Denied,
    Refused(Refusal),
    Saw(String, FileStamp),
    Stamped(FileStamp),
}

/// An attempt while it goes on.
struct Running<'a> {
    owner: &'static Owner,
    file: &'a DraftFile,
    handle: FileHandle,
    shared: Option<(String, DraftFile)>,
    /// The draft as it left.
    given: Given,
    swap: Option<SwapFile>,
}

/// A draft as it left the program.
#[derive(Default)]
pub struct Given {
    /// The text of its file.
    pub text: String,
    /// The name of its file.
    pub file: String,
    /// Its title.
    pub title: String,
    /// Some of it is not stored.
    pub unsaved: bool,
    /// Why it is not whole.
    pub lacks: Option<Refusal>,
    /// When it was asked for.
    pub moment: CopyMoment,
}

impl Copies {
    /// Writes a draft to the file that follows it, or to one that was just `chosen`; with the writer's `word` also
    /// over what they have seen in it. What came of it; `None` where the draft has no file any more.
    pub async fn follow(
        &self,
        owner: &'static Owner,
        chosen: Option<FileHandle>,
        word: Option<String>,
    ) -> Result<Option<Done>, JsValue> {
        self.files.wait().await?;
        let done = self.follow_alone(owner, chosen, word).await;
        self.files.end();
        done
    }

    async fn follow_alone(
        &self,
        owner: &'static Owner,
        chosen: Option<FileHandle>,
        word: Option<String>,
    ) -> Result<Option<Done>, JsValue> {
        let draft = owner.draft.as_str();
        // Another tab may have written it, or given it to another draft. Without a database it follows until the
        // page is closed.
        let former = match self.files.of(draft).await {
            Ok(entry) if entry.is_some() || owner.is_remembered.get() => entry,
            _ => owner.file.borrow().clone(),
        };
        let former_handle = former.as_ref().and_then(DraftFile::handle);
        let Some(chosen) = chosen else {
            let file = former.as_ref().map(DraftFile::copy);
            owner.set_file(file.clone());
            let Some((file, handle)) = file.zip(former_handle) else { return Ok(None) };
            let wish = Wish { occasion: Occasion::Follows, shared: None, word };
            return Ok(Some(self.attempt(owner, &file, handle, wish).await));
        };
        let is_own = match &former_handle {
            Some(handle) => handle.is_same(&chosen).await?,
            None => false,
        };
        let file = match &former {
            Some(former) if is_own => former.copy(),
            _ => DraftFile::of(&chosen),
        };
        let shared = self.files.follows_too(draft, &chosen).await;
        let taken = shared.as_ref().map(|(taken, _)| taken.clone());
        let handle = file.handle().unwrap_or(chosen);
        let wish = Wish { occasion: Occasion::Chosen, shared, word };
        let done = self.attempt(owner, &file, handle, wish).await;
        if done.outcome == Outcome::Copied {
            owner.set_file(Some(file));
            return Ok(Some(Done { taken, ..done }));
        }
        if !is_own {
            // It is not the draft's yet. What cannot be remembered now is asked about once more.
            let _ = match former {
                Some(former) => self.files.keep(draft, &former).await.map(drop),
                None => self.files.drop(draft).await,
            };
        }
        Ok(Some(done))
    }

    /// One attempt: performs what is said to come next until it is over.
    async fn attempt(&self, owner: &'static Owner, file: &DraftFile, handle: FileHandle, wish: Wish) -> Done {
        let Wish { occasion, shared, word } = wish;
        let remembered = Remembered::read(&file.written().unwrap_or_default());
        let here = owner.here.borrow().clone();
        // Then its texts need not be read to know how far they are.
        let is_here = here.is_some() && here.as_ref() == remembered.last.as_ref().map(|last| &last.digest);
        let (mut attempt, mut action) = Attempt::begin(AttemptRequest {
            draft: owner.draft.as_str().to_owned(),
            occasion,
            remembered,
            here,
            shared: shared.as_ref().map(|(_, other)| other.title().unwrap_or_default()),
            allowed_digest: word,
        });
        let mut running = Running { owner, file, handle, shared, given: Given::default(), swap: None };
        let outcome = loop {
            let told = match &action {
                Action::End(outcome) => break outcome.clone(),
                action => self.perform(&mut running, action).await,
            };
            let position;
            action = attempt.next(&match &told {
                Ok(Told::Done) => Event::Done,
                Ok(Told::Given) => {
                    position = self.store.position(&owner.draft, !is_here).unwrap_or_default();
                    let Given { text, title, unsaved, .. } = &running.given;
                    Event::Text { text, title, position: &position, unsaved: *unsaved }
                }
                Ok(Told::Denied) => Event::Failed(Failure::Denied),
                Ok(Told::Refused(refusal)) => Event::Refused(*refusal),
                Ok(Told::Saw(text, stamp)) => Event::Saw(text, *stamp),
                Ok(Told::Stamped(stamp)) => Event::Stamped(*stamp),
                Err(error) => Event::Failed(failure(error)),
            });
        };
        if outcome == Outcome::Copied {
            owner.here.replace(attempt.digest().map(ToOwned::to_owned));
        }
        let Given { moment, title, .. } = running.given;
        Done { outcome, moment, words: attempt.words(), title, taken: None }
    }

    async fn perform(&self, running: &mut Running<'_>, action: &Action) -> Result<Told, JsValue> {
        let Running { owner, file, handle, shared, given, swap } = running;
        match action {
            Action::Permit => {
                if !handle.is_allowed(Mode::Write, false).await? {
                    return Ok(Told::Denied);
                }
            }
            Action::Ask => match self.ask(&owner.draft, false) {
                Ok(leaving) => {
                    *given = leaving;
                    return Ok(Told::Given);
                }
                Err(refusal) => return Ok(Told::Refused(refusal)),
            },
            Action::Look => {
                let file = handle.file().await?;
                return Ok(Told::Saw(text(&file).await?, stamp(&file)));
            }
            Action::LookAgain => return Ok(Told::Stamped(stamp(&handle.file().await?))),
            Action::Open => *swap = Some(handle.open().await?),
            Action::Put => {
                if let Some(swap) = swap {
                    swap.put(&given.text).await?;
                }
            }
            Action::Close => {
                if let Some(swap) = swap.take() {
                    swap.finish().await?;
                }
            }
            Action::Abort => {
                if let Some(swap) = swap.take() {
                    swap.throw_away().await?;
                }
            }
            Action::Take => {
                if let Some((taken, other)) = shared {
                    let gone = DraftFile::taken_by(other.title().as_deref(), &given.title);
                    self.files.keep(taken, &gone).await?;
                }
            }
            Action::Remember(remembered) => {
                file.set_written(&remembered.write());
                file.set_title(&given.title);
                if self.files.keep(owner.draft.as_str(), file).await? {
                    owner.is_remembered.set(true);
                }
            }
            Action::End(_) => {}
        }
        Ok(Told::Done)
    }
}
