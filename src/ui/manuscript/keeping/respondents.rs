//! The screen that makes a file for respondents: the whole editor with a form in it.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Promise, Reflect};
use serde_json::Value as Json;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::{Element, HtmlInputElement};

use super::controls::{button, status};
use super::{Keeping, Panel, language};
use crate::draft::{Draft, DraftId};
use crate::exchange::{self, Opened};
use crate::json::MOST_BYTES;
use crate::locale::{Key, Message, key};
use crate::template::{Template, builtin};
use crate::ui::browser::files;
use crate::ui::file_name::file_name;
use crate::ui::manuscript::dom::{child_of_class, child_with_text};

/// What can stand in the file: its title, what it is called in the list, and its text when it is wanted.
struct Choice {
    title: String,
    label: String,
    content: Content,
}

enum Content {
    Form(Json),
    Draft(DraftId),
    /// A draft from disk.
    Text(String),
}

/// Draws the screen below its title.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let choices = choices(&panel.keeping);
    let shown: Vec<_> = choices.iter().map(|choice| choice.label.clone()).collect();
    if !panel.begin(&shown)? {
        return Ok(());
    }
    let Panel { keeping, target, .. } = panel;
    child_with_text(&target, "p", &keeping.text(key::RESPONDENTS_TEXT))?;
    let Some(enclose) = enclose() else {
        let notice = child_of_class(&target, "div", "notice")?;
        return child_with_text(&notice, "p", &keeping.text(key::RESPONDENTS_NOT_HERE)).map(drop);
    };
    let field = child_of_class(&target, "p", "field")?;
    let label = child_with_text(&field, "label", &keeping.text(key::RESPONDENTS_WHAT))?;
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
        let (keeping, choices, select, say) = (keeping.clone(), choices.clone(), select.clone(), say.clone());
        move || {
            let wanted = chosen(&select);
            let made = choices.borrow().get(wanted).and_then(|choice| request(&keeping, &enclose, choice));
            say(&keeping.text(key::RESPONDENTS_MAKING));
            let (keeping, say) = (keeping.clone(), say.clone());
            spawn_local(async move {
                let words = match made {
                    Some((asked, name)) => save(&keeping, asked, &name).await,
                    None => None,
                };
                say(&words.unwrap_or_else(|| keeping.text(key::RESPONDENTS_NOT_MADE)));
            });
        }
    };
    button(&actions, &keeping.text(key::RESPONDENTS_MAKE), make)?.set_attribute("data-kind", "primary")?;
    other_file(&keeping.clone(), &actions, move |opened| match opened {
        Ok(choice) => {
            // As in `Keeping::panel`.
            let _ = option(&select, &choice);
            let mut choices = choices.borrow_mut();
            choices.push(choice);
            choose(&select, choices.len() - 1);
            said.set_text_content(None);
        }
        Err(words) => said.set_text_content(Some(&words)),
    })
}

/// The forms of the program, those of the drafts, and the drafts.
fn choices(keeping: &Keeping) -> Vec<Choice> {
    let store = keeping.keeper.store();
    let listed = store.drafts().unwrap_or_default().drafts;
    let drafts: Vec<Draft> =
        listed.iter().filter_map(|draft| Some(store.look(&draft.id).ok()?.draft)).collect();
    let mut forms: Vec<Template> = Vec::new();
    let built_in = builtin().filter_map(|form| form.template());
    for form in built_in.chain(drafts.iter().map(|draft| draft.template.clone())) {
        if forms.iter().all(|known| known.digest != form.digest) {
            forms.push((*form).clone());
        }
    }
    let mut choices: Vec<Choice> = forms.iter().map(|form| form_choice(keeping, form)).collect();
    choices.extend(drafts.into_iter().map(|draft| {
        let title = keeping.title(&draft.title);
        Choice {
            label: titled(keeping, key::RESPONDENTS_ANSWERED, &title),
            title,
            content: Content::Draft(draft.id),
        }
    }));
    choices
}

