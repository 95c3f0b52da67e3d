//! Parts of the page that the lazy part draws.

use leptos::prelude::*;

use crate::element::{Element, html};
use crate::lazy::Panel;
use crate::state::later::use_later;

/// The place of a panel, which is there with the lazy part.
pub fn panel(panel: Panel) -> Element {
    let part = use_later();
    html::div()
        .class("later")
        .child(move || part.get().map_or_else(Vec::new, |later| vec![untrack(|| later.panel(panel.clone()))]))
}
