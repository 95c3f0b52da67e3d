//! The draft store, as the page uses it.

use serde_json::json;
use submission_core::draft::{Answer, AnswerState};
use submission_core::store::fake::Fault;
use submission_core::store::{
    DraftSummary, MemoryStorage, OpenError, QuarantineReason, SaveError, Saved, Storage, cost,
};
use submission_core::time::WallTime;
use test_support::bench::{Bench, answer, id, template};

#[test]
fn what_was_written_is_there_after_a_reload() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "My draft").unwrap().id;
    for text in ["first", "second", "third"] {
        let saved = store.save_answer(&draft, &id("II.a"), &answer(text)).unwrap();
        assert_eq!(saved, Saved { written: true, gone: false, in_bin: false });
    }
    store.save_answer(&draft, &id("II.a/C5/text"), &answer("é\u{0}\u{202e}中")).unwrap();
    store.rename(&draft, "Another title").unwrap();

    let opened = bench.store().open(&draft).unwrap();
    assert_eq!(opened.draft.title, "Another title");
    assert_eq!(opened.draft.value(&id("II.a")).text(), "third");
    assert_eq!(opened.draft.value(&id("II.a/C5/text")).text(), "é\u{0}\u{202e}中");
    assert_eq!((opened.diverged, opened.quarantined, opened.read_only), (vec![], vec![], false));
    // Header, template, title, two answers, settings: what is followed has gone.
    assert_eq!(bench.keys().len(), 6, "{:?}", bench.keys());
}

#[test]
fn an_unchanged_answer_writes_nothing() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    let before = bench.records();
    let nothing = Saved { written: false, gone: false, in_bin: false };
    assert_eq!(store.save_answer(&draft, &id("I"), &answer("text")), Ok(nothing));
    assert_eq!(store.save_answer(&draft, &id("II"), &Answer::default()), Ok(nothing));
    let again = bench.store();
    again.open(&draft).unwrap();
    assert_eq!(again.save_answer(&draft, &id("I"), &answer("text")), Ok(nothing));
    assert_eq!(bench.records(), before);
}

#[test]
fn clearing_an_answer_stays_cleared() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    store.save_answer(&draft, &id("I"), &Answer::default()).unwrap();
    assert_eq!(bench.store().open(&draft).unwrap().draft.answers.len(), 0);
}

#[test]
fn the_list_says_what_each_draft_is() {
    let bench = Bench::new();
    let store = bench.store();
    bench.clock.set(WallTime::from_millis(1000));
    let one = store.create(template("one"), "One").unwrap().id;
    bench.clock.set(WallTime::from_millis(2000));
    let two = store.create(template("two"), "Two").unwrap().id;
    bench.clock.set(WallTime::from_millis(3000));
    store.save_answer(&one, &id("I"), &answer("text")).unwrap();
    let ready = Answer { state: AnswerState::Ready, ..answer("text") };
    store.save_answer(&one, &id("II"), &ready).unwrap();

    let listing = bench.store().drafts().unwrap();
    let ids: Vec<_> = listing.drafts.iter().map(|draft| draft.id.clone()).collect();
    assert_eq!(ids, [one, two]);
    let first = &listing.drafts[0];
    assert_eq!((first.title.as_str(), first.template_id.as_str()), ("One", "one"));
    assert_eq!((first.created.as_millis(), first.changed.as_millis()), (1000, 3000));
    assert_eq!((first.answers.started, first.answers.ready), (1, 1));
    assert_eq!((listing.unreadable.len(), listing.quarantined.len()), (0, 0));
}

#[test]
fn a_copy_has_the_same_answers_and_a_life_of_its_own() {
    let bench = Bench::new();
    let store = bench.store();
    let one = store.create(template("one"), "One").unwrap().id;
    store.save_answer(&one, &id("I"), &answer("text")).unwrap();
    let copy = store.duplicate(&one, "Copy of One").unwrap();
    store.save_answer(&copy.id, &id("I"), &answer("changed")).unwrap();
    let opened = bench.store().open(&copy.id).unwrap().draft;
    assert_eq!((opened.title.as_str(), opened.value(&id("I")).text()), ("Copy of One", "changed"));
    assert_eq!(bench.store().open(&one).unwrap().draft.value(&id("I")).text(), "text");
    assert_eq!(store.bin(), Ok(vec![]));
}

