//! Parts of the page that the lazy part draws.

use crate::ui::element::{El, el, follow};
use crate::ui::state::later::use_later;
use crate::ui::state::session::Session;

/// A part of that name: drawn when the lazy part is there, and offered to be drawn anew whenever
/// a signal changes that `about` reads. `text` stands there meanwhile.
pub fn panel(name: &'static str, text: &str, about: impl Fn() -> String + 'static) -> El {
    let module = use_later();
    let place = el("div").class("stack panel").text(text);
    let target = place.clone();
    follow(move || {
        let about = about();
        if let Some(module) = module.get() {
            module.panel(target.element(), name, about);
        }
    });
    place
}

/// What is written and does not stand in the document; empty while all of it does.
pub fn left_out(session: &Session) -> El {
    let (session, module) = (session.clone(), use_later());
    let place = el("div").class("stack panel");
    let target = place.clone();
    follow(move || {
        if let Some(module) = module.get() {
            module.left_out(target.element(), &session);
        }
    });
    place
}
