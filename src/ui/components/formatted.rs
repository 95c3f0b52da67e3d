//! A rich text as it will look.

use leptos::html::Div;
use leptos::prelude::*;

use crate::richtext::{RichText, read};
use crate::ui::browser::rich_dom;

/// Formatted text that never changes.
#[component]
pub fn Formatted(
    /// What to show.
    text: RichText,
    /// The level of the highest sub-heading.
    heading: u8,
) -> impl IntoView {
    let target = NodeRef::<Div>::new();
    Effect::new(move || {
        if let Some(element) = target.get() {
            // The nodes are made from our own tree; the browser has no reason to refuse one.
            let _ = rich_dom::render(&element, &text, heading);
        }
    });
    view! { <div class="formatted" node_ref=target></div> }
}

/// Formatted text of a template's guidance or the like.
#[component]
pub fn FormattedMarkdown(
    /// The Markdown.
    markdown: String,
    /// The level of the highest sub-heading.
    heading: u8,
) -> impl IntoView {
    view! { <Formatted text=read(&markdown).text heading=heading /> }
}
