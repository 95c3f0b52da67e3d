//! What is written and does not stand in the document: said and shown by the second module.

use crate::ui::browser::manuscript::about_draft;
use crate::ui::components::panel::panel;
use crate::ui::element::El;
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The place where it is said; empty while everything that is written stands in the document.
pub fn left_out(session: &Session) -> El {
    let (session, module, words) = (session.clone(), use_manuscripts(), use_words());
    panel("left-out", "", move || {
        if module.get().is_some() && session.leaves_out() {
            about_draft(&session.draft(), &words.language())
        } else {
            String::new()
        }
    })
}