#[test]
fn a_copy_of_what_was_written_in_two_places_at_once_has_both_texts() {
    let bench = Bench::new();
    let (one, two) = (bench.store(), bench.store());
    let draft = one.create(template("one"), "t").unwrap().id;
    two.open(&draft).unwrap();
    one.save_answer(&draft, &id("I"), &answer("of one")).unwrap();
    two.save_answer(&draft, &id("I"), &answer("of two")).unwrap();
    let copy = bench.store().duplicate(&draft, "Copy").unwrap().id;
    let opened = bench.store().open(&copy).unwrap();
    let text = opened.draft.value(&id("I")).text();
    assert!(text.contains("of one") && text.contains("of two"), "{text}");
    assert_eq!((opened.diverged.len(), opened.unfinished), (0, false));
    // They still stand apart where they were written.
    assert_eq!(bench.store().open(&draft).unwrap().diverged[0].others.len(), 1);
}

/// Wherever its making ends. What is missing is an answer that a marker names, or one that is damaged.
#[test]
fn a_copy_of_a_draft_that_is_not_whole_says_so_too() {
    for is_damaged in [false, true] {
        for (fault, at) in [Fault::CrashBefore, Fault::CrashAfter, Fault::Quota]
            .into_iter()
            .flat_map(|fault| (0..80).map(move |at| (fault, at)))
        {
            let bench = Bench::new();
            let (store, storage) = bench.faulty_store();
            let mut draft = store.create(template("one"), "t").unwrap();
            for question in ["I", "II"] {
                draft.answers.insert(id(question), answer("text"));
                store.save_answer(&draft.id, &id(question), &answer("text")).unwrap();
            }
            let key = bench.key_of("/answer/II/");
            if is_damaged {
                bench.memory.set(&key, "damage").unwrap();
            } else {
                // A file's marker, as it stands until all of it is there.
                let marker_key = format!("submission-editor/1/unfinished/{}", draft.id);
                storage.note_changes();
                store.put(&draft).unwrap();
                let marker = storage.changes().into_iter().find(|(key, _)| key.contains("/unfinished/"));
                let raw = marker.unwrap().1.unwrap();
                bench.memory.set(&marker_key, &raw).unwrap();
                bench.memory.remove(&key).unwrap();
            }
            let before = bench.store().drafts().unwrap().drafts;
            let ids: Vec<_> = before.iter().map(|draft| draft.id.clone()).collect();
            storage.fail(at, fault);
            let done = store.duplicate(&draft.id, "Copy");
            let listing = bench.store().drafts().unwrap().drafts;
            let new: Vec<_> = listing.iter().filter(|draft| !ids.contains(&draft.id)).collect();
            assert!(done.is_err() || new.len() == 1, "{fault:?} at {at}");
            for copy in new {
                assert!(copy.unfinished, "{fault:?} at {at}, damaged: {is_damaged}: {copy:?}");
                assert!(bench.store().open(&copy.id).unwrap().unfinished);
            }
        }
    }
}

