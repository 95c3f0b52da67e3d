//! The bin of the draft store: putting in, taking back, and what goes by itself.

use submission_core::draft::Draft;
use submission_core::store::fake::Fault;
use submission_core::store::{MemoryStorage, OpenError, SaveError, Saved, Storage, transact};
use submission_core::time::{Millis, WallTime};
use test_support::bench::{Bench, answer, id, template};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[test]
fn a_deleted_draft_comes_back_from_the_bin_until_it_is_purged() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    store.count_start().unwrap();
    let before = bench.records();

    assert_eq!(store.purge(&draft), Err(SaveError::Missing));
    store.delete(&draft).unwrap();
    assert_eq!(store.drafts().unwrap().drafts, []);
    assert_eq!(store.bin().unwrap()[0].title, "One");
    store.restore(&draft).unwrap();
    assert_eq!(bench.records(), before);

    store.delete(&draft).unwrap();
    for day in 1..=30 {
        bench.clock.set(WallTime::from_millis(day * DAY));
        store.count_start().unwrap();
        assert_eq!(store.purge_expired(), Ok(0), "{day}");
    }
    bench.clock.set(WallTime::from_millis(-10 * 365 * DAY));
    assert_eq!(store.purge_expired(), Ok(0));
    bench.clock.set(WallTime::from_millis(30 * DAY + 1));
    store.count_start().unwrap();
    assert_eq!(store.purge_expired(), Ok(1));
    assert_eq!(store.open(&draft), Err(OpenError::Missing));
    assert_eq!(bench.keys(), [format!("submission-editor/1/erased/{draft}"), settings()]);
}

fn settings() -> String {
    "submission-editor/1/settings".to_owned()
}

#[test]
fn a_clock_that_is_wrong_erases_nothing() {
    let leaps = [
        vec![-11 * 365],
        vec![4 * 365],
        vec![4 * 365, 4 * 365],
        vec![4 * 365, 0, 4 * 365, 0, 4 * 365, 0, 4 * 365],
        (0..29).map(|year| year * 365).collect(),
    ];
    for deleted_at in [-11 * 365, 0, 4 * 365] {
        for leaps in &leaps {
            let bench = Bench::new();
            let store = bench.store();
            let draft = store.create(template("one"), "One").unwrap().id;
            store.count_start().unwrap();
            bench.clock.set(WallTime::from_millis(deleted_at * DAY));
            store.delete(&draft).unwrap();
            for days in leaps {
                bench.clock.set(WallTime::from_millis(days * DAY));
                let started = bench.store();
                started.count_start().unwrap();
                started.count_open(Millis::new(10 * 60_000)).unwrap();
                assert_eq!(started.purge_expired(), Ok(0), "{deleted_at} {leaps:?}");
            }
            store.restore(&draft).unwrap();
            assert!(bench.store().open(&draft).is_ok());
        }
    }
}

#[test]
fn a_draft_in_the_bin_is_not_opened_and_can_be_looked_at() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    store.delete(&draft).unwrap();
    assert_eq!(bench.store().open(&draft), Err(OpenError::InBin));
    assert_eq!(bench.store().peek(&draft).unwrap().draft.value(&id("I")).text(), "text");
    store.restore(&draft).unwrap();
    assert_eq!(bench.store().open(&draft).unwrap().draft.value(&id("I")).text(), "text");
}

#[test]
fn text_that_is_saved_to_a_draft_in_the_bin_is_reported_and_never_expires() {
    // The writing tab's clock runs on, stands, or was set back.
    for passed in [1000, 0, -1000] {
        let bench = Bench::new();
        let (writing, deleting) = (bench.store(), bench.store());
        let draft = writing.create(template("one"), "One").unwrap().id;
        for number in 0..5 {
            writing.save_answer(&draft, &id("I"), &answer(&number.to_string())).unwrap();
        }
        deleting.open(&draft).unwrap();
        deleting.delete(&draft).unwrap();
        bench.clock.pass(Millis::new(passed));
        let saved = writing.save_answer(&draft, &id("I"), &answer("written since"));
        assert_eq!(saved, Ok(Saved { written: true, gone: false, in_bin: true }));
        bench.clock.pass(Millis::new(31 * DAY));
        assert_eq!(bench.store().purge_expired(), Ok(0), "{passed}");
        deleting.restore(&draft).unwrap();
        assert_eq!(bench.store().open(&draft).unwrap().draft.value(&id("I")).text(), "written since");
    }
}

