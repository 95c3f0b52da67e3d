//! The History screen: the draft as it is shown, and the way to put answers back into it.

use std::rc::Rc;

use leptos::prelude::*;

use crate::element::{Element, html};
use crate::later::history::{PutBack, Screen};
use crate::later::history_recorder::HistoryRecorder;
use crate::screens::alert;
use crate::state::localizer::use_localizer;
use crate::state::session::Session;
use crate::state::undo::{Undo, use_undo};
use submission_core::draft::{Answer, AnswerId};
use submission_core::locale::key;

/// Two moments of the draft, side by side.
pub fn history(session: &Session, past: &Rc<HistoryRecorder>) -> Vec<Element> {
    let localizer = use_localizer();
    let undo = use_undo();
    let changed = RwSignal::new(0_u32);
    session.flush();
    let restored = session.clone();
    let put_back: PutBack = Rc::new(move |said, answers| put_back(&restored, undo, changed, said, answers));
    // Drawn anew on the same visit: what the writer has chosen stays.
    let shown = StoredValue::new_local(None::<Rc<Screen>>);
    let (session, past) = (session.clone(), past.clone());
    vec![
        html::p().class("lead").child(localizer.text(key::HISTORY_TEXT)),
        html::div().class("stack").child(move || {
            changed.track();
            untrack(|| {
                let target = html::div().class("stack");
                let screen = Screen::draw(
                    target.dom().clone(),
                    session.draft(),
                    past.clone(),
                    localizer.catalogue(),
                    localizer.language(),
                    put_back.clone(),
                    shown.get_value().as_deref(),
                );
                let is_drawn = screen.is_some();
                shown.set_value(screen);
                vec![if is_drawn { target } else { alert().child(localizer.text(key::HISTORY_UNREAD)) }]
            })
        }),
    ]
}

/// Puts answers back, says so, and offers to undo it.
fn put_back(
    session: &Session,
    undo: Undo,
    changed: RwSignal<u32>,
    said: String,
    answers: Vec<(AnswerId, Answer)>,
) {
    let mut before = Vec::new();
    for (answer_id, answer) in answers {
        // Where what stands there cannot be kept first, it stays; the save state says why.
        let Some(stood) = session.replace(&answer_id, answer) else { continue };
        before.push((answer_id, stood));
    }
    let again = move || changed.update(|count| *count = count.wrapping_add(1));
    again();
    if before.is_empty() {
        return;
    }
    let answer_ids: Vec<AnswerId> = before.iter().map(|(answer_id, _)| answer_id.clone()).collect();
    let back = {
        let session = session.clone();
        move || {
            for (answer_id, answer) in &before {
                session.replace(answer_id, answer.clone());
            }
            again();
        }
    };
    undo.offer(session, answer_ids, said, "screen-title".to_owned(), back);
}
