//! Removes what earlier writers left and nobody needs any more.

use crate::collections;
use crate::collections::{SortedMap, SortedSet};

use super::key::Key;
use super::record::{self, Version};
use super::{SaveError, Store, Writer};
use crate::draft::DraftId;

impl Store {
    /// Removes records of a draft that newer ones follow. Those that a change may still be written
    /// against go only where `is_gone` says that their writer is (its tab is closed).
    ///
    /// Should a writer that was thought gone have written a change meanwhile, its base is put back.
    pub fn tidy(&self, id: &DraftId, is_gone: impl Fn(&Writer) -> bool) -> Result<(), SaveError> {
        let records = self.records_among(id, with_another)?;
        let writers = self.writers();
        let fleeting = self.storage.overflowing();
        for (text_id, chain) in &records.texts {
            // What follows is on this page only, or in the mirror alone.
            if chain.heads.iter().any(|head| fleeting.contains(&head.key)) {
                continue;
            }
            // The user has not been told yet of what went.
            if self.replaced_by_others(text_id, chain, writers.as_ref()).is_some() {
                continue;
            }
            let bases: SortedSet<Version> = collections::set(chain.heads.iter().filter_map(|head| {
                Some(Version { sequence: head.envelope.base?, ..head.envelope.version() })
            }));
            for followed in &chain.followed {
                let version = followed.envelope.version();
                let writer = Writer { name: version.writer.clone(), last_seen: followed.envelope.time };
                let is_own = *version.writer == *self.writer;
                let is_needed = bases.contains(&version)
                    || self.mirror_needs(&followed.key)
                    || (followed.may_be_base() && !is_gone(&writer));
                if is_own || is_needed {
                    continue;
                }
                // Read here again, so that the removal hits what was judged.
                let Some(raw) = self.storage.get(&followed.key)? else { continue };
                self.drop_key(&followed.key)?;
                if followed.may_be_base() && self.is_base(&followed.key, &version, id)? {
                    self.put_verified(&followed.key, &raw)?;
                }
            }
        }
        Ok(())
    }

    /// Whether a change is stored that needs this record, and that nothing follows.
    fn is_base(&self, key: &str, version: &Version, id: &DraftId) -> Result<bool, SaveError> {
        let Some(Key::Text(_, text_id, _)) = Key::parse(key) else { return Ok(false) };
        for key in self.storage.keys(&Key::of_draft(id))? {
            if let Some(Key::Text(draft, other, change)) = Key::parse(&key)
                && (&draft, &other, &change.writer) == (id, &text_id, &version.writer)
                && let Some(raw) = self.storage.get(&key)?
                && record::read(&key, &raw).is_ok_and(|record| record.envelope.base == Some(version.sequence))
            {
                return Ok(true);
            }
        }
        Ok(false)
    }
}

/// The keys of texts that have more than one record: a record alone is followed by none.
fn with_another(mut keys: Vec<String>) -> Vec<String> {
    let text = |key: &str| key.rsplit_once('/').map(|(text, _)| text.to_owned());
    let mut counts: SortedMap<Option<String>, usize> = SortedMap::new();
    for key in &keys {
        *counts.or_default(text(key)) += 1;
    }
    keys.retain(|key| counts.get(&text(key)).is_some_and(|count| *count > 1));
    keys
}
