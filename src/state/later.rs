//! The lazy part of the program: fetched once the form is on the screen, asked for by a signal.

use std::cell::RefCell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

use crate::browser::frame::after_frame;
use crate::browser::parts;
use crate::lazy::{Later, NotArrived, start_later};
use crate::state::localizer::Localizer;
use crate::state::services::{Services, use_services};
use submission_core::locale::Catalogue;

/// How long the first screen has for itself before the part is fetched.
const HEAD_START: Duration = Duration::from_millis(50);
const LATEST: Duration = Duration::from_secs(1);

/// Where the lazy part is; looked up with [`use_later`].
#[derive(Clone, Copy)]
pub struct LaterPart {
    localizer: Localizer,
    services: Services,
    part: RwSignal<Option<Rc<dyn Later>>, LocalStorage>,
    /// It did not arrive.
    pub failed: RwSignal<bool>,
}

impl LaterPart {
    /// Not there yet.
    pub fn new(localizer: Localizer, services: Services) -> Self {
        Self { localizer, services, part: RwSignal::new_local(None), failed: RwSignal::new(false) }
    }

    /// The first screen has been drawn: fetches the part when it has been shown, or where no frame
    /// comes, as in the background.
    pub fn fetch_soon(self) {
        after_frame(HEAD_START, LATEST, move || self.fetch());
    }

    /// Fetches the part, again where it did not arrive before.
    pub fn fetch(self) {
        leptos::task::spawn_local(async move {
            let _ = self.wait().await;
        });
    }

    /// The part, once it is there.
    pub async fn wait(self) -> Option<Rc<dyn Later>> {
        if let Some(part) = self.part.get_untracked() {
            return Some(part);
        }
        self.failed.set(false);
        let part = load(self.services).await;
        match &part {
            Some(part) => {
                part.speak(self.localizer.language(), self.localizer.catalogue());
                self.part.set(Some(part.clone()));
            }
            None => self.failed.set(true),
        }
        part
    }

    /// Says everything in the words of another language from now on.
    pub fn speak(self, language: &str, catalogue: Catalogue) {
        if let Some(part) = self.part.get_untracked() {
            part.speak(language.to_owned(), catalogue);
        }
    }

    /// The part, if it is there.
    pub fn now(self) -> Option<Rc<dyn Later>> {
        self.part.get_untracked()
    }

    /// Runs with the part: at once where it is there, else as soon as it is, and then with what the writer has
    /// done meanwhile to be reckoned with; with `None` where it does not arrive.
    pub fn then(self, run: impl FnOnce(Option<&dyn Later>) + 'static) {
        if let Some(part) = self.now() {
            run(Some(&*part));
            return;
        }
        leptos::task::spawn_local(async move { run(self.wait().await.as_deref()) });
    }

    /// The part, as soon as it is there: whoever asks is run again then.
    pub fn get(self) -> Option<Rc<dyn Later>> {
        self.part.get()
    }
}

thread_local! {
    /// The lazy part, once it was started.
    static STARTED: RefCell<Option<Rc<dyn Later>>> = const { RefCell::new(None) };
}

/// Has the lazy part started, unless it was; `None` where it does not arrive.
async fn load(services: Services) -> Option<Rc<dyn Later>> {
    parts::load(async move {
        let part = start_later(services).await?;
        STARTED.with_borrow_mut(|started| *started = Some(part));
        Ok::<(), NotArrived>(())
    })
    .await?;
    started()
}

/// The lazy part, if it was started.
pub fn started() -> Option<Rc<dyn Later>> {
    STARTED.with_borrow(Clone::clone)
}

/// The lazy part of the program.
pub fn use_later() -> LaterPart {
    // `App` provides it before anything is drawn.
    use_context().unwrap_or_else(|| LaterPart::new(Localizer::english(), use_services()))
}
