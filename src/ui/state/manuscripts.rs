//! The second module of the page: fetched once the form is on the screen, asked for by a signal.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::browser::frame::after_frame;
use crate::ui::browser::manuscript::{Manuscripts, load};
use crate::ui::state::words::Words;

/// How long the first screen has for itself before the second module is fetched.
const HEAD_START: Duration = Duration::from_millis(50);
const LATEST: Duration = Duration::from_secs(1);

/// Where the second module is; looked up with [`use_manuscripts`].
#[derive(Clone, Copy)]
pub struct ManuscriptModule {
    words: Words,
    module: RwSignal<Option<Manuscripts>, LocalStorage>,
    /// It did not arrive.
    pub failed: RwSignal<bool>,
}

impl ManuscriptModule {
    /// Not there yet.
    pub fn new(words: Words) -> Self {
        Self { words, module: RwSignal::new_local(None), failed: RwSignal::new(false) }
    }

    /// The first screen has been drawn: fetches the module when it has been shown, or where no frame
    /// comes, as in the background.
    pub fn fetch_soon(self) {
        after_frame(HEAD_START, LATEST, move || self.fetch());
    }

    /// Fetches the module, again where it did not arrive before.
    pub fn fetch(self) {
        leptos::task::spawn_local(async move {
            let _ = self.wait().await;
        });
    }

    /// The module, once it is there.
    pub async fn wait(self) -> Option<Manuscripts> {
        if let Some(module) = self.module.get_untracked() {
            return Some(module);
        }
        self.failed.set(false);
        match load().await {
            Ok(module) => {
                if let Some(strings) = self.words.strings() {
                    module.speak(&strings);
                }
                self.module.set(Some(module.clone()));
                Some(module)
            }
            Err(_) => {
                self.failed.set(true);
                None
            }
        }
    }

    /// The module, as soon as it is there: whoever asks is run again then.
    pub fn get(self) -> Option<Manuscripts> {
        self.module.get()
    }

    /// Gives the module the strings of another language.
    pub fn speak(self, strings: &str) {
        if let Some(module) = self.module.get_untracked() {
            module.speak(strings);
        }
    }
}

/// The second module of the page.
pub fn use_manuscripts() -> ManuscriptModule {
    // `App` provides it before anything is drawn.
    use_context().unwrap_or_else(|| ManuscriptModule::new(Words::english()))
}
