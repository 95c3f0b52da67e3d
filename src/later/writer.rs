//! Stores of the lazy part: each is a writer of its own, as another tab would be.

use std::rc::Rc;

use serde_json::Value as Json;
use wasm_bindgen_futures::spawn_local;

use crate::browser::local_storage::{BrowserClock, BrowserRandom, LocalStorage};
use crate::browser::mirror;
use submission_core::store::{ReadTemplateError, Store};
use submission_core::template::Template;

/// A store over what the browser keeps.
pub fn store(read_template: impl Fn(&Json) -> Result<Template, ReadTemplateError> + 'static) -> Rc<Store> {
    Rc::new(Store::new(LocalStorage, BrowserClock, BrowserRandom, read_template))
}

/// For a store that reads no template.
pub fn no_template(_: &Json) -> Result<Template, ReadTemplateError> {
    Err(ReadTemplateError::NoReader)
}

/// Writes to the mirror what it lacks of the store's changes. What fails goes with the next ones; should
/// none bind, what was removed here is brought back at the next start: nothing is lost.
pub fn mirror_changes(store: &Rc<Store>) {
    let changes = store.take_changes();
    if changes.is_empty() || LocalStorage::is_in_tab_only() {
        return;
    }
    let store = store.clone();
    spawn_local(async move {
        match mirror::write(&changes).await {
            Ok(()) => store.confirm(&changes),
            Err(_) => store.give_back(changes),
        }
    });
}
