//! When an answer that is being written leaves a revision: no clock and no storage of its own.

use crate::draft::{AnswerId, DraftId, Millis};

/// While typing goes on a revision is kept at least this often.
const AT_LEAST: Millis = 60_000;

/// Why a revision was kept.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// So the answer stood when its draft was opened.
    Opened,
    /// It was written.
    Written,
    /// It was about to be cleared, replaced or removed in large part (`store::hold` keeps it).
    Held,
}

impl Kind {
    /// The name in storage.
    pub fn name(self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Written => "written",
            Self::Held => "held",
        }
    }

    /// The kind of that name.
    pub fn from_name(name: &str) -> Self {
        match name {
            "opened" => Self::Opened,
            "held" => Self::Held,
            _ => Self::Written,
        }
    }
}

/// A revision that is due.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Due {
    /// The draft.
    pub draft: DraftId,
    /// Where the answer stands.
    pub place: AnswerId,
    /// The answer, as the JSON of storage.
    pub answer: String,
    /// When it stood so.
    pub time: Millis,
    /// Why it is kept.
    pub kind: Kind,
}

/// What is told of an answer.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Note {
    /// The draft.
    pub draft: DraftId,
    /// Where the answer stands.
    pub place: AnswerId,
    /// The answer when the draft was opened.
    pub opened: String,
    /// When that was.
    pub opened_at: Millis,
    /// The answer now.
    pub now: String,
    /// When it stood so.
    pub time: Millis,
}

/// An answer that was written since the page was opened.
#[derive(Clone, PartialEq, Eq, Debug)]
struct Known {
    draft: DraftId,
    place: AnswerId,
    /// What the newest revision holds.
    kept: String,
    /// What stands there and is in no revision, when it came to, and since when there is such a text.
    waiting: Option<(String, Millis, Millis)>,
}

/// Decides when revisions are due.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Pacer {
    known: Vec<Known>,
}

impl Pacer {
    /// An answer was saved. `newest` reads the newest revision that is stored of it.
    pub fn noted(&mut self, note: Note, newest: impl FnOnce() -> Option<String>) -> Vec<Due> {
        let Note { draft, place, opened, opened_at, now, time } = note;
        let is_it = |known: &Known| known.draft == draft && known.place == place;
        // Whoever writes here has left what was written elsewhere.
        let mut due = self.take(|known| !is_it(known));
        if !self.known.iter().any(is_it) {
            if newest().as_ref() != Some(&opened) {
                let (draft, place, answer) = (draft.clone(), place.clone(), opened.clone());
                due.push(Due { draft, place, answer, time: opened_at.min(time), kind: Kind::Opened });
            }
            let (draft, place) = (draft.clone(), place.clone());
            self.known.push(Known { draft, place, kept: opened, waiting: None });
        }
        for known in self.known.iter_mut().filter(|known| is_it(known)) {
            let since = known.waiting.as_ref().map_or(time, |(_, _, since)| *since);
            known.waiting = (known.kept != now).then(|| (now.clone(), time, since));
        }
        // A clock that was set back must not keep the next revision waiting.
        let is_late = |since: Millis| time < since || time - since >= AT_LEAST;
        due.extend(self.take(|known| known.waiting.as_ref().is_some_and(|(_, _, since)| is_late(*since))));
        due
    }

    /// The writer has left the answer or the page.
    pub fn left(&mut self) -> Vec<Due> {
        self.take(|_| true)
    }

    fn take(&mut self, which: impl Fn(&Known) -> bool) -> Vec<Due> {
        let mut due = Vec::new();
        for known in &mut self.known {
            if which(known)
                && let Some((answer, time, _)) = known.waiting.take()
            {
                known.kept.clone_from(&answer);
                let (draft, place) = (known.draft.clone(), known.place.clone());
                due.push(Due { draft, place, answer, time, kind: Kind::Written });
            }
        }
        due
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn note(place: &str, now: &str, time: Millis) -> Note {
        Note {
            draft: DraftId::new("d").unwrap(),
            place: AnswerId::parse(place).unwrap(),
            opened: "old".to_owned(),
            opened_at: 0,
            now: now.to_owned(),
            time,
        }
    }

    fn told(due: Vec<Due>) -> Vec<String> {
        due.iter()
            .map(|due| format!("{} {} {} {}", due.place, due.kind.name(), due.answer, due.time))
            .collect()
    }

    #[test]
    fn the_text_at_the_opening_comes_first_then_one_on_leaving() {
        let mut pacer = Pacer::default();
        assert_eq!(told(pacer.noted(note("a", "one", 5), || None)), ["a opened old 0"]);
        assert_eq!(told(pacer.noted(note("a", "one two", 9), || None)), [""; 0]);
        assert_eq!(told(pacer.noted(note("b", "x", 12), || Some("old".to_owned()))), ["a written one two 9"]);
        assert_eq!(told(pacer.left()), ["b written x 12"]);
        assert_eq!(told(pacer.left()), [""; 0]);
    }

    #[test]
    fn typing_on_leaves_one_a_minute_and_a_clock_set_back_none_less() {
        let mut pacer = Pacer::default();
        let mut written = 0;
        for second in 0..=600 {
            let text = second.to_string();
            written += told(pacer.noted(note("a", &text, second * 1000), || None)).len();
        }
        assert_eq!(written, 1 + 9);
        assert_eq!(told(pacer.noted(note("a", "back", -5), || None)), ["a written back -5"]);
    }

    proptest! {
        #[test]
        fn every_text_that_was_left_is_kept(
            steps in prop::collection::vec((0..3_usize, "[ab]{0,2}", 0..90_000_i64), 1..40)
        ) {
            let mut pacer = Pacer::default();
            let mut kept = Vec::new();
            let mut time = 0;
            let mut last: Option<(String, String)> = None;
            for (place, text, wait) in steps {
                time += wait;
                let place = ["a", "b", "c"][place].to_owned();
                kept.extend(pacer.noted(note(&place, &text, time), || None));
                if let Some((before, text)) = last.filter(|(before, _)| *before != place) {
                    let newest = kept.iter().rev().find(|due| due.place.as_str() == before);
                    prop_assert_eq!(newest.map(|due| due.answer.clone()), Some(text));
                }
                last = Some((place, text));
            }
        }
    }
}
