//! The lazy part of the program (`ui::lazy`): rich text as it will look, the document, the checks, panels,
//! screens, and files on their way in.

mod copies;
mod diverged;
mod formatting;
mod history_recorder;
mod opening;
mod panels;
mod preferences;
mod screens;
mod work;
mod writing;

use std::cell::RefCell;
use std::rc::Rc;

use web_sys::HtmlTextAreaElement;

use crate::browser::{fault, scripts};
use crate::element::Element;
use crate::element::tree::blocks;
use crate::lazy::{Later, Length, Panel, Sheet};
use crate::state::opening::Opener;
use crate::state::services::Services;
use crate::state::session::Session;
use copies::Copies;
use history_recorder::HistoryRecorder;
use panels::Panels;
use submission_core::copies::Refusal;
use submission_core::draft::{AnswerId, Draft, DraftId};
use submission_core::html::rich_text::rich_text;
use submission_core::locale::{Catalogue, Message, key};
use submission_core::richtext::formatting::Format;
use submission_core::richtext::{count, read};
use submission_core::route::Route;
use submission_core::store::Theirs;
use work::Work;

/// All of it, once it was started.
struct Started {
    services: Services,
    catalogue: Rc<RefCell<Catalogue>>,
    panels: Panels,
    past: Rc<HistoryRecorder>,
    work: Work,
    copies: &'static Copies,
}

/// Starts it.
pub fn start(services: Services) -> Rc<dyn Later> {
    let catalogue = Rc::new(RefCell::new(Catalogue::english()));
    let work = Work::new();
    let panels = Panels::new(services, work.clone());
    let past = HistoryRecorder::start(services);
    let copies = copies::start(services);
    let told = panels.clone();
    scripts::late().on_update(move || told.update());
    let of_erased = catalogue.clone();
    scripts::late().on_erased(move || panels::erased_page(&of_erased.borrow(), 0));
    past.told();
    Rc::new(Started { services, catalogue, panels, past, work, copies })
}

impl Later for Started {
    fn speak(&self, language: String, catalogue: Catalogue) {
        self.work.speak(language, catalogue.clone());
        self.catalogue.replace(catalogue);
    }

    fn format(&self, markdown: &str, heading: u8) -> (Vec<Element>, Length) {
        fault::point("preview");
        let text = read(markdown).text;
        let counts = count(&text);
        let length = Length { words: counts.words, characters: counts.characters };
        (blocks(&rich_text(&text, heading)), length)
    }

    fn help(&self, name: &str, heading: u8) -> Vec<Element> {
        let catalogue = self.catalogue.borrow();
        let text =
            catalogue.text(if name == "formatting" { key::WRITE_FORMATTING_HELP } else { key::HELP_TEXT });
        blocks(&rich_text(&read(text).text, heading))
    }

    fn panel(&self, panel: Panel) -> Element {
        self.panels.panel(panel)
    }

    fn screen(&self, screen: &Route, session: Option<&Session>) -> Vec<Element> {
        screens::screen(screen, session, &self.past, &self.panels)
    }

    fn diverged(&self, session: &Session, answer: &AnswerId, others: &[Theirs]) -> Element {
        diverged::notice(session, answer, others)
    }

    fn told(&self) {
        self.past.told();
    }

    fn saved(&self, draft: &DraftId) {
        self.copies.saved(draft);
        self.panels.saved();
    }

    fn writes(&self) {
        self.copies.writes();
    }

    fn copies(&self, draft: &DraftId, place: &Element) {
        self.copies.place(draft, place);
    }

    fn handed_over(&self, id: &DraftId, draft: &Draft, lacks: Option<Refusal>) {
        self.copies.handed_over(id, draft, lacks);
    }

    fn apply(&self, sheet: &HtmlTextAreaElement, what: Format) {
        formatting::apply(sheet, what);
    }

    fn write(&self, sheet: Sheet) {
        writing::write(sheet, self.services);
    }

    fn open(&self, opener: Opener, name: String, bytes: Vec<u8>) {
        opening::open(opener, name, bytes, &self.panels);
    }

    fn open_example(&self, opener: Opener) {
        opening::open_example(opener);
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
