//! What cannot be read is listed with all that can still be got out of it, and goes only one by one.

#[allow(dead_code, reason = "other tests use more of it")]
use std::collections::BTreeSet;
use std::sync::Arc;

use serde_json::json;
use submission_core::draft::{Answer, DraftId, Value};
use submission_core::store::fake::{CountedNames, VirtualClock};
use submission_core::store::{Emergency, MemoryStorage, Storage, Store};
use submission_core::template::{self as templates, Template};
use test_support::bench::{Bench, answer, id, template};
use test_support::chance::{Chance, cases};

const EMERGENCY: &str = "submission-editor/1/emergency/k1";

/// Two drafts with a few answers, one of them in the bin.
fn profile() -> (Bench, DraftId, DraftId) {
    let bench = Bench::new();
    let store = bench.store();
    let (kept, binned) = (store.create(template("one"), "Kept").unwrap().id, {
        let binned = store.create(template("two"), "Binned").unwrap().id;
        store.save_answer(&binned, &id("A"), &answer("in the bin")).unwrap();
        store.delete(&binned).unwrap();
        binned
    });
    for (question, text) in [("A", "one"), ("B", "two"), ("E/F/g", "three")] {
        store.save_answer(&kept, &id(question), &answer(text)).unwrap();
    }
    store.set_setting("theme", "dark".into()).unwrap();
    (bench, kept, binned)
}

/// Law: every record that cannot be read is listed with its key and all of its text, also of drafts
/// in the bin; and taking one away on the writer's word takes that one alone.
#[test]
fn every_record_that_cannot_be_read_is_listed_and_goes_alone() {
    let count = cases(1_000, 20_000);
    for seed in 0..count {
        let mut chance = Chance::new(seed);
        let (bench, _, _) = profile();
        bench.names.name_from(1000);
        let keys: Vec<String> = bench.keys().into_iter().filter(|key| !key.contains("/bin/")).collect();
        let mut bad = BTreeSet::new();
        for _ in 0..1 + chance.below(3) {
            let key = &keys[chance.below(keys.len())];
            let raw = bench.records()[key].clone();
            let cut: String = raw.chars().take(chance.below(raw.chars().count().max(1))).collect();
            bench.memory.set(key, &cut).unwrap();
            bad.insert(key.clone());
        }
        for unknown in ["draft/zz/other/1", "of-a-later-version", ""] {
            bench.memory.set(&format!("submission-editor/1/{unknown}"), "anything").unwrap();
            bad.insert(format!("submission-editor/1/{unknown}"));
        }
        let store = bench.store();
        let recovery = store.recovery().unwrap();
        let listed: Vec<_> = recovery.records().cloned().collect();
        for key in &bad {
            let found: Vec<_> = listed.iter().filter(|record| record.key == *key).collect();
            assert_eq!(found.len(), 1, "seed {seed}: {key}");
            assert_eq!(found[0].raw, bench.records()[key], "seed {seed}: {key}");
        }
        let before = bench.records();
        let gone = listed[chance.below(listed.len())].clone();
        store.forget(&gone).unwrap();
        let mut expected = before;
        expected.remove(&gone.key);
        assert_eq!(bench.records(), expected, "seed {seed}: {}", gone.key);
    }
    println!("{count} damaged profiles listed in full");
}

#[test]
fn nothing_is_listed_where_everything_can_be_read() {
    let (bench, _, _) = profile();
    let recovery = bench.store().recovery().unwrap();
    assert_eq!(recovery.records().count(), 0);
    assert!(recovery.drafts.is_empty());
}

#[test]
fn a_record_that_changed_since_it_was_shown_is_not_removed() {
    let (bench, _, _) = profile();
    let key = bench.key_of("/answer/A/");
    bench.memory.set(&key, "damaged").unwrap();
    let store = bench.store();
    let shown = store.recovery().unwrap().records().next().cloned().unwrap();
    bench.memory.set(&key, "mended by another tab").unwrap();
    store.forget(&shown).unwrap();
    assert_eq!(bench.records()[&key], "mended by another tab");
}

