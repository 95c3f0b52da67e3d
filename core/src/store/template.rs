//! Templates in the store: once per digest, as the JSON that they were read from.

use std::sync::Arc;

use super::key::Key;
use super::record::{self, Envelope};
use super::{SaveError, Store};
use crate::template::Template;

impl Store {
    /// Stores a template, unless it is there. One that cannot be read is left, and the
    /// new one stands beside it.
    pub(super) fn put_template(&self, template: &Template) -> Result<(), SaveError> {
        let payload = template.source.to_string();
        for key in self.storage.keys(&Key::of_template(&template.digest))? {
            if let Some(raw) = self.storage.get(&key)?
                && record::read(&key, &raw).is_ok_and(|record| record.payload == payload)
            {
                return Ok(());
            }
        }
        let version = self.version();
        let key = Key::Template(template.digest.clone(), version.clone()).to_string();
        let envelope = Envelope::new(&version, self.clock.now());
        self.put_verified(&key, &record::write(&key, &envelope, &payload))
    }

    /// The stored template whose digest begins so.
    pub(super) fn template(&self, digest: &str) -> Option<Arc<Template>> {
        if digest.is_empty() {
            return None;
        }
        if let Some(known) = self.templates.borrow().get(digest) {
            return Some(known.clone());
        }
        let keys = self.storage.keys(&Key::of_template(digest)).ok()?;
        let found = keys.iter().find_map(|key| {
            let raw = self.storage.get(key).ok()??;
            let record = record::read(key, &raw).ok()?;
            self.meet(key, &raw);
            let source = serde_json::from_str(&record.payload).ok()?;
            (self.read_template)(&source).ok()
        })?;
        let found = Arc::new(found);
        self.templates.borrow_mut().insert(digest.to_owned(), found.clone());
        Some(found)
    }

    /// Remembers a template that was just stored.
    pub(super) fn remember_template(&self, template: &Arc<Template>) {
        self.templates.borrow_mut().insert(template.digest.clone(), template.clone());
    }
}
