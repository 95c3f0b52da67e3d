//! Rich text, and words wherever they stand.

use super::leftovers::leftover_in;
use super::personal::personal_in;
use super::symbols::doubtful_symbols;
use super::{Checked, Checker, Level, Offer};
use crate::draft::says_not_applicable;
use crate::locale::{Message, key};
use crate::richtext::walk::{each_line, line_text};
use crate::richtext::{self, Note, Reading};

impl Checker<'_> {
    pub(super) fn rich(&mut self, checked: Checked, reading: &Reading) {
        self.length(checked, || richtext::count(&reading.text));
        self.only_not_applicable(checked, checked.answer.value.text());
        self.notes(checked, &reading.notes);
        self.links(checked, &richtext::links(&reading.text));
        if !self.template.export.footnotes && !reading.text.footnotes.is_empty() {
            let message = Message::new(key::CHECKS_FOOTNOTES).with("count", reading.text.footnotes.len());
            self.warn(checked.answer_id, message, "");
        }
        self.headings(checked, &reading.text);
        let mut lines = Vec::new();
        each_line(&reading.text, &mut |line| lines.push(line_text(line)));
        for line in &lines {
            self.words(checked, line);
            self.repeated(checked, line);
        }
    }

    /// What reading could not keep as it was: addresses each, anything else once, for a tag that is
    /// closed again is one thing to the writer.
    fn notes(&mut self, checked: Checked, notes: &[Note]) {
        let mut said = Vec::new();
        for note in notes {
            let message = note.message();
            if matches!(note, Note::Address(_)) {
                self.error(checked.answer_id, message, "");
            } else if !said.contains(&message.key()) {
                said.push(message.key());
                self.warn(checked.answer_id, message, "");
            }
        }
    }

    /// What is looked for in words of any kind.
    pub(super) fn words(&mut self, checked: Checked, text: &str) {
        if let Some((kind, excerpt)) = leftover_in(text) {
            self.warn(checked.answer_id, Message::new(kind), excerpt);
        }
        for (symbol, better) in doubtful_symbols(text) {
            let message = match &better {
                Some(better) => Message::new(key::CHECKS_SYMBOL_BETTER).with("better", better),
                None => Message::new(key::CHECKS_SYMBOL),
            };
            let offer = better.and_then(|with| self.replacing(checked, symbol, with));
            self.find(Level::Warning, checked.answer_id, message, symbol, offer);
        }
        if checked.public {
            for (kind, excerpt) in personal_in(text) {
                self.warn(checked.answer_id, Message::new(kind), excerpt);
            }
        }
    }

    /// A text that says nothing but "not applicable", though the question can be marked so.
    pub(super) fn only_not_applicable(&mut self, checked: Checked, text: &str) {
        if checked.may_not_apply && says_not_applicable(text) {
            let message = Message::new(key::CHECKS_ONLY_NOT_APPLICABLE);
            self.offer(checked.answer_id, message, text, Offer::NotApplicable);
        }
    }
}