#[test]
fn texts_written_in_two_tabs_at_once_are_both_kept() {
    let bench = Bench::new();
    let (one, two) = (bench.store(), bench.store());
    let draft = one.create(template("one"), "t").unwrap().id;
    one.save_answer(&draft, &id("I"), &answer("common")).unwrap();
    two.open(&draft).unwrap();
    one.save_answer(&draft, &id("I"), &answer("of one")).unwrap();
    two.save_answer(&draft, &id("I"), &answer("of two")).unwrap();
    two.save_answer(&draft, &id("I"), &answer("of two, more")).unwrap();

    let third = bench.store();
    let opened = third.open(&draft).unwrap();
    assert_eq!(opened.draft.value(&id("I")).text(), "of two, more");
    let others = &opened.diverged[0].others;
    assert_eq!(others[0].answer, answer("of one"));

    let versions: Vec<_> = others.iter().map(|theirs| theirs.version.clone()).collect();
    third.resolve(&draft, &id("I"), &answer("of both"), &versions).unwrap();
    let opened = bench.store().open(&draft).unwrap();
    assert_eq!(opened.draft.value(&id("I")).text(), "of both");
    assert_eq!(opened.diverged, []);
    assert_eq!(bench.keys().len(), 4, "{:?}", bench.keys());
}

#[test]
fn what_another_tab_wrote_after_this_one_is_news_that_can_be_taken_over() {
    let bench = Bench::new();
    let (one, two) = (bench.store(), bench.store());
    let draft = one.create(template("one"), "t").unwrap().id;
    one.save_answer(&draft, &id("I"), &answer("common")).unwrap();
    two.open(&draft).unwrap();
    assert_eq!(one.remote_changes(&draft), Ok(vec![]));
    two.save_answer(&draft, &id("I"), &answer("continued")).unwrap();
    two.save_answer(&draft, &id("II"), &answer("new")).unwrap();
    let news = one.remote_changes(&draft).unwrap();
    assert_eq!(news.len(), 2);
    for found in news {
        assert!(found.continues);
        one.adopt(&draft, &found.id, &found.theirs.version).unwrap();
    }
    assert_eq!(one.remote_changes(&draft), Ok(vec![]));
    one.save_answer(&draft, &id("I"), &answer("continued again")).unwrap();
    let opened = bench.store().open(&draft).unwrap();
    assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("continued again", 0));
}

#[test]
fn unreadable_records_are_reported_and_left_alone() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("intact")).unwrap();
    store.save_answer(&draft, &id("II"), &answer("damaged")).unwrap();
    let damaged = bench.key_of("answer/II/");
    let raw = bench.records()[&damaged].replace("damaged", "damagee");
    let unknown = format!("submission-editor/1/draft/{draft}/future/1");
    let newer = format!("submission-editor/1/draft/{draft}/answer/III/newwrite.9");
    let strange = "submission-editor/1/ünknown";
    bench.memory.set(&damaged, &raw).unwrap();
    bench.memory.set(&unknown, "anything").unwrap();
    bench.memory.set(&newer, r#"{"v":2}"#).unwrap();
    bench.memory.set(strange, "text").unwrap();
    bench.memory.set("another-app", "its own").unwrap();

    let again = bench.store();
    let opened = again.open(&draft).unwrap();
    assert_eq!(opened.draft.value(&id("I")).text(), "intact");
    assert!(opened.read_only);
    let found: Vec<_> = opened.quarantined.iter().map(|record| (record.key.as_str(), record.why)).collect();
    assert_eq!(
        found,
        [
            (damaged.as_str(), QuarantineReason::Damaged),
            (newer.as_str(), QuarantineReason::Newer),
            (unknown.as_str(), QuarantineReason::UnknownKey)
        ]
    );
    assert_eq!(opened.quarantined[0].raw, raw);
    assert_eq!(again.drafts().unwrap().quarantined[0].key, strange);

    again.save_answer(&draft, &id("II"), &answer("written again")).unwrap();
    let records = bench.records();
    for (key, raw) in [(&damaged, &*raw), (&unknown, "anything"), (&newer, r#"{"v":2}"#)] {
        assert_eq!(records[key], raw);
    }
    assert_eq!(records["another-app"], "its own");
    again.forget(&opened.quarantined[0]).unwrap();
    assert!(!bench.keys().contains(&damaged));
}

#[test]
fn a_draft_opens_without_its_header() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap();
    store.save_answer(&draft.id, &id("I"), &answer("text")).unwrap();
    bench.memory.remove(&format!("submission-editor/1/draft/{}", draft.id)).unwrap();
    let saved = store.save_answer(&draft.id, &id("I"), &answer("more"));
    assert_eq!(saved, Ok(Saved { written: true, gone: true, in_bin: false }));

    let opened = bench.store().open(&draft.id).unwrap();
    assert_eq!(
        (opened.draft.title.as_str(), opened.draft.value(&id("I")).text()),
        ("Recovered draft", "more")
    );
    assert_eq!(bench.store().drafts().unwrap().drafts.len(), 1);

    store.save_whole(&opened.draft).unwrap();
    let saved = store.save_answer(&draft.id, &id("I"), &answer("more"));
    assert_eq!(saved, Ok(Saved { written: false, gone: false, in_bin: false }));
}

