//! The History screen: two moments, what changed between them, and the way back.

mod compared;
mod differences;
mod moments;
mod names;

use std::rc::Rc;

use leptos::ev;
use leptos::prelude::*;

use crate::components::controls::label;
use crate::element::{Element, Row, bind, html};
use crate::later::history_recorder::HistoryRecorder;
use crate::screens::alert;
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::session::Session;
use crate::state::undo::{Undo, use_undo};
use moments::{Moment, Pasts};
use submission_core::draft::{Answer, AnswerId};
use submission_core::locale::{Key, key};

/// What the parts of the screen share.
#[derive(Clone)]
struct Screen {
    session: Session,
    past: Rc<HistoryRecorder>,
    undo: Undo,
    localizer: Localizer,
    /// The draft with its past; `None` where that cannot be read.
    pasts: RwSignal<Option<Rc<Pasts>>, LocalStorage>,
    from: RwSignal<Moment>,
    to: RwSignal<Moment>,
    /// Counts how often answers were put back.
    changed: RwSignal<u32>,
}

/// Two moments of the draft, side by side.
pub fn history(session: &Session, past: &Rc<HistoryRecorder>) -> Vec<Element> {
    let localizer = use_localizer();
    session.flush();
    let screen = Screen {
        session: session.clone(),
        past: past.clone(),
        undo: use_undo(),
        localizer,
        pasts: RwSignal::new_local(None),
        from: RwSignal::new(Moment::Now),
        to: RwSignal::new(Moment::Now),
        changed: RwSignal::new(0),
    };
    bind({
        let screen = screen.clone();
        move || {
            screen.changed.track();
            untrack(|| screen.look());
        }
    });
    // What the writer chooses afterwards stays.
    if let Some(pasts) = screen.pasts.get_untracked() {
        screen.from.set(pasts.usual());
    }
    vec![
        html::p().class("lead").child(localizer.text(key::HISTORY_TEXT)),
        html::div().class("stack").bind_rows(move || screen.rows()),
    ]
}

impl Screen {
    /// Reads the past, up to now.
    fn look(&self) {
        self.past.told();
        let draft = self.session.draft();
        let history = self.past.store().history(&draft.id).ok();
        self.pasts.set(history.map(|history| Rc::new(Pasts::new(draft, history))));
    }

    fn rows(&self) -> Vec<Row> {
        let localizer = self.localizer;
        let Some(pasts) = self.pasts.get() else {
            let unread = move || alert().child(localizer.text(key::HISTORY_UNREAD));
            return vec![Row::new("unread".to_owned(), unread)];
        };
        let mut rows = Vec::new();
        let quarantined = pasts.history.quarantined.len();
        if quarantined > 0 {
            rows.push(Row::new(format!("quarantined {quarantined}"), move || {
                let said = localizer.count(key::HISTORY_UNREADABLE_OTHER, quarantined);
                html::p().class("notice").attr("data-level", "warning").child(said)
            }));
        }
        if pasts.history.revisions.is_empty() && pasts.history.snapshots.is_empty() {
            let empty = move || html::p().child(localizer.text(key::HISTORY_EMPTY));
            rows.push(Row::new("empty".to_owned(), empty));
        } else {
            let screen = self.clone();
            rows.push(Row::new("moments".to_owned(), move || screen.choices()));
            let screen = self.clone();
            rows.push(Row::new("differences".to_owned(), move || screen.differences()));
        }
        let screen = self.clone();
        rows.push(Row::new("names".to_owned(), move || screen.names()));
        rows
    }

    fn choices(self) -> Element {
        html::div().class("moments").child(move || {
            let Some(pasts) = self.pasts.get() else { return Vec::new() };
            vec![
                self.choice(&pasts, "history-from", key::HISTORY_FROM, self.from),
                self.choice(&pasts, "history-to", key::HISTORY_TO, self.to),
            ]
        })
    }

    /// A list of moments to choose from.
    fn choice(&self, pasts: &Pasts, id: &'static str, name: Key, chosen: RwSignal<Moment>) -> Element {
        let localizer = self.localizer;
        let select = html::select().class("input").attr("id", id);
        let mut moments = Vec::new();
        let named = (0..pasts.history.snapshots.len()).rev().map(Moment::Named).collect();
        let groups = [
            (None, vec![Moment::Now]),
            (Some(key::HISTORY_NAMED), named),
            (Some(key::HISTORY_TIMES), pasts.earlier()),
        ];
        for (name, of_group) in groups {
            let group = match name {
                Some(name) if !of_group.is_empty() => {
                    let group = html::optgroup().attr("label", &localizer.text(name));
                    select.add(&group);
                    group
                }
                _ => select.clone(),
            };
            for moment in of_group {
                let option = html::option()
                    .attr("value", &moments.len().to_string())
                    .attr("selected", moment == chosen.get_untracked())
                    .child(pasts.name(&moment, localizer));
                group.add(&option);
                moments.push(moment);
            }
        }
        let select = select.on(ev::change, move |event| {
            let number: usize = event_target_value(&event).parse().unwrap_or_default();
            if let Some(moment) = moments.get(number) {
                chosen.set(moment.clone());
            }
        });
        html::div().class("field").child([label(id, &localizer.text(name)), select])
    }

    /// Puts answers back, says so, and offers to undo it.
    fn put_back(&self, said: String, answers: Vec<(AnswerId, Answer)>) {
        let (session, changed) = (self.session.clone(), self.changed);
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
        let back = move || {
            for (answer_id, answer) in &before {
                session.replace(answer_id, answer.clone());
            }
            again();
        };
        self.undo.offer(&self.session, answer_ids, said, "screen-title".to_owned(), back);
    }
}
