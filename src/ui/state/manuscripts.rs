//! The second module of the page: fetched once the form is on the screen, asked for by a signal.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::browser::manuscript::{Manuscripts, load};
use crate::ui::state::words::Words;

/// How long the first screen has for itself before the second module is fetched.
const HEAD_START: Duration = Duration::from_millis(50);

/// Where the second module is; looked up with [`use_manuscripts`].
#[derive(Clone, Copy)]
pub struct ManuscriptModule {
    words: Words,
    module: RwSignal<Option<Manuscripts>, LocalStorage>,
    /// It did not arrive.
    pub failed: RwSignal<bool>,
}

impl ManuscriptModule {
    /// Fetches the module as soon as the first screen has been drawn.
    pub fn start(words: Words) -> Self {
        let this = Self { words, module: RwSignal::new_local(None), failed: RwSignal::new(false) };
        set_timeout(move || this.fetch(), HEAD_START);
        this
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
    use_context().unwrap_or_else(|| ManuscriptModule::start(Words::english()))
}
