//! The lazy part of the program (`ui::lazy`): rich text as it will look, the document, the checks, panels,
//! screens, and files on their way in.

mod compared;
mod copies;
mod diverged;
mod dom;
mod formatting;
mod history;
mod history_recorder;
mod moments;
mod opening;
mod panels;
mod preferences;
mod screens;
mod work;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Object, Reflect};
use wasm_bindgen::JsValue;
use wasm_bindgen::closure::Closure;
use web_sys::{Element as DomElement, HtmlTextAreaElement};

use crate::browser::fault;
use crate::element::Element;
use crate::lazy::{Later, Length};
use crate::state::opening::Opener;
use crate::state::services::Services;
use crate::state::session::Session;
use history_recorder::HistoryRecorder;
use panels::Panels;
use submission_core::draft::{AnswerId, DraftId};
use submission_core::html::rich_text::rich_text;
use submission_core::locale::{Catalogue, Message, key};
use submission_core::richtext::formatting::Format;
use submission_core::richtext::{count, read};
use submission_core::route::Route;
use submission_core::store::Theirs;
use work::Work;

/// The name of the global object with the functions that the plain scripts ask for.
const GLOBAL: &str = "submissionEditorManuscript";

/// All of it, once it was started.
struct Started {
    catalogue: Rc<RefCell<Catalogue>>,
    panels: Panels,
    past: Rc<HistoryRecorder>,
    work: Work,
}

/// Starts it, and puts on the global object what the plain scripts ask for.
pub fn start(services: Services) -> Rc<dyn Later> {
    let catalogue = Rc::new(RefCell::new(Catalogue::english()));
    let work = Work::new();
    let panels = Panels::new(services, catalogue.clone(), work.clone());
    let past = HistoryRecorder::start(services);
    let functions = Object::new();
    copies::start(&functions, services, catalogue.clone());
    let told = panels.clone();
    put(&functions, "update", Closure::<dyn Fn()>::new(move || told.update()));
    let told = panels.clone();
    put(&functions, "saved", Closure::<dyn Fn()>::new(move || told.saved()));
    let of_erased = catalogue.clone();
    let erased = Closure::<dyn Fn()>::new(move || {
        // The nodes are made from constants; the browser has no reason to refuse one.
        let _ = panels::erased_page(&of_erased.borrow(), 0);
    });
    put(&functions, "erased", erased);
    // The global object takes any member.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(GLOBAL), &functions);
    services.hand_out_drafts();
    past.told();
    Rc::new(Started { catalogue, panels, past, work })
}

impl Later for Started {
    fn speak(&self, language: String, catalogue: Catalogue) {
        self.work.speak(language, catalogue.clone());
        self.catalogue.replace(catalogue);
    }

    fn format(&self, target: &DomElement, markdown: &str, heading: u8) -> Length {
        fault::point("preview");
        let text = read(markdown).text;
        // The nodes are made from our own tree; the browser has no reason to refuse one.
        let _ = dom::fill(target, &rich_text(&text, heading));
        let counts = count(&text);
        Length { words: counts.words, characters: counts.characters }
    }

    fn help(&self, target: &DomElement, name: &str, heading: u8) {
        let catalogue = self.catalogue.borrow();
        let text =
            catalogue.text(if name == "formatting" { key::WRITE_FORMATTING_HELP } else { key::HELP_TEXT });
        // As above: our own tree.
        let _ = dom::fill(target, &rich_text(&read(text).text, heading));
    }

    fn panel(&self, target: &DomElement, name: &str, about: String) {
        self.panels.panel(target.clone(), name, about);
    }

    fn left_out(&self, target: &DomElement, session: &Session) {
        self.panels.left_out(target.clone(), session.leaves_out().then(|| session.draft()));
    }

    fn screen(&self, screen: &Route, session: Option<&Session>) -> Vec<Element> {
        screens::screen(screen, session, &self.past, &self.work)
    }

    fn diverged(&self, session: &Session, answer: &AnswerId, others: &[Theirs]) -> Element {
        diverged::notice(session, answer, others)
    }

    fn preferences(&self) -> Element {
        preferences::preferences()
    }

    fn told(&self) {
        self.past.told();
    }

    fn apply(&self, sheet: &HtmlTextAreaElement, what: Format) {
        formatting::apply(sheet, what);
    }

    fn open(&self, opener: Opener, name: String, bytes: Vec<u8>) {
        opening::open(opener, name, bytes, &self.panels);
    }

    fn open_example(&self, opener: Opener) -> Result<(), Vec<String>> {
        opening::open_example(opener)
    }

    fn save_as_file(&self, services: Services, draft: &DraftId) {
        // Where the browser refuses the download it says so itself.
        let _ = services.save_as_file(draft);
    }

    fn delete(&self, services: Services, draft: &DraftId, title: &str) {
        services.delete(draft);
        let said = services.say(&Message::new(key::UNDO_DELETED).with("name", title));
        let (id, binned) = (draft.clone(), draft.clone());
        let is_in_bin = move || services.is_in_bin(&binned);
        services.undo.offer_binned(is_in_bin, said, move || services.restore(&id));
    }

    fn duplicate(&self, services: Services, draft: &DraftId) {
        services.duplicate(draft);
    }
}

/// The functions live as long as the page.
fn put<F: ?Sized + wasm_bindgen::closure::WasmClosure>(functions: &Object, name: &str, function: Closure<F>) {
    // A plain object takes any member.
    let _ = Reflect::set(functions, &JsValue::from_str(name), &function.into_js_value());
}
