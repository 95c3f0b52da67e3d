//! What was left out or changed in pasting.

use crate::locale::{Message, key};
use crate::richtext::MAX_DEPTH;

/// One kind of thing that pasting left out or changed, and how many there were.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Note {
    /// Pictures, drawings, films and what else is embedded.
    Pictures(usize),
    /// Comments of a word processor.
    Comments(usize),
    /// Text that is marked as deleted.
    Deletions(usize),
    /// Fields and buttons of a form.
    FormFields(usize),
    /// Words that a form shows where nothing is written, such as “Choose an item.”
    Placeholders(usize),
    /// Menus of a web page.
    Menus(usize),
    /// Links whose scheme is not on the allow-list became their words.
    Addresses(usize),
    /// Characters that cannot be printed.
    ControlCharacters(usize),
    /// Lists and quotations that are deeper than is kept lost their level.
    TooDeep,
    /// Tables of many columns and short rows became lines of text.
    WideTables(usize),
    /// Merged cells: the text stands in the first, the others are empty.
    MergedCells(usize),
}

impl Note {
    /// The note in words.
    pub fn message(&self) -> Message {
        let counting = |key, count: &usize| Message::new(key).with("count", count);
        match self {
            Self::Pictures(count) => counting(key::PASTE_PICTURES, count),
            Self::Comments(count) => counting(key::PASTE_COMMENTS, count),
            Self::Deletions(count) => counting(key::PASTE_DELETIONS, count),
            Self::FormFields(count) => counting(key::PASTE_FORM_FIELDS, count),
            Self::Placeholders(count) => counting(key::PASTE_PLACEHOLDERS, count),
            Self::Menus(count) => counting(key::PASTE_MENUS, count),
            Self::Addresses(count) => counting(key::PASTE_ADDRESSES, count),
            Self::ControlCharacters(count) => counting(key::PASTE_CONTROL_CHARACTERS, count),
            Self::TooDeep => Message::new(key::PASTE_TOO_DEEP).with("depth", MAX_DEPTH),
            Self::WideTables(count) => counting(key::PASTE_WIDE_TABLES, count),
            Self::MergedCells(count) => counting(key::PASTE_MERGED_CELLS, count),
        }
    }
}

/// Counts while the text is read.
#[derive(Default)]
pub(super) struct Counted {
    pub(super) pictures: usize,
    pub(super) comments: usize,
    pub(super) deletions: usize,
    pub(super) form_fields: usize,
    pub(super) placeholders: usize,
    pub(super) menus: usize,
    pub(super) addresses: usize,
    pub(super) control_characters: usize,
    pub(super) too_deep: bool,
    pub(super) wide_tables: usize,
    pub(super) merged_cells: usize,
}

impl Counted {
    /// A note for each kind that occurred.
    pub(super) fn notes(&self) -> Vec<Note> {
        let counts = [
            (self.pictures, Note::Pictures as fn(usize) -> Note),
            (self.comments, Note::Comments),
            (self.deletions, Note::Deletions),
            (self.form_fields, Note::FormFields),
            (self.placeholders, Note::Placeholders),
            (self.menus, Note::Menus),
            (self.addresses, Note::Addresses),
            (self.control_characters, Note::ControlCharacters),
            (usize::from(self.too_deep), |_| Note::TooDeep),
            (self.wide_tables, Note::WideTables),
            (self.merged_cells, Note::MergedCells),
        ];
        counts.into_iter().filter(|(count, _)| *count > 0).map(|(count, note)| note(count)).collect()
    }

    /// Counts what [`crate::richtext::normalise`] will take out of this text.
    pub(super) fn count_controls(&mut self, text: &str) {
        let dropped = |c: char| matches!(c, '\0'..='\u{8}' | '\u{e}'..='\u{1f}' | '\u{7f}' | '\u{fdd0}'..='\u{fdef}' | '\u{fffe}' | '\u{ffff}');
        self.control_characters += text.chars().filter(|c| dropped(*c)).count();
    }
}
