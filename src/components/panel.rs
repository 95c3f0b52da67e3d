//! Parts of the page that the lazy part draws.

use web_sys::Element as DomElement;

use leptos::prelude::*;

use crate::element::{Element, bind, html};
use crate::lazy::Later;
use crate::state::later::use_later;
use crate::state::session::Session;

/// Has the lazy part draw into that element, as soon as it is there and whenever a signal changes that `draw`
/// reads. What the element holds stands there meanwhile.
pub fn drawn_later(place: Element, draw: impl Fn(&dyn Later, &DomElement) + 'static) -> Element {
    let part = use_later();
    let target = place.clone();
    bind(move || {
        if let Some(later) = part.get() {
            draw(&*later, target.dom());
        }
    });
    place
}

/// A part of that name: drawn when the lazy part is there, and offered to be drawn anew whenever
/// a signal changes that `about` reads. `text` stands there meanwhile.
pub fn panel(name: &'static str, text: &str, about: impl Fn() -> String + 'static) -> Element {
    drawn_later(frame().child(text), move |later, target| later.panel(target, name, about()))
}

/// What is written and does not stand in the document; empty while all of it does.
pub fn left_out(session: &Session) -> Element {
    let session = session.clone();
    drawn_later(frame(), move |later, target| later.left_out(target, &session))
}

fn frame() -> Element {
    html::div().class("stack panel")
}

/// Colours and language of the interface.
pub fn preferences() -> Element {
    let part = use_later();
    html::div().child(move || part.get().map_or_else(Vec::new, |later| vec![untrack(|| later.preferences())]))
}
