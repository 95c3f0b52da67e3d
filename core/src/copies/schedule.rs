//! When a draft's file follows: a while after a save, at last however long the writer goes on, and one write at a
//! time.

use crate::time::{Millis, PageTime};

/// How long saving rests before the file follows; longer where it takes long.
const REST: Millis = Millis::seconds(3);
/// However long the writer goes on typing, it follows after so long.
const LONGEST_REST: Millis = Millis::seconds(20);
/// How long after a failure it is tried again.
const RETRY: Millis = Millis::seconds(30);
/// It rests so many times as long as a write takes.
const SHARE: i64 = 10;

/// When the file of one draft follows.
#[derive(Clone, Copy, Default, Debug)]
pub struct Schedule {
    /// Since when it waits.
    first: Option<PageTime>,
    /// There is a wait that has not ended.
    waits: bool,
    is_writing: bool,
    /// Another write is wanted after the one that is going on.
    again: bool,
    /// How long the last one took.
    took: Millis,
}

/// Whether a file may be written now.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Turn {
    /// It may.
    Now,
    /// When the write has ended that is going on.
    AfterThis,
    /// Not now; it follows by itself.
    NotNow,
}

impl Schedule {
    /// Something was saved: how long the wait is that begins now in place of an earlier one; `None` where the earlier
    /// one goes on.
    pub fn soon(&mut self, now: PageTime) -> Option<Millis> {
        self.wait(now, REST.max(self.took * SHARE))
    }

    /// It could not be written: the same.
    pub fn after_failure(&mut self, now: PageTime) -> Option<Millis> {
        self.wait(now, RETRY)
    }

    fn wait(&mut self, now: PageTime, rest: Millis) -> Option<Millis> {
        let first = *self.first.get_or_insert(now);
        if self.waits && now - first > LONGEST_REST {
            return None;
        }
        self.waits = true;
        Some(rest)
    }

    /// No wait goes on any more.
    pub fn rests(&mut self) {
        self.first = None;
        self.waits = false;
    }

    /// The same. Whether the file may be written, by the writer's word or by itself.
    pub fn turn(&mut self, is_word: bool) -> Turn {
        self.rests();
        match (self.is_writing, is_word) {
            (false, _) => Turn::Now,
            (true, true) => Turn::AfterThis,
            (true, false) => {
                self.again = true;
                Turn::NotNow
            }
        }
    }

    /// A write begins.
    pub fn begin(&mut self) {
        self.is_writing = true;
    }

    /// It has come to nothing because the file was changed meanwhile: once more.
    pub fn once_more(&mut self) {
        self.again = true;
    }

    /// It has ended; whether another one is wanted.
    pub fn end(&mut self, took: Millis) -> bool {
        self.is_writing = false;
        self.took = took;
        std::mem::take(&mut self.again)
    }

    /// A file is being written.
    pub fn is_writing(&self) -> bool {
        self.is_writing
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> PageTime {
        PageTime::from_millis(seconds * 1_000)
    }

    #[test]
    fn the_file_follows_when_saving_rests_and_at_last_after_twenty_seconds() {
        let mut schedule = Schedule::default();
        for second in [0, 2, 4, 20] {
            assert_eq!(schedule.soon(at(second)), Some(REST), "{second}");
        }
        // The wait that began at 20 is not put off any more.
        assert_eq!(schedule.soon(at(21)), None);
        assert_eq!(schedule.turn(false), Turn::Now);
        assert_eq!(schedule.soon(at(24)), Some(REST));
        // Also where that one came to nothing.
        schedule.rests();
        assert_eq!(schedule.soon(at(90)), Some(REST));
    }

    #[test]
    fn where_writing_takes_long_it_rests_longer_and_after_a_failure_it_is_tried_again() {
        let mut schedule = Schedule::default();
        schedule.begin();
        assert!(!schedule.end(Millis::seconds(1)));
        assert_eq!(schedule.soon(at(0)), Some(Millis::seconds(10)));
        assert_eq!(schedule.after_failure(at(1)), Some(RETRY));
    }

    #[test]
    fn one_write_at_a_time_and_what_was_wanted_meanwhile_afterwards() {
        let mut schedule = Schedule::default();
        assert_eq!(schedule.turn(false), Turn::Now);
        schedule.begin();
        assert_eq!(schedule.turn(true), Turn::AfterThis);
        assert_eq!(schedule.turn(false), Turn::NotNow);
        assert!(schedule.is_writing());
        assert!(schedule.end(Millis::ZERO));
        schedule.begin();
        schedule.once_more();
        assert!(schedule.end(Millis::ZERO));
        schedule.begin();
        assert!(!schedule.end(Millis::ZERO));
    }
}
