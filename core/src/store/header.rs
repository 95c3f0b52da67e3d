//! The header of a draft: what it is, written once when it is begun.

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value as Json};

use super::key::Key;
use super::record::{self, Envelope};
use super::{SaveError, Store};
use crate::draft::{Draft, DraftId};
use crate::time::WallTime;

/// What the header record holds.
#[derive(Clone, PartialEq, Debug, Serialize, Deserialize)]
pub struct Header {
    /// The title that the draft was begun with; a later one is a text of its own.
    pub title: String,
    /// The digest of its template.
    pub template: String,
    /// When it was begun.
    pub created: WallTime,
    /// Members of the file it came from that this version does not know.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub unknown: Map<String, Json>,
}

impl Header {
    pub(super) fn of(draft: &Draft) -> Self {
        Self {
            title: draft.title.clone(),
            template: draft.template.digest.clone(),
            created: draft.created,
            unknown: draft.unknown.clone(),
        }
    }
}

impl Store {
    /// Writes the header, unless it is there: from then on the draft is.
    pub(super) fn put_header(&self, id: &DraftId, header: &Header) -> Result<(), SaveError> {
        let payload = serde_json::to_string(header).map_err(|error| SaveError::Other(error.to_string()))?;
        let key = Key::Header(id.clone()).to_string();
        if let Some(raw) = self.storage.get(&key)?
            && record::read(&key, &raw).is_ok()
        {
            return Ok(());
        }
        let envelope = Envelope::new(&self.version(), self.clock.now()).of_text(Vec::new(), &header.template);
        self.put_shared(&key, &record::write(&key, &envelope, &payload))
    }
}
