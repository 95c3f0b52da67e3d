//! Keeps a text that is about to vanish, at once and as it is: the change waits for it.

use serde_json::json;

use super::history::of_answer;
use super::record::{self, Envelope};
use super::{SaveError, Store};
use crate::draft::{AnswerId, DraftId};
use crate::history::revision_policy::RevisionKind;
use crate::time::Millis;

impl Store {
    /// Keeps an answer (the JSON of storage) as a revision, before something else takes its place.
    pub fn save_before_deletion(
        &self,
        draft: &DraftId,
        answer_id: &AnswerId,
        answer: &str,
    ) -> Result<(), SaveError> {
        let version = self.version();
        let key = format!("{}/{version}", of_answer(draft, answer_id));
        let payload =
            json!({ "k": RevisionKind::BeforeDeletion.name(), "t": answer, "u": self.use_clock().passed });
        // So it stood until a moment ago: what comes of the change is later.
        let envelope = Envelope::new(&version, self.clock.now() - Millis::new(1));
        let raw = record::write(&key, &envelope, &payload.to_string());
        // The reserve is for what is being written.
        self.in_bulk(|| self.put_verified(&key, &raw))?;
        self.note_urgent(&key);
        Ok(())
    }
}
