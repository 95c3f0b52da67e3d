//! How full the storage is, in words, and the ways to make room.

use wasm_bindgen::JsValue;
use web_sys::Element;

use super::Panels;
use super::controls::{button, link, status};
use crate::later::dom::{child_of_class, child_with_text};
use submission_core::draft::DraftId;
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::store::{Level, Store, Usage};

/// How full it is.
pub fn in_words(panels: &Panels, usage: Usage) -> String {
    let words = match usage.level {
        Level::Fine => key::SETTINGS_ROOM_FINE,
        Level::Thin => key::SETTINGS_ROOM_THIN,
        Level::Warn | Level::Stop => key::SETTINGS_ROOM_WARN,
    };
    panels.say(&Message::new(words).with("percent", usage.percent.min(100)))
}

/// The warning that there is little room, with the ways out.
pub fn draw_warning(
    panels: &Panels,
    target: &Element,
    usage: Usage,
    draft: Option<&DraftId>,
) -> Result<(), JsValue> {
    let notice = child_of_class(target, "div", "notice")?;
    notice.set_attribute("data-level", "warning")?;
    let full = Message::new(key::NOTICE_ROOM).with("percent", usage.percent.min(100));
    child_with_text(&notice, "p", &panels.say(&full))?;
    child_with_text(&notice, "p", &panels.text(key::NOTICE_ROOM_DO))?;
    let actions = child_of_class(&notice, "div", "actions")?;
    let said = status(&notice)?;
    let thinning = panels.clone();
    button(&actions, &panels.text(key::NOTICE_ROOM_THIN), move || {
        let words = match thinning.change(Store::thin_all_history) {
            Ok(count) => thinning.count(key::NOTICE_ROOM_THINNED_OTHER, count),
            Err(error) => thinning.say(&error.message()),
        };
        said.set_text_content(Some(&words));
    })?;
    let Some(draft) = draft else { return Ok(()) };
    let export = Route::Export(draft.clone()).to_string();
    link(&actions, &export, &panels.text(key::NOTICE_ROOM_EXPORT))?.set_class_name("button");
    link(&actions, &Route::Start.to_string(), &panels.text(key::NOTICE_ROOM_START))?.set_class_name("button");
    Ok(())
}
