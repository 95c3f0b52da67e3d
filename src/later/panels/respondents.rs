//! The screen that makes a file for respondents: the whole editor with a form in it.

mod choices;

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use js_sys::{Function, Promise};
use leptos::ev;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;

use super::author::Remarks;
use super::{Panels, frame};
use crate::browser::{files, scripts};
use crate::components::controls::{actions, button, file_input, label, status};
use crate::element::{Element, Row, html};
use crate::later::copies;
use crate::later::work::file::read_first;
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::use_services;
use choices::{Choice, Content, choices, recognised};
use submission_core::exchange::file_name::file_name;
use submission_core::json::MOST_BYTES;
use submission_core::locale::{Key, Message, key};

/// The screen below its title.
pub fn respondents(panels: &Panels) -> Element {
    let services = use_services();
    let panels = panels.clone();
    frame().bind_rows(move || {
        services.track_drafts();
        let choices = choices(&panels);
        let key = choices.iter().map(|choice| format!("{}\n", choice.label)).collect();
        let panels = panels.clone();
        vec![Row::new(key, move || contents(panels, choices))]
    })
}

/// What the controls of the screen share.
struct Screen {
    panels: Panels,
    localizer: Localizer,
    /// Makes the file.
    enclose: Function,
    choices: RefCell<Vec<Choice>>,
    chosen: Cell<usize>,
    select: Element,
    /// What came of the last press.
    said: Element,
    /// What is said to the author of the form that was opened last.
    remarked: Element,
}

fn contents(panels: Panels, choices: Vec<Choice>) -> Element {
    let localizer = use_localizer();
    let contents = html::div().class("stack").child([html::p().child(localizer.text(key::RESPONDENTS_TEXT))]);
    // A development build can make none.
    let Some(enclose) = scripts::late().enclose() else {
        let not_here = html::p().child(localizer.text(key::RESPONDENTS_NOT_HERE));
        return contents.child([html::div().class("notice").child([not_here])]);
    };
    let select = html::select().class("input").attr("id", "respondents-what");
    let (said, remarked) = (status(), html::div().class("stack"));
    let reading = panels.reading.panel(html::div().class("actions"));
    let screen = Rc::new(Screen {
        panels,
        localizer,
        enclose,
        choices: RefCell::default(),
        chosen: Cell::new(0),
        select: select.clone(),
        said: said.clone(),
        remarked: remarked.clone(),
    });
    choices.into_iter().for_each(|choice| screen.add(choice));
    let changed = screen.clone();
    let select = select.on(ev::change, move |event| {
        changed.chosen.set(event_target_value(&event).parse().unwrap_or_default());
    });
    let make = button(&localizer.text(key::RESPONDENTS_MAKE), {
        let screen = screen.clone();
        move |_| screen.clone().make()
    });
    let other = screen.other_file();
    contents.child([
        html::p()
            .class("field")
            .child([label("respondents-what", &localizer.text(key::RESPONDENTS_WHAT)), select]),
        actions([make.attr("data-kind", "primary"), other]),
        said,
        reading,
        remarked,
    ])
}

impl Screen {
    /// One more to choose.
    fn add(&self, choice: Choice) {
        let mut choices = self.choices.borrow_mut();
        self.select.add(&html::option().attr("value", &choices.len().to_string()).child(&choice.label));
        choices.push(choice);
    }

    fn make(self: Rc<Self>) {
        self.said.set_text(&self.localizer.text(key::RESPONDENTS_MAKING));
        spawn_local(async move {
            let made = match self.choices.borrow().get(self.chosen.get()) {
                Some(choice) => request(&self.panels, &self.enclose, choice),
                None => Err(key::RESPONDENTS_NOT_MADE),
            };
            let words = match made {
                Ok((asked, name)) => save(self.localizer, asked, &name).await,
                Err(words) => Err(words),
            };
            self.said.set_text(&words.unwrap_or_else(|words| self.localizer.text(words)));
        });
    }

