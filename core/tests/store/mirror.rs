//! The second storage: each alone is enough to have everything back.

use crate::mirrored::{Mirror, feed, restarted};
use submission_core::draft::DraftId;
use submission_core::history::{DueRevision, RevisionKind};
use submission_core::store::fake::Fault;
use submission_core::store::{Copied, QuarantineReason, Storage, Store, cost, transact};
use submission_core::time::{Millis, WallTime};
use test_support::bench::{Bench, answer, id, template};

/// A tab with a mirror, a draft, and one answer of two words.
fn begun() -> (Bench, Store, DraftId, Mirror) {
    let (bench, mut mirror) = (Bench::new(), Mirror::new());
    let store = bench.store();
    store.set_mirrored(true);
    let draft = store.create(template("one"), "Title").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("one")).unwrap();
    store.save_answer(&draft, &id("I"), &answer("one two")).unwrap();
    feed(&store, &mut mirror);
    (bench, store, draft, mirror)
}

fn text(store: &Store, draft: &DraftId) -> String {
    store.open(draft).unwrap().draft.value(&id("I")).text().to_owned()
}

fn count(records: &Mirror) -> usize {
    records.keys().filter(|key| key.contains("/answer/")).count()
}

#[test]
fn what_a_record_follows_stays_until_the_mirror_has_the_record() {
    let (bench, store, draft, mut mirror) = begun();
    assert_eq!(count(&bench.records()), 1);
    store.save_answer(&draft, &id("I"), &answer("one two three")).unwrap();
    assert_eq!(count(&bench.records()), 2, "the mirror was not waited for");
    let changes = store.take_changes();
    store.save_answer(&draft, &id("I"), &answer("one two three four")).unwrap();
    store.give_back(changes);
    assert_eq!(count(&bench.records()), 3);
    feed(&store, &mut mirror);
    assert_eq!(count(&bench.records()), 1);
    feed(&store, &mut mirror);
    assert_eq!(mirror, bench.records());
    store.save_answer(&draft, &id("I"), &answer("five")).unwrap();
    store.set_mirrored(false);
    assert_eq!(count(&bench.records()), 1, "without a mirror nothing is waited for");
}

#[test]
fn a_mirror_that_never_answers_does_not_fill_the_storage() {
    let (bench, store, draft, _) = begun();
    for number in 0..500 {
        store.save_answer(&draft, &id("I"), &answer(&number.to_string())).unwrap();
    }
    assert!(count(&bench.records()) < 100);
    assert_eq!(text(&bench.store(), &draft), "499");
}

#[test]
fn each_storage_alone_is_enough() {
    let (bench, _, draft, mirror) = begun();
    let full = bench.records();

    let wiped = Bench::new();
    let store = restarted(&wiped, &mirror);
    assert_eq!(text(&store, &draft), "one two");
    assert_eq!(wiped.records(), full);

    let mut new_mirror = Mirror::new();
    let store = restarted(&bench, &new_mirror);
    feed(&store, &mut new_mirror);
    assert_eq!(new_mirror, full);
}

#[test]
fn a_damaged_record_is_mended_from_the_mirror_and_kept_aside() {
    let (bench, _, draft, mirror) = begun();
    let key = bench.key_of("/answer/");
    bench.memory.set(&key, "damage").unwrap();
    let store = restarted(&bench, &mirror);
    assert_eq!(text(&store, &draft), "one two");
    let found = store.drafts().unwrap().quarantined;
    assert_eq!((found[0].why, found[0].raw.contains("damage")), (QuarantineReason::Moved, true));
}

#[test]
fn what_the_mirror_has_damaged_or_foreign_is_left_there() {
    let (bench, store, draft, mut mirror) = begun();
    store.save_answer(&draft, &id("II"), &answer("x")).unwrap();
    feed(&store, &mut mirror);
    let full = bench.records();
    for key in full.keys() {
        mirror.insert(key.clone(), "damage".to_owned());
    }
    mirror.insert("another-app".to_owned(), "its own".to_owned());
    mirror.insert("submission-editor/1/unknown".to_owned(), "x".to_owned());
    let store = restarted(&bench, &mirror);
    assert_eq!(bench.records(), full);
    let mut filled = Mirror::new();
    feed(&store, &mut filled);
    assert_eq!(filled.len(), full.len());
}

