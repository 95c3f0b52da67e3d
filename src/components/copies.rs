//! The place in the header where it is said when the draft was last saved as a file, and where it is saved as one.
//! The lazy part draws it (`later/copies`): writing waits for neither.

use leptos::prelude::*;

use crate::element::{Element, bind, html};
use crate::state::later::use_later;
use crate::state::session::Session;

/// The place.
pub fn copies(session: &Session) -> Element {
    let (part, draft) = (use_later(), session.id().clone());
    let place = html::div().class("copies");
    let drawn = place.clone();
    bind(move || {
        if let Some(later) = part.get() {
            untrack(|| later.copies(&draft, &drawn));
        }
    });
    place
}
