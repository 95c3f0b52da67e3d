//! Revisions and snapshots of a draft as records: written once, never changed, each packed small.
//!
//! They stand beside the draft's other records, and nothing that opens or lists a draft reads them.

use crate::collections::SortedMap;
use serde::{Deserialize, Serialize};

use super::key::{Key, PREFIX, is_history};
use super::quarantine::{QuarantineReason, Quarantined};
use super::record::{self, Envelope, Version};
use super::{Level, OpenError, SaveError, Store, quota};
use crate::draft::{AnswerId, DraftId};
use crate::history::{Candidate, DueRevision, Pressure, RevisionKind, pack, thin};
use crate::time::{UseTime, WallTime};

/// Of these, what those may take that were about to be replaced.
const MOST_PROTECTED: usize = MOST_OF_A_DRAFT / 2;

/// What the revisions of one draft may take, by the account of `quota`.
pub const MOST_OF_A_DRAFT: usize = 2 * 1024 * 1024;

/// The name of a record of the history.
#[derive(Clone, PartialEq, Eq, Debug)]
enum HistoryKey {
    Revision(AnswerId, Version),
    Snapshot(Version),
}

impl HistoryKey {
    fn parse(key: &str, draft: &DraftId) -> Option<Self> {
        let rest = key.strip_prefix(PREFIX)?.strip_prefix("draft/")?;
        let parts: Vec<&str> = rest.strip_prefix(draft.as_str())?.strip_prefix('/')?.split('/').collect();
        match parts.as_slice() {
            ["revision", answer_id, version] => {
                let answer_id = AnswerId::parse(&answer_id.replace("%2F", "/"))?;
                Some(Self::Revision(answer_id, Version::parse(version)?))
            }
            ["snapshot", version] => Some(Self::Snapshot(Version::parse(version)?)),
            _ => None,
        }
    }

    fn write(&self, draft: &DraftId) -> String {
        match self {
            Self::Revision(answer_id, version) => format!("{}/{version}", of_answer(draft, answer_id)),
            Self::Snapshot(version) => format!("{}/snapshot/{version}", Key::of_draft(draft)),
        }
    }
}

/// What the keys of an answer's revisions begin with.
pub(super) fn of_answer(draft: &DraftId, answer_id: &AnswerId) -> String {
    format!("{}/revision/{}", Key::of_draft(draft), answer_id.as_str().replace('/', "%2F"))
}

/// An earlier value of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    key: String,
    /// Where the answer stands.
    pub answer_id: AnswerId,
    /// When it stood so.
    pub time: WallTime,
    /// Why it was kept.
    pub kind: RevisionKind,
    stored: StoredText,
    cost: usize,
    use_time: UseTime,
}

impl Revision {
    /// The answer, as the JSON of storage; `None` where it cannot be read.
    pub fn answer(&self) -> Option<String> {
        self.stored.text()
    }
}

/// The whole draft at one moment, under a name.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Snapshot {
    /// When it was taken.
    pub time: WallTime,
    /// What the writer called it.
    pub name: String,
    stored: StoredText,
}

impl Snapshot {
    /// The answers, each as the JSON of storage; `None` where they cannot be read.
    pub fn answers(&self) -> Option<SortedMap<AnswerId, String>> {
        let answers: Vec<(String, String)> = serde_json::from_str(&self.stored.text()?).ok()?;
        let known = answers
            .into_iter()
            .filter_map(|(answer_id, answer)| Some((AnswerId::parse(&answer_id)?, answer)));
        Some(known.collect())
    }
}

/// All that is kept of a draft's past, oldest first.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct History {
    /// Earlier values of answers.
    pub revisions: Vec<Revision>,
    /// Named moments.
    pub snapshots: Vec<Snapshot>,
    /// Records that cannot be read. They stay where they are.
    pub quarantined: Vec<Quarantined>,
}

impl History {
    /// How an answer stood at a moment: its newest revision until then, or the first one after it.
    /// `None` where there is no revision of it: it stood as it stands now.
    pub fn at(&self, answer_id: &AnswerId, moment: WallTime) -> Option<&Revision> {
        let of_one = || self.revisions.iter().filter(|revision| revision.answer_id == *answer_id);
        of_one().rfind(|revision| revision.time <= moment).or_else(|| of_one().next())
    }
}

/// What a record of the history holds.
#[derive(Serialize, Deserialize, Default)]
struct Payload {
    /// Kind of a revision, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    k: String,
    /// Name of a snapshot, or nothing.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    name: String,
    /// What it holds, packed.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    z: String,
    /// What it holds as it is, in place of the above: kept in a hurry (see `save_before_deletion`).
    #[serde(default, skip_serializing_if = "String::is_empty")]
    t: String,
    /// The time that was seen to pass until then.
    #[serde(rename = "u", default)]
    use_time: UseTime,
}

