//! The Help screen.

use leptos::prelude::*;

use crate::locale::key;
use crate::ui::components::formatted::FormattedMarkdown;
use crate::ui::screens::start::Preferences;
use crate::ui::state::words::use_words;

/// How it all works, in a page.
#[component]
pub fn Help() -> impl IntoView {
    let words = use_words();
    view! {
        <main class="page" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(key::HELP_TITLE)}</h1>
            <FormattedMarkdown markdown=words.text(key::HELP_TEXT) heading=2 />
            <h2>{words.text(key::WRITE_FORMATTING)}</h2>
            <FormattedMarkdown markdown=words.text(key::WRITE_FORMATTING_HELP) heading=3 />
            <Preferences />
        </main>
    }
}
