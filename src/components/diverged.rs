//! Said beside an answer that another tab wrote at the same time, or of which something is damaged.

use leptos::prelude::*;

use crate::components::controls::link;
use crate::element::{El, el};
use crate::state::later::use_later;
use crate::state::session::{AnswerCell, Session};
use crate::state::words::use_words;
use submission_core::draft::AnswerId;
use submission_core::locale::key;
use submission_core::route::Route;

/// The other text, and the way to take it in. Nothing is decided for the writer.
pub fn diverged(into: &El, session: &Session, place: &AnswerId) {
    let AnswerCell { theirs, damaged, .. } = session.cell(place);
    if damaged.get_untracked() {
        let words = use_words();
        let notice = el("p").class("notice").attr("data-level", "warning");
        let way = link(&Route::Recovery, &words.text(key::RECOVERY_LOOK));
        into.add(&notice.text(&words.text(key::RECOVERY_DAMAGED_ANSWER)).text(" ").with(&[way]));
    }
    let (session, place, later) = (session.clone(), place.clone(), use_later());
    into.clone().follow_children(move || {
        let others = theirs.get();
        let later = if others.is_empty() { None } else { later.get() };
        later.map(|later| later.diverged(&session, &place, &others)).into_iter().collect()
    });
}
