//! A new version that waits: said between the header and the main part, with the press that takes it.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::{JsFuture, spawn_local};

use super::Panel;
use super::controls::{button, status};
use crate::locale::key;
use crate::ui::manuscript::dom::{child_of_class, child_with_text};

/// Draws the notice, where a version waits.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let Some(take) = take() else { return Ok(()) };
    if !panel.begin(&())? {
        return Ok(());
    }
    let Panel { keeping, target, .. } = panel;
    target.set_attribute("class", "stack panel notices")?;
    target.set_attribute("role", "region")?;
    target.set_attribute("aria-label", &keeping.text(key::UPDATE_NAME))?;
    let notice = child_of_class(&target, "div", "notice")?;
    child_with_text(&notice, "p", &keeping.text(key::UPDATE_TEXT))?;
    let actions = child_of_class(&notice, "p", "actions")?;
    let said = status(&notice)?;
    button(&actions, &keeping.text(key::UPDATE_TAKE), move || {
        let (keeping, said, take) = (keeping.clone(), said.clone(), take.clone());
        said.set_text_content(Some(&keeping.text(key::UPDATE_TAKING)));
        spawn_local(async move {
            // Where it is taken, the page is loaded anew.
            let objection = match answer(&take).await.as_deref() {
                Some("taken") => return,
                Some("unsaved") => key::UPDATE_UNSAVED,
                _ => key::UPDATE_SILENT,
            };
            said.set_text_content(Some(&keeping.text(objection)));
        });
    })?;
    Ok(())
}

/// The function of `web/offline.js` that lets the new version take over; there is one while it waits.
fn take() -> Option<Function> {
    Reflect::get(&js_sys::global(), &"submissionEditorUpdate".into()).ok()?.dyn_into().ok()
}

async fn answer(take: &Function) -> Option<String> {
    let asked: Promise = take.call0(&JsValue::NULL).ok()?.dyn_into().ok()?;
    JsFuture::from(asked).await.ok()?.as_string()
}