#[test]
fn a_draft_without_its_form_is_listed_with_its_texts() {
    let (bench, kept, _) = profile();
    bench.memory.remove(&bench.key_of("/template/6f6e65")).unwrap();
    let recovery = bench.store().recovery().unwrap();
    let [draft] = recovery.drafts.as_slice() else { panic!("{recovery:?}") };
    assert_eq!((draft.id == kept, draft.opens, draft.title.as_str()), (true, false, "Kept"));
    let texts: Vec<_> = draft.texts.iter().map(|(id, text)| (id.as_str(), text.as_str())).collect();
    assert_eq!(texts, [("A", "one"), ("B", "two"), ("E/F/g", "three")]);
}

/// A form with one question, over a storage of its own.
fn with_form() -> (MemoryStorage, Store, DraftId) {
    let memory = MemoryStorage::default();
    let read = |source: &serde_json::Value| Ok(templates::read(source.clone())?.template);
    let store = Store::new(memory.clone(), VirtualClock::default(), CountedNames::default(), read);
    let form: Arc<Template> = test_support::drafts::template_of(json!([
        {"id": "A", "label": "A", "prompt": "Text", "kind": "rich"},
        {"id": "B", "label": "B", "prompt": "Day", "kind": "date"},
    ]));
    let draft = store.create(form, "Ours").unwrap().id;
    (memory, store, draft)
}

fn emergency(draft: &DraftId, id: &str, text: &str) -> Emergency {
    let kept = json!({"field": "A", "id": id, "address": format!("#/draft/{draft}/write/A"), "text": text});
    serde_json::from_value(kept).unwrap()
}

#[test]
fn what_was_kept_in_an_emergency_goes_into_its_answer_and_nothing_there_is_lost() {
    let cases = [
        ("", "answer-A", "Since 2003.", true, "Since 2003."),
        ("Since", "answer-A", "Since 2003.", true, "Since 2003."),
        ("Since 2003. Yes.", "answer-A", "Since 2003.", true, "Since 2003. Yes."),
        ("Other words.", "answer-A", "Since 2003.", true, "Other words.\n\nSince 2003."),
        ("Other words.", "answer-B", "Since 2003.", false, "Other words."),
        ("Other words.", "answer-A-C5-text", "Since 2003.", false, "Other words."),
        ("Other words.", "somewhere", "Since 2003.", false, "Other words."),
    ];
    for (before, element, kept, done, expected) in cases {
        let (_, store, draft) = with_form();
        if !before.is_empty() {
            store.save_answer(&draft, &id("A"), &answer(before)).unwrap();
        }
        assert_eq!(store.put_back(&emergency(&draft, element, kept)), Ok(done), "{before} {element}");
        assert_eq!(store.peek(&draft).unwrap().draft.value(&id("A")).text(), expected);
    }
}

/// It is told when the draft is opened, and no more once the answer is ours again.
#[test]
fn what_another_page_wrote_over_is_kept_before_a_text_is_put_back_there() {
    let (memory, store, draft) = with_form();
    store.save_answer(&draft, &id("A"), &answer("Ours.")).unwrap();
    // A program that knows nothing of this browser's writers continues the answer.
    let copy = MemoryStorage::default();
    for (key, raw) in memory.records().iter().filter(|(key, _)| !key.ends_with("/settings")) {
        copy.set(key, raw).unwrap();
    }
    let names = CountedNames::default();
    names.name_from(7 * 36_u64.pow(3));
    let read = |source: &serde_json::Value| Ok(templates::read(source.clone())?.template);
    let open =
        |memory: &MemoryStorage, names| Store::new(memory.clone(), VirtualClock::default(), names, read);
    let stranger = open(&copy, names);
    stranger.open(&draft).unwrap();
    stranger.save_answer(&draft, &id("A"), &answer("Forged.")).unwrap();
    for (key, raw) in copy.records().iter().filter(|(key, _)| key.contains("/answer/")) {
        memory.set(key, raw).unwrap();
    }

    assert_eq!(store.put_back(&emergency(&draft, "answer-A", "Last words.")), Ok(true));
    let later = open(&memory, CountedNames::default());
    later.tidy(&draft, |_| true).unwrap();
    assert_eq!(later.open(&draft).unwrap().draft.value(&id("A")).text(), "Forged.\n\nLast words.");
    let kept = later.history(&draft).unwrap().revisions;
    assert!(kept.iter().any(|kept| kept.answer().is_some_and(|text| text.contains("Ours."))), "{kept:?}");
}

