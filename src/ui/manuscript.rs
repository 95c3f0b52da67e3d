//! The second module of the page: rich text as it will look, the document, the checks, and files
//! on their way in.
//!
//! It shares no memory with the first module. What they say to each other are plain values: texts,
//! drafts in the form of their files, elements to draw in. The functions stand on the global
//! object [`GLOBAL`]; the first module's side is `ui::browser::manuscript`.

mod compared;
mod copies;
mod document;
mod dom;
mod history;
mod keeping;
mod moments;
mod past;
mod review;
mod rich_dom;
mod writer;

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Function, Object, Reflect, Uint8Array};
use serde_json::json;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::Element;

use crate::copies::{OPENED_FROM, digest};
use crate::draft::DraftId;
use crate::exchange::{self, ExchangeError, Opened};
use crate::locale::{Catalogue, Message, key};
use crate::manuscript::markdown;
use crate::richtext::{count, read};
use crate::template::TemplateError;
use crate::template::whereabouts::question_at;
use crate::ui::browser::fault;
use keeping::Keeping;
use review::Wish;

/// The name of the global object with the functions of this module.
pub const GLOBAL: &str = "submissionEditorManuscript";

/// Puts the functions of this module on the global object.
pub fn start() {
    let catalogue = Rc::new(RefCell::new(Catalogue::english()));
    let functions = Object::new();
    let for_history = catalogue.clone();
    copies::start(&functions, catalogue.clone());

    let speak = {
        let catalogue = catalogue.clone();
        Closure::<dyn Fn(String)>::new(move |strings: String| {
            // A language that cannot be read leaves the one before; the first module says so.
            if let Ok(read) = Catalogue::from_json(&strings) {
                *catalogue.borrow_mut() = read;
            }
        })
    };
    put(&functions, "speak", speak);

    let format =
        Closure::<dyn Fn(JsValue, String, u8) -> String>::new(|target: JsValue, text: String, heading| {
            fault::point("preview");
            let text = read(&text).text;
            if let Ok(target) = target.dyn_into::<Element>() {
                // The nodes are made from our own tree; the browser has no reason to refuse one.
                let _ = rich_dom::render(&target, &text, heading);
            }
            let counts = count(&text);
            format!("{} {}", counts.words, counts.characters)
        });
    put(&functions, "format", format);

    let help = {
        let catalogue = catalogue.clone();
        Closure::<dyn Fn(JsValue, String, u8)>::new(move |target: JsValue, name: String, heading| {
            let catalogue = catalogue.borrow();
            let text = catalogue.text(if name == "formatting" {
                key::WRITE_FORMATTING_HELP
            } else {
                key::HELP_TEXT
            });
            if let Ok(target) = target.dyn_into::<Element>() {
                // As above: our own tree.
                let _ = rich_dom::render(&target, &read(text).text, heading);
            }
        })
    };
    put(&functions, "help", help);

    let review = {
        let catalogue = catalogue.clone();
        Closure::<dyn Fn(JsValue, String, String) -> Option<String>>::new(
            move |target: JsValue, draft: String, wish: String| {
                let catalogue = catalogue.borrow().clone();
                let (draft, wish) = Wish::read(&draft, &wish)?;
                if let Ok(target) = target.dyn_into::<Element>() {
                    // As above: our own tree.
                    let _ = document::render(&target, &wish.compose(&draft), &draft, &catalogue);
                }
                Some(review::findings(&draft, &catalogue).to_string())
            },
        )
    };
    put(&functions, "review", review);

    let markdown = Closure::<dyn Fn(String, String) -> Option<String>>::new(|draft: String, wish: String| {
        let (draft, wish) = Wish::read(&draft, &wish)?;
        Some(markdown::render(&wish.compose(&draft)))
    });
    put(&functions, "markdown", markdown);

    let keeping = Keeping::new(catalogue.clone());
    let panel = {
        let keeping = keeping.clone();
        Closure::<dyn Fn(JsValue, String, String)>::new(move |target: JsValue, name: String, about| {
            if let Ok(target) = target.dyn_into::<Element>() {
                keeping.panel(target, &name, about);
            }
        })
    };
    put(&functions, "panel", panel);
    let reader = keeping.clone();
    let told = keeping.clone();
    put(&functions, "update", Closure::<dyn Fn()>::new(move || told.update()));
    put(&functions, "saved", Closure::<dyn Fn()>::new(move || keeping.saved()));
    let erased = {
        let catalogue = catalogue.clone();
        Closure::<dyn Fn()>::new(move || {
            // As above: constants.
            let _ = keeping::erased_page(&catalogue.borrow(), 0);
        })
    };
    put(&functions, "erased", erased);

    let open =
        Closure::<dyn Fn(String, Uint8Array) -> String>::new(move |name: String, bytes: Uint8Array| {
            open(&name, &bytes.to_vec(), &catalogue.borrow(), &reader).to_string()
        });
    put(&functions, "open", open);

    let example = Closure::<dyn Fn() -> Option<String>>::new(|| {
        let draft = exchange::example(DraftId::of_letters(""), 0)?;
        Some(exchange::export_json(&draft))
    });
    put(&functions, "example", example);

    let past = past::Past::start();
    let told = past.clone();
    put(&functions, "told", Closure::<dyn Fn()>::new(move || told.told()));
    let history = {
        let (catalogue, past) = (for_history, past.clone());
        let shown = RefCell::new(None);
        Closure::<dyn Fn(JsValue, String, String, Function) -> bool>::new(
            move |target: JsValue, draft: String, wish: String, put_back: Function| {
                let Some((draft, wish)) = Wish::read(&draft, &wish) else { return false };
                let Ok(target) = target.dyn_into::<Element>() else { return false };
                let catalogue = catalogue.borrow().clone();
                let past = past.clone();
                let before: Option<Rc<history::Screen>> = shown.borrow_mut().take();
                let drawn = history::Screen::draw(
                    target,
                    draft,
                    past,
                    catalogue,
                    wish.language,
                    put_back,
                    before.as_deref(),
                );
                *shown.borrow_mut() = drawn;
                shown.borrow().is_some()
            },
        )
    };
    put(&functions, "history", history);

    // The global object takes any member.
    let _ = Reflect::set(&js_sys::global(), &JsValue::from_str(GLOBAL), &functions);
    past.told();
}

