//! The moments of a draft that can be compared, and how each answer stood then.

use crate::state::localizer::Localizer;
use submission_core::collections::{SortedMap, SortedSet};
use submission_core::draft::json::{kind_at, read_answer, write_answer};
use submission_core::draft::{Answer, AnswerId, AnswerParts, Draft};
use submission_core::history::{RevisionKind, entry_name};
use submission_core::locale::{Message, key};
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

    /// What a moment is called.
    pub fn name(&self, moment: &Moment, localizer: Localizer) -> String {
        match moment {
            Moment::Now => localizer.text(key::HISTORY_NOW),
            Moment::Named(number) => {
                let snapshot = self.history.snapshots.get(*number);
                snapshot.map_or_else(String::new, |snapshot| {
                    format!("{} ({})", snapshot.name, localizer.moment(snapshot.time))
                })
            }
            Moment::Earlier { time, kind } => {
                let at = localizer.moment(*time);
                let message = match kind {
                    RevisionKind::Written => return at,
                    RevisionKind::Opened => Message::new(key::HISTORY_OPENED),
                    RevisionKind::BeforeDeletion => {
                        let held = self.held(*time).map(|answer_id| answer_name(&self.draft, answer_id));
                        let names: Vec<String> = held.collect();
                        Message::new(key::HISTORY_HELD).with("name", names.join(" · "))
                    }
                };
                localizer.say(&message.with("moment", at))
            }
        }
    }

    /// The answers that were cleared or replaced at that very time.
    fn held(&self, time: WallTime) -> impl Iterator<Item = &AnswerId> {
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
    fn time(&self, moment: &Moment) -> WallTime {
        match moment {
            Moment::Now => WallTime::END,
            Moment::Named(number) => {
                self.history.snapshots.get(*number).map_or(WallTime::default(), |snapshot| snapshot.time)
            }
            Moment::Earlier { time, .. } => *time,
        }
    }

    /// How an answer stood, as the JSON of storage.
    fn answer(&self, answer_id: &AnswerId, moment: &Moment) -> String {
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

    /// The answer is another at one moment than at the other.
    pub fn differs(&self, answer_id: &AnswerId, one: &Moment, other: &Moment) -> bool {
        let (one, other) = (self.read(answer_id, one), self.read(answer_id, other));
        // What was never written, and what was written and taken away again, look the same.
        one != other && !(one.value.is_empty() && other.value.is_empty() && one.state == other.state)
    }

    /// All answers in which something stands or stood, in the order of the template.
    pub fn answer_ids(&self) -> Vec<AnswerId> {
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

/// What an answer is called: its question, its entry, its sub-field.
pub fn answer_name(draft: &Draft, answer_id: &AnswerId) -> String {
    let template = &draft.template;
    let question = answer_id.question();
    let mut name = draft.title_of(question);
    if let AnswerParts::Field { entry, field } = answer_id.parts() {
        name = format!("{name} · {}", entry_name(draft, question, entry));
        let node = QuestionId::new(question).and_then(|id| template.node(&id));
        let fields =
            node.and_then(|node| node.field.as_ref()).map(|field| field.kind.fields()).unwrap_or_default();
        if let Some(field) = fields.iter().find(|known| known.id.as_str() == field) {
            let prompt = template.text(&field.prompt, &template.default_language);
            if !prompt.is_empty() {
                name = format!("{name} · {prompt}");
            }
        }
    }
    name
}
