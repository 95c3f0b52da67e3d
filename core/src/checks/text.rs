//! Rich text, and words wherever they stand.

use super::leftovers::leftover_in;
use super::personal::personal_in;
use super::symbols::doubtful_symbols;
use super::{Checker, Level, Offer, Spot};
use crate::draft::says_not_applicable;
use crate::locale::{Message, key};
use crate::richtext::walk::{each_line, line_text};
use crate::richtext::{self, Note, Reading};

impl Checker<'_> {
    pub(super) fn rich(&mut self, spot: Spot, reading: &Reading) {
        self.length(spot, || richtext::count(&reading.text));
        self.only_not_applicable(spot, spot.answer.value.text());
        self.notes(spot, &reading.notes);
        self.links(spot, &richtext::links(&reading.text));
        if !self.template.export.footnotes && !reading.text.footnotes.is_empty() {
            let message = Message::new(key::CHECKS_FOOTNOTES).with("count", reading.text.footnotes.len());
            self.warn(spot.place, message, "");
        }
        self.headings(spot, &reading.text);
        let mut lines = Vec::new();
        each_line(&reading.text, &mut |line| lines.push(line_text(line)));
        for line in &lines {
            self.words(spot, line);
            self.repeated(spot, line);
        }
    }

    /// What reading could not keep as it was: addresses each, anything else once, for a tag that is
    /// closed again is one thing to the writer.
    fn notes(&mut self, spot: Spot, notes: &[Note]) {
        let mut said = Vec::new();
        for note in notes {
            let message = note.message();
            if matches!(note, Note::Address(_)) {
                self.error(spot.place, message, "");
            } else if !said.contains(&message.key()) {
                said.push(message.key());
                self.warn(spot.place, message, "");
            }
        }
    }

    /// What is looked for in words of any kind.
    pub(super) fn words(&mut self, spot: Spot, text: &str) {
        if let Some((kind, excerpt)) = leftover_in(text) {
            self.warn(spot.place, Message::new(kind), excerpt);
        }
        for (symbol, better) in doubtful_symbols(text) {
            let message = match &better {
                Some(better) => Message::new(key::CHECKS_SYMBOL_BETTER).with("better", better),
                None => Message::new(key::CHECKS_SYMBOL),
            };
            let offer = better.and_then(|with| self.replacing(spot, symbol, with));
            self.find(Level::Warning, spot.place, message, symbol, offer);
        }
        if spot.public {
            for (kind, excerpt) in personal_in(text) {
                self.warn(spot.place, Message::new(kind), excerpt);
            }
        }
    }

    /// A text that says nothing but "not applicable", though the question can be marked so.
    pub(super) fn only_not_applicable(&mut self, spot: Spot, text: &str) {
        if spot.may_not_apply && says_not_applicable(text) {
            let message = Message::new(key::CHECKS_ONLY_NOT_APPLICABLE);
            self.offer(spot.place, message, text, Offer::NotApplicable);
        }
    }
}
