//! Remarks for the author of a form: shown where the form was just opened from a file, and never in the way.

use serde_json::Value as Json;

use crate::components::controls::{actions, button};
use crate::element::{Element, html};
use crate::state::localizer::Localizer;
use submission_core::draft::DraftId;
use submission_core::locale::{Message, key};
use submission_core::template::{Checked, TemplateNote, question_at};

/// More than that are folded at first.
const MOST_UNFOLDED: usize = 6;

/// Remarks on the form that was opened last.
#[derive(Clone)]
pub struct Remarks {
    notes: Vec<TemplateNote>,
    source: Json,
    /// The draft that was begun with the form; `None` until there is one.
    draft: Option<DraftId>,
}

impl Remarks {
    /// Of a form that was just read; `None` where there are none.
    pub fn of(checked: &Checked) -> Option<Self> {
        let Checked { template, notes } = checked;
        (!notes.is_empty()).then(|| Self {
            notes: notes.clone(),
            source: template.source.clone(),
            draft: None,
        })
    }

    /// They are about the form of that draft. The first draft that is shown after a form was opened is the
    /// one that was begun with it.
    pub fn are_about(&mut self, draft: &DraftId) -> bool {
        self.draft.get_or_insert_with(|| draft.clone()) == draft
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.notes.len()
    }

    /// Them under their heading; with a way to put them away where `close` is given.
    pub fn notice(&self, localizer: Localizer, close: Option<Box<dyn Fn()>>) -> Element {
        let count = localizer.count(key::AUTHOR_POINTS_OTHER, self.notes.len());
        let summary = html::summary()
            .child([html::strong().child(localizer.text(key::AUTHOR_TITLE))])
            .child(" ")
            .child([html::span().class("soft").child(count)]);
        let list = html::ul().class("errors");
        for note in &self.notes {
            let item = html::li().child(localizer.say(&note.message()));
            if let Some(question) = question_at(&self.source, &note.path) {
                let question = localizer.say(&Message::new(key::AUTHOR_QUESTION).with("question", question));
                item.clone().child(" ").child([html::span().class("soft").child(question)]);
            }
            list.add(&item);
        }
        let body = html::div()
            .class("stack")
            .child([html::p().class("soft").child(localizer.text(key::AUTHOR_TEXT)), list]);
        if let Some(close) = close {
            body.add(&actions([button(&localizer.text(key::AUTHOR_CLOSE), move |_| close())]));
        }
        let details = html::details().attr("open", self.notes.len() <= MOST_UNFOLDED);
        html::div().class("notice").child([details.child([summary, body])])
    }
}