/// The text of a revision or snapshot, packed or as it is.
#[derive(Clone, PartialEq, Eq, Debug)]
enum StoredText {
    Packed(String),
    Plain(String),
}

impl StoredText {
    fn of(payload: Payload) -> Self {
        if payload.t.is_empty() { Self::Packed(payload.z) } else { Self::Plain(payload.t) }
    }

    fn text(&self) -> Option<String> {
        match self {
            Self::Packed(packed) => pack::unpack(packed),
            Self::Plain(text) => Some(text.clone()),
        }
    }
}

impl Store {
    /// Keeps a revision. No room for it: the history is thinned hard, and it is tried once more.
    pub fn save_revision(&self, due: &DueRevision) -> Result<(), SaveError> {
        let payload =
            Payload { k: due.kind.name().to_owned(), z: pack::pack(&due.answer), ..Payload::default() };
        let key = |version| HistoryKey::Revision(due.answer_id.clone(), version);
        self.put_history(&due.draft, key, due.time, payload).map(drop)
    }

    /// Names how the whole draft stands now.
    pub fn name_snapshot(
        &self,
        draft: &DraftId,
        name: &str,
        answers: &SortedMap<AnswerId, String>,
    ) -> Result<(), SaveError> {
        let answers: Vec<(&str, &str)> =
            answers.iter().map(|(answer_id, answer)| (answer_id.as_str(), answer.as_str())).collect();
        let answers = serde_json::to_string(&answers).map_err(|error| SaveError::Other(error.to_string()))?;
        let payload = Payload { name: name.to_owned(), z: pack::pack(&answers), ..Payload::default() };
        let key = self.put_history(draft, HistoryKey::Snapshot, self.clock.now(), payload)?;
        if self.storage.overflowing().contains(&key) {
            // The user was told that it is kept, and it is on this page only.
            self.note_urgent(&key);
        }
        Ok(())
    }

    fn put_history(
        &self,
        draft: &DraftId,
        key: impl FnOnce(Version) -> HistoryKey,
        time: WallTime,
        payload: Payload,
    ) -> Result<String, SaveError> {
        let version = self.version();
        let envelope = Envelope::new(&version, time);
        let key = key(version).write(draft);
        let payload = Payload { use_time: self.use_clock().passed, ..payload };
        let payload = serde_json::to_string(&payload).map_err(|error| SaveError::Other(error.to_string()))?;
        let raw = record::write(&key, &envelope, &payload);
        let put = || self.in_bulk(|| self.put_verified(&key, &raw));
        match put() {
            Err(SaveError::Full) => {
                self.thin_history(draft, Level::Stop)?;
                put()?;
            }
            put => put?,
        }
        Ok(key)
    }

    /// All that is kept of a draft's past.
    pub fn history(&self, draft: &DraftId) -> Result<History, OpenError> {
        self.history_under(draft, &Key::of_draft(draft))
    }

    /// The newest revision of an answer.
    pub fn newest_revision(&self, draft: &DraftId, answer_id: &AnswerId) -> Option<String> {
        let found = self.history_under(draft, &format!("{}/", of_answer(draft, answer_id))).ok()?;
        found.revisions.last()?.answer()
    }

    fn history_under(&self, draft: &DraftId, prefix: &str) -> Result<History, OpenError> {
        let mut history = History::default();
        let keys = self.storage.keys(prefix)?;
        for key in keys.iter().filter(|key| is_history(key) && Key::draft(key).as_ref() == Some(draft)) {
            let Some(raw) = self.storage.get(key)? else { continue };
            let read = record::read(key, &raw).and_then(|record| {
                let payload: Payload =
                    serde_json::from_str(&record.payload).map_err(|_| QuarantineReason::Damaged)?;
                Ok((record.envelope, payload))
            });
            let why = match (HistoryKey::parse(key, draft), read) {
                (Some(HistoryKey::Revision(answer_id, _)), Ok((envelope, payload))) => {
                    history.revisions.push(Revision {
                        key: key.clone(),
                        answer_id,
                        time: envelope.time,
                        kind: RevisionKind::from_name(&payload.k),
                        cost: quota::cost(key, &raw),
                        use_time: payload.use_time,
                        stored: StoredText::of(payload),
                    });
                    continue;
                }
                (Some(HistoryKey::Snapshot(_)), Ok((envelope, payload))) => {
                    let name = payload.name.clone();
                    history.snapshots.push(Snapshot {
                        time: envelope.time,
                        name,
                        stored: StoredText::of(payload),
                    });
                    continue;
                }
                (None, _) => QuarantineReason::UnknownKey,
                (_, Err(why)) => why,
            };
            history.quarantined.push(Quarantined { key: key.clone(), raw, why });
        }
        history.revisions.sort_by_cached_key(|revision| (revision.time, sequence(&revision.key)));
        history.snapshots.sort_by_key(|snapshot| snapshot.time);
        Ok(history)
    }

