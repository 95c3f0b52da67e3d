//! When a draft was last saved as a file, and whether it is time to do so again.

use serde_json::{Value as Json, json};

use super::key::Key;
use super::record::{self, Envelope};
use super::{OpenError, SaveError, Store};
use crate::draft::{DraftId, Millis};

/// So many words are written before the first reminder.
const FIRST: u64 = 200;
/// So many are written before each later one.
const NEXT: u64 = 500;
/// Or for so long something that was written is in no file, in milliseconds.
const LONGEST: Millis = 24 * 60 * 60 * 1000;

/// What is known of the copies of a draft in files.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Copied {
    /// When the last one was made.
    pub copied: Option<Millis>,
    /// How many words the draft had then.
    pub words: u64,
    /// Words that were written since: since the last copy, or since the writer said "Later".
    pub written: u64,
    /// Since when something is in no file; as above.
    pub since: Option<Millis>,
    /// The writer was reminded before.
    pub later: bool,
}

impl Copied {
    /// Reads the record's text; what is not there, or no number, counts as nothing.
    pub fn read(payload: &str) -> Self {
        let json: Json = serde_json::from_str(payload).unwrap_or_default();
        let number = |name| json.get(name).and_then(Json::as_u64);
        let moment = |name| json.get(name).and_then(Json::as_i64);
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

    /// It is time to remind the writer of a copy.
    pub fn is_due(&self, now: Millis) -> bool {
        let most = if self.copied.is_none() && !self.later { FIRST } else { NEXT };
        self.written >= most || self.since.is_some_and(|since| now.saturating_sub(since) >= LONGEST)
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reminder_comes_after_200_words_then_after_500_or_a_day() {
        let copied = Some(7);
        let day = Some(1_000);
        for (copied, written, since, later, expected) in [
            (None, 199, day, false, false),
            (None, 200, day, false, true),
            (None, 499, day, true, false),
            (None, 500, day, true, true),
            (copied, 499, day, false, false),
            (copied, 500, day, false, true),
            (copied, 1, Some(999), false, true),
            (copied, 0, None, false, false),
            // The clock was set back.
            (copied, 1, Some(LONGEST * 9), false, false),
        ] {
            let record = Copied { copied, written, since, later, words: 0 };
            assert_eq!(record.is_due(LONGEST + 999), expected, "{record:?}");
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_anything_else_is_nothing() {
        let full = Copied { copied: Some(5), words: 6, written: 7, since: Some(8), later: true };
        for record in [Copied::default(), full] {
            assert_eq!(Copied::read(&record.write()), record);
        }
        for odd in ["", "null", "[1]", r#"{"copied":"x","words":-1,"later":0}"#] {
            assert_eq!(Copied::read(odd), Copied::default(), "{odd}");
        }
    }
}
