//! A Markdown text as it will look.

use crate::ui::element::{El, el, follow};
use crate::ui::state::manuscripts::use_manuscripts;

/// Formatted text of a template's guidance or the like, with `heading` as the level of its highest
/// sub-heading. Until it can be formatted, its words.
pub fn formatted_markdown(markdown: String, heading: u8) -> El {
    let module = use_manuscripts();
    let text = el("div").class("formatted").text(&markdown);
    let target = text.clone();
    follow(move || {
        if let Some(module) = module.get() {
            module.format(target.element(), &markdown, heading);
        }
    });
    text
}
