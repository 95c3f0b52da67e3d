//! The Export screen: files to take away.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::*;

use crate::browser::files;
use crate::components::controls::{actions, button, status, tick_box};
use crate::element::{Element, html};
use crate::later::panels::{Panels, call::call, left_out::left_out};
use crate::later::work::{Asked, DRAFT, Work};
use crate::screens::section;
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::{Services, use_services};
use crate::state::session::Session;
use submission_core::draft::{DraftId, progress};
use submission_core::exchange::file_name::file_name;
use submission_core::locale::{Key, Message, key};
use submission_core::work::{Reply, Request, pack};

/// Where files are made, and what to say of it.
#[derive(Clone)]
struct Exporter {
    draft: DraftId,
    services: Services,
    localizer: Localizer,
    personal: RwSignal<bool>,
    work: Work,
    /// The documents that are being made.
    asked: Rc<RefCell<Vec<Asked>>>,
    /// What came of the last press, said beside the button.
    done: RwSignal<String>,
}

/// Files of the open draft.
pub fn export(session: &Session, panels: &Panels) -> Vec<Element> {
    let localizer = use_localizer();
    let template = session.template();
    let progress = untrack(|| progress(&template, &template.sections, session));
    let open = progress.total() - progress.done();
    let exporter = Exporter {
        draft: session.id().clone(),
        services: use_services(),
        localizer,
        personal: RwSignal::new(true),
        work: panels.work.clone(),
        asked: Rc::default(),
        done: RwSignal::new(String::new()),
    };
    let personal = exporter.personal;
    // Each card says by itself what came of its buttons.
    let of_draft = Exporter { done: RwSignal::new(String::new()), ..exporter.clone() };
    let press = |exporter: &Exporter, label: Key, run: fn(Exporter)| {
        let exporter = exporter.clone();
        button(&localizer.text(label), move |_| {
            // The same words are spoken again.
            exporter.done.set(String::new());
            run(exporter.clone());
        })
    };

    let to_do =
        (open > 0).then(|| html::p().class("notice").child(localizer.count(key::EXPORT_OPEN_OTHER, open)));
    let document = section("card", "document-title", &localizer.text(key::EXPORT_DOCUMENT))
        .child([html::p().child(localizer.text(key::EXPORT_DOCUMENT_TEXT))]);
    if template.has_personal() {
        let without = tick_box(move |on| personal.set(!on));
        let name = html::span().child(localizer.text(key::EXPORT_WITHOUT_PERSONAL));
        document.add(&html::label().class("tick").child([without, name]));
    }
    document.add(&actions([
        press(&exporter, key::EXPORT_SAVE_MARKDOWN, Exporter::save_markdown).attr("data-kind", "primary"),
        press(&exporter, key::EXPORT_COPY_MARKDOWN, Exporter::copy_markdown),
        exporter.status(),
    ]));
    let save = press(&of_draft, key::EXPORT_SAVE_JSON, |exporter| {
        leptos::task::spawn_local(async move { exporter.save_json() });
    });
    let draft = section("card", "draft-title", &localizer.text(key::EXPORT_DRAFT)).child([
        html::p().child(localizer.text(key::EXPORT_DRAFT_TEXT)),
        actions([save.attr("data-kind", "primary"), of_draft.status()]),
    ]);
    // What the call says of sending it, in the words of the form.
    let call = call(&template);
    to_do.into_iter().chain([left_out(&panels.work, session), document, draft, call]).collect()
}

impl Exporter {
    /// What came of the last press.
    fn status(&self) -> Element {
        let done = self.done;
        status().child(move || done.get())
    }

    fn save_markdown(self) {
        let exporter = self.clone();
        self.make_markdown(move |made| match made {
            Some((name, text)) => {
                exporter.report(&name, &files::save(&name, "text/markdown;charset=utf-8", &text));
            }
            None => exporter.say(&Message::new(key::EXPORT_NOT_MADE)),
        });
    }

    fn copy_markdown(self) {
        let text = files::Promised::new();
        let (exporter, giver) = (self.clone(), text.clone());
        self.make_markdown(move |made| match made {
            Some((_, text)) => giver.give(&text),
            None => giver.give_up(),
        });
        // Now, while the press still counts: some browsers let nothing be copied after a wait.
        leptos::task::spawn_local(async move {
            let said = match text.copy().await {
                Ok(()) => key::EXPORT_COPIED,
                Err(files::NotCopied::NotMade) => key::EXPORT_NOT_MADE,
                Err(files::NotCopied::NotAllowed) => key::EXPORT_NOT_COPIED,
            };
            exporter.say(&Message::new(said));
        });
    }

    fn save_json(&self) {
        match self.services.save_as_file(&self.draft) {
            Ok(name) => self.report(&name, &Ok(())),
            Err(error) => self.report("", &Err(error)),
        }
    }

    /// Has the document made; with the name of its file.
    fn make_markdown(self, then: impl FnOnce(Option<(String, String)>) + 'static) {
        let Ok(leaving) = self.services.what_there_is(&self.draft) else { return then(None) };
        self.say(&Message::new(key::EXPORT_MAKING));
        let packed = pack(&leaving.draft);
        let request = Request::Markdown { personal: self.personal.get_untracked() };
        let name = file_name(&leaving.draft.title, "md");
        let mut then = Some((then, leaving));
        let mut made = None;
        let asked = self.work.ask(request, packed, DRAFT, move |reply| match reply {
            Ok(Reply::Text(text)) => made = Some((name.clone(), text)),
            Ok(Reply::Done) | Err(_) => {
                if let Some((then, leaving)) = then.take() {
                    if made.is_some() {
                        leaving.tell_what_it_lacks();
                    }
                    then(made.take());
                }
            }
            Ok(_) => {}
        });
        self.asked.borrow_mut().push(asked);
    }

    fn report(&self, name: &str, saved: &Result<(), wasm_bindgen::JsValue>) {
        let key = if saved.is_ok() { key::EXPORT_SAVED } else { key::EXPORT_FAILED };
        self.say(&Message::new(key).with("file", name));
    }

    fn say(&self, message: &Message) {
        // The writer may have left the screen meanwhile.
        let _ = self.done.try_set(self.localizer.say(message));
    }
}
