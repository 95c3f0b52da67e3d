//! How full the storage is, in words, and the ways to make room.

use super::Panels;
use crate::components::controls::{actions, button, link, status, warning};
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::draft::DraftId;
use submission_core::locale::{Message, key};
use submission_core::route::Route;
use submission_core::store::{Level, Store, Usage};

/// How full it is.
pub fn in_words(usage: Usage) -> String {
    let words = match usage.level {
        Level::Fine => key::SETTINGS_ROOM_FINE,
        Level::Thin => key::SETTINGS_ROOM_THIN,
        Level::Warn | Level::Stop => key::SETTINGS_ROOM_WARN,
    };
    use_localizer().say(&Message::new(words).with("percent", usage.percent.min(100)))
}

/// The warning that there is little room, with the ways out.
pub fn notice(panels: Panels, usage: Usage, draft: Option<DraftId>) -> Element {
    let localizer = use_localizer();
    let full = Message::new(key::NOTICE_ROOM).with("percent", usage.percent.min(100));
    let said = status();
    let thin = button(&localizer.text(key::NOTICE_ROOM_THIN), {
        let said = said.clone();
        move |_| {
            said.set_text(&match panels.change(Store::thin_all_history) {
                Ok(count) => localizer.count(key::NOTICE_ROOM_THINNED_OTHER, count),
                Err(error) => localizer.say(&error.message()),
            });
        }
    });
    let ways = actions([thin]);
    if let Some(draft) = draft {
        for (target, label) in
            [(Route::Export(draft), key::NOTICE_ROOM_EXPORT), (Route::Start, key::NOTICE_ROOM_START)]
        {
            ways.add(&link(&target, &localizer.text(label)).class("button"));
        }
    }
    warning().child([
        html::p().child(localizer.say(&full)),
        html::p().child(localizer.text(key::NOTICE_ROOM_DO)),
        ways,
        said,
    ])
}
