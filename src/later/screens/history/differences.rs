//! What changed between two moments, answer by answer, with the way back.

use std::rc::Rc;

use leptos::prelude::*;

use super::Screen;
use super::compared::compared;
use super::moments::{Moment, Pasts, answer_name};
use crate::components::controls::{about, button, status};
use crate::element::{Element, html};
use submission_core::draft::AnswerId;
use submission_core::locale::{Message, key};

impl Screen {
    /// What changed, kept in step with what is chosen.
    pub fn differences(self) -> Element {
        let status = status();
        let title = html::h2().child(self.localizer.text(key::HISTORY_DIFFERENCES));
        html::section().class("stack").child([title, status.clone()]).child(move || {
            let (from, to) = (self.from.get(), self.to.get());
            match self.pasts.get() {
                Some(pasts) => untrack(|| self.changes(&pasts, &from, &to, &status)),
                None => Vec::new(),
            }
        })
    }

    fn changes(&self, pasts: &Rc<Pasts>, from: &Moment, to: &Moment, status: &Element) -> Vec<Element> {
        let localizer = self.localizer;
        let answer_ids = pasts.answer_ids();
        let changed: Vec<&AnswerId> =
            answer_ids.iter().filter(|answer_id| pasts.differs(answer_id, from, to)).collect();
        let back: Vec<&AnswerId> =
            answer_ids.iter().filter(|answer_id| pasts.differs(answer_id, from, &Moment::Now)).collect();
        status.set_text(&if changed.is_empty() {
            localizer.text(key::HISTORY_SAME)
        } else {
            localizer.count(key::HISTORY_CHANGED_OTHER, changed.len())
        });
        let when = pasts.name(from, localizer);
        let mut parts = Vec::new();
        if !back.is_empty() {
            let said = localizer.say(&Message::new(key::HISTORY_RESTORED_ALL).with("moment", &when));
            let label = localizer.text(key::HISTORY_RESTORE_ALL);
            let all = back.iter().map(|answer_id| (*answer_id).clone()).collect();
            parts.push(row(self.restore_button(pasts, from, all, &label, said)));
        }
        for answer_id in changed {
            let name = answer_name(&pasts.draft, answer_id);
            let answers = [pasts.read(answer_id, from), pasts.read(answer_id, to)];
            let part = html::section().class("card").child([html::h3().child(&name)]).child(compared(
                &pasts.draft,
                answer_id,
                &answers,
                localizer,
            ));
            if back.contains(&answer_id) {
                let said = Message::new(key::HISTORY_RESTORED).with("moment", &when).with("name", &name);
                let label = localizer.text(key::HISTORY_RESTORE);
                let ids = vec![answer_id.clone()];
                let restore = self.restore_button(pasts, from, ids, &label, localizer.say(&said));
                part.add(&row(about(restore, &label, &name)));
            }
            parts.push(part);
        }
        parts
    }

    fn restore_button(
        &self,
        pasts: &Rc<Pasts>,
        moment: &Moment,
        answer_ids: Vec<AnswerId>,
        label: &str,
        said: String,
    ) -> Element {
        let (screen, pasts, moment) = (self.clone(), pasts.clone(), moment.clone());
        let restore = button(label, move |_| {
            let answer = |answer_id: &AnswerId| (answer_id.clone(), pasts.read(answer_id, &moment));
            screen.put_back(said.clone(), answer_ids.iter().map(answer).collect());
        });
        // Not where another tab writes.
        restore.attr("data-writes", "")
    }
}

fn row(button: Element) -> Element {
    html::p().class("actions").child([button])
}
