//! What an editor says, in the writer's language.

use serde_json::{Map, Value};

use crate::state::localizer::Localizer;
use submission_core::locale::{Key, key};

/// By the names that the editor has for them: its commands, and what else it says.
const WORDS: [(&str, Key); 30] = [
    ("toolbar", key::FORMAT_TOOLBAR),
    ("strong", key::EDITOR_STRONG),
    ("emphasis", key::EDITOR_EMPHASIS),
    ("link", key::EDITOR_LINK),
    ("heading_1", key::FORMAT_HEADING),
    ("bullet_list", key::FORMAT_BULLETS),
    ("ordered_list", key::FORMAT_NUMBERS),
    ("outdent", key::EDITOR_OUTDENT),
    ("indent", key::EDITOR_INDENT),
    ("quote", key::FORMAT_QUOTE),
    ("insert_table", key::EDITOR_TABLE),
    ("insert_footnote", key::EDITOR_FOOTNOTE),
    ("undo", key::EDITOR_UNDO),
    ("redo", key::EDITOR_REDO),
    ("add_row_before", key::EDITOR_ROW_BEFORE),
    ("add_row_after", key::EDITOR_ROW_AFTER),
    ("delete_row", key::EDITOR_ROW_DELETE),
    ("add_column_before", key::EDITOR_COLUMN_BEFORE),
    ("add_column_after", key::EDITOR_COLUMN_AFTER),
    ("delete_column", key::EDITOR_COLUMN_DELETE),
    ("delete_table", key::EDITOR_TABLE_DELETE),
    ("footnote_reference", key::EDITOR_FOOTNOTE_REFERENCE),
    ("footnote_back", key::EDITOR_FOOTNOTE_BACK),
    ("link_text", key::EDITOR_LINK_TEXT),
    ("link_address", key::EDITOR_LINK_ADDRESS),
    ("link_set", key::EDITOR_LINK_SET),
    ("link_remove", key::EDITOR_LINK_REMOVE),
    ("link_cancel", key::EDITOR_LINK_CANCEL),
    ("heading_2", key::FORMAT_HEADING),
    ("heading_3", key::FORMAT_HEADING),
];

/// All of it as JSON.
pub fn words(localizer: Localizer) -> String {
    let mut words = Map::new();
    for (name, key) in WORDS {
        words.insert(name.to_owned(), Value::String(localizer.text(key)));
    }
    Value::Object(words).to_string()
}
