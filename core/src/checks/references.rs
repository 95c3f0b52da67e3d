//! Publications and documents.

use super::links::is_file_name;
use super::{Checker, Spot};
use crate::draft::Reference;
use crate::locale::{Message, key};

impl Checker<'_> {
    pub(super) fn reference(&mut self, spot: Spot, reference: &Reference) {
        let Reference { title, address, symbol, note, .. } = reference;
        let missing = |text: &str| text.trim().is_empty();
        if missing(title) && missing(address) && missing(symbol) {
            self.error(spot.place, Message::new(key::CHECKS_REFERENCE_NAMELESS), note);
        }
        if !missing(address) && !super::shapes::is_web_address(address.trim()) {
            self.error(spot.place, Message::new(key::CHECKS_REFERENCE_ADDRESS), address);
        }
        if is_file_name(title) {
            self.warn(spot.place, Message::new(key::CHECKS_REFERENCE_FILE_NAME), title);
        }
        for text in [title, symbol, note] {
            self.words(spot, text);
        }
    }
}