/// What a file is: a draft or a template in the form of its file, or why it cannot be opened.
fn open(name: &str, bytes: &[u8], catalogue: &Catalogue, keeping: &Keeping) -> serde_json::Value {
    let say = |message: &Message| catalogue.say(message);
    // The first module gives the draft its own id and time.
    let opened = exchange::open(name, bytes, DraftId::of_letters(""), 0);
    keeping.opened(match &opened {
        Ok(Opened::Template(checked)) => Some(checked),
        _ => None,
    });
    match opened {
        Ok(Opened::Draft(mut draft)) => {
            // So that its file is known again when a copy is saved there.
            let text = String::from_utf8_lossy(bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes));
            draft.unknown.insert(OPENED_FROM.to_owned(), digest(&text).into());
            json!({ "draft": exchange::export_json(&draft) })
        }
        Ok(Opened::Template(checked)) => json!({ "template": checked.template.source }),
        Err(ExchangeError::Template { file, errors }) => {
            let source = crate::json::read(name, bytes).unwrap_or_default();
            let faults: Vec<_> =
                errors.iter().map(|fault| with_question(catalogue, &source, fault)).collect();
            let first = say(&ExchangeError::Template { file, errors }.message());
            json!({ "errors": std::iter::once(first).chain(faults).collect::<Vec<_>>() })
        }
        Err(error) => json!({ "errors": error.messages().iter().map(say).collect::<Vec<_>>() }),
    }
}

/// A fault of a form, with the question that it is in.
fn with_question(catalogue: &Catalogue, source: &serde_json::Value, fault: &TemplateError) -> String {
    let said = catalogue.say(&fault.message());
    match question_at(source, &fault.place) {
        None => said,
        Some(question) => {
            let question = Message::new(key::AUTHOR_QUESTION).with("question", question);
            format!("{said} – {}", catalogue.say(&question))
        }
    }
}

/// The functions live as long as the page.
fn put<F: ?Sized + wasm_bindgen::closure::WasmClosure>(functions: &Object, name: &str, function: Closure<F>) {
    // A plain object takes any member.
    let _ = Reflect::set(functions, &JsValue::from_str(name), &function.into_js_value());
}