fn form_choice(keeping: &Keeping, form: &Template) -> Choice {
    let title = form.text(&form.title, &language()).to_owned();
    Choice {
        label: titled(keeping, key::RESPONDENTS_EMPTY, &title),
        title,
        content: Content::Form(form.source.clone()),
    }
}

fn titled(keeping: &Keeping, words: Key, title: &str) -> String {
    keeping.say(&Message::new(words).with("title", title))
}

/// Asks the page for the file; with the name that it gets.
fn request(keeping: &Keeping, enclose: &Function, choice: &Choice) -> Option<(Promise, String)> {
    let text = match &choice.content {
        Content::Form(source) => source.to_string(),
        Content::Text(text) => text.clone(),
        Content::Draft(id) => exchange::export_json(&keeping.keeper.store().look(id).ok()?.draft),
    };
    let inner = file_name(&choice.title, "json");
    let asked = enclose.call3(&JsValue::NULL, &choice.title.as_str().into(), &inner.into(), &text.into());
    Some((asked.ok()?.dyn_into().ok()?, file_name(&choice.title, "html")))
}

/// Hands over the file when it is made; what to say of it, or nothing where that failed.
async fn save(keeping: &Keeping, asked: Promise, name: &str) -> Option<String> {
    let html = JsFuture::from(asked).await.ok()?.as_string()?;
    files::save(name, "text/html", &html).ok()?;
    Some(keeping.say(&Message::new(key::RESPONDENTS_MADE).with("name", name)))
}

/// A button that takes a form or a draft from disk.
fn other_file(
    keeping: &Keeping,
    into: &Element,
    opened: impl Fn(Result<Choice, String>) + 'static,
) -> Result<(), JsValue> {
    let label = child_of_class(into, "label", "button file-button")?;
    let name = keeping.text(key::RESPONDENTS_OTHER);
    child_with_text(&label, "span", &name)?;
    let input: HtmlInputElement = child_of_class(&label, "input", "visually-hidden")?.unchecked_into();
    for (attribute, value) in
        [("type", "file"), ("accept", ".json,application/json"), ("aria-label", name.as_str())]
    {
        input.set_attribute(attribute, value)?;
    }
    let (keeping, opened, field) = (keeping.clone(), Rc::new(opened), input.clone());
    let change = Closure::<dyn Fn()>::new(move || {
        let Some(file) = field.files().and_then(|files| files.get(0)) else { return };
        let (keeping, opened, field) = (keeping.clone(), opened.clone(), field.clone());
        spawn_local(async move {
            let name = file.name();
            let read = files::read(file, MOST_BYTES).await;
            opened(recognised(&keeping, &name, read));
            // The same file may be chosen again after it was mended.
            field.set_value("");
        });
    });
    input.add_event_listener_with_callback("change", change.into_js_value().unchecked_ref())
}

/// What a file from disk is, or why it cannot be used.
fn recognised(
    keeping: &Keeping,
    name: &str,
    bytes: Result<Vec<u8>, files::ReadError>,
) -> Result<Choice, String> {
    let refused = |reason: String| {
        keeping.say(&Message::new(key::RESPONDENTS_REFUSED).with("file", name).with("reason", reason))
    };
    let bytes = bytes.map_err(|error| {
        refused(keeping.text(match error {
            files::ReadError::TooLarge => key::OPEN_TOO_LARGE,
            files::ReadError::Unreadable => key::OPEN_UNREADABLE,
        }))
    })?;
    match exchange::open(name, &bytes, DraftId::of_letters(""), 0) {
        Ok(Opened::Template(checked)) => Ok(form_choice(keeping, &checked.template)),
        Ok(Opened::Draft(draft)) => {
            let title = keeping.title(&draft.title);
            Ok(Choice {
                label: titled(keeping, key::RESPONDENTS_ANSWERED, &title),
                title,
                content: Content::Text(exchange::export_json(&draft)),
            })
        }
        Err(error) => {
            let reasons: Vec<String> = error.messages().iter().map(|message| keeping.say(message)).collect();
            Err(refused(reasons.join(" ")))
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
