//! When a draft was last saved as a file, whether it is time to do so again, and how far its texts are.

use serde_json::{Value as Json, json};

use super::key::{Key, TextId};
use super::record::{self, Envelope, Version};
use super::{OpenError, SaveError, Store};
use crate::collections::SortedMap;
use crate::draft::DraftId;
use crate::time::{Millis, WallTime};

/// So many words are written before the first reminder.
const FIRST: u64 = 200;
/// So many where other pages may reach what is stored: about a sentence.
const FIRST_ON_DISK: u64 = 10;
/// So many are written before each later one.
const NEXT: u64 = 500;
/// Or for so long something that was written is in no file.
const LONGEST: Millis = Millis::hours(24);

/// What is known of the copies of a draft in files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copied {
    /// When the last one was made.
    pub copied: Option<WallTime>,
    /// How many words the draft had then.
    pub words: u64,
    /// Words that were written since: since the last copy, or since the writer said "Later".
    pub written: u64,
    /// Since when something is in no file; as above.
    pub since: Option<WallTime>,
    /// The writer was reminded before.
    pub later: bool,
}

impl Copied {
    /// Reads the record's text; what is not there, or no number, counts as nothing.
    pub fn read(payload: &str) -> Self {
        let json: Json = serde_json::from_str(payload).unwrap_or_default();
        let number = |name| json.get(name).and_then(Json::as_u64);
        let moment = |name| json.get(name).and_then(Json::as_i64).map(WallTime::from_millis);
        Self {
            copied: moment("copied"),
            words: number("words").unwrap_or(0),
            written: number("written").unwrap_or(0),
            since: moment("since"),
            later: json.get("later").and_then(Json::as_bool).unwrap_or(false),
        }
    }

    /// The text of the record.
    pub fn write(&self) -> String {
        let Self { copied, words, written, since, later } = self;
        json!({ "copied": copied, "words": words, "written": written, "since": since, "later": later })
            .to_string()
    }

    /// It is time to remind the writer of a copy. `on_disk`: the page was opened from a file, so that
    /// other pages from this disk can reach what it stores.
    pub fn is_due(&self, now: WallTime, on_disk: bool) -> bool {
        let first = if on_disk { FIRST_ON_DISK } else { FIRST };
        let most = if self.copied.is_none() && !self.later { first } else { NEXT };
        self.written >= most || self.since.is_some_and(|since| now - since >= LONGEST)
    }
}

impl Store {
    /// What is known of the copies of a draft.
    pub fn copied(&self, id: &DraftId) -> Result<Copied, OpenError> {
        let copies = |mut keys: Vec<String>| {
            keys.retain(|key| matches!(Key::parse(key), Some(Key::Copy(..))));
            keys
        };
        Ok(self.records_among(id, copies)?.copied.map(|(_, copied)| copied).unwrap_or_default())
    }

    /// Notes it: one record, read back, then the earlier ones removed.
    pub fn note_copied(&self, id: &DraftId, copied: &Copied) -> Result<(), SaveError> {
        // Seeing the earlier ones gives the new one a higher number.
        self.copied(id)?;
        let version = self.version();
        let key = Key::Copy(id.clone(), version.clone()).to_string();
        let envelope = Envelope::new(&version, self.clock.now());
        self.put_verified(&key, &record::write(&key, &envelope, &copied.write()))?;
        for earlier in self.storage.keys(&Key::of_draft(id))? {
            if matches!(Key::parse(&earlier), Some(Key::Copy(of, _)) if of == *id) && earlier != key {
                self.drop_key(&earlier)?;
            }
        }
        Ok(())
    }
}

impl Store {
    /// How far each text of the draft has come: a line for each, its name and the versions in it, those
    /// that its records name. `whole`: also those that they follow, which takes reading them.
    pub fn position(&self, id: &DraftId, whole: bool) -> Result<String, OpenError> {
        let mut texts: SortedMap<TextId, Vec<Version>> = SortedMap::new();
        for key in self.storage.keys(&Key::of_draft(id))? {
            if let Some(Key::Text(draft, text_id, version)) = Key::parse(&key)
                && draft == *id
            {
                texts.or_default(text_id).push(version);
            }
        }
        if whole {
            for (text_id, chain) in self.records_of(id)?.texts {
                let follows = chain.heads.into_iter().flat_map(|head| head.envelope.follows);
                texts.or_default(text_id).extend(follows);
            }
        }
        let mut lines = String::new();
        for (text_id, versions) in &texts {
            // No answer's name begins so.
            lines += match text_id {
                TextId::Title => "/title",
                TextId::Answer(answer) => answer.as_str(),
            };
            for version in versions {
                lines += " ";
                lines += &version.to_string();
            }
            lines += "\n";
        }
        Ok(lines)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_comes_after_200_words_then_after_500_or_a_day() {
        let at = |millis| Some(WallTime::from_millis(millis));
        let (copied, day) = (at(7), at(1_000));
        for (copied, written, since, later, expected) in [
            (None, 199, day, false, false),
            (None, 200, day, false, true),
            (None, 499, day, true, false),
            (None, 500, day, true, true),
            (copied, 499, day, false, false),
            (copied, 500, day, false, true),
            (copied, 1, at(999), false, true),
            (copied, 0, None, false, false),
            // The clock was set back.
            (copied, 1, at(LONGEST.count() * 9), false, false),
        ] {
            let record = Copied { copied, written, since, later, ..Copied::default() };
            assert_eq!(record.is_due(WallTime::from_millis(999) + LONGEST, false), expected, "{record:?}");
        }
    }

    #[test]
    fn where_other_pages_reach_the_storage_the_first_sentence_is_reminded_of() {
        for (written, later, expected) in [(9, false, false), (10, false, true), (499, true, false)] {
            let record = Copied { written, later, ..Copied::default() };
            assert_eq!(record.is_due(WallTime::default(), true), expected, "{record:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_anything_else_is_nothing() {
        let (copied, since) = (Some(WallTime::from_millis(5)), Some(WallTime::from_millis(8)));
        let full = Copied { copied, words: 6, written: 7, since, later: true };
        for record in [Copied::default(), full] {
            assert_eq!(Copied::read(&record.write()), record);
        }
        for odd in ["", "null", "[1]", r#"{"copied":"x","words":-1,"later":0}"#] {
            assert_eq!(Copied::read(odd), Copied::default(), "{odd}");
        }
    }
}
