//! Thins revisions with their age, so that a year of work fits beside the draft.

use crate::time::{Millis, WallTime};

const HOUR: Millis = Millis::hours(1);
const DAY: Millis = Millis::days(1);
/// How long a text that was cleared or replaced at one stroke can be found.
const PROTECTED: Millis = Millis::days(31);
/// Once an hour has passed, of those that were held in such a span the last stays.
const PROTECTED_SPAN: Millis = Millis::minutes(10);

/// A revision, as far as its keeping is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Candidate {
    /// When it was written, by the clock of that moment.
    pub time: WallTime,
    /// How long ago that is for certain.
    pub age: Millis,
    /// It was cleared or replaced at one stroke: it stays for 30 days whatever came later that day.
    pub is_before_deletion: bool,
}

impl Candidate {
    /// It stays, whatever room it takes.
    pub fn is_protected(&self) -> bool {
        self.is_before_deletion && self.age < PROTECTED
    }
}

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressure {
    /// Enough.
    Low,
    /// Little: fewer stay.
    High,
}

/// Which of the revisions of one answer stay, oldest first as in `revisions`: all of the last hour,
/// the last of each ten minutes of the last day, the last of each day before; and the newest. Where
/// there is little room: the last of ten minutes, of an hour, of a week.
///
/// Thinning twice gives what thinning once does.
pub fn thin(revisions: &[Candidate], pressure: Pressure) -> Vec<bool> {
    let (hour, day, before) = match pressure {
        Pressure::Low => (Millis::ZERO, Millis::minutes(10), DAY),
        Pressure::High => (Millis::minutes(10), HOUR, Millis::days(7)),
    };
    let span = |revision: &Candidate| {
        let length = match revision.age {
            age if age <= Millis::ZERO => Millis::ZERO,
            age if age < HOUR => hour,
            age if age < DAY => day,
            _ => before,
        };
        (length > Millis::ZERO).then(|| (length, revision.time.period(length)))
    };
    let next = revisions.iter().skip(1).map(Some).chain([None]);
    let stays = revisions.iter().zip(next).enumerate().map(|(at, (revision, next))| {
        let is_last_of_span = match (span(revision), next) {
            (None, _) | (_, None) => true,
            (Some(own), Some(next)) => span(next) != Some(own),
        };
        // Of those that were replaced shortly one after the other the last is enough.
        let protected_span =
            |remaining: &Candidate| (remaining.is_protected(), remaining.time.period(PROTECTED_SPAN));
        let later = revisions.iter().skip(at + 1);
        let is_last_protected = revision.is_protected()
            && (revision.age < HOUR
                || !later.map(protected_span).any(|other| other == protected_span(revision)));
        is_last_protected || is_last_of_span
    });
    stays.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const MINUTE: i64 = 60_000;
    const HOUR: i64 = 60 * MINUTE;
    const DAY: i64 = 24 * HOUR;

    fn at(time: i64, now: i64) -> Candidate {
        let (time, age) = (WallTime::from_millis(time), Millis::new(now - time));
        Candidate { time, age, is_before_deletion: false }
    }

    fn remaining(revisions: &[Candidate]) -> Vec<Candidate> {
        let stays = thin(revisions, Pressure::Low);
        revisions.iter().zip(stays).filter(|(_, stays)| *stays).map(|(revision, _)| *revision).collect()
    }

    #[test]
    fn one_per_minute_for_a_month_leaves_few() {
        let now = 100 * DAY;
        let revisions: Vec<Candidate> =
            (0..30 * 24 * 60).map(|minute| at(now - 30 * DAY + minute * MINUTE, now)).collect();
        let left = remaining(&revisions);
        let is_of_last = |revision: &&Candidate, age| now - revision.time.as_millis() < age;
        let of_last = |age: i64| left.iter().filter(|revision| is_of_last(revision, age)).count();
        assert_eq!(of_last(HOUR), 59);
        assert!((59 + 23 * 6 - 2..=59 + 23 * 6 + 2).contains(&of_last(DAY)), "{}", of_last(DAY));
        assert!((left.len() - of_last(DAY)).abs_diff(29) <= 1, "{}", left.len());
    }

    #[test]
    fn a_text_that_was_cleared_stays_for_30_days_and_the_newest_always() {
        for (now, pressure, expected) in [
            (30 * DAY, Pressure::Low, [false, true, false, true]),
            (30 * DAY, Pressure::High, [false, true, false, true]),
            (32 * DAY, Pressure::Low, [false, false, false, true]),
        ] {
            let before_deletion = Candidate { is_before_deletion: true, ..at(1, now) };
            let revisions = [at(0, now), before_deletion, at(2, now), at(3, now)];
            assert_eq!(thin(&revisions, pressure), expected, "{now} {pressure:?}");
        }
        assert_eq!(thin(&[at(50, 100 * DAY)], Pressure::High), [true]);
        assert!(thin(&[], Pressure::Low).is_empty());
    }

    #[test]
    fn what_is_not_certainly_old_stays() {
        for pressure in [Pressure::Low, Pressure::High] {
            let now = -3650 * DAY;
            assert_eq!(thin(&[at(0, now), at(1, now), at(2, now)], pressure), [true, true, true]);
        }
    }

    proptest! {
        #[test]
        fn thinning_twice_is_thinning_once(
            times in prop::collection::vec((0..90 * DAY, any::<bool>()), 0..60), now in 0..100 * DAY
        ) {
            let before_deletion = |(time, before_deletion): &(i64, bool)| Candidate { is_before_deletion: *before_deletion, ..at(*time, now) };
            let revisions: Vec<Candidate> = times.iter().map(before_deletion).collect();
            let once = remaining(&revisions);
            prop_assert_eq!(remaining(&once), once);
        }
    }
}
