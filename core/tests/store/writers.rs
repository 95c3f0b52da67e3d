//! Another page on the same origin writes into the storage: nothing of ours is gone for it, and nothing that
//! was removed comes back.

use crate::mirrored::{Mirror, feed, restarted};
use submission_core::draft::DraftId;
use submission_core::store::fake::CountedNames;
use submission_core::store::{MemoryStorage, OpenError, SaveError, Storage, Store};
use test_support::bench::{Bench, answer, id, read_template, template};

/// A draft with one answer, in both storages.
fn begun() -> (Bench, Store, DraftId, Mirror) {
    let (bench, mut mirror) = (Bench::new(), Mirror::new());
    let store = bench.store();
    store.set_mirrored(true);
    let draft = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("Ours.")).unwrap();
    feed(&store, &mut mirror);
    (bench, store, draft, mirror)
}

fn is_text(key: &str) -> bool {
    key.contains("/answer/")
}

/// A program that knows nothing of this browser's writers continues the answer, and leaves ours or not.
fn forge(bench: &Bench, draft: &DraftId, text: &str, takes_away: bool) {
    let memory = MemoryStorage::default();
    let before = bench.records();
    for (key, raw) in before.iter().filter(|(key, _)| !key.ends_with("/settings")) {
        memory.set(key, raw).unwrap();
    }
    // Its names begin otherwise than ours.
    let names = CountedNames::default();
    names.name_from(7 * 36_u64.pow(3));
    let stranger = Store::new(memory.clone(), bench.clock.clone(), names, read_template);
    stranger.open(draft).unwrap();
    stranger.save_answer(draft, &id("I"), &answer(text)).unwrap();
    for (key, raw) in memory.records().iter().filter(|(key, _)| is_text(key)) {
        bench.memory.set(key, raw).unwrap();
    }
    for key in before.keys().filter(|key| takes_away && is_text(key)) {
        bench.memory.remove(key).unwrap();
    }
}

/// Also where the stranger has taken our text out of the storage: the mirror has it.
#[test]
fn what_a_stranger_wrote_over_is_told_until_the_writer_was_told() {
    for takes_away in [false, true] {
        let (bench, _, draft, mut mirror) = begun();
        forge(&bench, &draft, "Forged.", takes_away);
        for start in 0..3 {
            let store = restarted(&bench, &mirror);
            store.tidy(&draft, |_| true).unwrap();
            store.remove_unneeded().unwrap();
            let opened = store.open(&draft).unwrap();
            assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("Forged.", 0));
            let [replaced] = opened.replaced.as_slice() else {
                panic!("start {start}: {:?}", opened.replaced)
            };
            assert!(replaced.id == id("I") && replaced.before.contains("Ours."), "{replaced:?}");
            feed(&store, &mut mirror);
        }
        let store = restarted(&bench, &mirror);
        let replaced = store.open(&draft).unwrap().replaced;
        store.accept(&[replaced[0].writer.clone()]).unwrap();
        assert_eq!(store.open(&draft).unwrap().replaced, []);
        store.save_answer(&draft, &id("I"), &answer("Forged, and mended.")).unwrap();
        feed(&store, &mut mirror);
        let opened = restarted(&bench, &mirror).open(&draft).unwrap();
        assert_eq!((opened.draft.value(&id("I")).text(), opened.replaced), ("Forged, and mended.", vec![]));
    }
}

/// A stranger, or an older program, writes the draft anew and takes the word of its removal away.
#[test]
fn a_draft_that_was_removed_for_good_stays_so_where_our_word_for_it_was_taken_away() {
    for (is_forged, takes_away) in [(false, false), (true, false), (true, true)] {
        let (bench, store, draft, mut mirror) = begun();
        let before = bench.records();
        store.delete(&draft).unwrap();
        store.purge(&draft).unwrap();
        feed(&store, &mut mirror);
        let erased = format!("submission-editor/1/erased/{draft}");
        bench.memory.remove(&erased).unwrap();
        for (key, raw) in
            before.iter().filter(|(key, _)| key.contains("/draft/") || key.contains("/template/"))
        {
            bench.memory.set(key, raw).unwrap();
        }
        if is_forged {
            forge(&bench, &draft, "Ours, and forged.", takes_away);
        }
        for _ in 0..2 {
            let started = restarted(&bench, &mirror);
            assert_eq!(started.drafts().unwrap().drafts, []);
            assert_eq!(started.open(&draft), Err(OpenError::Missing));
            let saved = started.save_answer(&draft, &id("I"), &answer("Ours."));
            assert_eq!(saved, Err(SaveError::Erased));
            started.purge_expired().unwrap();
            feed(&started, &mut mirror);
            for records in [&bench.records(), &mirror] {
                assert!(records.contains_key(&erased));
                assert!(!records.values().any(|raw| raw.contains("Ours")), "{records:?}");
            }
        }
    }
}