    /// Takes away revisions by their age, more of them from a usage of 70 % on, and the oldest where
    /// those of the draft still take more than 2 MiB. Ages are those that are certain: a clock that is wrong
    /// once makes nothing old. What was about to be replaced stays for a month, as far as that takes no more than
    /// 1 MiB. Returns how many went.
    pub fn thin_history(&self, draft: &DraftId, level: Level) -> Result<usize, SaveError> {
        let use_now = self.use_clock().passed;
        let mut revisions = self.history(draft)?.revisions;
        let before = revisions.len();
        let pressure = if level >= Level::Thin { Pressure::High } else { Pressure::Low };
        self.thin_once(&mut revisions, use_now, pressure)?;
        let size = |revisions: &[Revision]| revisions.iter().map(|revision| revision.cost).sum::<usize>();
        if size(&revisions) > MOST_OF_A_DRAFT {
            self.thin_once(&mut revisions, use_now, Pressure::High)?;
        }
        let is_before_deletion = |revision: &&Revision| self.candidate(revision, use_now).is_protected();
        let mut protected: usize =
            revisions.iter().filter(is_before_deletion).map(|revision| revision.cost).sum();
        let mut over = size(&revisions).saturating_sub(MOST_OF_A_DRAFT);
        for revision in &revisions {
            if over == 0 {
                break;
            }
            let is_protected = self.candidate(revision, use_now).is_protected();
            if !is_protected || protected > MOST_PROTECTED {
                self.remove_verified(&revision.key)?;
                over = over.saturating_sub(revision.cost);
                protected = protected.saturating_sub(if is_protected { revision.cost } else { 0 });
            }
        }
        // Another tab may have kept one meanwhile.
        Ok(before.saturating_sub(self.history(draft)?.revisions.len()))
    }

    fn candidate(&self, revision: &Revision, use_now: UseTime) -> Candidate {
        Candidate {
            time: revision.time,
            age: self.certain_age(revision.time, revision.use_time, use_now),
            is_before_deletion: revision.kind == RevisionKind::BeforeDeletion,
        }
    }

    /// Thins the history of every draft as far as it may be, to make room. Returns how many revisions
    /// went.
    pub fn thin_all_history(&self) -> Result<usize, SaveError> {
        let mut gone = 0;
        for draft in self.drafts()?.drafts {
            gone += self.thin_history(&draft.id, Level::Stop)?;
        }
        Ok(gone)
    }

    fn thin_once(
        &self,
        revisions: &mut Vec<Revision>,
        use_now: UseTime,
        pressure: Pressure,
    ) -> Result<(), SaveError> {
        let mut by_answer: SortedMap<AnswerId, Vec<Revision>> = SortedMap::new();
        for revision in revisions.drain(..) {
            by_answer.or_default(revision.answer_id.clone()).push(revision);
        }
        for of_one in by_answer.into_values() {
            let candidates: Vec<Candidate> =
                of_one.iter().map(|revision| self.candidate(revision, use_now)).collect();
            for (revision, stays) in of_one.into_iter().zip(thin(&candidates, pressure)) {
                if stays {
                    revisions.push(revision);
                } else {
                    self.remove_verified(&revision.key)?;
                }
            }
        }
        revisions.sort_by_key(|revision| revision.time);
        Ok(())
    }

    /// Unites the history with its mirror: takes back what is missing or damaged here of the drafts
    /// that are here, and notes what the mirror lacks.
    pub fn unite_history(&self, mirror: &SortedMap<String, String>) -> Result<usize, SaveError> {
        let mut restored = 0;
        let is_whole = |key: &str, raw: &str| record::read(key, raw).is_ok();
        for (key, raw) in mirror.iter().filter(|(key, raw)| is_history(key) && is_whole(key, raw)) {
            let here = self.storage.get(key)?;
            let Some(draft) = Key::draft(key) else { continue };
            let is_wanted =
                here.is_none_or(|here| record::read(key, &here) == Err(QuarantineReason::Damaged));
            if is_wanted && self.storage.get(&Key::Header(draft).to_string())?.is_some() {
                self.in_bulk(|| self.put_shared(key, raw))?;
                restored += 1;
            }
        }
        for key in self.storage.keys(&format!("{PREFIX}draft/"))? {
            if is_history(&key)
                && !mirror.contains_key(&key)
                && let Some(raw) = self.storage.get(&key)?
                && is_whole(&key, &raw)
            {
                self.note_change(&key, Some(&raw));
            }
        }
        Ok(restored)
    }
}

/// The number at the end of a key, for the order of what was written in one millisecond.
fn sequence(key: &str) -> u64 {
    key.rsplit('.').next().and_then(|number| number.parse().ok()).unwrap_or(0)
}
