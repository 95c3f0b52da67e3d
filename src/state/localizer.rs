//! Localizer of the interface in the writer's language.

use std::sync::Arc;

use leptos::prelude::*;

use crate::browser::{dates, plurals};
use submission_core::locale::{Catalogue, Key, Message};
use submission_core::time::WallTime;

/// The catalogue in use. Changing it draws the page anew, so a text read from it stays true.
#[derive(Clone, Copy)]
pub struct Localizer {
    catalogue: RwSignal<Arc<Catalogue>>,
    language: RwSignal<String>,
    /// The language that was asked for last; another than `language` while it is on its way.
    asked: RwSignal<String>,
    /// Whether the language that was asked for last did not arrive.
    missed: RwSignal<bool>,
}

impl Localizer {
    /// English, until another language has arrived.
    pub fn english() -> Self {
        Self {
            catalogue: RwSignal::new(Arc::new(Catalogue::english())),
            language: RwSignal::new("en".to_owned()),
            asked: RwSignal::new("en".to_owned()),
            missed: RwSignal::new(false),
        }
    }

    /// Says which language is on its way.
    pub fn ask(self, language: &str) {
        self.missed.set(false);
        self.asked.set(language.to_owned());
    }

    /// Whether this is still the language that was asked for last.
    pub fn awaits(self, language: &str) -> bool {
        self.asked.with_untracked(|asked| asked == language)
    }

    /// Says that the language which was asked for did not arrive: the old one stays.
    pub fn miss(self) {
        self.asked.set(self.language());
        self.missed.set(true);
    }

    /// The language to show as chosen, as a signal.
    pub fn asked_signal(self) -> RwSignal<String> {
        self.asked
    }

    /// Whether the last language that was asked for did not arrive, as a signal.
    pub fn missed_signal(self) -> RwSignal<bool> {
        self.missed
    }

    /// Puts another language in place.
    pub fn replace(self, language: &str, catalogue: Catalogue) {
        self.catalogue.set(Arc::new(catalogue));
        self.language.set(language.to_owned());
    }

    /// The language, as a signal that draws the page anew.
    pub fn language_signal(self) -> RwSignal<String> {
        self.language
    }

    /// The language's tag.
    pub fn language(self) -> String {
        self.language.get_untracked()
    }

    /// All words of the language.
    pub fn catalogue(self) -> Catalogue {
        self.catalogue.with_untracked(|catalogue| (**catalogue).clone())
    }

    /// A string.
    pub fn text(self, key: Key) -> String {
        self.catalogue.with_untracked(|catalogue| catalogue.text(key).to_owned())
    }

    /// A message with its values.
    pub fn say(self, message: &Message) -> String {
        self.catalogue.with_untracked(|catalogue| catalogue.say(message))
    }

    /// A number of things; `other` is the key that ends in `.other`.
    pub fn count(self, other: Key, number: usize) -> String {
        let category = plurals::category(&self.language(), number);
        self.catalogue.with_untracked(|catalogue| catalogue.count(other, &category, number))
    }

    /// A moment, in the writer's time zone.
    pub fn moment(self, time: WallTime) -> String {
        dates::moment(&self.language(), time)
    }
}

/// The words of the page.
pub fn use_localizer() -> Localizer {
    use_context().unwrap_or_else(Localizer::english)
}
