//! What the call for submissions says of itself: deadline, address, body, session, mandate.

use serde_json::Value as Json;
use wasm_bindgen::JsValue;

use super::{Panel, language};
use crate::later::dom::{child, child_of_class, child_with_text};
use submission_core::locale::key;

/// Draws it in the words of the form; nothing where the form says nothing. The panel is about the form's
/// default language and the call as it stands in the form's file.
pub fn draw(panel: Panel) -> Result<(), JsValue> {
    let Panel { panels, target, about } = &panel;
    let (default, call) = about.split_once(' ').unwrap_or_default();
    let call: Json = serde_json::from_str(call).unwrap_or_default();
    let members = [
        ("deadline", key::CALL_DEADLINE),
        ("deliver", key::CALL_DELIVER),
        ("body", key::CALL_BODY),
        ("session", key::CALL_SESSION),
        ("placeAndDates", key::CALL_PLACE),
        ("mandate", key::CALL_MANDATE),
    ];
    let own = language();
    let said = members.map(|(name, label)| (panels.text(label), wording(call.get(name), &own, default)));
    if !panel.begin(&said)? || said.iter().all(|(_, text)| text.is_empty()) {
        return Ok(());
    }
    let section = child_of_class(target, "section", "card")?;
    section.set_attribute("aria-labelledby", "call-title")?;
    child_with_text(&section, "h2", &panels.text(key::CALL_TITLE))?.set_id("call-title");
    let list = child_of_class(&section, "dl", "stack")?;
    for (label, text) in said.iter().filter(|(_, text)| !text.is_empty()) {
        let row = child(&list, "div")?;
        child_with_text(&row, "dt", label)?.set_class_name("soft");
        child_with_text(&row, "dd", text)?.set_attribute("dir", "auto")?;
    }
    Ok(())
}

/// A text of the form in one language, else in its default one.
fn wording(json: Option<&Json>, language: &str, default: &str) -> String {
    let text = match json {
        Some(Json::Object(wordings)) => wordings.get(language).or_else(|| wordings.get(default)),
        other => other,
    };
    text.and_then(Json::as_str).unwrap_or_default().trim().to_owned()
}
