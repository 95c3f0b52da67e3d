//! What the first letter does not wait for. A release cuts it out of the program and fetches it when it is
//! called for (`xtask/src/release/cut.rs`); any other build has all of it in one piece, and works the same.

#![allow(unsafe_code, reason = "calls from one piece of the program into another, which the macro writes")]

use std::rc::Rc;

use leptos::prelude::RwSignal;
use thiserror::Error;
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlTextAreaElement;

use crate::element::Element;
use crate::state::opening::Opener;
use crate::state::services::Services;
use crate::state::session::Session;
use submission_core::copies::Refusal;
use submission_core::draft::{AnswerId, Draft, DraftId};
use submission_core::locale::Catalogue;
use submission_core::richtext::formatting::Format;
use submission_core::route::Route;
use submission_core::store::Theirs;

/// A part of the program did not arrive; the next call fetches it again.
#[derive(Error, Clone, Copy, Debug)]
#[error("a part of the program did not arrive")]
pub struct NotArrived;

#[cfg(feature = "cut")]
impl From<wasm_split_helpers::SplitLoaderError> for NotArrived {
    fn from(_: wasm_split_helpers::SplitLoaderError) -> Self {
        Self
    }
}

/// The length of a text.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct Length {
    /// Localizer; Chinese and Japanese count in characters.
    pub words: usize,
    /// Characters as a reader counts them.
    pub characters: usize,
}

/// A part of the page that the lazy part draws.
#[derive(Clone)]
pub enum Panel {
    /// What is to be said of the text that is kept, on the screen of that address.
    Notices {
        /// The address.
        route: RwSignal<Route>,
        /// Counts the texts that were set aside and are back in their fields.
        back: RwSignal<u32>,
    },
    /// A new version that waits.
    Update,
    /// The file that is being read.
    Reading,
    /// The choice of the shared computer.
    Shared,
    /// Deleted drafts.
    Bin,
    /// What is written and does not stand in the document.
    LeftOut(Session),
    /// Colours and language of the interface.
    Preferences,
}

/// The sheet of a rich answer: its text area, in whose place the lazy part may put another field.
pub struct Sheet {
    /// The open draft.
    pub session: Session,
    /// Where the answer stands.
    pub answer_id: AnswerId,
    /// The sheet itself.
    pub element: Element,
    /// Its text area.
    pub area: HtmlTextAreaElement,
    /// The Markdown, a moment ago.
    pub markdown: RwSignal<String>,
    /// Its length, where it is counted.
    pub length: RwSignal<Option<Length>>,
    /// It is written as it will look.
    pub is_formatted: RwSignal<bool>,
}

/// The lazy part, once it is there. What is only called through this is cut off.
pub trait Later {
    /// Says everything in the words of another language from now on.
    fn speak(&self, language: String, catalogue: Catalogue);
    /// A Markdown text as it will look, and how long it is.
    fn format(&self, markdown: &str, heading: u8) -> (Vec<Element>, Length);
    /// A text of the program's own help: `formatting`, or all of it.
    fn help(&self, name: &str, heading: u8) -> Vec<Element>;
    /// A part of the page.
    fn panel(&self, panel: Panel) -> Element;
    /// What stands on a screen below its heading; with the draft, on the screens of one.
    fn screen(&self, screen: &Route, session: Option<&Session>) -> Vec<Element>;
    /// Beside an answer: what was written to it elsewhere at the same time.
    fn diverged(&self, session: &Session, answer: &AnswerId, others: &[Theirs]) -> Element;
    /// There is something to hear of the text's past (`Services::take_history_events`).
    fn told(&self);
    /// A text of the draft was stored, or could not be.
    fn saved(&self, draft: &DraftId);
    /// This tab writes the open draft from now on, in the place of another.
    fn writes(&self);
    /// Draws into `place` what is said of the draft's copies in files.
    fn copies(&self, draft: &DraftId, place: &Element);
    /// The draft was handed over as a file; with why that does not have all of it, where that is so.
    fn handed_over(&self, id: &DraftId, draft: &Draft, lacks: Option<Refusal>);
    /// Formats what is selected.
    fn apply(&self, sheet: &HtmlTextAreaElement, what: Format);
    /// Lets a rich answer be written as it will look, where the writer has chosen so.
    fn write(&self, sheet: Sheet);
    /// Opens a file as a draft, or begins one under it, and goes there; else says why not. All of that happens
    /// later, by `opener`.
    fn open(&self, opener: Opener, name: String, bytes: Vec<u8>);
    /// Opens the filled example as a draft of the writer's own.
    fn open_example(&self, opener: Opener);
    /// Hands the whole draft to the writer as a file.
    fn save_as_file(&self, services: Services, draft: &DraftId);
    /// Puts a draft into the bin, and offers the way back; `title` is what it is called.
    fn delete(&self, services: Services, draft: &DraftId, title: &str);
    /// Copies a draft.
    fn duplicate(&self, services: Services, draft: &DraftId);
}

/// Functions that are called as `async fn`s and need not be there from the start.
macro_rules! lazy {
    ($(
        $(#[$about:meta])*
        $visible:vis fn $name:ident($($argument:ident: $kind:ty),*) -> Result<$value:ty, NotArrived> $body:block
    )*) => {$(
        #[cfg(feature = "cut")]
        $(#[$about])*
        #[wasm_split_helpers::wasm_split(later, fallible)]
        $visible fn $name($($argument: $kind),*) -> Result<$value, NotArrived> $body

        #[cfg(not(feature = "cut"))]
        $(#[$about])*
        $visible async fn $name($($argument: $kind),*) -> Result<$value, NotArrived> $body
    )*};
}

lazy! {
    /// Starts the lazy part, in English; once, for the life of the page.
    pub fn start_later(services: Services) -> Result<Rc<dyn Later>, NotArrived> {
        Ok(crate::later::start(services))
    }
    /// Answers requests in a worker from now on.
    fn start_worker() -> Result<(), NotArrived> {
        crate::worker::start();
        Ok(())
    }
}

/// Starts the program in a worker.
pub fn start_as_worker() {
    spawn_local(async move {
        if let Err(error) = start_worker().await {
            // The page then does without a worker.
            crate::worker::post_message(&error.to_string().into());
        }
    });
}
