//! The moments of a draft that can be compared, and how each answer stood then.

use submission_core::collections::{SortedMap, SortedSet};

use submission_core::draft::json::{kind_at, read_answer, write_answer};
use submission_core::draft::{Answer, AnswerId, Draft};
use submission_core::history::RevisionKind;
use submission_core::store::History;
use submission_core::template::QuestionId;
use submission_core::time::{Millis, WallTime};

const MINUTE: Millis = Millis::minutes(1);
/// Moments that are offered.
const MOST: usize = 300;

/// A moment of a draft.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Moment {
    /// As it stands on the page.
    Now,
    /// A named one, by its number.
    Named(usize),
    /// An earlier one.
    Earlier {
        /// When.
        time: WallTime,
        /// What happened.
        kind: RevisionKind,
    },
}

/// A draft with its past.
pub struct Pasts {
    /// As it stands on the page.
    pub draft: Draft,
    /// What is kept of it.
    pub history: History,
    snapshots: Vec<SortedMap<AnswerId, String>>,
}

impl Pasts {
    /// A draft with its past.
    pub fn new(draft: Draft, history: History) -> Self {
        let snapshots =
            history.snapshots.iter().map(|snapshot| snapshot.answers().unwrap_or_default()).collect();
        Self { draft, history, snapshots }
    }

    /// Earlier moments, the newest first: each opening, each clearing, and else the last of a minute.
    pub fn earlier(&self) -> Vec<Moment> {
        let mut found: Vec<Moment> = Vec::new();
        for revision in self.history.revisions.iter().rev() {
            let is_told = found.iter().any(|moment| match moment {
                Moment::Earlier { time, kind, .. } if *kind == revision.kind => match kind {
                    RevisionKind::Opened | RevisionKind::BeforeDeletion => *time == revision.time,
                    RevisionKind::Written => time.period(MINUTE) == revision.time.period(MINUTE),
                },
                _ => false,
            });
            if !is_told && found.len() < MOST {
                found.push(Moment::Earlier { time: revision.time, kind: revision.kind });
            }
        }
        found
    }

    /// The answers that were cleared or replaced at that very time.
    pub fn held(&self, time: WallTime) -> impl Iterator<Item = &AnswerId> {
        let revisions = self.history.revisions.iter();
        revisions
            .filter(move |revision| revision.kind == RevisionKind::BeforeDeletion && revision.time == time)
            .map(|revision| &revision.answer_id)
    }

    /// What is compared with now, unless the writer chooses: the last opening or, where it is later,
    /// the last moment with a name.
    pub fn usual(&self) -> Moment {
        let earlier = self.earlier();
        let opening = earlier
            .iter()
            .find(|moment| matches!(moment, Moment::Earlier { kind: RevisionKind::Opened, .. }));
        let opening = opening.or(earlier.last()).cloned();
        let named = self.history.snapshots.len().checked_sub(1).map(Moment::Named);
        match (named, opening) {
            (Some(named), Some(opening)) => {
                if self.time(&named) > self.time(&opening) {
                    named
                } else {
                    opening
                }
            }
            (named, opening) => named.or(opening).unwrap_or(Moment::Now),
        }
    }

    /// When it was.
    pub fn time(&self, moment: &Moment) -> WallTime {
        match moment {
            Moment::Now => WallTime::END,
            Moment::Named(number) => {
                self.history.snapshots.get(*number).map_or(WallTime::default(), |snapshot| snapshot.time)
            }
            Moment::Earlier { time, .. } => *time,
        }
    }

    /// How an answer stood, as the JSON of storage.
    pub fn answer(&self, answer_id: &AnswerId, moment: &Moment) -> String {
        let now = || write_answer(&self.draft.answer(answer_id).cloned().unwrap_or_default()).to_string();
        match moment {
            Moment::Now => now(),
            Moment::Named(number) => {
                let answers = self.snapshots.get(*number);
                let answer = answers.and_then(|answers| answers.get(answer_id)).cloned();
                answer.unwrap_or_else(|| write_answer(&Answer::default()).to_string())
            }
            Moment::Earlier { time, .. } => {
                self.history.at(answer_id, *time).and_then(|revision| revision.answer()).unwrap_or_else(now)
            }
        }
    }

    /// The same, read.
    pub fn read(&self, answer_id: &AnswerId, moment: &Moment) -> Answer {
        let json = serde_json::from_str(&self.answer(answer_id, moment)).unwrap_or_default();
        read_answer(kind_at(&self.draft.template, answer_id), json)
    }

    /// All places at which something stands or stood, in the order of the template.
    pub fn places(&self) -> Vec<AnswerId> {
        let mut found: SortedSet<AnswerId> = self.draft.answers.keys().cloned().collect();
        found.extend(self.history.revisions.iter().map(|revision| revision.answer_id.clone()));
        found.extend(self.snapshots.iter().flat_map(|answers| answers.keys().cloned()));
        let order: Vec<&QuestionId> = self.draft.template.questions().map(|node| &node.id).collect();
        let mut answer_ids: Vec<AnswerId> = found.iter().cloned().collect();
        answer_ids
            .sort_by_cached_key(|answer_id| order.iter().position(|id| id.as_str() == answer_id.question()));
        answer_ids
    }

    /// All answers as they stand now, as the JSON of storage.
    pub fn now(&self) -> SortedMap<AnswerId, String> {
        self.draft
            .answers
            .keys()
            .map(|answer_id| (answer_id.clone(), self.answer(answer_id, &Moment::Now)))
            .collect()
    }
}
