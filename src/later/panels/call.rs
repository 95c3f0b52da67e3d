//! What the call for submissions says of itself: deadline, address, body, session, mandate.

use serde_json::Value as Json;

use super::frame;
use crate::element::{Element, html};
use crate::screens::section;
use crate::state::localizer::use_localizer;
use submission_core::locale::key;
use submission_core::template::Template;

/// The call in the words of the form; nothing where the form says nothing.
pub fn call(template: &Template) -> Element {
    let localizer = use_localizer();
    let call = template.source.get("call");
    let members = [
        ("deadline", key::CALL_DEADLINE),
        ("deliver", key::CALL_DELIVER),
        ("body", key::CALL_BODY),
        ("session", key::CALL_SESSION),
        ("placeAndDates", key::CALL_PLACE),
        ("mandate", key::CALL_MANDATE),
    ];
    let mut rows = Vec::new();
    for (name, label) in members {
        let text = call.and_then(|call| call.get(name));
        let text = wording(text, &localizer.language(), &template.default_language);
        if !text.is_empty() {
            rows.push(html::div().child([
                html::dt().class("soft").child(localizer.text(label)),
                html::dd().attr("dir", "auto").child(text),
            ]));
        }
    }
    let frame = frame();
    if !rows.is_empty() {
        frame.add(
            &section("card", "call-title", &localizer.text(key::CALL_TITLE))
                .child([html::dl().class("stack").child(rows)]),
        );
    }
    frame
}

/// A text of the form in one language, else in its default one.
fn wording<'a>(json: Option<&'a Json>, language: &str, default: &str) -> &'a str {
    let text = match json {
        Some(Json::Object(wordings)) => wordings.get(language).or_else(|| wordings.get(default)),
        other => other,
    };
    text.and_then(Json::as_str).unwrap_or_default().trim()
}
