//! Choices of the writer, such as the language of the interface.

use serde_json::{Map, Value as Json};

use super::key::Key;
use super::record::{self, Envelope};
use super::{SaveError, Store};

impl Store {
    /// All settings; none where they cannot be read.
    pub fn settings(&self) -> Map<String, Json> {
        let key = Key::Settings.to_string();
        let raw = self.storage.get(&key).ok().flatten();
        let record = raw.and_then(|raw| record::read(&key, &raw).ok());
        record.and_then(|record| serde_json::from_str(&record.payload).ok()).unwrap_or_default()
    }

    /// One setting.
    pub fn setting(&self, name: &str) -> Option<Json> {
        self.settings().remove(name)
    }

    /// Changes one setting.
    pub fn set_setting(&self, name: &str, value: Json) -> Result<(), SaveError> {
        let mut settings = self.settings();
        if settings.get(name) == Some(&value) {
            return Ok(());
        }
        settings.insert(name.to_owned(), value);
        let key = Key::Settings.to_string();
        let envelope = Envelope::new(&self.version(), self.clock.now());
        self.put_shared(&key, &record::write(&key, &envelope, &Json::Object(settings).to_string()))
    }
}
