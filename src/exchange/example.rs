//! The filled example that is shipped with the program.

use serde_json::Value as Json;

use super::import::read_draft;
use super::{DRAFT_FORMAT, DRAFT_FORMAT_VERSION};
use crate::draft::{Draft, DraftId, Millis};
use crate::json;
use crate::template::builtin;

/// A draft file without its format, that names a built-in template instead of holding it.
const SOURCE: &str = include_str!("../../templates/example.json");

/// The example as a draft of the writer's own. There always is one: a test reads it.
pub fn example(id: DraftId, now: Millis) -> Option<Draft> {
    const FILE: &str = "example.json";
    let mut file = json::read(FILE, SOURCE.as_bytes()).ok()?;
    let members = file.as_object_mut()?;
    let named = members.get("template").and_then(Json::as_str);
    let template = builtin().find(|known| Some(known.id) == named)?.template()?;
    members.insert("template".to_owned(), template.source.clone());
    members.insert("format".to_owned(), DRAFT_FORMAT.into());
    members.insert("formatVersion".to_owned(), DRAFT_FORMAT_VERSION.into());
    read_draft(FILE, file, id, now).ok()
}
