//! Which writers are of this browser: their names begin alike. Another page on the same origin, such as any
//! file that was opened from the disk, can write into the storage too; its records are known by that.

use std::sync::Arc;

use serde_json::{Value as Json, json};

use super::key::{Key, PREFIX};
use super::record;
use super::storage::{Random, Storage};
use super::{SaveError, Store};

/// The setting with what the writers of this browser are called.
const WRITERS: &str = "writers";
/// Characters with which all their names begin.
const TAG_LENGTH: usize = 4;

/// How the names of this browser's writers begin; a new beginning where there is none yet.
pub(super) fn tag(storage: &impl Storage, random: &impl Random) -> Arc<str> {
    let key = Key::Settings.to_string();
    let record = storage.get(&key).ok().flatten().and_then(|raw| record::read(&key, &raw).ok());
    let settings: Option<Json> = record.and_then(|record| serde_json::from_str(&record.payload).ok());
    let known = settings.as_ref().and_then(|settings| settings.get(WRITERS)?.get("tag")?.as_str());
    known.map_or_else(|| random.name(TAG_LENGTH), str::to_owned).into()
}

impl Store {
    /// Remembers the beginning of the names, the first time with the writers that were here before there was
    /// one.
    pub(super) fn store_tag(&self) -> Result<(), SaveError> {
        if let Some(known) = self.writers().filter(|known| known.get("tag").is_some()) {
            // Another tab was first, or the mirror brought back an earlier beginning: this one is ours too.
            return match self.is_known(&self.writer, Some(&known)) {
                true => Ok(()),
                false => self.accept(std::slice::from_ref(&self.writer)),
            };
        }
        let mut names: Vec<String> = Vec::new();
        for key in self.storage.keys(&format!("{PREFIX}draft/"))? {
            if let Some(Key::Text(_, _, version)) = Key::parse(&key)
                && !names.iter().any(|name| **name == *version.writer)
            {
                names.push(version.writer.to_string());
            }
        }
        self.set_setting(WRITERS, json!({ "tag": &*self.tag, "known": names }))
    }

    /// A writer of this browser, or one whose changes the user was told of. `true` also where it is not known
    /// yet what they are called.
    pub(super) fn is_known(&self, writer: &str, settings: Option<&Json>) -> bool {
        let Some(known) = settings else { return true };
        let is_told = |name: &Json| name.as_str() == Some(writer);
        let tag = known.get("tag").and_then(Json::as_str);
        tag.is_none_or(|tag| writer.starts_with(tag))
            || known.get("known").and_then(Json::as_array).is_some_and(|names| names.iter().any(is_told))
    }

    /// What is remembered of writers.
    pub(super) fn writers(&self) -> Option<Json> {
        self.setting(WRITERS)
    }

    /// The user is told of what these writers changed; from now on they are known.
    pub fn accept(&self, writers: &[Arc<str>]) -> Result<(), SaveError> {
        let Some(mut known) = self.writers() else { return Ok(()) };
        if let Some(names) = known.get_mut("known").and_then(Json::as_array_mut) {
            names.extend(writers.iter().map(|writer| Json::from(&**writer)));
        }
        self.set_setting(WRITERS, known)
    }
}
