//! Time that was seen to pass, for what cannot be undone: a clock may say anything, once or for a day.

use serde_json::{Value as Json, json};

use super::{SaveError, Store};
use crate::draft::Millis;

/// The setting that holds it.
const USE: &str = "use";
/// So much at most counts between two uses of the editor, in milliseconds.
const MOST_BETWEEN: Millis = 24 * 60 * 60 * 1000;

/// Starts that follow each other so soon count as one, in milliseconds.
const RECENT: Millis = 10 * 60 * 1000;

/// How much time was seen to pass since the editor was first used in this browser.
///
/// While a page is open its own clock tells, which only goes forward. Between two starts it is what the wall
/// clock says, a day at most, and only when the clock of a later start has not gone back behind it. So
/// one start with a wrong clock counts nothing, and a month needs thirty starts that agree.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub struct UseTime {
    /// Milliseconds that were seen to pass.
    pub passed: Millis,
    /// The wall clock at the last look.
    last: Option<Millis>,
    /// What the last start would count, and what its clock said.
    pending: Option<(Millis, Millis)>,
}

impl UseTime {
    /// The editor was started.
    #[must_use]
    pub fn started(mut self, now: Millis) -> Self {
        if let Some((_, step)) = self.pending.take().filter(|(at, _)| now >= *at) {
            self.passed += step;
        }
        let step = self.last.map_or(0, |last| now.saturating_sub(last)).clamp(0, MOST_BETWEEN);
        self.pending = (step > 0).then_some((now, step));
        self.last = Some(now);
        self
    }

    /// It was looked at less than ten minutes ago: a page that is loaded again need not count.
    pub fn is_recent(self, now: Millis) -> bool {
        self.last.is_some_and(|last| (0..RECENT).contains(&now.saturating_sub(last)))
    }

    /// The page has been open for `elapsed` milliseconds more, by its own clock. Another tab may have counted
    /// them already.
    #[must_use]
    pub fn open(mut self, now: Millis, elapsed: Millis) -> Self {
        let by_wall = self.last.map_or(0, |last| now.saturating_sub(last));
        self.passed += elapsed.min(by_wall).max(0);
        self.last = Some(now);
        self
    }

    fn read(json: &Json) -> Self {
        let number = |name| json.get(name).and_then(Json::as_i64);
        Self {
            passed: number("passed").unwrap_or(0),
            last: number("last"),
            pending: number("at").zip(number("step")),
        }
    }

    fn write(self) -> Json {
        let (at, step) = self.pending.unzip();
        json!({ "passed": self.passed, "last": self.last, "at": at, "step": step })
    }
}

impl Store {
    /// The time that was seen to pass.
    pub fn use_time(&self) -> UseTime {
        self.setting(USE).map(|stored| UseTime::read(&stored)).unwrap_or_default()
    }

    /// The editor was started in this tab.
    pub fn count_start(&self) -> Result<(), SaveError> {
        self.in_bulk(|| self.set_setting(USE, self.use_time().started(self.clock.now()).write()))
    }

    /// This page has been open for so long since this was called last, by the page's own clock.
    pub fn count_open(&self, elapsed: Millis) -> Result<(), SaveError> {
        self.in_bulk(|| self.set_setting(USE, self.use_time().open(self.clock.now(), elapsed).write()))
    }

    /// How long ago something was, as far as that is certain: by the wall clock and by what was seen to pass
    /// since `use_then`.
    pub(super) fn certain_age(&self, time: Millis, use_then: Millis, use_now: Millis) -> Millis {
        let by_wall = self.clock.now().saturating_sub(time);
        by_wall.min(use_now.saturating_sub(use_then)).max(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const DAY: Millis = MOST_BETWEEN;

    fn after(clock: &[Millis]) -> Millis {
        clock.iter().fold(UseTime::default(), |time, now| time.started(*now)).passed
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
        let time = UseTime::default().started(1_000);
        assert_eq!(time.open(1_000 + 40 * DAY, 60_000).passed, 60_000, "the wall clock leapt");
        assert_eq!(time.open(-5, 60_000).passed, 0, "it was set back");
        assert_eq!(time.open(61_000, 60_000).open(61_500, 60_000).passed, 60_500);
    }

    proptest! {
        #[test]
        fn never_more_than_a_day_for_each_start(clock in prop::collection::vec(any::<i32>(), 0..60)) {
            let clock: Vec<Millis> = clock.into_iter().map(|days| Millis::from(days) * 1000).collect();
            prop_assert!(after(&clock) <= DAY * clock.len() as Millis);
            let rising = clock.windows(3).filter(|three| three[1] > three[0] && three[2] >= three[1]).count();
            prop_assert!(after(&clock) <= DAY * rising as Millis);
        }

        #[test]
        fn what_is_stored_reads_back(clock in prop::collection::vec(any::<i32>(), 0..9)) {
            let time = clock.iter().fold(UseTime::default(), |time, now| time.started(Millis::from(*now)));
            prop_assert_eq!(UseTime::read(&time.write()), time);
        }
    }
}
