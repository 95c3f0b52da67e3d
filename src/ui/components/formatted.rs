//! A Markdown text as it will look.

use leptos::html::Div;
use leptos::prelude::*;

use crate::ui::state::manuscripts::use_manuscripts;

/// Formatted text of a template's guidance or the like. Until it can be formatted, its words.
#[component]
pub fn FormattedMarkdown(
    /// The Markdown.
    markdown: String,
    /// The level of the highest sub-heading.
    heading: u8,
) -> impl IntoView {
    let module = use_manuscripts();
    let target = NodeRef::<Div>::new();
    let text = markdown.clone();
    Effect::new(move || {
        if let (Some(module), Some(target)) = (module.get(), target.get()) {
            module.format(&target, &markdown, heading);
        }
    });
    view! { <div class="formatted" node_ref=target>{text}</div> }
}