/// The storage was wiped, with room again or without, and the mirror has the answer or the header damaged.
#[test]
fn what_the_mirror_alone_has_and_cannot_be_read_is_kept_and_shown() {
    for (part, has_room) in
        ["/answer/I/", "/draft/"].into_iter().flat_map(|part| [(part, true), (part, false)])
    {
        let (_, store, draft, mut mirror) = begun();
        store.save_answer(&draft, &id("II"), &answer("intact")).unwrap();
        feed(&store, &mut mirror);
        let key = mirror.keys().find(|key| key.contains(part)).unwrap().clone();
        let raw = mirror[&key].replacen("\"v\":1", "\"v\":3", 1);
        mirror.insert(key.clone(), raw.clone());
        let wiped = Bench::new();
        for start in 0..3 {
            let (store, storage) = wiped.faulty_store();
            storage.limit((!has_room).then_some(0));
            store.set_mirrored(true);
            let united = store.unite(&mirror).unwrap();
            assert_eq!(united.damaged, [key.as_str()], "{part}, start {start}");
            let recovery = store.recovery().unwrap();
            let listed: Vec<_> = recovery.records().map(|record| (&record.key, &record.raw)).collect();
            assert_eq!(listed, [(&key, &raw)], "{part}, start {start}");
            assert!(store.drafts().unwrap().drafts[0].damaged);
            let opened = store.open(&draft).unwrap();
            assert_eq!((opened.draft.value(&id("II")).text(), opened.quarantined.len()), ("intact", 1));
            feed(&store, &mut mirror);
            assert_eq!(mirror[&key], raw);
            assert!(!store.has_only_here());
        }
    }
}

/// Of a draft from a file a half came to the mirror, and its marker is damaged: it says all by being there.
#[test]
fn a_half_draft_says_so_also_where_its_marker_cannot_be_read() {
    let (bench, _, draft, mut mirror) = begun();
    let marker = format!("submission-editor/1/unfinished/{draft}");
    mirror.insert(marker, "damage".to_owned());
    for bench in [Bench::new(), bench] {
        let store = restarted(&bench, &mirror);
        assert!(store.drafts().unwrap().drafts[0].unfinished);
        assert!(store.open(&draft).unwrap().unfinished);
        feed(&store, &mut mirror);
        // Until the writer takes it as it is.
        let mut mirror = mirror.clone();
        store.accept_unfinished(&draft).unwrap();
        feed(&store, &mut mirror);
        assert!(!restarted(&bench, &mirror).unfinished(&draft).unwrap());
    }
}

#[test]
fn an_older_mirror_brings_nothing_back_that_was_done_since() {
    let (bench, store, draft, _) = begun();
    store.delete(&draft).unwrap();
    let mut mirror = bench.records();
    store.restore(&draft).unwrap();
    store.save_answer(&draft, &id("I"), &answer("newer")).unwrap();
    store.set_mirrored(false);

    let store = restarted(&bench, &mirror);
    assert_eq!(store.bin().unwrap(), []);
    let opened = store.open(&draft).unwrap();
    assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("newer", 0));
    assert_eq!(count(&bench.records()), 1);
    feed(&store, &mut mirror);

    // In the bin, and the other storage wiped: it comes back where it was.
    store.delete(&draft).unwrap();
    feed(&store, &mut mirror);
    let store = restarted(&Bench::new(), &mirror);
    assert_eq!(store.bin().unwrap().len(), 1);
}

#[test]
fn a_mirror_that_is_ahead_wins_by_what_it_follows() {
    let (bench, store, draft, mut mirror) = begun();
    let earlier = bench.records();
    store.save_answer(&draft, &id("I"), &answer("one two three")).unwrap();
    feed(&store, &mut mirror);

    // The browser was killed before it had committed the last save.
    let killed = Bench::new();
    for (key, value) in &earlier {
        killed.memory.set(key, value).unwrap();
    }
    let store = restarted(&killed, &mirror);
    let opened = store.open(&draft).unwrap();
    assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("one two three", 0));
}

#[test]
fn an_expired_draft_goes_from_both_storages_and_does_not_come_back() {
    let (bench, store, draft, mut mirror) = begun();
    store.delete(&draft).unwrap();
    feed(&store, &mut mirror);
    for _ in 0..32 {
        bench.clock.pass(Millis::new(24 * 60 * 60 * 1000));
        store.count_start().unwrap();
    }
    let store = restarted(&bench, &mirror);
    assert_eq!(store.purge_expired(), Ok(1));
    feed(&store, &mut mirror);
    let left: Vec<&String> = mirror.keys().filter(|key| key.contains(draft.as_str())).collect();
    assert_eq!(left, [&format!("submission-editor/1/erased/{draft}")]);

    let store = restarted(&bench, &mirror);
    assert_eq!((store.bin().unwrap(), store.drafts().unwrap().drafts), (vec![], vec![]));
    assert!(store.open(&draft).is_err());
}

