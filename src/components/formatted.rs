//! A Markdown text as it will look.

use crate::components::panel::drawn_later;
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use submission_core::locale::key;

/// A text of the program's own help: `formatting`, or all of it. The lazy part holds it.
pub fn formatted_help(name: &'static str, heading: u8) -> Element {
    let text = frame().child(use_localizer().text(key::APP_WAITING));
    drawn_later(text, move |later, target| later.help(target, name, heading))
}

/// Formatted text of a template's guidance or the like, with `heading` as the level of its highest
/// sub-heading. Until it can be formatted, its words.
pub fn formatted_markdown(markdown: String, heading: u8) -> Element {
    let text = frame().child(&markdown);
    drawn_later(text, move |later, target| {
        later.format(target, &markdown, heading);
    })
}

fn frame() -> Element {
    html::div().class("formatted")
}
