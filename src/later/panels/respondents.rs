//! The screen that makes a file for respondents: the whole editor with a form in it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Function, Promise, Reflect};
use serde_json::Value as Json;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlInputElement};

use super::author::Remarks;
use super::controls::{button, status};
use super::{Panel, Panels, language, reading};
use crate::browser::files;
use crate::later::dom::{child_of_class, child_with_text};
use crate::later::work::file::read_first;
use submission_core::draft::DraftId;
use submission_core::exchange::file_name::file_name;
use submission_core::exchange::{self, Opened};
use submission_core::json::MOST_BYTES;
use submission_core::locale::{Key, Message, key};
use submission_core::template::{Template, builtin};
use submission_core::time::WallTime;

/// What can stand in the file: its title, what it is called in the list, and where its text is found
/// when it is wanted.
struct Choice {
    title: String,
    label: String,
    content: Content,
}

enum Content {
    /// An empty form.
    Form(Json),
    /// The empty form of a draft.
    FormOf(DraftId),
    /// A draft with its answers.
    Draft(DraftId),
    /// A draft from disk.
    Text(String),
}

/// Draws the screen below its title.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let choices = choices(&panel.panels);
    let shown: Vec<_> = choices.iter().map(|choice| choice.label.clone()).collect();
    if !panel.begin(&shown)? {
        return Ok(());
    }
    let Panel { panels, target, .. } = panel;
    child_with_text(&target, "p", &panels.text(key::RESPONDENTS_TEXT))?;
    let Some(enclose) = enclose() else {
        let notice = child_of_class(&target, "div", "notice")?;
        return child_with_text(&notice, "p", &panels.text(key::RESPONDENTS_NOT_HERE)).map(drop);
    };
    let field = child_of_class(&target, "p", "field")?;
    let label = child_with_text(&field, "label", &panels.text(key::RESPONDENTS_WHAT))?;
    label.set_attribute("for", "respondents-what")?;
    let select = child_of_class(&field, "select", "input")?;
    select.set_id("respondents-what");
    for choice in &choices {
        option(&select, choice)?;
    }
    let choices = Rc::new(RefCell::new(choices));
    let actions = child_of_class(&target, "div", "actions")?;
    let said = status(&target)?;
    let say = {
        let said = said.clone();
        move |words: &str| said.set_text_content(Some(words))
    };
    let make = {
        let (panels, choices, select, say) = (panels.clone(), choices.clone(), select.clone(), say.clone());
        move || {
            say(&panels.text(key::RESPONDENTS_MAKING));
            let (panels, say) = (panels.clone(), say.clone());
            let (choices, enclose, wanted) = (choices.clone(), enclose.clone(), chosen(&select));
            spawn_local(async move {
                let made = match choices.borrow().get(wanted) {
                    Some(choice) => request(&panels, &enclose, choice),
                    None => Err(key::RESPONDENTS_NOT_MADE),
                };
                let words = match made {
                    Ok((asked, name)) => save(&panels, asked, &name).await,
                    Err(words) => Err(words),
                };
                say(&words.unwrap_or_else(|words| panels.text(words)));
            });
        }
    };
    button(&actions, &panels.text(key::RESPONDENTS_MAKE), make)?.set_attribute("data-kind", "primary")?;
    reading::draw(Panel {
        target: child_of_class(&target, "div", "actions")?,
        panels: panels.clone(),
        about: String::new(),
    })?;
    let remarked = child_of_class(&target, "div", "stack")?;
    let for_remarks = panels.clone();
    other_file(&panels.clone(), &actions, move |opened| match opened {
        Ok((choice, remarks)) => {
            remarked.set_text_content(None);
            if let Some(remarks) = remarks {
                // As in `Panels::panel`.
                let _ = remarks.draw(&for_remarks, &remarked, None::<fn()>);
            }
            // As in `Panels::panel`.
            let _ = option(&select, &choice);
            let mut choices = choices.borrow_mut();
            choices.push(choice);
            choose(&select, choices.len() - 1);
            said.set_text_content(None);
        }
        Err(words) => said.set_text_content(Some(&words)),
    })
}

/// The forms of the program, those of the drafts, and the drafts. No draft is read for it: there may be
/// many, and long ones.
fn choices(panels: &Panels) -> Vec<Choice> {
    let drafts = panels.store().drafts().unwrap_or_default().drafts;
    let built_in: Vec<_> = builtin().filter_map(|form| form.template()).collect();
    let mut choices: Vec<Choice> = built_in.iter().map(|form| form_choice(panels, form)).collect();
    let mut known: Vec<(&str, &str)> =
        built_in.iter().map(|form| (form.id.as_str(), form.text(&form.title, &language()))).collect();
    let own = language();
    for draft in &drafts {
        let title = draft.template_title.pick(&own, "en");
        if !known.contains(&(&draft.template_id, title)) {
            known.push((&draft.template_id, title));
            choices.push(Choice {
                title: title.to_owned(),
                label: titled(panels, key::RESPONDENTS_EMPTY, title),
                content: Content::FormOf(draft.id.clone()),
            });
        }
    }
    choices.extend(drafts.iter().map(|draft| {
        let title = panels.title(&draft.title);
        Choice {
            label: titled(panels, key::RESPONDENTS_ANSWERED, &title),
            title,
            content: Content::Draft(draft.id.clone()),
        }
    }));
    choices
}

fn form_choice(panels: &Panels, form: &Template) -> Choice {
    let title = form.text(&form.title, &language()).to_owned();
    Choice {
        label: titled(panels, key::RESPONDENTS_EMPTY, &title),
        title,
        content: Content::Form(form.source.clone()),
    }
}

fn titled(panels: &Panels, words: Key, title: &str) -> String {
    panels.say(&Message::new(words).with("title", title))
}

