//! Parts of the page that the second module draws.

use crate::ui::element::{El, el, follow};
use crate::ui::state::manuscripts::use_manuscripts;

/// A part of that name: drawn when the second module is there, and offered to be drawn anew whenever
/// a signal changes that `about` reads. `text` stands there meanwhile.
pub fn panel(name: &'static str, text: &str, about: impl Fn() -> String + 'static) -> El {
    let module = use_manuscripts();
    let place = el("div").class("stack panel").text(text);
    let target = place.clone();
    follow(move || {
        let about = about();
        if let Some(module) = module.get() {
            module.panel(target.element(), name, &about);
        }
    });
    place
}
