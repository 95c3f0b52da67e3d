//! A new version that waits: said between the header and the main part, with the press that takes it.

use wasm_bindgen::JsValue;
use wasm_bindgen_futures::spawn_local;

use super::Panel;
use super::controls::button;
use crate::browser::scripts;
use crate::later::dom::{child, child_of_class, child_with_text};
use submission_core::locale::key;

/// Draws the notice, where a version waits. Its place is there before, so that its coming is heard too.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    panel.target.set_attribute("role", "status")?;
    if !scripts::late().has_update() || !panel.begin(&())? {
        return Ok(());
    }
    let Panel { panels, target, .. } = panel;
    target.set_attribute("class", "stack panel notices")?;
    let notice = child_of_class(&target, "div", "notice")?;
    child_with_text(&notice, "p", &panels.text(key::UPDATE_TEXT))?;
    let actions = child_of_class(&notice, "p", "actions")?;
    let said = child(&notice, "p")?;
    button(&actions, &panels.text(key::UPDATE_TAKE), move || {
        let (panels, said) = (panels.clone(), said.clone());
        said.set_text_content(Some(&panels.text(key::UPDATE_TAKING)));
        spawn_local(async move {
            // Where it is taken, the page is loaded anew.
            let objection = match scripts::late().take_update().await.as_deref() {
                Some("taken") => return,
                Some("unsaved") => key::UPDATE_UNSAVED,
                _ => key::UPDATE_SILENT,
            };
            said.set_text_content(Some(&panels.text(objection)));
        });
    })?;
    Ok(())
}
