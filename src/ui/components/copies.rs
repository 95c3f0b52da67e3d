//! The place in the header where `web/copies.js` says when the draft was last saved as a file, and
//! saves it as one. It comes with the second module: writing waits for neither.

use leptos::prelude::*;

use crate::exchange;
use crate::ui::browser::stopped::call;
use crate::ui::element::{El, el, follow};
use crate::ui::file_name::file_name;
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;

/// The place. The script asks for the draft by an event on it, and finds it in two properties.
pub fn copies(session: &Session) -> El {
    let module = use_manuscripts();
    let place = el("div").class("copies").attr("data-draft", session.id().as_str());
    let (asked, session) = (place.clone(), session.clone());
    let place = place.on("draft", move |_| {
        session.flush();
        asked
            .clone()
            .property("text", exchange::export_json(&session.draft()))
            .property("file", file_name(&session.title().get_untracked(), "json"));
    });
    let drawn = place.clone();
    follow(move || {
        if module.get().is_some() {
            call("submissionEditorCopies", drawn.element());
        }
    });
    place
}
