//! Publications and documents.

use super::links::is_file_name;
use super::{Checked, Checker};
use crate::draft::Reference;
use crate::locale::{Message, key};

impl Checker<'_> {
    pub(super) fn reference(&mut self, checked: Checked, reference: &Reference) {
        let Reference { title, address, symbol, note, .. } = reference;
        let missing = |text: &str| text.trim().is_empty();
        if missing(title) && missing(address) && missing(symbol) {
            self.error(checked.answer_id, Message::new(key::CHECKS_REFERENCE_NAMELESS), note);
        }
        if !missing(address) && !super::shapes::is_web_address(address.trim()) {
            self.error(checked.answer_id, Message::new(key::CHECKS_REFERENCE_ADDRESS), address);
        }
        if is_file_name(title) {
            self.warn(checked.answer_id, Message::new(key::CHECKS_REFERENCE_FILE_NAME), title);
        }
        for text in [title, symbol, note] {
            self.words(checked, text);
        }
    }
}