/// Its header is in neither storage: what else was lost nobody knows.
#[test]
fn a_draft_without_its_header_says_that_it_is_not_whole_and_shows_what_is_there() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap();
    store.save_answer(&draft.id, &id("I"), &answer("text")).unwrap();
    store.rename(&draft.id, "Renamed").unwrap();
    let header = format!("submission-editor/1/draft/{}", draft.id);
    bench.memory.remove(&header).unwrap();
    // The other storage has no more than this one, or all of it alone.
    let records = bench.records();
    for bench in [Bench { memory: MemoryStorage::default(), ..bench.clone() }, bench] {
        let store = bench.store();
        store.set_mirrored(true);
        store.unite(&records).unwrap();
        let listing = store.drafts().unwrap();
        let [listed] = listing.drafts.as_slice() else { panic!("{listing:?}") };
        assert_eq!((listed.title.as_str(), listed.unfinished), ("Renamed", true));
        assert_eq!(store.unfinished(&draft.id), Ok(true));
        let opened = store.open(&draft.id).unwrap();
        assert_eq!((opened.draft.value(&id("I")).text(), opened.unfinished), ("text", true));
        let copy = store.duplicate(&draft.id, "Copy").unwrap().id;
        assert_eq!(store.unfinished(&copy), Ok(true));
    }
}

#[test]
fn a_draft_whose_template_is_damaged_shows_its_records() {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("text")).unwrap();
    let key = bench.key_of("template/");
    bench.memory.set(&key, "{").unwrap();

    let again = bench.store();
    let Err(OpenError::NoTemplate(records)) = again.open(&draft) else { panic!() };
    assert_eq!(records.len(), 2);
    let listing = again.drafts().unwrap();
    assert_eq!((listing.drafts.len(), listing.unreadable[0].title.as_str()), (0, "t"));
    assert_eq!(listing.quarantined[0].key, key);

    // The same template from a file helps; what stood there is kept.
    again.create(template("one"), "other").unwrap();
    assert_eq!(bench.store().open(&draft).unwrap().draft.value(&id("I")).text(), "text");
    let listing = bench.store().drafts().unwrap();
    assert_eq!((listing.drafts.len(), listing.unreadable.len()), (2, 0));
    assert_eq!((listing.quarantined[0].why, &bench.records()[&key][..]), (QuarantineReason::Damaged, "{"));
}

