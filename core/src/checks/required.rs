//! Questions that the template asks an answer to.

use super::Checker;
use crate::draft::completeness::is_written;
use crate::draft::{AnswerId, AnswerState, Value};
use crate::locale::{Message, key};
use crate::template::{Field, Node};

impl Checker<'_> {
    /// "Not applicable" counts as an answer where the template allows it.
    pub(super) fn required(&mut self, question: &Node, field: &Field) {
        let answer_id = AnswerId::of(&question.id);
        let state = self.draft.answer(&answer_id).map(|answer| answer.state).unwrap_or_default();
        if state == AnswerState::NotApplicable {
            if field.required && !field.not_applicable {
                self.error(&answer_id, Message::new(key::CHECKS_MUST_APPLY), "");
            }
            return;
        }
        // Of options the text of "Other" alone is no answer.
        let none_chosen =
            matches!(self.draft.value(&answer_id), Value::Options { options, .. } if options.is_empty());
        if field.required && (none_chosen || !is_written(self.template, question, self.draft)) {
            let key = if field.not_applicable {
                key::CHECKS_REQUIRED_OR_NOT_APPLICABLE
            } else {
                key::CHECKS_REQUIRED
            };
            self.error(&answer_id, Message::new(key), "");
        }
    }

    /// A sub-field of an entry that is there.
    pub(super) fn required_within(&mut self, answer_id: &AnswerId, node: &Node) {
        let Some(field) = &node.field else { return };
        let answer = self.draft.answer(answer_id);
        let missing = answer.is_none_or(|answer| match answer.state {
            AnswerState::NotApplicable => !field.not_applicable,
            _ => answer.value.is_empty(),
        });
        if field.required && missing {
            self.error(answer_id, Message::new(key::CHECKS_REQUIRED), "");
        }
    }
}
