//! Reads the records of a draft and tells them apart.

use crate::collections::SortedMap;

use super::chain::Chain;
use super::copies::Copied;
use super::header::Header;
use super::key::{Key, TextId, is_history};
use super::quarantine::{QuarantineReason, Quarantined};
use super::record::Version;
use super::{OpenError, Store, record, texts};
use crate::draft::DraftId;
use crate::locale::{Message, key as say};
use crate::time::WallTime;

/// How often a draft is read anew when another tab changes it meanwhile.
const TRIES: usize = 5;

/// The records of a draft, told apart.
#[derive(Clone, PartialEq, Debug, Default)]
pub(super) struct Records {
    pub header: Option<Header>,
    pub texts: SortedMap<TextId, Chain>,
    pub quarantined: Vec<Quarantined>,
    /// A record went while they were read, so that one that follows it may be missing here.
    pub is_torn: bool,
    /// The newest record of a copy in a file, and its version.
    pub copied: Option<(Version, Copied)>,
}

impl Records {
    /// The digest of the template, or the beginning of it where the header is missing.
    pub fn digest(&self) -> &str {
        match &self.header {
            Some(header) => &header.template,
            None => {
                let heads = self.texts.values().flat_map(|chain| &chain.heads);
                let mut digests = heads.map(|head| head.envelope.digest.as_str());
                digests.find(|digest| !digest.is_empty()).unwrap_or("")
            }
        }
    }

    /// The title that the draft has now. Titles that were given at once stand one after the other: none is
    /// chosen behind the writer's back.
    pub fn title(&self) -> String {
        let heads = self.texts.get(&TextId::Title).map(|chain| chain.heads.as_slice()).unwrap_or_default();
        let mut titles: Vec<String> = Vec::new();
        for title in heads.iter().filter_map(|head| serde_json::from_str::<String>(&head.payload).ok()) {
            if !titles.contains(&title) {
                titles.push(title);
            }
        }
        match (&self.header, titles.is_empty()) {
            (_, false) => titles.join(" / "),
            (Some(header), true) => header.title.clone(),
            (None, true) => Message::new(say::STORE_UNTITLED).to_string(),
        }
    }

    /// How many answers have a text.
    pub fn answers(&self) -> usize {
        self.texts.keys().filter(|text_id| matches!(text_id, TextId::Answer(_))).count()
    }

    /// There is nothing.
    pub fn is_empty(&self) -> bool {
        self.header.is_none() && self.texts.is_empty() && self.quarantined.is_empty()
    }

    /// A newer version of the editor wrote one of them.
    pub fn has_newer(&self) -> bool {
        self.quarantined.iter().any(|record| record.why == QuarantineReason::Newer)
    }

    /// When the draft was begun, as far as it is known.
    pub fn created(&self) -> WallTime {
        let first = self.times().min().unwrap_or_default();
        self.header.as_ref().map_or(first, |header| header.created)
    }

    /// When each text was last written.
    pub fn times(&self) -> impl Iterator<Item = WallTime> {
        self.texts.values().flat_map(|chain| &chain.heads).map(|head| head.envelope.time)
    }
}

impl Store {
    /// The records of a draft, as they stand together.
    pub(super) fn records_of(&self, id: &DraftId) -> Result<Records, OpenError> {
        self.records_among(id, |keys| keys)
    }

    /// As above, of those that `wanted` leaves: to read one is dear.
    pub(super) fn records_among(
        &self,
        id: &DraftId,
        wanted: fn(Vec<String>) -> Vec<String>,
    ) -> Result<Records, OpenError> {
        let mut tries = 1;
        loop {
            let records = self.read_records(id, &wanted(self.storage.keys(&Key::of_draft(id))?))?;
            if !records.is_torn || tries == TRIES {
                return Ok(records);
            }
            tries += 1;
        }
    }

    /// Reads the records of a draft; `keys` may hold those of others too.
    pub(super) fn read_records(&self, id: &DraftId, keys: &[String]) -> Result<Records, OpenError> {
        let mut records = Records::default();
        let mut stored: SortedMap<TextId, Vec<texts::Stored>> = SortedMap::new();
        // The past is large, and no part of what is written now: not even its values are read.
        for key in keys.iter().filter(|key| Key::draft(key).as_ref() == Some(id) && !is_history(key)) {
            let Some(raw) = self.storage.get(key)? else {
                records.is_torn = true;
                continue;
            };
            let read = record::read(key, &raw);
            if read.is_ok() {
                self.meet(key, &raw);
            }
            let why = match (Key::parse(key), read) {
                (None, _) => QuarantineReason::UnknownKey,
                (_, Err(why)) => why,
                (Some(Key::Header(_)), Ok(record)) => match serde_json::from_str(&record.payload) {
                    Ok(header) => {
                        records.header = Some(header);
                        continue;
                    }
                    Err(_) => QuarantineReason::Damaged,
                },
                (Some(Key::Text(_, text_id, version)), Ok(record)) => {
                    self.see(&version);
                    if record.envelope.version() == version {
                        stored.or_default(text_id).push(texts::Stored { key: key.clone(), raw, record });
                        continue;
                    }
                    QuarantineReason::Damaged
                }
                (Some(Key::Copy(_, version)), Ok(record)) => {
                    self.see(&version);
                    let newest = records.copied.as_ref();
                    if newest.is_none_or(|(newest, _)| newest.sequence < version.sequence) {
                        records.copied = Some((version, Copied::read(&record.payload)));
                    }
                    continue;
                }
                (Some(_), Ok(_)) => continue,
            };
            records.quarantined.push(Quarantined { key: key.clone(), raw, why });
        }
        for (text_id, found) in stored {
            let (chain, quarantined) = texts::newest(&text_id, found);
            records.quarantined.extend(quarantined);
            records.texts.insert(text_id, chain);
        }
        Ok(records)
    }

    /// Everything that is stored of a draft, as it stands.
    pub(super) fn raw_records(
        &self,
        id: &DraftId,
        why: QuarantineReason,
    ) -> Result<Vec<Quarantined>, OpenError> {
        let mut found = Vec::new();
        for key in self.storage.keys(&Key::of_draft(id))? {
            if Key::draft(&key).as_ref() == Some(id)
                && let Some(raw) = self.storage.get(&key)?
            {
                let why = record::read(&key, &raw).err().unwrap_or(why);
                found.push(Quarantined { key, raw, why });
            }
        }
        Ok(found)
    }

    /// Makes the next number higher than a version's. Absurd numbers, which only foreign hands
    /// can have written, are left out, so that the numbers never run out.
    pub(super) fn see(&self, version: &Version) {
        const ABSURD: u64 = 1 << 48;
        if version.sequence < ABSURD {
            self.next.set(self.next.get().max(version.sequence + 1));
        }
    }
}