#[test]
fn what_was_removed_for_good_stays_removed_whoever_writes_to_it() {
    let bench = Bench::new();
    let (writing, deleting) = (bench.store(), bench.store());
    let draft = writing.create(template("one"), "One").unwrap();
    writing.save_answer(&draft.id, &id("I"), &answer("text")).unwrap();
    let records = bench.records();
    deleting.delete(&draft.id).unwrap();
    deleting.purge(&draft.id).unwrap();
    for saved in [
        writing.save_answer(&draft.id, &id("I"), &answer("more")).map(drop),
        writing.rename(&draft.id, "Other").map(drop),
        writing.save_whole(&draft),
        writing.save_before_deletion(&draft.id, &id("I"), "{}"),
    ] {
        assert_eq!(saved, Err(SaveError::Erased));
    }
    // An older copy of the storage, such as the mirror or a restored profile.
    for (key, raw) in records.iter().filter(|(key, _)| key.contains("/draft/")) {
        bench.memory.set(key, raw).unwrap();
    }
    let started = bench.store();
    started.set_mirrored(true);
    started.unite(&records).unwrap();
    started.purge_expired().unwrap();
    assert_eq!(started.drafts().unwrap().drafts, []);
    assert_eq!(started.open(&draft.id), Err(OpenError::Missing));
    assert!(!bench.records().values().any(|raw| raw.contains("text")), "{:?}", bench.records());
    let mut mirror = records;
    transact(&mut mirror, &started.take_changes());
    assert!(!mirror.values().any(|raw| raw.contains("text")), "{mirror:?}");
}

#[test]
fn what_is_kept_beside_a_draft_goes_with_it() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "One").unwrap().id;
    let other = store.create(template("two"), "Two").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("secret")).unwrap();
    store.save_before_deletion(&draft, &id("I"), "\"secret\"").unwrap();
    let emergency = format!(r##"{{"address":"#/draft/{draft}/I","id":"answer-I","text":"secret"}}"##);
    bench.memory.set("submission-editor/1/emergency/x1", &emergency).unwrap();
    let header = format!("submission-editor/1/draft/{draft}");
    bench.memory.set(&header, "damaged, with a secret in it").unwrap();
    store.save_whole(&Draft { id: draft.clone(), ..store.peek(&other).unwrap().draft }).unwrap();
    store.delete(&draft).unwrap();
    store.purge(&draft).unwrap();
    assert!(!bench.records().values().any(|raw| raw.contains("secret")), "{:?}", bench.records());
    assert!(store.open(&other).is_ok());
}

#[test]
fn a_draft_that_was_not_written_to_its_end_says_so_until_it_is() {
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    let mut draft = store.create(template("one"), "From a file").unwrap();
    for number in 0..5 {
        draft.answers.insert(id(&format!("Q{number}")), answer("text"));
    }
    let start = storage.calls();
    let kept = store.put(&draft).unwrap();
    let calls = storage.calls() - start;
    store.delete(&kept.id).unwrap();
    store.purge(&kept.id).unwrap();
    let mut seen = (false, false);
    for at in 0..calls {
        let bench = Bench { memory: copy(&bench), ..bench.clone() };
        let (store, storage) = bench.faulty_store();
        storage.fail(at, Fault::CrashBefore);
        store.put(&draft).unwrap_err();
        let again = bench.store();
        let listing = again.drafts().unwrap();
        let new = listing.drafts.iter().find(|listed| listed.id != draft.id);
        if let Some(new) = new {
            let is_whole = new.answers.started == 5;
            assert_eq!(new.unfinished, !is_whole, "{at}");
            assert_eq!(again.open(&new.id).unwrap().unfinished, !is_whole, "{at}");
            seen = (seen.0 || is_whole, seen.1 || !is_whole);
        } else {
            assert!(listing.unreadable.iter().all(|draft| draft.title == "From a file"), "{at}");
        }
    }
    assert_eq!(seen, (true, true));
}

fn copy(bench: &Bench) -> MemoryStorage {
    let copy = MemoryStorage::default();
    for (key, raw) in &bench.records() {
        copy.set(key, raw).unwrap();
    }
    copy
}
