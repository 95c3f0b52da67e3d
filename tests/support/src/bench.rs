//! A storage with a clock, on which any number of stores can be opened one after the other.

use std::sync::Arc;
use submission_core::collections::SortedMap;

use serde_json::{Value as Json, json};
use submission_core::draft::{Answer, AnswerId, AnswerState, Value};
use submission_core::store::fake::{CountedNames, FaultyStorage, VirtualClock};
use submission_core::store::{MemoryStorage, ReadTemplateError, Store};
use submission_core::template::{Call, Cover, ExportProfile, Template, Text};

/// One browser profile.
#[derive(Clone, Default)]
pub struct Bench {
    pub memory: MemoryStorage,
    pub clock: VirtualClock,
    pub names: CountedNames,
}

impl Bench {
    pub fn new() -> Self {
        Self::default()
    }

    /// A new tab.
    pub fn store(&self) -> Store {
        Store::new(self.memory.clone(), self.clock.clone(), self.names.clone(), read_template)
    }

    /// A new tab whose storage can be told to fail.
    pub fn faulty_store(&self) -> (Store, FaultyStorage) {
        let storage = FaultyStorage::over(&self.memory);
        let store = Store::new(storage.clone(), self.clock.clone(), self.names.clone(), read_template);
        (store, storage)
    }

    pub fn records(&self) -> SortedMap<String, String> {
        self.memory.records()
    }

    pub fn keys(&self) -> Vec<String> {
        self.records().keys().cloned().collect()
    }

    /// The one key that contains `part`.
    pub fn key_of(&self, part: &str) -> String {
        self.keys().into_iter().find(|key| key.contains(part)).unwrap()
    }
}

/// A template that is nothing but its id.
pub fn template(id: &str) -> Arc<Template> {
    Arc::new(read_template(&json!({"id": id})).unwrap())
}

pub fn read_template(source: &Json) -> Result<Template, ReadTemplateError> {
    let id = source.get("id").and_then(Json::as_str).ok_or(ReadTemplateError::Faulty(Vec::new()))?;
    Ok(Template {
        id: id.to_owned(),
        version: "1".to_owned(),
        digest: id.bytes().cycle().take(32).map(|byte| format!("{byte:02x}")).collect(),
        languages: vec!["en".to_owned()],
        default_language: "en".to_owned(),
        title: Text::of("en", id),
        call: Call::default(),
        cover: Cover::default(),
        heading: Vec::new(),
        respondent: Vec::new(),
        sections: Vec::new(),
        lists: SortedMap::new(),
        export: ExportProfile {
            not_applicable: Text::of("en", "N/A."),
            cover: true,
            unanswered: true,
            footnotes: true,
        },
        source: source.clone(),
    })
}

pub fn answer(text: &str) -> Answer {
    Answer { state: AnswerState::Started, value: Value::Text(text.to_owned()), ..Answer::default() }
}

pub fn id(id: &str) -> AnswerId {
    AnswerId::parse(id).unwrap()
}
