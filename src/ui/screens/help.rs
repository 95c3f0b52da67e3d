//! The Help screen.

use crate::locale::key;
use crate::ui::components::formatted::formatted_markdown;
use crate::ui::element::{El, el};
use crate::ui::screens::start::preferences;
use crate::ui::screens::{page, title};
use crate::ui::state::words::use_words;

/// How it all works, in a page.
pub fn help() -> El {
    let words = use_words();
    page().with(&[
        title(&words.text(key::HELP_TITLE)),
        formatted_markdown(words.text(key::HELP_TEXT), 2),
        el("h2").text(&words.text(key::WRITE_FORMATTING)),
        formatted_markdown(words.text(key::WRITE_FORMATTING_HELP), 3),
        preferences(),
    ])
}
