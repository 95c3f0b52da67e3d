//! A Markdown text as it will look.

use crate::locale::key;
use crate::ui::element::{El, el, follow};
use crate::ui::state::later::use_later;
use crate::ui::state::words::use_words;

/// A text of the program's own help: `formatting`, or all of it. The lazy part holds it.
pub fn formatted_help(name: &'static str, heading: u8) -> El {
    let module = use_later();
    let text = el("div").class("formatted").text(&use_words().text(key::APP_WAITING));
    let target = text.clone();
    follow(move || {
        if let Some(module) = module.get() {
            module.help(target.element(), name, heading);
        }
    });
    text
}

/// Formatted text of a template's guidance or the like, with `heading` as the level of its highest
/// sub-heading. Until it can be formatted, its words.
pub fn formatted_markdown(markdown: String, heading: u8) -> El {
    let module = use_later();
    let text = el("div").class("formatted").text(&markdown);
    let target = text.clone();
    follow(move || {
        if let Some(module) = module.get() {
            module.format(target.element(), &markdown, heading);
        }
    });
    text
}
