//! Opening a file, which the lazy part recognises and checks.

use leptos::prelude::*;

use crate::browser::files::ReadError;
use crate::browser::focus::focus_soon;
use crate::browser::fragment;
use crate::state::later::LaterPart;
use crate::state::services::Services;
use crate::state::undo::Undo;
use crate::state::words::Words;
use submission_core::json;
use submission_core::locale::key;
use submission_core::route::Route;

/// The largest file that is read, in bytes: far more than a browser can keep.
pub const LARGEST_FILE: usize = json::MOST_BYTES;

/// Where files are opened: what it takes to do so, and what to say where one is refused.
#[derive(Clone, Copy)]
pub struct Opener {
    /// Where drafts are kept.
    pub services: Services,
    /// What recognises and checks files.
    pub later: LaterPart,
    /// The way back.
    pub undo: Undo,
    /// What to say it with.
    pub words: Words,
    /// Why the last file was not opened.
    pub refusal: RwSignal<Option<Refusal>>,
}

/// Why a file was not opened.
#[derive(Clone, PartialEq, Debug)]
pub struct Refusal {
    /// The file's name.
    pub file: String,
    /// What is wrong with it, at least one sentence.
    pub reasons: Vec<String>,
}

/// The screen on which files are opened is shown.
fn is_shown() -> bool {
    fragment::current() == Route::Start
}

impl Opener {
    /// Opens a draft, or begins one under a template, and goes there. Where that fails nothing has
    /// changed, and the reasons are shown.
    pub async fn open(self, name: &str, bytes: Result<Vec<u8>, ReadError>) {
        let opened = match bytes {
            Ok(bytes) => match self.later.wait().await {
                // Not from under the hands of a writer who has gone on.
                Some(_) if !is_shown() => return,
                Some(later) => later.open(self, name, &bytes),
                None => Err(vec![self.words.text(key::APP_NOT_ARRIVED)]),
            },
            Err(ReadError::TooLarge) => Err(vec![self.words.text(key::OPEN_TOO_LARGE)]),
            Err(ReadError::Unreadable) => Err(vec![self.words.text(key::OPEN_UNREADABLE)]),
        };
        self.finish(name, opened);
    }

    /// Opens the filled example as a draft of the writer's own.
    pub async fn open_example(self) {
        let opened = match self.later.wait().await {
            // As above.
            Some(_) if !is_shown() => return,
            Some(later) => later.open_example(self),
            None => Err(vec![self.words.text(key::APP_NOT_ARRIVED)]),
        };
        self.finish(&self.words.text(key::START_EXAMPLE), opened);
    }

    fn finish(self, file: &str, opened: Result<(), Vec<String>>) {
        match opened {
            Ok(()) => self.refusal.set(None),
            Err(reasons) => {
                self.refusal.set(Some(Refusal { file: file.to_owned(), reasons }));
                focus_soon("refused".to_owned());
            }
        }
    }
}