    /// A button that takes a form or a draft from disk.
    fn other_file(self: Rc<Self>) -> Element {
        let name = self.localizer.text(key::RESPONDENTS_OTHER);
        let input = file_input(&name, move |file, field| {
            let screen = self.clone();
            spawn_local(async move {
                let name = file.name();
                let read = files::read(file, MOST_BYTES).await;
                // The same file may be chosen again after it was mended.
                field.set_value("");
                let refused = match read {
                    Ok(bytes) => return screen.read_in_worker(name, bytes),
                    Err(files::ReadError::TooLarge) => key::OPEN_TOO_LARGE,
                    Err(files::ReadError::Unreadable) => key::OPEN_UNREADABLE,
                };
                screen.refuse(&name, &screen.localizer.text(refused));
            });
        });
        html::label().class("button file-button").child([html::span().child(name), input])
    }

    /// Has the file read by the worker first.
    fn read_in_worker(self: Rc<Self>, name: String, bytes: Vec<u8>) {
        let (screen, file, copy) = (self.clone(), name.clone(), bytes.clone());
        let asked = read_first(&self.panels.work, &name, copy, self.localizer, move |read| {
            screen.panels.reading.end();
            match read.and_then(|()| recognised(screen.localizer, &file, &bytes)) {
                Ok((choice, remarks)) => screen.take(choice, remarks),
                Err(reasons) => screen.refuse(&file, &reasons.join(" ")),
            }
        });
        self.panels.reading.begin(self.localizer, &name, asked, || {});
    }

    /// What was read is chosen.
    fn take(&self, choice: Choice, remarks: Option<Remarks>) {
        self.said.set_text("");
        self.remarked.set_text("");
        if let Some(remarks) = remarks {
            self.remarked.add(&remarks.notice(self.localizer, None));
        }
        self.add(choice);
        let last = self.choices.borrow().len() - 1;
        self.chosen.set(last);
        self.select.clone().prop("value", last.to_string());
    }

    fn refuse(&self, name: &str, reason: &str) {
        let refused = Message::new(key::RESPONDENTS_REFUSED).with("file", name).with("reason", reason);
        self.said.set_text(&self.localizer.say(&refused));
    }
}

/// Asks the page for the file; with the name that it gets. Else what to say.
fn request(panels: &Panels, enclose: &Function, choice: &Choice) -> Result<(Promise, String), Key> {
    let look = |id| panels.store().peek(id).map(|opened| opened.draft);
    let text = match &choice.content {
        Content::Form(source) => source.to_string(),
        Content::FormOf(id) => look(id).map_err(|_| key::OPEN_UNREADABLE)?.template.source.to_string(),
        Content::Draft(id) => copies::whole(id).ok_or(key::RESPONDENTS_NOT_WHOLE)?,
        Content::Text(text) => text.clone(),
    };
    if text.len() > MOST_BYTES {
        return Err(key::RESPONDENTS_TOO_LARGE);
    }
    let inner = file_name(&choice.title, "json");
    let asked = enclose.call3(&JsValue::NULL, &choice.title.as_str().into(), &inner.into(), &text.into());
    let asked = asked.ok().and_then(|asked| asked.dyn_into().ok()).ok_or(key::RESPONDENTS_NOT_MADE)?;
    Ok((asked, file_name(&choice.title, "html")))
}

/// Hands over the file when it is made, and tells so.
async fn save(localizer: Localizer, asked: Promise, name: &str) -> Result<String, Key> {
    let html = JsFuture::from(asked).await.ok().and_then(|html| html.as_string());
    let saved = html.is_some_and(|html| files::save(name, "text/html", &html).is_ok());
    let words = Message::new(key::RESPONDENTS_MADE).with("name", name);
    if saved { Ok(localizer.say(&words)) } else { Err(key::RESPONDENTS_NOT_MADE) }
}