#[test]
fn a_record_that_was_misread_when_both_were_united_gets_to_the_mirror_all_the_same() {
    let faults = [Fault::Truncation, Fault::BitFlip, Fault::SilentDrop, Fault::StaleRead];
    for (fault, is_new) in faults.into_iter().flat_map(|fault| [(fault, false), (fault, true)]) {
        for at in 0.. {
            let (bench, store, draft, mut mirror) = begun();
            if is_new {
                // Header and template are due too.
                mirror = Mirror::new();
            }
            store.save_answer(&draft, &id("I"), &answer("one two three")).unwrap();
            drop(store);
            let (store, storage) = bench.faulty_store();
            store.set_mirrored(true);
            storage.fail(at, fault);
            let is_united = store.unite(&mirror).is_ok();
            if storage.calls() <= at {
                break;
            }
            // Where they were not united nothing is shown as safe.
            if is_united {
                let shown = text(&store, &draft);
                feed(&store, &mut mirror);
                let store = restarted(&Bench::new(), &mirror);
                assert_eq!(text(&store, &draft), shown, "{fault:?} at {at}");
            }
        }
    }
}

/// A long history that the mirror has no room for, or that is on its way, keeps no text from being safe.
#[test]
fn text_goes_to_the_mirror_first_and_what_may_wait_by_itself() {
    let (_, store, draft, mut mirror) = begun();
    let revision = DueRevision {
        draft: draft.clone(),
        answer_id: id("I"),
        answer: r#"{"state":"started","value":"one"}"#.to_owned(),
        time: WallTime::default(),
        kind: RevisionKind::Written,
    };
    store.save_revision(&revision).unwrap();
    store.note_copied(&draft, &Copied::default()).unwrap();
    store.set_setting("theme", "dark".into()).unwrap();
    assert!(!store.owes_text(), "of the text all is there");
    let waiting = store.take_changes();
    assert_eq!((waiting.len(), store.may_wait(&waiting)), (3, true));

    store.save_answer(&draft, &id("I"), &answer("one two three")).unwrap();
    assert!(store.owes_text(), "while the others are on their way");
    store.give_back(waiting);
    let text = store.take_changes();
    assert!(text.keys().all(|key| key.contains("/answer/")), "{text:?}");
    transact(&mut mirror, &text);
    store.confirm(&text);
    // The removal of what it follows is of the text too.
    let removal = store.take_changes();
    assert_eq!(removal.values().collect::<Vec<_>>(), [&None]);
    store.confirm(&removal);
    assert_eq!(store.take_changes().len(), 3, "nothing of the others is forgotten");
}

#[test]
fn what_gives_way_goes_to_the_mirror_with_what_takes_its_place() {
    let (_, store, draft, _) = begun();
    store.save_before_deletion(&draft, &id("I"), r#"{"state":"started","value":"one two"}"#).unwrap();
    assert!(store.owes_text());
    store.save_answer(&draft, &id("I"), &answer("three")).unwrap();
    let changes = store.take_changes();
    assert!(!store.may_wait(&changes));
    for part in ["/revision/", "/answer/"] {
        assert!(changes.keys().any(|key| key.contains(part)), "{changes:?}");
    }
    store.give_back(changes);
    let again = store.take_changes();
    assert!(again.keys().any(|key| key.contains("/revision/")), "also when it is tried again");
}

/// The storage is full, and the mirror has not answered yet.
#[test]
fn a_text_is_saved_where_only_what_may_wait_has_no_room() {
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    store.set_mirrored(true);
    let draft = store.create(template("one"), "Title").unwrap().id;
    let used: usize = bench.records().iter().map(|(key, value)| cost(key, value)).sum();
    storage.limit(Some(used));
    store.note_copied(&draft, &Copied::default()).unwrap();
    assert!(!store.has_only_here() && !store.is_only_here(&draft));
    store.save_answer(&draft, &id("I"), &answer("one")).unwrap();
    assert!(store.has_only_here() && store.is_only_here(&draft));
}
