//! Which records of a text are its newest: by what they follow, never by the clock.

use crate::collections;
use crate::collections::SortedMap;

use super::delta;
use super::record::{Envelope, Version};

/// Writers that a record names in what it follows. More would make the record of a few words
/// long; a writer that is left out can at worst make an old text show up again beside the new.
const MOST_WRITERS: usize = 8;

/// A readable record of a text.
#[derive(Clone, PartialEq, Debug)]
pub struct Written {
    /// Where it stands.
    pub key: String,
    /// About it.
    pub envelope: Envelope,
    /// The text, also where the record only says what changed.
    pub payload: String,
}

impl Written {
    /// A change that its writer has yet to write may need this record: so others leave it.
    pub fn may_be_base(&self) -> bool {
        self.envelope.base.is_none() && self.payload.len() >= delta::LONG
    }
}

/// The records of one text, told apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Chain {
    /// Those that no other follows, the one to show first. More than one: the text was written
    /// in two places at once, and all of them are kept.
    pub heads: Vec<Written>,
    /// Those that a head follows.
    pub followed: Vec<Written>,
}

/// Tells the newest records from those that they follow.
///
/// A record can only follow lower numbers; so the highest number is always a head, whatever the
/// records say, and a text that has a record has a head.
pub fn chain(records: Vec<Written>) -> Chain {
    let mut covered: SortedMap<Version, ()> = SortedMap::new();
    for record in &records {
        let own = record.envelope.version();
        for followed in record.envelope.follows.iter().filter(|version| version.sequence < own.sequence) {
            covered.insert(followed.clone(), ());
        }
    }
    let is_covered = |version: &Version| {
        let later = covered.at_or_after(version).next();
        later.is_some_and(|(later, ())| later.writer == version.writer)
    };
    let (followed, mut heads): (Vec<_>, Vec<_>) =
        records.into_iter().partition(|record| is_covered(&record.envelope.version()));
    collections::sort_by_key(&mut heads, |head| {
        let Version { writer, sequence } = head.envelope.version();
        std::cmp::Reverse((sequence, writer))
    });
    Chain { heads, followed }
}

/// Whether a record continues that version.
pub fn continues(envelope: &Envelope, version: &Version) -> bool {
    let mut follows = envelope.follows.iter();
    follows.any(|known| known.writer == version.writer && known.sequence >= version.sequence)
}

/// What a record names that continues `last`, which itself followed `before`.
pub fn follow(last: &Version, before: &[Version]) -> Vec<Version> {
    let mut follows = vec![last.clone()];
    for version in before {
        match follows.iter_mut().find(|known| known.writer == version.writer) {
            Some(known) => known.sequence = known.sequence.max(version.sequence),
            None => follows.push(version.clone()),
        }
    }
    follows.truncate(MOST_WRITERS);
    follows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::WallTime;

    fn record(version: &str, follows: &[&str]) -> Written {
        let version = Version::parse(version).unwrap();
        let follows = follows.iter().map(|version| Version::parse(version).unwrap()).collect();
        Written {
            key: version.to_string(),
            envelope: Envelope::new(&version, WallTime::default()).of_text(follows, ""),
            payload: String::new(),
        }
    }

    #[test]
    fn what_is_followed_by_another_is_not_newest() {
        type Given = &'static [(&'static str, &'static [&'static str])];
        let cases: [(Given, &[&str]); 8] = [
            (&[], &[]),
            (&[("a.1", &[])], &["a.1"]),
            (&[("a.1", &[]), ("a.2", &["a.1"])], &["a.2"]),
            // The record between the two is gone.
            (&[("a.1", &[]), ("b.5", &["b.4", "a.3"])], &["b.5"]),
            // Written at once in two tabs.
            (&[("a.2", &["a.1"]), ("b.2", &["a.1"])], &["b.2", "a.2"]),
            (&[("a.2", &[]), ("b.2", &[]), ("c.3", &["a.2", "b.2"])], &["c.3"]),
            // Nonsense: each follows the other, or itself.
            (&[("a.1", &["b.2"]), ("b.2", &["a.1"])], &["b.2"]),
            (&[("a.1", &["a.1"])], &["a.1"]),
        ];
        for (records, expected) in cases {
            let chain = chain(records.iter().map(|(version, follows)| record(version, follows)).collect());
            let heads: Vec<&str> = chain.heads.iter().map(|head| head.key.as_str()).collect();
            assert_eq!(heads, expected, "{records:?}");
            assert_eq!(chain.heads.len() + chain.followed.len(), records.len());
        }
    }
}