/// Asks the page for the file; with the name that it gets. Else what to say.
fn request(panels: &Panels, enclose: &Function, choice: &Choice) -> Result<(Promise, String), Key> {
    let look = |id| panels.store().peek(id).map(|opened| opened.draft);
    let text = match &choice.content {
        Content::Form(source) => source.to_string(),
        Content::FormOf(id) => look(id).map_err(|_| key::OPEN_UNREADABLE)?.template.source.to_string(),
        Content::Draft(id) => whole(id).ok_or(key::RESPONDENTS_NOT_WHOLE)?,
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

/// The whole draft, as its file; `None` where it does not leave whole.
fn whole(id: &DraftId) -> Option<String> {
    let draft: Function =
        Reflect::get(&js_sys::global(), &"submissionEditorDraft".into()).ok()?.dyn_into().ok()?;
    let given: Array =
        draft.call2(&JsValue::NULL, &id.as_str().into(), &false.into()).ok()?.dyn_into().ok()?;
    given.get(1).as_string()
}

/// Hands over the file when it is made, and tells so.
async fn save(panels: &Panels, asked: Promise, name: &str) -> Result<String, Key> {
    let html = JsFuture::from(asked).await.ok().and_then(|html| html.as_string());
    let saved = html.is_some_and(|html| files::save(name, "text/html", &html).is_ok());
    let words = Message::new(key::RESPONDENTS_MADE).with("name", name);
    if saved { Ok(panels.say(&words)) } else { Err(key::RESPONDENTS_NOT_MADE) }
}

/// A button that takes a form or a draft from disk.
fn other_file(
    panels: &Panels,
    into: &Element,
    opened: impl Fn(Result<(Choice, Option<Remarks>), String>) + 'static,
) -> Result<(), JsValue> {
    let label = child_of_class(into, "label", "button file-button")?;
    let name = panels.text(key::RESPONDENTS_OTHER);
    child_with_text(&label, "span", &name)?;
    let input: HtmlInputElement = child_of_class(&label, "input", "visually-hidden")?.unchecked_into();
    for (attribute, value) in
        [("type", "file"), ("accept", ".json,application/json"), ("aria-label", name.as_str())]
    {
        input.set_attribute(attribute, value)?;
    }
    let (panels, opened, field) = (panels.clone(), Rc::new(opened), input.clone());
    let change = Closure::<dyn Fn()>::new(move || {
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        let (panels, opened, field) = (panels.clone(), opened.clone(), field.clone());
        spawn_local(async move {
            let name = file.name();
            let read = files::read(file, MOST_BYTES).await;
            // The same file may be chosen again after it was mended.
            field.set_value("");
            match read {
                Ok(bytes) => read_in_worker(&panels, name, bytes, opened),
                Err(error) => {
                    let reason = panels.text(match error {
                        files::ReadError::TooLarge => key::OPEN_TOO_LARGE,
                        files::ReadError::Unreadable => key::OPEN_UNREADABLE,
                    });
                    opened(Err(refused(&panels, &name, &reason)));
                }
            }
        });
    });
    input.add_event_listener_with_callback("change", change.into_js_value().unchecked_ref())
}

/// Has the file read by the worker first.
fn read_in_worker<F: Fn(Result<(Choice, Option<Remarks>), String>) + 'static>(
    panels: &Panels,
    name: String,
    bytes: Vec<u8>,
    opened: Rc<F>,
) {
    let (of_failure, of_end, file, copy) = (panels.clone(), panels.clone(), name.clone(), bytes.clone());
    let say = move |message: &Message| of_failure.say(message);
    let asked = read_first(&panels.work, &name, copy, say, move |read| {
        of_end.reading.end();
        opened(match read {
            Ok(()) => recognised(&of_end, &file, &bytes),
            Err(reasons) => Err(refused(&of_end, &file, &reasons.join(" "))),
        });
    });
    panels.reading.begin(panels, &name, asked, || {});
}

fn refused(panels: &Panels, name: &str, reason: &str) -> String {
    panels.say(&Message::new(key::RESPONDENTS_REFUSED).with("file", name).with("reason", reason))
}

/// What a file from disk is, with what is to be said to the author of the form; or why it cannot be used.
fn recognised(panels: &Panels, name: &str, bytes: &[u8]) -> Result<(Choice, Option<Remarks>), String> {
    match exchange::open(name, bytes, DraftId::of_letters(""), WallTime::default()) {
        Ok(Opened::Template(checked)) => Ok((form_choice(panels, &checked.template), Remarks::of(&checked))),
        Ok(Opened::Draft(draft)) => {
            let title = panels.title(&draft.title);
            let choice = Choice {
                label: titled(panels, key::RESPONDENTS_ANSWERED, &title),
                title,
                content: Content::Text(exchange::export_json(&draft)),
            };
            Ok((choice, None))
        }
        Err(error) => {
            let reasons: Vec<String> = error.messages().iter().map(|message| panels.say(message)).collect();
            Err(refused(panels, name, &reasons.join(" ")))
        }
    }
}

fn option(select: &Element, choice: &Choice) -> Result<(), JsValue> {
    child_with_text(select, "option", &choice.label).map(drop)
}

fn chosen(select: &Element) -> usize {
    let chosen = Reflect::get(select, &"selectedIndex".into()).ok().and_then(|index| index.as_f64());
    chosen.map_or(0, |index| index as usize)
}

fn choose(select: &Element, index: usize) {
    // A property of every list to choose from.
    let _ = Reflect::set(select, &"selectedIndex".into(), &(index as f64).into());
}

/// The loader's function that makes the file; a development build has none.
fn enclose() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"submissionEditorEnclose".into()).ok()?.dyn_into().ok()
}