#[test]
fn settings_are_kept_and_damage_to_them_does_no_harm() {
    let bench = Bench::new();
    let store = bench.store();
    store.set_setting("language", json!("ar")).unwrap();
    store.set_setting("theme", json!("dark")).unwrap();
    assert_eq!(bench.store().setting("language"), Some(json!("ar")));
    bench.memory.set("submission-editor/1/settings", "}").unwrap();
    assert_eq!(bench.store().setting("language"), None);
    store.set_setting("language", json!("fr")).unwrap();
    assert_eq!(bench.store().setting("language"), Some(json!("fr")));
    assert!(bench.records().values().any(|raw| raw.contains(r#""raw":"}""#)));
}

#[test]
fn each_error_is_told_as_what_it_is() {
    let cases = [
        (Fault::Quota, SaveError::Full),
        (Fault::Security, SaveError::Blocked),
        (Fault::SilentDrop, SaveError::Unverified),
        (Fault::Truncation, SaveError::Unverified),
        (Fault::BitFlip, SaveError::Unverified),
    ];
    for (fault, error) in cases {
        let bench = Bench::new();
        let (store, storage) = bench.faulty_store();
        let draft = store.create(template("one"), "t").unwrap().id;
        store.save_answer(&draft, &id("I"), &answer("before")).unwrap();
        // The reads of what stands there, and whether the draft is still wanted, come first.
        match fault {
            Fault::Quota => storage.limit(Some(1)),
            _ => storage.fail(2, fault),
        }
        assert_eq!(store.save_answer(&draft, &id("I"), &answer("after")), Err(error), "{fault:?}");
        storage.limit(None);
        // The first fault that lets a damaged record through does not hide the one before.
        let opened = bench.store().open(&draft).unwrap();
        assert_eq!(opened.draft.value(&id("I")).text(), "before", "{fault:?}");
        store.save_answer(&draft, &id("I"), &answer("after")).unwrap();
        let opened = bench.store().open(&draft).unwrap();
        assert_eq!((opened.draft.value(&id("I")).text(), opened.diverged.len()), ("after", 0), "{fault:?}");
        assert_eq!(opened.quarantined, [], "{fault:?}");
    }
}

#[test]
fn the_reserve_makes_room_for_the_last_edits() {
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    let draft = store.create(template("one"), "t").unwrap().id;
    store.save_answer(&draft, &id("I"), &answer("before")).unwrap();
    store.fill_reserve().unwrap();
    assert_eq!(store.usage().unwrap().percent, 1);
    storage.limit(Some(1));
    store.save_answer(&draft, &id("I"), &answer("after")).unwrap_err();
    store.fill_reserve().unwrap_err();
    storage.limit(None);
    store.fill_reserve().unwrap();
    let used: usize = bench.records().iter().map(|(key, value)| cost(key, value)).sum();
    storage.limit(Some(used));
    store.save_answer(&draft, &id("I"), &answer("after")).unwrap();
    assert!(!bench.keys().contains(&"submission-editor/1/reserve".to_owned()));
    assert_eq!(bench.store().open(&draft).unwrap().draft.value(&id("I")).text(), "after");
}

#[test]
fn a_draft_from_a_file_is_stored_whole_or_not_at_all() {
    for fault in [Fault::Quota, Fault::SilentDrop, Fault::CrashBefore, Fault::CrashAfter] {
        for at in 0.. {
            let bench = Bench::new();
            let (store, storage) = bench.faulty_store();
            let mut draft = store.create(template("one"), "From a file").unwrap();
            store.delete(&draft.id).unwrap();
            store.purge(&draft.id).unwrap();
            let before = bench.keys();
            for number in 0..5 {
                draft.answers.insert(id(&format!("Q{number}")), answer("text"));
            }
            let start = storage.calls();
            storage.fail(at, fault);
            let put = store.put(&draft);
            let listing = bench.store().drafts().unwrap().drafts;
            match put {
                Ok(_) => assert_eq!(listing[0].answers.started, 5),
                Err(_) if storage.crashed() => {
                    let is_told = |draft: &DraftSummary| draft.answers.started == 5 || draft.unfinished;
                    assert!(listing.iter().all(is_told), "{fault:?} at {at}");
                }
                Err(_) => {
                    // A form without a draft goes at the next start.
                    let mut left = bench.keys();
                    left.retain(|key| !key.contains("/template/"));
                    assert_eq!(left, before, "{fault:?} at {at}");
                }
            }
            if storage.calls() <= start + at {
                break;
            }
        }
    }
}

#[test]
fn blocked_storage_is_found_at_the_start() {
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    assert_eq!(store.probe(), Ok(()));
    storage.fail(0, Fault::Security);
    assert_eq!(store.probe(), Err(SaveError::Blocked));
    assert_eq!(bench.keys(), Vec::<String>::new());
}
