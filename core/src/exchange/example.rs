//! The filled example that is shipped with the program.

use super::import_json;
use crate::draft::{Draft, DraftId};
use crate::time::WallTime;

/// The example: a draft file like any other.
const SOURCE: &str = include_str!(concat!(env!("OUT_DIR"), "/example.json"));

/// The example as a draft of the writer's own. There always is one: a test reads it.
pub fn example(id: DraftId, now: WallTime) -> Option<Draft> {
    import_json("example.json", SOURCE.as_bytes(), id, now).ok()
}
