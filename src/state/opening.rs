//! Opening a file, which the lazy part recognises and checks.

use leptos::prelude::*;

use crate::browser::files::ReadError;
use crate::browser::focus::focus_soon;
use crate::browser::fragment;
use crate::state::later::LaterPart;
use crate::state::localizer::Localizer;
use crate::state::services::Services;
use crate::state::undo::Undo;
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
    pub localizer: Localizer,
    /// A file is being read.
    pub busy: RwSignal<bool>,
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
pub fn is_shown() -> bool {
    fragment::current() == Route::Start
}

impl Opener {
    /// Opens a draft, or begins one under a template, and goes there. Where that fails nothing has
    /// changed, and the reasons are shown.
    pub async fn open(self, name: String, bytes: Result<Vec<u8>, ReadError>) {
        self.busy.set(true);
        // What was said of another file.
        self.refusal.set(None);
        let refused = match bytes {
            Ok(bytes) => match self.later.wait().await {
                // Not from under the hands of a writer who has gone on.
                Some(_) if !is_shown() => return self.is_over(),
                Some(later) => return later.open(self, name, bytes),
                None => key::APP_NOT_ARRIVED,
            },
            Err(ReadError::TooLarge) => key::OPEN_TOO_LARGE,
            Err(ReadError::Unreadable) => key::OPEN_UNREADABLE,
        };
        self.finish(&name, Err(vec![self.localizer.text(refused)]));
    }

    /// No file is being read any more.
    pub fn is_over(self) {
        // The screen may be gone.
        let _ = self.busy.try_set(false);
    }

    /// Opens the filled example as a draft of the writer's own.
    pub async fn open_example(self) {
        match self.later.wait().await {
            Some(later) => later.open_example(self),
            None => {
                let not_arrived = self.localizer.text(key::APP_NOT_ARRIVED);
                self.finish(&self.localizer.text(key::START_EXAMPLE), Err(vec![not_arrived]));
            }
        }
    }

    /// What came of it.
    pub fn finish(self, file: &str, opened: Result<(), Vec<String>>) {
        self.is_over();
        match opened {
            Ok(()) => self.refusal.set(None),
            Err(reasons) => {
                self.refusal.set(Some(Refusal { file: file.to_owned(), reasons }));
                focus_soon("refused".to_owned());
            }
        }
    }
}
