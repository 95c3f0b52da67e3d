//! The screens, and what they have in common.

pub mod later;
pub mod missing;
pub mod start;
pub mod write;

use crate::element::{Element, html};

/// The main part of a screen.
pub fn page() -> Element {
    html::main().class("page").attr("id", "main")
}

/// The heading of a screen, which takes the focus when the screen has changed.
pub fn title(text: &str) -> Element {
    html::h1().attr("id", "screen-title").attr("tabindex", "-1").child(text)
}

/// A section of a screen under its heading of the second level.
pub fn section(class: &str, id: &str, heading: &str) -> Element {
    html::section().class(class).attr("aria-labelledby", id).child([html::h2().attr("id", id).child(heading)])
}

/// Something that went wrong, spoken at once.
pub fn alert() -> Element {
    html::div().class("notice").attr("data-level", "error").attr("role", "alert")
}
