//! The place in the header where `web/copies.js` says when the draft was last saved as a file, and
//! saves it as one. It comes with the lazy part: writing waits for neither.

use crate::browser::stopped::call;
use crate::element::{Element, bind, html};
use crate::state::later::use_later;
use crate::state::session::Session;

/// The place. The script asks for the draft by its id (`state/leaving.rs`).
pub fn copies(session: &Session) -> Element {
    let module = use_later();
    let place = html::div().class("copies").attr("data-draft", session.id().as_str());
    let drawn = place.clone();
    bind(move || {
        if module.get().is_some() {
            call("submissionEditorCopies", drawn.dom());
        }
    });
    place
}
