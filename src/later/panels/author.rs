//! Remarks for the author of a form: shown where the form was just opened from a file, and never in the way.

use serde_json::Value as Json;
use wasm_bindgen::JsValue;
use web_sys::Element;

use super::Panels;
use super::controls::button;
use crate::later::dom::{child, child_of_class, child_with_text, text};
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

    /// Draws them under their heading; with a way to put them away where `close` is given.
    pub fn draw(
        &self,
        panels: &Panels,
        target: &Element,
        close: Option<impl Fn() + 'static>,
    ) -> Result<(), JsValue> {
        let notice = child_of_class(target, "div", "notice")?;
        let details = child(&notice, "details")?;
        if self.notes.len() <= MOST_UNFOLDED {
            details.set_attribute("open", "")?;
        }
        let summary = child(&details, "summary")?;
        child_with_text(&summary, "strong", &panels.text(key::AUTHOR_TITLE))?;
        text(&summary, " ")?;
        let count =
            child_with_text(&summary, "span", &panels.count(key::AUTHOR_POINTS_OTHER, self.notes.len()))?;
        count.set_class_name("soft");
        let body = child_of_class(&details, "div", "stack")?;
        child_with_text(&body, "p", &panels.text(key::AUTHOR_TEXT))?.set_class_name("soft");
        let list = child_of_class(&body, "ul", "errors")?;
        for note in &self.notes {
            let item = child_with_text(&list, "li", &panels.say(&note.message()))?;
            if let Some(question) = question_at(&self.source, &note.path) {
                text(&item, " ")?;
                let message = Message::new(key::AUTHOR_QUESTION).with("question", question);
                child_with_text(&item, "span", &panels.say(&message))?.set_class_name("soft");
            }
        }
        if let Some(close) = close {
            let actions = child_of_class(&body, "div", "actions")?;
            button(&actions, &panels.text(key::AUTHOR_CLOSE), close)?;
        }
        Ok(())
    }
}
