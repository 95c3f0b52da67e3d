//! A summary that opens to show more.

use leptos::prelude::*;

/// What stands behind a summary.
#[component]
pub fn Disclosure(
    /// The words of the summary.
    summary: String,
    /// Open from the start.
    #[prop(optional)]
    open: bool,
    /// What is shown when it is open.
    children: Children,
) -> impl IntoView {
    view! {
        <details class="stack" open=open>
            <summary class="soft">{summary}</summary>
            {children()}
        </details>
    }
}