/// A later version, or another program, may have written it.
#[test]
fn a_value_that_cannot_be_read_gives_way_to_no_text() {
    let (_, store, draft) = with_form();
    let value = Value::Unreadable(json!({"blocks": ["Since 2003."]}));
    let unreadable = Answer { value, ..answer("") };
    store.save_answer(&draft, &id("A"), &unreadable).unwrap();
    assert_eq!(store.put_back(&emergency(&draft, "answer-A", "Last")), Ok(false));
    assert_eq!(store.peek(&draft).unwrap().draft.answers[&id("A")], unreadable);
}

/// An element's id told no places apart once; a part of an answer is no answer.
#[test]
fn what_was_kept_says_exactly_which_answer_it_is() {
    let named = |id: &str, more: serde_json::Value| {
        let mut kept = json!({"id": id, "address": "#/draft/a1/write", "text": "Last"});
        kept.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        let kept: Emergency = serde_json::from_value(kept).unwrap();
        kept.answer().map(|answer| answer.to_string())
    };
    let cases = [
        ("answer-A/C5-x/y", json!({"answer": "A/C5-x/y"}), Some("A/C5-x/y")),
        ("answer-A-C5-x-y", json!({"answer": "A/C5/x-y"}), Some("A/C5/x-y")),
        ("answer-A", json!({}), Some("A")),
        ("answer-A:other", json!({"answer": "A", "part": "other"}), None),
        ("", json!({"slot": "title"}), None),
        ("answer-A", json!({"answer": "not a place"}), None),
    ];
    for (id, more, expected) in cases {
        assert_eq!(named(id, more.clone()).as_deref(), expected, "{id} {more}");
    }
}

#[test]
fn an_emergency_record_is_listed_with_its_draft_and_is_not_taken_for_damage() {
    let (memory, store, draft) = with_form();
    let kept =
        json!({"field": "A", "id": "answer-A", "address": format!("#/draft/{draft}/write"), "text": "Last"});
    memory.set(EMERGENCY, &kept.to_string()).unwrap();
    memory.set("submission-editor/1/emergency/k2", "no JSON").unwrap();
    store.set_mirrored(true);
    assert!(store.unite(&Default::default()).unwrap().damaged.is_empty());
    assert!(!store.take_changes().contains_key(EMERGENCY));
    let recovery = store.recovery().unwrap();
    assert_eq!(recovery.drafts.len(), 1);
    assert_eq!(recovery.drafts[0].records[0].emergency().unwrap().text, "Last");
    assert_eq!(recovery.others[0].raw, "no JSON");
    store.forget(&recovery.drafts[0].records[0]).unwrap();
    assert_eq!(memory.get(EMERGENCY), Ok(None));
}

/// Two browsers that were set up from one backup, each written in; then one gets the other's records.
#[test]
fn what_two_copies_of_a_profile_went_on_to_write_is_all_there() {
    let (bench, draft, _) = profile();
    let [mine, theirs] = [2000, 3000].map(|first| {
        let copy = Bench::new();
        copy.names.name_from(first);
        bench.records().iter().for_each(|(key, raw)| copy.memory.set(key, raw).unwrap());
        copy
    });
    for (copy, text) in [(&mine, "one and mine"), (&theirs, "one and theirs")] {
        let store = copy.store();
        store.open(&draft).unwrap();
        store.save_answer(&draft, &id("A"), &answer(text)).unwrap();
    }
    theirs.records().iter().for_each(|(key, raw)| mine.memory.set(key, raw).unwrap());
    let opened = mine.store().open(&draft).unwrap();
    let mut texts: Vec<_> = vec![opened.draft.value(&id("A")).text().to_owned()];
    let others = opened.diverged.iter().flat_map(|diverged| &diverged.others);
    texts.extend(others.map(|theirs| theirs.answer.value.text().to_owned()));
    texts.sort();
    assert_eq!(texts, ["one and mine", "one and theirs"]);
    assert!(opened.quarantined.is_empty());
}
