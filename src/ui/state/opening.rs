//! Opening a file: recognised and checked by the second module, and put into the store as a new draft.

use std::sync::Arc;

use leptos::prelude::*;

use crate::exchange;
use crate::json;
use crate::locale::{Message, key};
use crate::template;
use crate::ui::browser::files::ReadError;
use crate::ui::browser::focus::focus_soon;
use crate::ui::browser::fragment;
use crate::ui::browser::manuscript::OpenedFile;
use crate::ui::route::Route;
use crate::ui::state::manuscripts::ManuscriptModule;
use crate::ui::state::services::Services;
use crate::ui::state::undo::Undo;
use crate::ui::state::words::Words;

/// The largest file that is read, in bytes: far more than a browser can keep.
pub const LARGEST_FILE: usize = json::MOST_BYTES;

/// Where files are opened: what it takes to do so, and what to say where one is refused.
#[derive(Clone, Copy)]
pub struct Opener {
    /// Where drafts are kept.
    pub services: Services,
    /// What recognises and checks files.
    pub module: ManuscriptModule,
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

impl Opener {
    /// Opens a draft, or begins one under a template, and goes there. Where that fails nothing has
    /// changed, and the reasons are shown.
    pub async fn open(self, name: &str, bytes: Result<Vec<u8>, ReadError>) {
        let opened = match bytes {
            Ok(bytes) => match self.module.wait().await {
                Some(module) => self.keep(module.open(name, &bytes)),
                None => Err(vec![self.say(key::APP_NOT_ARRIVED)]),
            },
            Err(ReadError::TooLarge) => Err(vec![self.say(key::OPEN_TOO_LARGE)]),
            Err(ReadError::Unreadable) => Err(vec![self.say(key::OPEN_UNREADABLE)]),
        };
        match opened {
            Ok(()) => self.refusal.set(None),
            Err(reasons) => self.refuse(name, reasons),
        }
    }

    /// Opens the filled example as a draft of the writer's own.
    pub async fn open_example(self) {
        let example = self.module.wait().await.and_then(|module| module.example());
        let opened = OpenedFile { draft: example, ..OpenedFile::default() };
        if self.keep(opened).is_err() {
            self.refuse(&self.words.text(key::START_EXAMPLE), vec![self.say(key::APP_NOT_ARRIVED)]);
        }
    }

    fn keep(self, opened: OpenedFile) -> Result<(), Vec<String>> {
        // The second module wrote these values after checking them; so they are read once more
        // without a word for what cannot be wrong.
        let unreadable = || vec![self.say(key::OPEN_UNREADABLE)];
        match (opened.draft, opened.template) {
            (Some(draft), _) => {
                let value = serde_json::from_str(&draft).map_err(|_| unreadable())?;
                let services = self.services;
                let draft = exchange::read_draft("", value, services.new_draft_id(), services.now());
                let draft = draft.map_err(|_| unreadable())?;
                let said = self.words.say(&Message::new(key::UNDO_OPENED).with("name", &draft.title));
                let id = services.keep_opened(draft);
                self.undo.offer_opened(&id.clone(), said, move || {
                    services.delete(&id);
                    fragment::go(&Route::Start);
                });
            }
            (None, Some(source)) => {
                let checked = template::read(source).map_err(|_| unreadable())?;
                self.services.begin_with(Arc::new(checked.template));
            }
            (None, None) if opened.errors.is_empty() => return Err(unreadable()),
            (None, None) => return Err(opened.errors),
        }
        Ok(())
    }

    fn refuse(self, file: &str, reasons: Vec<String>) {
        self.refusal.set(Some(Refusal { file: file.to_owned(), reasons }));
        focus_soon("refused".to_owned());
    }

    fn say(self, key: crate::locale::Key) -> String {
        self.words.say(&Message::new(key))
    }
}
