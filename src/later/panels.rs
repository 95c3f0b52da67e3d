//! What the page says of the text that it keeps, and of itself: notices, the bin, the Recovery,
//! Settings and About screens. Each is a panel: a place on the page that is offered to be drawn in.

mod about;
mod author;
mod bin;
mod call;
mod controls;
mod erased;
mod left_out;
mod lost;
mod memory;
mod notices;
pub mod reading;
mod recovery;
mod respondents;
mod room;
mod settings;
mod shared;
mod update;

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::rc::Rc;

use wasm_bindgen::JsValue;
use web_sys::Element;

use crate::browser::{dates, enclosed, plurals};
use crate::later::work::Work;
use crate::state::services::Services;
use author::Remarks;
use memory::Memory;
use reading::Reading;
use submission_core::draft::Draft;
use submission_core::locale::{Catalogue, Key, Message, key};
use submission_core::store::{Emergency, SaveError, Store};
use submission_core::template::Checked;
use submission_core::time::WallTime;

pub use erased::erased_page;

/// What all panels share.
#[derive(Clone)]
pub struct Panels {
    catalogue: Rc<RefCell<Catalogue>>,
    services: Services,
    memory: Rc<Memory>,
    /// What is too heavy for the page.
    pub work: Work,
    left_out: left_out::Search,
    /// The file that is being read.
    pub reading: Reading,
    /// Where a new version is told of.
    update: Rc<RefCell<Option<Element>>>,
}

/// A panel that is drawn.
#[derive(Clone)]
struct Panel {
    panels: Panels,
    target: Element,
    /// What it is about: an address, for the notices.
    about: String,
}

impl Panels {
    /// The panels, in the words of that catalogue.
    pub fn new(services: Services, catalogue: Rc<RefCell<Catalogue>>, work: Work) -> Self {
        let (left_out, reading, update) = Default::default();
        let memory = Rc::new(Memory::new(services));
        Self { catalogue, services, memory, work, left_out, reading, update }
    }

    /// Draws the panel of that name, where what it shows has changed.
    pub fn panel(&self, target: Element, name: &str, about: String) {
        let panel = Panel { panels: self.clone(), target, about };
        let draw = match name {
            "notices" => notices::draw,
            "place" => shared::draw_choice,
            "bin" => bin::draw,
            "reading" => reading::draw,
            "recovery" => recovery::draw,
            "settings" => settings::draw,
            "about" => about::draw,
            "call" => call::draw,
            "respondents" => respondents::draw,
            "update" => {
                self.update.replace(Some(panel.target.clone()));
                update::draw
            }
            _ => return,
        };
        // The nodes are made from constants and texts; the browser has no reason to refuse one.
        let _ = draw(panel);
    }

    /// Draws what a draft leaves out of the document; nothing where there is none.
    pub fn left_out(&self, target: Element, draft: Option<Draft>) {
        left_out::draw(self, target, draft);
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
    fn put_back(&self, kept: &Emergency) -> bool {
        self.memory.forget();
        self.services.put_back(kept) == Ok(true)
    }

    /// A new version has begun to wait.
    pub fn update(&self) {
        let shown = self.update.borrow().clone();
        if let Some(target) = shown {
            self.panel(target, "update", String::new());
        }
    }

    fn text(&self, key: Key) -> String {
        self.catalogue.borrow().text(key).to_owned()
    }

    /// What a draft is called; one whose title was cleared too.
    fn title(&self, title: &str) -> String {
        if title.trim().is_empty() { self.text(key::BIN_UNTITLED) } else { title.to_owned() }
    }

    pub fn say(&self, message: &Message) -> String {
        self.catalogue.borrow().say(message)
    }

    fn count(&self, other: Key, number: usize) -> String {
        let category = plurals::category(&language(), number);
        self.catalogue.borrow().count(other, &category, number)
    }

    fn moment(&self, time: WallTime) -> String {
        dates::moment(&language(), time)
    }
}

impl Panel {
    /// Empties the panel for what is to be shown; `false` where that is what it shows already, so
    /// that nothing a person is about to press is drawn anew under their hand.
    fn begin(&self, shown: &impl Hash) -> Result<bool, JsValue> {
        let mut hasher = DefaultHasher::new();
        shown.hash(&mut hasher);
        let now = format!("{:x}", hasher.finish());
        if self.target.get_attribute("data-shown").is_some_and(|before| before == now) {
            return Ok(false);
        }
        self.target.set_attribute("data-shown", &now)?;
        self.target.set_text_content(None);
        Ok(true)
    }
}

/// The language of the page.
fn language() -> String {
    let root =
        web_sys::window().and_then(|window| window.document()).and_then(|page| page.document_element());
    root.and_then(|root| root.get_attribute("lang")).unwrap_or_else(|| "en".to_owned())
}
