//! Makes texts of the records of one text: changes put onto what they changed, newest told apart.

use crate::collections;
use crate::collections::SortedMap;

use serde_json::Value as Json;

use super::chain::{self, Chain, Written};
use super::delta::Patch;
use super::key::TextId;
use super::quarantine::{QuarantineReason, Quarantined};
use super::record::{Record, Version};

/// A record that was read, with where it stands and how.
#[derive(Clone, PartialEq, Debug)]
pub struct Stored {
    /// Its key.
    pub key: String,
    /// All of it.
    pub raw: String,
    /// What was read of it.
    pub record: Record,
}

/// The newest of the records of a text, and those that go into quarantine.
pub fn newest(text_id: &TextId, records: Vec<Stored>) -> (Chain, Vec<Quarantined>) {
    let wholes = records.iter().filter(|stored| stored.record.envelope.base.is_none());
    let bases: SortedMap<Version, String> = collections::map(
        wholes
            .filter(|stored| records.iter().any(|other| is_against(other, stored)))
            .map(|stored| (stored.record.envelope.version(), stored.record.payload.clone())),
    );
    let (mut written, mut quarantined) = (Vec::new(), Vec::new());
    for Stored { key, raw, record: Record { envelope, payload } } in records {
        let text = match envelope.base {
            None => Some(payload),
            Some(sequence) => bases
                .get(&Version { sequence, ..envelope.version() })
                .and_then(|base| Patch::resolve(&payload, base)),
        };
        match text {
            Some(payload) if fits(text_id, &payload) => written.push(Written { key, envelope, payload }),
            Some(_) => quarantined.push(Quarantined { key, raw, why: QuarantineReason::Damaged }),
            None => quarantined.push(Quarantined { key, raw, why: QuarantineReason::Incomplete }),
        }
    }
    (chain::chain(written), quarantined)
}

fn is_against(change: &Stored, base: &Stored) -> bool {
    let (change, base) = (&change.record.envelope, base.record.envelope.version());
    change.base == Some(base.sequence) && change.version().writer == base.writer
}

/// Whether the payload is one of that text's.
fn fits(text_id: &TextId, payload: &str) -> bool {
    let Ok(json) = serde_json::from_str::<Json>(payload) else { return false };
    match text_id {
        TextId::Title => json.is_string(),
        TextId::Answer(_) => json.is_object(),
    }
}
