//! Said where there is nothing to show.

use leptos::prelude::*;

use crate::locale::{Key, key};
use crate::ui::route::Route;
use crate::ui::state::words::use_words;

/// A sentence, and the way back to Start.
#[component]
pub fn Missing(
    /// What is the matter.
    title: Key,
    /// What that means and what to do.
    text: String,
) -> impl IntoView {
    let words = use_words();
    view! {
        <main class="page" id="main">
            <h1 id="screen-title" tabindex="-1">{words.text(title)}</h1>
            <p class="lead">{text}</p>
            <p class="actions">
                <a class="button" data-kind="primary" href=Route::Start.to_string()>{words.text(key::APP_TO_START)}</a>
            </p>
        </main>
    }
}
