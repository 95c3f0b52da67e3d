//! The clock of the computer is set back, or on, by ten years: no comparison of times decides what
//! is kept.

use crate::session::Session;
use crate::sessions::SESSIONS;
use submission_core::time::WallTime;
use test_support::bench::{Bench, answer, id, template};
use test_support::figures::{count, figure};

const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

#[test]
fn a_clock_set_back_ten_years_loses_nothing() {
    let mut points = 0;
    for script in SESSIONS {
        for is_mirrored in [false, true] {
            for jump in ["T", "F", "Tr", "Fr"] {
                for at in 0..=script.len() {
                    let mut session = Session::new(is_mirrored);
                    let (before, after) = script.split_at(at);
                    session.play(&format!("{before}{jump}{after}"));
                    assert_eq!(session.check(false), Ok(()), "{script}: {jump} at {at}");
                    points += 1;
                }
            }
        }
    }
    figure("clock", &format!("set ten years back or on at {} points, 0 saved edits lost", count(points)));
}

#[test]
fn what_is_written_after_the_clock_was_set_back_is_the_newest() {
    let bench = Bench::new();
    bench.clock.set(WallTime::from_millis(TEN_YEARS));
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("before")).unwrap();
    bench.clock.set(WallTime::from_millis(0));
    let store = bench.store();
    store.open(&draft).unwrap();
    store.save_answer(&draft, &id("I"), &answer("after")).unwrap();
    store.tidy(&draft, |_| true).unwrap();
    let opened = bench.store().open(&draft).unwrap();
    assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("after", 0));
}

#[test]
fn a_draft_in_the_bin_stays_when_the_clock_is_set_back() {
    let bench = Bench::new();
    bench.clock.set(WallTime::from_millis(TEN_YEARS));
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.delete(&draft).unwrap();
    bench.clock.set(WallTime::from_millis(0));
    assert_eq!(store.purge_expired(), Ok(0));
    assert_eq!(store.bin().unwrap().len(), 1);
}
