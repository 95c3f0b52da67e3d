//! Said beside an answer that another tab wrote at the same time, or of which something is damaged.

use leptos::prelude::*;

use crate::components::controls::link;
use crate::element::{Element, html};
use crate::state::later::use_later;
use crate::state::localizer::use_localizer;
use crate::state::session::{AnswerCell, Session};
use submission_core::draft::AnswerId;
use submission_core::locale::key;
use submission_core::route::Route;

/// The other text, and the way to take it in. Nothing is decided for the writer.
pub fn diverged(into: &Element, session: &Session, answer_id: &AnswerId) {
    let AnswerCell { theirs, damaged, .. } = session.cell(answer_id);
    if damaged.get_untracked() {
        let localizer = use_localizer();
        let notice = html::p().class("notice").attr("data-level", "warning");
        let way = link(&Route::Recovery, &localizer.text(key::RECOVERY_LOOK));
        into.add(&notice.child(localizer.text(key::RECOVERY_DAMAGED_ANSWER)).child(" ").child([way]));
    }
    let (session, answer_id, later) = (session.clone(), answer_id.clone(), use_later());
    into.clone().child(move || {
        let others = theirs.get();
        let later = if others.is_empty() { None } else { later.get() };
        later.map(|later| later.diverged(&session, &answer_id, &others)).into_iter().collect::<Vec<_>>()
    });
}
