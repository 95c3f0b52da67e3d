//! Thins revisions with their age, so that a year of work fits beside the draft.

use crate::draft::Millis;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;
/// How long a text that was cleared or replaced at one stroke can be found.
const HELD: Millis = 31 * DAY;

/// A revision, as far as its keeping is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// When it was written, by the clock of that moment.
    pub time: Millis,
    /// It was cleared or replaced at one stroke: it stays for 30 days whatever came later that day.
    pub is_held: bool,
}

/// How much room there is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Pressure {
    /// Enough.
    Room,
    /// Little: fewer stay.
    Tight,
}

/// Which of the revisions of one answer stay, oldest first as in `revisions`: all of the last hour,
/// the last of each ten minutes of the last day, the last of each day before; and the newest. Where
/// there is little room: the last of ten minutes, of an hour, of a week.
///
/// Thinning twice gives what thinning once does. A clock that was set back takes nothing away:
/// what seems to be written later than `now` stays.
pub fn thin(revisions: &[Kept], now: Millis, pressure: Pressure) -> Vec<bool> {
    let (hour, day, before) = match pressure {
        Pressure::Room => (0, 10 * MINUTE, DAY),
        Pressure::Tight => (10 * MINUTE, HOUR, 7 * DAY),
    };
    let span = |time: Millis| {
        let length = match now.saturating_sub(time) {
            age if age < 0 => 0,
            age if age < HOUR => hour,
            age if age < DAY => day,
            _ => before,
        };
        (length > 0).then(|| (length, time.div_euclid(length)))
    };
    let next = revisions.iter().skip(1).map(Some).chain([None]);
    let stays = revisions.iter().zip(next).map(|(revision, next)| {
        let is_last_of_span = match (span(revision.time), next) {
            (None, _) | (_, None) => true,
            (Some(own), Some(next)) => span(next.time) != Some(own),
        };
        (revision.is_held && now.saturating_sub(revision.time) < HELD) || is_last_of_span
    });
    stays.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(time: Millis) -> Kept {
        Kept { time, is_held: false }
    }

    fn kept(revisions: &[Kept], now: Millis) -> Vec<Kept> {
        let stays = thin(revisions, now, Pressure::Room);
        revisions.iter().zip(stays).filter(|(_, stays)| *stays).map(|(revision, _)| *revision).collect()
    }

    #[test]
    fn one_per_minute_for_a_month_leaves_few() {
        let now = 100 * DAY;
        let revisions: Vec<Kept> =
            (0..30 * 24 * 60).map(|minute| at(now - 30 * DAY + minute * MINUTE)).collect();
        let left = kept(&revisions, now);
        let of_last = |age: Millis| left.iter().filter(|revision| now - revision.time < age).count();
        assert_eq!(of_last(HOUR), 59);
        assert!((59 + 23 * 6 - 2..=59 + 23 * 6 + 2).contains(&of_last(DAY)), "{}", of_last(DAY));
        assert!((left.len() - of_last(DAY)).abs_diff(29) <= 1, "{}", left.len());
    }

    #[test]
    fn a_text_that_was_cleared_stays_for_30_days_and_the_newest_always() {
        let held = Kept { time: 1, is_held: true };
        let revisions = [at(0), held, at(2), at(3)];
        for (now, pressure, expected) in [
            (30 * DAY, Pressure::Room, [false, true, false, true]),
            (30 * DAY, Pressure::Tight, [false, true, false, true]),
            (32 * DAY, Pressure::Room, [false, false, false, true]),
        ] {
            assert_eq!(thin(&revisions, now, pressure), expected, "{now} {pressure:?}");
        }
        assert_eq!(thin(&[at(50)], 100 * DAY, Pressure::Tight), [true]);
        assert!(thin(&[], 0, Pressure::Room).is_empty());
    }

    #[test]
    fn a_clock_set_back_takes_nothing_away() {
        for pressure in [Pressure::Room, Pressure::Tight] {
            assert_eq!(thin(&[at(0), at(1), at(2)], -3650 * DAY, pressure), [true, true, true]);
        }
    }

    proptest! {
        #[test]
        fn thinning_twice_is_thinning_once(
            times in prop::collection::vec((0..90 * DAY, any::<bool>()), 0..60), now in 0..100 * DAY
        ) {
            let held = |(time, held): &(Millis, bool)| Kept { time: *time, is_held: *held };
            let revisions: Vec<Kept> = times.iter().map(held).collect();
            let once = kept(&revisions, now);
            prop_assert_eq!(kept(&once, now), once);
        }
    }
}
