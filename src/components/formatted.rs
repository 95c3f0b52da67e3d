//! A Markdown text as it will look.

use crate::element::{Element, html};
use crate::lazy::Later;
use crate::state::later::use_later;
use crate::state::localizer::use_localizer;
use submission_core::locale::key;

/// A text of the program's own help: `formatting`, or all of it. The lazy part holds it.
pub fn formatted_help(name: &'static str, heading: u8) -> Element {
    formatted(use_localizer().text(key::APP_WAITING), move |later, _| later.help(name, heading))
}

/// Formatted text of a template's guidance or the like, with `heading` as the level of its highest
/// sub-heading. Until it can be formatted, its words.
pub fn formatted_markdown(markdown: String, heading: u8) -> Element {
    formatted(markdown, move |later, markdown| later.format(markdown, heading).0)
}

/// What `format` makes of a text; the text itself until the lazy part is there.
fn formatted(text: String, format: impl Fn(&dyn Later, &str) -> Vec<Element> + 'static) -> Element {
    let part = use_later();
    html::div().class("formatted").child(move || match part.get() {
        Some(later) => format(&*later, &text),
        None => vec![html::p().child(&text)],
    })
}
