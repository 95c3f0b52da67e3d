//! The place in the header where it is said when the draft was last saved as a file, and where it is saved as one.
//! The lazy part draws it (`later/copies`): writing waits for neither.

use crate::components::panel::drawn_later;
use crate::element::{Element, html};
use crate::state::session::Session;

/// The place.
pub fn copies(session: &Session) -> Element {
    let draft = session.id().clone();
    drawn_later(html::div().class("copies"), move |later, place| later.copies(&draft, place))
}
