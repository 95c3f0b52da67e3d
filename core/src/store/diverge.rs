//! Answers that another tab writes too: what is new, taking it over, ending a divergence.

use super::chain::{self, Written};
use super::key::{Key, TextId};
use super::record::Version;
use super::text::{self, Superseded, TextState};
use super::{OpenError, SaveError, Saved, Store};
use crate::draft::{Answer, AnswerId, DraftId, json};
use crate::template::Template;
use crate::time::WallTime;

/// An answer that was written in two places at once.
#[derive(Clone, PartialEq, Debug)]
pub struct Diverged {
    /// Which one.
    pub id: AnswerId,
    /// The other texts; the draft has the one that is shown.
    pub others: Vec<Theirs>,
}

/// An answer as another writer left it.
#[derive(Clone, PartialEq, Debug)]
pub struct Theirs {
    /// Which writing it is.
    pub version: Version,
    /// What was written.
    pub answer: Answer,
    /// When.
    pub time: WallTime,
}

/// An answer that another tab has written since this one read it.
#[derive(Clone, PartialEq, Debug)]
pub struct RemoteChange {
    /// Which one.
    pub id: AnswerId,
    /// What stands there now.
    pub theirs: Theirs,
    /// It continues what this writer has: it can simply be shown, with [`Store::adopt`].
    /// Otherwise both were written at once.
    pub continues: bool,
}

impl Store {
    /// What other tabs have written since, without taking it over.
    pub fn remote_changes(&self, id: &DraftId) -> Result<Vec<RemoteChange>, OpenError> {
        let records = self.records_of(id)?;
        let template = self.template(records.digest());
        let mut remote_changes = Vec::new();
        for (text_id, chain) in &records.texts {
            let TextId::Answer(answer_id) = text_id else { continue };
            let current = self.current(id, text_id);
            for head in chain.heads.iter().filter(|head| Some(&head.key) != current.key.as_ref()) {
                let own = current.follows.first();
                let continues =
                    current.key.is_none() || own.is_some_and(|own| chain::continues(&head.envelope, own));
                let theirs = theirs(template.as_deref(), answer_id, head);
                remote_changes.extend(theirs.map(|theirs| RemoteChange {
                    id: answer_id.clone(),
                    theirs,
                    continues,
                }));
            }
        }
        Ok(remote_changes)
    }

    /// Takes over what another writer wrote: the page shows it now, and what is written next
    /// follows it. Text of this writer that it does not continue stays stored beside it.
    pub fn adopt(&self, id: &DraftId, answer: &AnswerId, version: &Version) -> Result<(), OpenError> {
        let text_id = TextId::Answer(answer.clone());
        let mut records = self.records_of(id)?;
        let chain = records.texts.remove(&text_id).unwrap_or_default();
        let head = chain.heads.iter().find(|head| head.envelope.version() == *version);
        let head = head.ok_or(OpenError::Missing)?;
        self.set_current(id, &text_id, TextState::of(head, &chain.followed, &self.writer));
        Ok(())
    }

    /// Takes over the title as another tab left it, where it is another than this one's.
    pub fn adopt_title(&self, id: &DraftId) -> Option<String> {
        let records = self.records_of(id).ok()?;
        let chain = records.texts.get(&TextId::Title)?;
        let head = chain.heads.first()?;
        if self.current(id, &TextId::Title).key.as_ref() == Some(&head.key) {
            return None;
        }
        self.set_current(id, &TextId::Title, TextState::of_all(&chain.heads, &chain.followed, &self.writer)?);
        Some(records.title())
    }

    /// Ends a divergence: saves what the writer (or a clean merge) made of the texts, in place of
    /// the one shown and of the `others`.
    pub fn resolve(
        &self,
        id: &DraftId,
        answer_id: &AnswerId,
        answer: &Answer,
        others: &[Version],
    ) -> Result<Saved, SaveError> {
        let text_id = TextId::Answer(answer_id.clone());
        let mut current = self.current(id, &text_id);
        current.leave_head();
        for version in others {
            current.follows = chain::follow(version, &current.follows);
            let key = Key::Text(id.clone(), text_id.clone(), version.clone()).to_string();
            // One that a change may be written against stays until it is tidied away.
            if self.storage.get(&key)?.is_some_and(|raw| !text::may_be_base(&key, &raw)) {
                current.old.push(Superseded { key, after: None });
            }
            self.see(version);
        }
        self.set_current(id, &text_id, current);
        self.write_text(id, &text_id, &json::write_answer(answer).to_string())
    }
}

/// The answer in a record, to the question that the template asks there.
pub(super) fn theirs(template: Option<&Template>, id: &AnswerId, head: &Written) -> Option<Theirs> {
    let kind = template.and_then(|template| json::kind_at(template, id));
    let answer = json::read_answer(kind, serde_json::from_str(&head.payload).ok()?);
    Some(Theirs { version: head.envelope.version(), answer, time: head.envelope.time })
}
