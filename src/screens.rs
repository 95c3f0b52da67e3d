//! The screens, and what they have in common.

pub mod later;
pub mod missing;
pub mod start;
pub mod write;

use crate::element::{El, el};

/// The main part of a screen.
pub fn page() -> El {
    el("main").class("page").attr("id", "main")
}

/// The heading of a screen, which takes the focus when the screen has changed.
pub fn title(text: &str) -> El {
    el("h1").attr("id", "screen-title").attr("tabindex", "-1").text(text)
}

/// A section of a screen under its heading of the second level.
pub fn section(class: &str, id: &str, heading: &str) -> El {
    el("section").class(class).attr("aria-labelledby", id).with(&[el("h2").attr("id", id).text(heading)])
}

/// Something that went wrong, spoken at once.
pub fn alert() -> El {
    el("div").class("notice").attr("data-level", "error").attr("role", "alert")
}
