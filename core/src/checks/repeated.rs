//! Paragraphs that stand in two answers.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use super::{Checked, Checker, shorten};
use crate::draft::AnswerId;
use crate::locale::{Message, key};
use crate::template::QuestionId;

/// Shorter paragraphs may well say the same twice.
const SHORTEST: usize = 60;

/// Paragraphs seen so far, by their hash: the answer that each stands in.
#[derive(Default)]
pub(super) struct Paragraphs(HashMap<u64, AnswerId>);

impl Checker<'_> {
    pub(super) fn repeated(&mut self, checked: Checked, paragraph: &str) {
        let paragraph = paragraph.trim();
        if paragraph.len() < SHORTEST {
            return;
        }
        let mut hasher = DefaultHasher::new();
        paragraph.hash(&mut hasher);
        match self.paragraphs.0.get(&hasher.finish()) {
            Some(first) if first != checked.answer_id => {
                let message = Message::new(key::CHECKS_REPEATED).with("place", self.name_of(first));
                self.warn(checked.answer_id, message, paragraph);
            }
            Some(_) => {}
            None => {
                self.paragraphs.0.insert(hasher.finish(), checked.answer_id.clone());
            }
        }
    }

    /// What the question of an answer is called.
    fn name_of(&self, answer_id: &AnswerId) -> String {
        let node = QuestionId::new(answer_id.question()).and_then(|id| self.template.node(&id));
        let Some(node) = node else { return answer_id.to_string() };
        let name = node.short.as_ref().unwrap_or(&node.prompt);
        shorten(name.pick("", &self.template.default_language))
    }
}
