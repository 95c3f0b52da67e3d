//! What is remembered and said of a draft's copies in files; `web/copies.js` makes them.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Object;
use wasm_bindgen::closure::Closure;

use super::{put, writer};
use crate::draft::{DraftId, words};
use crate::locale::{Catalogue, Message, key};
use crate::store::local::{BrowserClock, LocalStorage};
use crate::store::{Clock, Copied};

/// Puts the functions that the script asks for on the module's object.
pub fn start(functions: &Object, catalogue: Rc<RefCell<Catalogue>>) {
    let store = writer::store(writer::no_template);

    let read = {
        let store = store.clone();
        Closure::<dyn Fn(String) -> String>::new(move |draft: String| {
            let copied = DraftId::new(&draft).and_then(|id| store.copied(&id).ok());
            copied.unwrap_or_default().write()
        })
    };
    put(functions, "copied", read);

    let note = Closure::<dyn Fn(String, String)>::new(move |draft: String, copied: String| {
        let Some(id) = DraftId::new(&draft) else { return };
        store.set_mirrored(!LocalStorage::is_in_tab_only());
        // What cannot be remembered is asked again: a reminder too many, and no loss of text.
        let _ = store.note_copied(&id, &Copied::read(&copied));
        writer::mirror_changes(&store);
    });
    put(functions, "noteCopied", note);

    let is_due = Closure::<dyn Fn(String) -> bool>::new(|copied: String| {
        Copied::read(&copied).is_due(BrowserClock.now())
    });
    put(functions, "isCopyDue", is_due);

    let count = Closure::<dyn Fn(String) -> f64>::new(|text: String| words(&text) as f64);
    put(functions, "words", count);

    let say = Closure::<dyn Fn(String, String) -> String>::new(move |what: String, ago: String| {
        let key = match what.as_str() {
            "save" => key::COPIES_SAVE,
            "later" => key::COPIES_LATER,
            "copied" => key::COPIES_COPIED,
            "follows" => key::COPIES_FOLLOWS,
            "lost" => key::COPIES_LOST,
            "failed" => key::COPIES_FAILED,
            "reminder" => key::COPIES_REMINDER,
            "kind" => key::COPIES_KIND,
            _ => key::COPIES_NEVER,
        };
        catalogue.borrow().say(&Message::new(key).with("ago", ago))
    });
    put(functions, "sayOfCopies", say);
}
