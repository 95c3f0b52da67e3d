//! What the page says of the text that it keeps, and of itself: notices, the bin, the Recovery,
//! Settings and About screens.

pub mod about;
mod author;
mod bin;
pub mod call;
mod confirmed;
mod erased;
pub mod left_out;
mod lost;
mod memory;
mod notices;
pub mod reading;
pub mod recovery;
pub mod respondents;
mod room;
pub mod settings;
mod shared;
mod update;

use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::enclosed;
use crate::element::{Element, html};
use crate::later::preferences::preferences;
use crate::later::work::Work;
use crate::lazy::Panel;
use crate::state::localizer::Localizer;
use crate::state::services::Services;
use author::Remarks;
use memory::Memory;
use reading::Reading;
use submission_core::locale::key;
use submission_core::store::{Emergency, SaveError, Store};
use submission_core::template::Checked;

pub use erased::erased_page;

/// What all panels share.
#[derive(Clone)]
pub struct Panels {
    services: Services,
    memory: Rc<Memory>,
    /// What is too heavy for the page.
    pub work: Work,
    /// The file that is being read.
    pub reading: Reading,
    /// Counts the versions that have begun to wait.
    versions: ArcRwSignal<u32>,
}

impl Panels {
    /// What the panels share, on the page and with the worker.
    pub fn new(services: Services, work: Work) -> Self {
        let (reading, versions) = Default::default();
        Self { services, memory: Rc::new(Memory::new(services)), work, reading, versions }
    }

    /// That panel.
    pub fn panel(&self, panel: Panel) -> Element {
        match panel {
            Panel::Notices { route, back } => notices::notices(self, route, back),
            Panel::Update => update::update(self.versions.clone()),
            Panel::Reading => self.reading.panel(frame()),
            Panel::Shared => shared::choice(self),
            Panel::Bin => bin::bin(self),
            Panel::LeftOut(session) => left_out::left_out(&self.work, &session),
            Panel::Preferences => preferences(),
        }
    }

    /// Something was saved.
    pub fn saved(&self) {
        self.memory.saved();
    }

    /// A file was opened: of a form there may be something to say to its author.
    pub fn opened(&self, form: Option<&Checked>) {
        // Who was sent the form in this page has not written it.
        let wanted = form.filter(|_| enclosed::form().is_none());
        self.memory.remarks.replace(wanted.and_then(Remarks::of));
    }

    /// The page's store, to look at.
    fn store(&self) -> Rc<Store> {
        self.services.store()
    }

    /// Changes something in it; the mirror and the page hear of it.
    fn change<T>(&self, run: impl FnOnce(&Store) -> Result<T, SaveError>) -> Result<T, SaveError> {
        self.memory.forget();
        self.services.change(run)
    }

    /// Puts a text that was kept in an emergency into its answer; whether it stands there.
    fn put_back(&self, emergency: &Emergency) -> bool {
        self.memory.forget();
        self.services.put_back(emergency) == Ok(true)
    }

    /// A new version has begun to wait.
    pub fn update(&self) {
        self.versions.update(|versions| *versions += 1);
    }
}

/// What a panel stands in.
fn frame() -> Element {
    html::div().class("stack panel")
}

/// What a draft is called; one whose title was cleared too.
fn title_of(localizer: Localizer, title: &str) -> String {
    if title.trim().is_empty() { localizer.text(key::BIN_UNTITLED) } else { title.to_owned() }
}
