//! Everything that could not be read, in one list, by the draft that it belongs to.

use serde::Deserialize;

use super::key::{Key, PREFIX, TextId};
use super::quarantine::{QuarantineReason, Quarantined};
use super::{OpenError, Opened, SaveError, Store, salvage};
use crate::collections::SortedMap;
use crate::draft::json::kind_at;
use crate::draft::{Answer, AnswerId, DraftId, Value};
use crate::template::{FieldKind, Template};

/// What is in quarantine, or was stored in an emergency.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Recovery {
    /// By draft, those in the bin too.
    pub drafts: Vec<Recovered>,
    /// What belongs to no draft that is known.
    pub others: Vec<Quarantined>,
}

/// What is in quarantine of one draft.
#[derive(Clone, PartialEq, Debug)]
pub struct Recovered {
    /// Its name in the store.
    pub id: DraftId,
    /// Its title, as far as it is known.
    pub title: String,
    /// Its form is there, so that it opens without what is listed here.
    pub opens: bool,
    /// It is in the bin.
    pub in_bin: bool,
    /// The records.
    pub records: Vec<Quarantined>,
    /// Of a draft that does not open: the texts that can be read, by answer id.
    pub texts: Vec<(AnswerId, String)>,
}

/// The last text of a field, kept when the program stopped.
#[derive(Clone, PartialEq, Debug, Deserialize)]
pub struct Emergency {
    /// What the field is called.
    #[serde(default)]
    pub field: String,
    /// The id of its element.
    #[serde(default)]
    pub id: String,
    /// The answer that is written in it, where one is.
    #[serde(default)]
    pub answer: Option<String>,
    /// Which part of that answer, where it is not all.
    #[serde(default)]
    pub part: Option<String>,
    /// The screen on which it stood.
    #[serde(default)]
    pub address: String,
    /// When, as the browser's clock wrote it.
    #[serde(default)]
    pub time: String,
    /// What stood in it.
    pub text: String,
}

impl Emergency {
    /// The draft that was open.
    pub fn draft(&self) -> Option<DraftId> {
        DraftId::new(self.address.strip_prefix("#/draft/")?.split('/').next()?)
    }

    /// The answer that was written, where all of it was in the field. Without its name, as earlier versions
    /// left it, only that of a question can be told from the element's id.
    pub fn answer(&self) -> Option<AnswerId> {
        if self.part.is_some() {
            return None;
        }
        AnswerId::parse(self.answer.as_deref().or_else(|| self.id.strip_prefix("answer-"))?)
    }

    /// The answer at that place with the text in it: in the place of what it continues, below anything else;
    /// as it is where it has the text. `None` where it takes no text.
    pub fn put_into(&self, template: &Template, answer_id: &AnswerId, answer: &Answer) -> Option<Answer> {
        if !takes_text(template, answer_id) || !matches!(answer.value, Value::None | Value::Text(_)) {
            return None;
        }
        let before = answer.value.text();
        if before.contains(&self.text) {
            return Some(answer.clone());
        }
        let text = match self.text.starts_with(before) {
            true => self.text.clone(),
            false => format!("{before}\n\n{}", self.text),
        };
        let state = answer.state.after_writing(true);
        Some(Answer { value: Value::Text(text), state, ..answer.clone() })
    }
}

fn takes_text(template: &Template, answer_id: &AnswerId) -> bool {
    use FieldKind::{Email, Rich, Text, Url};
    matches!(kind_at(template, answer_id), Some(Rich | Text | Email | Url))
}

impl Quarantined {
    /// What the watchdog kept, where this is such a record.
    pub fn emergency(&self) -> Option<Emergency> {
        matches!(Key::parse(&self.key), Some(Key::Emergency(_)))
            .then(|| serde_json::from_str(&self.raw).ok())
            .flatten()
    }

    /// The text in it that a person can read; may be empty.
    pub fn readable(&self) -> String {
        salvage::readable(&self.raw)
    }
}

impl Recovery {
    /// All records that are listed.
    pub fn records(&self) -> impl Iterator<Item = &Quarantined> {
        self.drafts.iter().flat_map(|draft| &draft.records).chain(&self.others)
    }
}

