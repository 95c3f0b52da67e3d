//! Time that was seen to pass, for what cannot be undone: a clock may say anything, once or for a day.

use serde_json::{Value as Json, json};

use super::{SaveError, Store};
use crate::time::{Millis, UseTime, WallTime};

/// The setting that holds it.
const USE: &str = "use";
/// So much at most counts between two uses of the editor.
const MOST_BETWEEN: Millis = Millis::hours(24);

/// Starts that follow each other so soon count as one.
const RECENT: Millis = Millis::minutes(10);

/// How much time was seen to pass since the editor was first used in this browser.
///
/// While a page is open its own clock tells, which only goes forward. Between two starts it is what the wall
/// clock says, a day at most, and only when the clock of a later start has not gone back behind it. So
/// one start with a wrong clock counts nothing, and a month needs thirty starts that agree.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct UseClock {
    /// The time that was seen to pass.
    pub passed: UseTime,
    /// The wall clock at the last look.
    last: Option<WallTime>,
    /// What the last start would count, and what its clock said.
    pending: Option<(WallTime, Millis)>,
}

impl UseClock {
    /// The editor was started.
    #[must_use]
    pub fn started(mut self, now: WallTime) -> Self {
        if let Some((_, step)) = self.pending.take().filter(|(at, _)| now >= *at) {
            self.passed = self.passed + step;
        }
        let step = self.last.map_or(Millis::ZERO, |last| now - last).clamp(Millis::ZERO, MOST_BETWEEN);
        self.pending = (step > Millis::ZERO).then_some((now, step));
        self.last = Some(now);
        self
    }

    /// It was looked at less than ten minutes ago: a page that is loaded again need not count.
    pub fn is_recent(self, now: WallTime) -> bool {
        self.last.is_some_and(|last| (Millis::ZERO..RECENT).contains(&(now - last)))
    }

    /// The page has been open for `elapsed` more, by its own clock. Another tab may have counted
    /// them already.
    #[must_use]
    pub fn open(mut self, now: WallTime, elapsed: Millis) -> Self {
        let by_wall = self.last.map_or(Millis::ZERO, |last| now - last);
        self.passed = self.passed + elapsed.min(by_wall).max(Millis::ZERO);
        self.last = Some(now);
        self
    }

    fn read(json: &Json) -> Self {
        let number = |name| json.get(name).and_then(Json::as_i64);
        let wall = |name| number(name).map(WallTime::from_millis);
        Self {
            passed: UseTime::from_millis(number("passed").unwrap_or(0)),
            last: wall("last"),
            pending: wall("at").zip(number("step").map(Millis::new)),
        }
    }

    fn write(self) -> Json {
        let (at, step) = self.pending.unzip();
        json!({ "passed": self.passed, "last": self.last, "at": at, "step": step.map(Millis::count) })
    }
}

impl Store {
    /// The time that was seen to pass.
    pub fn use_clock(&self) -> UseClock {
        self.setting(USE).map(|stored| UseClock::read(&stored)).unwrap_or_default()
    }

    /// The editor was started in this tab.
    pub fn count_start(&self) -> Result<(), SaveError> {
        self.in_bulk(|| self.set_setting(USE, self.use_clock().started(self.clock.now()).write()))
    }

    /// This page has been open for so long since this was called last, by the page's own clock.
    pub fn count_open(&self, elapsed: Millis) -> Result<(), SaveError> {
        self.in_bulk(|| self.set_setting(USE, self.use_clock().open(self.clock.now(), elapsed).write()))
    }

    /// How long ago something was, as far as that is certain: by the wall clock and by what was seen to pass
    /// since `use_then`.
    pub(super) fn certain_age(&self, time: WallTime, use_then: UseTime, use_now: UseTime) -> Millis {
        let by_wall = self.clock.now() - time;
        by_wall.min(use_now - use_then).max(Millis::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: i64 = MOST_BETWEEN.count();
    const START: WallTime = WallTime::from_millis(1_000);

    /// The time that counts after starts at these times.
    fn after(clock: &[i64]) -> i64 {
        let start = |use_clock: UseClock, now: &i64| use_clock.started(WallTime::from_millis(*now));
        clock.iter().fold(UseClock::default(), start).passed.as_millis()
    }

    #[test]
    fn days_count_when_the_next_start_agrees() {
        let (today, in_2030) = (20_000 * DAY, 22_000 * DAY);
        for (clock, expected) in [
            (vec![], 0),
            (vec![today], 0),
            (vec![today, in_2030], 0),
            (vec![today, in_2030, today + 5], 0),
            (vec![today, in_2030, in_2030 + 5, today], DAY),
            (vec![today, today + DAY, today + 2 * DAY, today + 3 * DAY], 2 * DAY),
            (vec![today, today + 9 * DAY, today + 9 * DAY + 3], DAY),
            (vec![today, today + 4, today + 7], 4),
        ] {
            assert_eq!(after(&clock), expected, "{clock:?}");
        }
    }

    #[test]
    fn an_open_page_counts_by_its_own_clock_and_two_tabs_count_once() {
        let (started, minute) = (UseClock::default().started(START), Millis::minutes(1));
        let leapt = started.open(START + Millis::days(40), minute);
        assert_eq!(leapt.passed.as_millis(), 60_000, "the wall clock leapt");
        assert_eq!(started.open(WallTime::from_millis(-5), minute).passed.as_millis(), 0, "it was set back");
        let one = started.open(START + minute, minute);
        let other = one.open(START + minute + Millis::new(500), minute);
        assert_eq!(other.passed.as_millis(), 60_500);
    }

    proptest! {
        #[test]
        fn never_more_than_a_day_for_each_start(clock in prop::collection::vec(any::<i32>(), 0..60)) {
            let clock: Vec<i64> = clock.into_iter().map(|seconds| i64::from(seconds) * 1000).collect();
            prop_assert!(after(&clock) <= DAY * clock.len() as i64);
            let rising = clock.windows(3).filter(|three| three[1] > three[0] && three[2] >= three[1]).count();
            prop_assert!(after(&clock) <= DAY * rising as i64);
        }

        #[test]
        fn what_is_stored_reads_back(clock in prop::collection::vec(any::<i32>(), 0..9)) {
            let start = |use_clock: UseClock, now: &i32| use_clock.started(WallTime::from_millis((*now).into()));
            let use_clock = clock.iter().fold(UseClock::default(), start);
            prop_assert_eq!(UseClock::read(&use_clock.write()), use_clock);
        }
    }
}
