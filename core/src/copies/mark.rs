//! What is remembered of the last write to a draft's file, beside the file's handle.

use serde_json::{Value as Json, json};

use crate::collections::SortedMap;

/// A text that was written to a file.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Mark {
    /// Its digest.
    pub digest: String,
    /// How far each text of the draft had come in the store: a line for each, its name and the versions
    /// that are in it. A state of the draft that lacks one of them is an older one, or another.
    pub position: String,
    /// Some of it was not stored in this browser: the file had more than the store.
    pub unsaved: bool,
}

/// The last text that was written, and one that was about to be: when the page went in between, the
/// file has the one or the other.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Remembered {
    /// It was read back.
    pub last: Option<Mark>,
    /// It was about to be written.
    pub pending: Option<Mark>,
}

impl Mark {
    /// Whether some of this text may be missing in a state of the draft at that position.
    pub fn is_ahead_of(&self, position: &str) -> bool {
        let mut now: SortedMap<(&str, &str), u64> = SortedMap::new();
        for (name, writer, number) in versions(position) {
            let newest = now.or_default((name, writer));
            *newest = number.max(*newest);
        }
        self.unsaved
            || versions(&self.position)
                .any(|(name, writer, number)| now.get(&(name, writer)).is_none_or(|now| *now < number))
    }
}

/// The versions in a position: the name of the text, the writer, and its number.
fn versions(position: &str) -> impl Iterator<Item = (&str, &str, u64)> {
    position.lines().flat_map(|line| {
        let mut words = line.split(' ');
        let name = words.next().unwrap_or_default();
        words.filter_map(move |version| {
            let (writer, number) = version.split_once('.')?;
            Some((name, writer, number.parse().ok()?))
        })
    })
}

impl Remembered {
    /// The mark of the text with that digest, where it is one of the two.
    pub fn of(&self, digest: &str) -> Option<&Mark> {
        [&self.last, &self.pending].into_iter().flatten().find(|mark| mark.digest == digest)
    }

    /// Reads what [`Remembered::write`] wrote; from anything else nothing is known.
    pub fn read(text: &str) -> Self {
        let json: Json = serde_json::from_str(text).unwrap_or_default();
        let mark = |name: &str| {
            let json = json.get(name)?;
            let member = |name| json.get(name).and_then(Json::as_str).map(ToOwned::to_owned);
            Some(Mark {
                digest: member("digest")?,
                position: member("position").unwrap_or_default(),
                unsaved: json.get("unsaved").and_then(Json::as_bool).unwrap_or(false),
            })
        };
        Self { last: mark("last"), pending: mark("pending") }
    }

    /// As text.
    pub fn write(&self) -> String {
        let mark = |mark: &Option<Mark>| {
            mark.as_ref().map(|Mark { digest, position, unsaved }| {
                json!({ "digest": digest, "position": position, "unsaved": unsaved })
            })
        };
        json!({ "last": mark(&self.last), "pending": mark(&self.pending) }).to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_ahead_where_one_of_its_parts_was_further() {
        let cases = [
            ("/title a.1\nI.a a.7", "/title a.1\nI.a a.7", false),
            ("/title a.1\nI.a a.7", "/title a.1\nI.a a.8\nI.b b.2", false),
            ("/title a.1\nI.a a.7", "/title a.9\nI.a a.6", true),
            ("/title a.1\nI.a a.7", "/title a.9", true),
            // Another writer went on from there, or from an earlier state.
            ("I.a a.7", "I.a b.8 a.7", false),
            ("I.a a.7", "I.a b.8 a.6", true),
            ("I.a a.7 a.6", "I.a a.6 a.7 a.5", false),
            ("", "", false),
            ("", "I.a a.7", false),
        ];
        for (was, now, expected) in cases {
            let mark = Mark { position: was.to_owned(), ..Mark::default() };
            assert_eq!(mark.is_ahead_of(now), expected, "{was} / {now}");
            assert!(Mark { unsaved: true, ..mark }.is_ahead_of(now));
        }
    }

    #[test]
    fn what_is_written_is_read_again_and_from_anything_else_nothing_is_known() {
        let mark = |digest: &str| {
            Some(Mark { digest: digest.to_owned(), position: "I.a b.7 a.5".to_owned(), unsaved: true })
        };
        for remembered in [Remembered::default(), Remembered { last: mark("a"), pending: mark("b") }] {
            assert_eq!(Remembered::read(&remembered.write()), remembered);
        }
        for odd in ["", "null", r#"{"last":7}"#, r#"{"last":{"digest":7}}"#] {
            assert_eq!(Remembered::read(odd), Remembered::default(), "{odd}");
        }
    }
}
