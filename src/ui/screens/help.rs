//! The Help screen.

use crate::locale::key;
use crate::ui::components::controls::link;
use crate::ui::components::formatted::formatted_help;
use crate::ui::element::{El, el};
use crate::ui::route::Route;
use crate::ui::screens::start::preferences;
use crate::ui::screens::{page, title};
use crate::ui::state::words::use_words;

/// How it all works, in a page.
pub fn help() -> El {
    let words = use_words();
    page().with(&[
        title(&words.text(key::HELP_TITLE)),
        formatted_help("all", 2),
        el("h2").text(&words.text(key::WRITE_FORMATTING)),
        formatted_help("formatting", 3),
        el("p").with(&[link(&Route::About, &words.text(key::ABOUT_TITLE))]),
        preferences(),
    ])
}
