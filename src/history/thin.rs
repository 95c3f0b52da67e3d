//! Thins revisions with their age, so that a year of work fits beside the draft.

use crate::draft::Millis;

const MINUTE: Millis = 60_000;
const HOUR: Millis = 60 * MINUTE;
const DAY: Millis = 24 * HOUR;

/// A revision, as far as its keeping is concerned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Kept {
    /// When it was written, by the clock of that moment.
    pub time: Millis,
    /// It belongs to a snapshot that the writer has named: it always stays.
    pub is_named: bool,
}

/// Which of the revisions of one answer stay, oldest first as in `revisions`: all of the last hour,
/// the last of each ten minutes of the last day, the last of each day before; and the newest.
///
/// Thinning twice gives what thinning once does. A clock that was set back takes nothing away:
/// what seems to be written later than `now` stays.
pub fn thin(revisions: &[Kept], now: Millis) -> Vec<bool> {
    let span = |time: Millis| match now.saturating_sub(time) {
        age if age < HOUR => None,
        age if age < DAY => Some((10 * MINUTE, time.div_euclid(10 * MINUTE))),
        _ => Some((DAY, time.div_euclid(DAY))),
    };
    let next = revisions.iter().skip(1).map(Some).chain([None]);
    let stays = revisions.iter().zip(next).map(|(revision, next)| {
        let is_last_of_span = match (span(revision.time), next) {
            (None, _) | (_, None) => true,
            (Some(own), Some(next)) => span(next.time) != Some(own),
        };
        revision.is_named || is_last_of_span
    });
    stays.collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn at(time: Millis) -> Kept {
        Kept { time, is_named: false }
    }

    fn kept(revisions: &[Kept], now: Millis) -> Vec<Kept> {
        let stays = thin(revisions, now);
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
    fn a_named_revision_and_the_newest_stay() {
        let named = Kept { time: 1, is_named: true };
        assert_eq!(thin(&[at(0), named, at(2), at(3)], 100 * DAY), [false, true, false, true]);
        assert_eq!(thin(&[at(50)], 100 * DAY), [true]);
        assert!(thin(&[], 0).is_empty());
    }

    #[test]
    fn a_clock_set_back_takes_nothing_away() {
        assert_eq!(thin(&[at(0), at(1), at(2)], -3650 * DAY), [true, true, true]);
    }

    proptest! {
        #[test]
        fn thinning_twice_is_thinning_once(
            times in prop::collection::vec((0..90 * DAY, any::<bool>()), 0..60), now in 0..100 * DAY
        ) {
            let revisions: Vec<Kept> = times.iter().map(|(time, named)| Kept { time: *time, is_named: *named && time % 3 == 0 }).collect();
            let once = kept(&revisions, now);
            prop_assert_eq!(kept(&once, now), once);
        }
    }
}
