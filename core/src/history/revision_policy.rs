//! When an answer that is being written leaves a revision: no clock and no storage of its own.

use crate::draft::{AnswerId, DraftId};
use crate::time::{Millis, WallTime};

/// While typing goes on a revision is kept at least this often.
const LONGEST_INTERVAL: Millis = Millis::minutes(1);

/// Why a revision was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RevisionKind {
    /// So the answer stood when its draft was opened.
    Opened,
    /// It was written.
    Written,
    /// It was about to be cleared, replaced or removed in large part (`store::hold` keeps it).
    BeforeDeletion,
}

impl RevisionKind {
    /// The name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Written => "written",
            Self::BeforeDeletion => "held",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "opened" => Self::Opened,
            "held" => Self::BeforeDeletion,
            _ => Self::Written,
        }
    }
}

/// A revision that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct DueRevision {
    /// The draft.
    pub draft: DraftId,
    /// Where the answer stands.
    pub answer_id: AnswerId,
    /// The answer, as the JSON of storage.
    pub answer: String,
    /// When it stood so.
    pub time: WallTime,
    /// Why it is kept.
    pub kind: RevisionKind,
}

/// What is told of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct SavedAnswer {
    /// The draft.
    pub draft: DraftId,
    /// Where the answer stands.
    pub answer_id: AnswerId,
    /// The answer when the draft was opened.
    pub opened: String,
    /// When that was.
    pub opened_at: WallTime,
    /// The answer now.
    pub current: String,
    /// When it stood so.
    pub time: WallTime,
}

/// An answer that was written since the page was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
struct TrackedAnswer {
    draft: DraftId,
    answer_id: AnswerId,
    /// What the newest revision holds.
    stored: String,
    /// What stands there and is in no revision, when it came to, and since when there is such a text.
    pending: Option<(String, WallTime, WallTime)>,
}

/// Decides when revisions are due.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RevisionPolicy {
    tracked: Vec<TrackedAnswer>,
}

impl RevisionPolicy {
    /// An answer was saved. `newest` reads the newest revision that is stored of it.
    pub fn saved(&mut self, edit: SavedAnswer, newest: impl FnOnce() -> Option<String>) -> Vec<DueRevision> {
        let SavedAnswer { draft, answer_id, opened, opened_at, current, time } = edit;
        let is_same = |tracked: &TrackedAnswer| tracked.draft == draft && tracked.answer_id == answer_id;
        // Whoever writes here has left what was written elsewhere.
        let mut due = self.take(|tracked| !is_same(tracked));
        if !self.tracked.iter().any(is_same) {
            if newest().as_ref() != Some(&opened) {
                let (draft, answer_id, answer) = (draft.clone(), answer_id.clone(), opened.clone());
                due.push(DueRevision {
                    draft,
                    answer_id,
                    answer,
                    time: opened_at.min(time),
                    kind: RevisionKind::Opened,
                });
            }
            let (draft, answer_id) = (draft.clone(), answer_id.clone());
            self.tracked.push(TrackedAnswer { draft, answer_id, stored: opened, pending: None });
        }
        for tracked in self.tracked.iter_mut().filter(|tracked| is_same(tracked)) {
            let since = tracked.pending.as_ref().map_or(time, |(_, _, since)| *since);
            tracked.pending = (tracked.stored != current).then(|| (current.clone(), time, since));
        }
        // A clock that was set back must not keep the next revision waiting.
        let is_late = |since: WallTime| time < since || time - since >= LONGEST_INTERVAL;
        due.extend(
            self.take(|tracked| tracked.pending.as_ref().is_some_and(|(_, _, since)| is_late(*since))),
        );
        due
    }

    /// The writer has left the answer or the page.
    pub fn left(&mut self) -> Vec<DueRevision> {
        self.take(|_| true)
    }

    fn take(&mut self, which: impl Fn(&TrackedAnswer) -> bool) -> Vec<DueRevision> {
        let mut due = Vec::new();
        for tracked in &mut self.tracked {
            if which(tracked)
                && let Some((answer, time, _)) = tracked.pending.take()
            {
                tracked.stored.clone_from(&answer);
                let (draft, answer_id) = (tracked.draft.clone(), tracked.answer_id.clone());
                due.push(DueRevision { draft, answer_id, answer, time, kind: RevisionKind::Written });
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn edit(answer_id: &str, current: &str, time: i64) -> SavedAnswer {
        SavedAnswer {
            draft: DraftId::new("d").unwrap(),
            answer_id: AnswerId::parse(answer_id).unwrap(),
            opened: "old".to_owned(),
            opened_at: WallTime::default(),
            current: current.to_owned(),
            time: WallTime::from_millis(time),
        }
    }

    fn shown(due: Vec<DueRevision>) -> Vec<String> {
        due.iter()
            .map(|due| {
                format!("{} {} {} {}", due.answer_id, due.kind.name(), due.answer, due.time.as_millis())
            })
            .collect()
    }

    #[test]
    fn the_text_at_the_opening_comes_first_then_one_on_leaving() {
        let mut policy = RevisionPolicy::default();
        assert_eq!(shown(policy.saved(edit("a", "one", 5), || None)), ["a opened old 0"]);
        assert_eq!(shown(policy.saved(edit("a", "one two", 9), || None)), [""; 0]);
        assert_eq!(
            shown(policy.saved(edit("b", "x", 12), || Some("old".to_owned()))),
            ["a written one two 9"]
        );
        assert_eq!(shown(policy.left()), ["b written x 12"]);
        assert_eq!(shown(policy.left()), [""; 0]);
    }

    #[test]
    fn typing_on_leaves_one_a_minute_and_a_clock_set_back_none_less() {
        let mut policy = RevisionPolicy::default();
        let mut written = 0;
        for second in 0..=600 {
            let text = second.to_string();
            written += shown(policy.saved(edit("a", &text, second * 1000), || None)).len();
        }
        assert_eq!(written, 1 + 9);
        assert_eq!(shown(policy.saved(edit("a", "back", -5), || None)), ["a written back -5"]);
    }

    proptest! {
        #[test]
        fn every_text_that_was_left_is_kept(
            steps in prop::collection::vec((0..3_usize, "[ab]{0,2}", 0..90_000_i64), 1..40)
        ) {
            let mut policy = RevisionPolicy::default();
            let mut stored = Vec::new();
            let mut time = 0;
            let mut last: Option<(String, String)> = None;
            for (answer_id, text, wait) in steps {
                time += wait;
                let answer_id = ["a", "b", "c"][answer_id].to_owned();
                stored.extend(policy.saved(edit(&answer_id, &text, time), || None));
                if let Some((before, text)) = last.filter(|(before, _)| *before != answer_id) {
                    let newest = stored.iter().rev().find(|due| due.answer_id.as_str() == before);
                    prop_assert_eq!(newest.map(|due| due.answer.clone()), Some(text));
                }
                last = Some((answer_id, text));
            }
        }
    }
}
