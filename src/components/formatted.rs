//! A Markdown text as it will look.

use crate::components::panel::drawn_later;
use crate::element::{El, el};
use crate::state::localizer::use_localizer;
use submission_core::locale::key;

/// A text of the program's own help: `formatting`, or all of it. The lazy part holds it.
pub fn formatted_help(name: &'static str, heading: u8) -> El {
    let text = frame().text(&use_localizer().text(key::APP_WAITING));
    drawn_later(text, move |later, target| later.help(target, name, heading))
}

/// Formatted text of a template's guidance or the like, with `heading` as the level of its highest
/// sub-heading. Until it can be formatted, its words.
pub fn formatted_markdown(markdown: String, heading: u8) -> El {
    let text = frame().text(&markdown);
    drawn_later(text, move |later, target| {
        later.format(target, &markdown, heading);
    })
}

fn frame() -> El {
    el("div").class("formatted")
}
