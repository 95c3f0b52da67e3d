//! The bin of the draft store: putting in, taking back, and what goes by itself.
#![cfg(not(target_arch = "wasm32"))]
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod store {
    pub mod bench;
}

use store::bench::{Bench, answer, id, template};
use submission_editor::store::fake::Fault;
use submission_editor::store::{OpenError, SaveError, Saved};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[test]
fn a_deleted_draft_comes_back_from_the_bin_until_it_is_purged() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    let before = bench.records();

    assert_eq!(store.purge(&draft), Err(SaveError::Missing));
    store.delete(&draft).unwrap();
    assert_eq!(store.drafts().unwrap().drafts, []);
    assert_eq!(store.bin().unwrap()[0].title, "One");
    store.restore(&draft).unwrap();
    assert_eq!(bench.records(), before);

    store.delete(&draft).unwrap();
    bench.clock.pass(29 * DAY);
    assert_eq!(store.purge_expired(), Ok(0));
    bench.clock.set(-10 * 365 * DAY);
    assert_eq!(store.purge_expired(), Ok(0));
    bench.clock.set(30 * DAY);
    assert_eq!(store.purge_expired(), Ok(1));
    assert_eq!(store.open(&draft), Err(OpenError::Missing));
    assert_eq!(bench.keys().len(), 1, "only the template is left: {:?}", bench.keys());
}

#[test]
fn a_draft_in_the_bin_is_not_opened_and_can_be_looked_at() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    store.delete(&draft).unwrap();
    assert_eq!(bench.store().open(&draft), Err(OpenError::InBin));
    assert_eq!(bench.store().look(&draft).unwrap().draft.value(&id("I")).text(), "text");
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
        bench.clock.pass(passed);
        let saved = writing.save_answer(&draft, &id("I"), &answer("written since"));
        assert_eq!(saved, Ok(Saved { written: true, gone: false, in_bin: true }));
        bench.clock.pass(31 * DAY);
        assert_eq!(bench.store().purge_expired(), Ok(0), "{passed}");
        deleting.restore(&draft).unwrap();
        assert_eq!(bench.store().open(&draft).unwrap().draft.value(&id("I")).text(), "written since");
    }
}

#[test]
fn a_file_whose_opening_was_interrupted_expires() {
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    let mut draft = store.create(template("one"), "From a file").unwrap();
    draft.answers.insert(id("I"), answer("text"));
    let start = storage.calls();
    let kept = store.put(&draft).unwrap();
    let calls = storage.calls() - start;
    store.delete(&kept.id).unwrap();
    store.purge(&kept.id).unwrap();
    let before = bench.keys();
    // Just before the marker goes.
    storage.fail(calls - 2, Fault::CrashBefore);
    store.put(&draft).unwrap_err();
    let again = bench.store();
    assert!(again.bin().unwrap()[0].unfinished);
    bench.clock.pass(31 * DAY);
    assert_eq!((again.purge_expired(), bench.keys()), (Ok(1), before));
}