impl Store {
    /// Puts what was kept in an emergency into the answer in which it was written, of a draft that no page
    /// shows. `false` where it cannot be known which answer that is.
    pub fn put_back(&self, emergency: &Emergency) -> Result<bool, SaveError> {
        let Some((id, answer_id)) = emergency.draft().zip(emergency.answer()) else { return Ok(false) };
        let Opened { draft, read_only, replaced, .. } = self.open(&id)?;
        let before = draft.answers.get(&answer_id).cloned().unwrap_or_default();
        let put = emergency.put_into(&draft.template, &answer_id, &before);
        let Some(answer) = put.filter(|_| !read_only) else { return Ok(false) };
        // What another page wrote over is told when the draft is opened, and no more once this answer is ours again.
        if answer != before
            && let Some(replaced) = replaced.iter().find(|replaced| replaced.id == answer_id)
        {
            self.save_before_deletion(&id, &answer_id, &replaced.before)?;
        }
        self.save_answer(&id, &answer_id, &answer).map(|_| true)
    }

    /// Everything that could not be read, and what was kept in an emergency.
    pub fn recovery(&self) -> Result<Recovery, OpenError> {
        let keys = self.storage.keys(PREFIX)?;
        let mut found: SortedMap<DraftId, Vec<Quarantined>> = SortedMap::new();
        let mut others = self.strays(&keys)?;
        for key in keys.iter().filter(|key| matches!(Key::parse(key), Some(Key::Emergency(_)))) {
            let Some(raw) = self.storage.get(key)? else { continue };
            let mut record = Quarantined { key: key.clone(), raw, why: QuarantineReason::Damaged };
            let Some(emergency) = record.emergency() else {
                others.push(record);
                continue;
            };
            record.why = QuarantineReason::Emergency;
            match emergency.draft() {
                Some(draft) => found.or_default(draft).push(record),
                None => others.push(record),
            }
        }
        for id in keys.iter().filter_map(|key| Key::draft(key)) {
            found.or_default(id);
        }
        let mut recovery = Recovery { drafts: Vec::new(), others };
        for (id, emergencies) in found {
            let draft = self.recovered(id, emergencies)?;
            if !(draft.opens && draft.records.is_empty()) {
                recovery.drafts.push(draft);
            }
        }
        Ok(recovery)
    }

    /// How much of one draft is in quarantine.
    pub fn quarantined_in(&self, id: &DraftId) -> Result<usize, OpenError> {
        let mut emergencies = 0;
        for key in self.storage.keys(&format!("{PREFIX}emergency/"))? {
            let Some(raw) = self.storage.get(&key)? else { continue };
            let kept = Quarantined { key, raw, why: QuarantineReason::Emergency }.emergency();
            emergencies += usize::from(kept.and_then(|kept| kept.draft()).as_ref() == Some(id));
        }
        let records = self.records_of(id)?;
        // Without its form all of it is.
        let is_whole = records.is_empty() || self.template(records.digest()).is_some();
        Ok(emergencies
            + if is_whole {
                records.quarantined.len()
            } else {
                self.raw_records(id, QuarantineReason::Incomplete)?.len()
            })
    }

    fn recovered(&self, id: DraftId, emergencies: Vec<Quarantined>) -> Result<Recovered, OpenError> {
        let records = self.records_of(&id)?;
        let opens = self.template(records.digest()).is_some();
        // Without its form every record is of use only with the others.
        let mut recovery = if opens {
            records.quarantined.clone()
        } else {
            self.raw_records(&id, QuarantineReason::Incomplete)?
        };
        recovery.extend(emergencies);
        let mut texts = Vec::new();
        for (field, chain) in records.texts.iter().filter(|_| !opens) {
            let TextId::Answer(answer) = field else { continue };
            for payload in chain.heads.iter().filter_map(|head| serde_json::from_str(&head.payload).ok()) {
                texts.extend(salvage::texts_of(&payload).into_iter().map(|text| (answer.clone(), text)));
            }
        }
        let in_bin = self.is_in_bin(&id)?;
        Ok(Recovered { title: records.title(), id, opens, in_bin, records: recovery, texts })
    }
}
