//! `docs/storage-format.md` shows records as this store writes them, and this store reads them as they are shown
//! there: the document is for those who have to read them when there is no such program any more.

use std::cell::RefCell;
use std::rc::Rc;

use serde_json::{Value as Json, json};
use submission_core::collections::SortedMap;
use submission_core::draft::json::{read_answer, write_answer};
use submission_core::draft::{AnswerId, DraftId};
use submission_core::history::{DueRevision, RevisionKind};
use submission_core::store::fake::VirtualClock;
use submission_core::store::{Copied, MemoryStorage, OpenError, QuarantineReason, Random, Storage, Store};
use submission_core::template::read;
use submission_core::time::{Millis, WallTime};
use test_support::bench::id;
use test_support::drafts::template_of;

const DRAFT: &str = "submission000001";
const LONG: &str = "We trained the staff of twelve libraries to help people with forms, with letters to the \
    authorities and with their first steps on the net. Each library has one room for it, open in the evening, \
    with five computers that were given by a firm of the town. In the first year four thousand people came, most \
    of them more than once; half of them were older than sixty. The libraries ask each visitor one question on \
    leaving: did you get done what you came for? Nine of ten said yes. What they lacked was time, for the rooms \
    were full, and somebody who speaks their language. In the second year we look for helpers among the visitors.";

/// Names in the order in which they are asked for.
#[derive(Clone, Default)]
struct Names(Rc<RefCell<Vec<&'static str>>>);

impl Random for Names {
    fn name(&self, length: usize) -> String {
        let name = self.0.borrow_mut().pop().expect("as many names as are asked for");
        assert_eq!(name.len(), length, "{name}");
        name.to_owned()
    }
}

fn store(storage: &MemoryStorage, clock: &VirtualClock, names: &[&'static str]) -> Store {
    let names = Names(Rc::new(RefCell::new(names.iter().rev().copied().collect())));
    Store::new(storage.clone(), clock.clone(), names, |json: &Json| Ok(read(json.clone())?.template))
}

fn draft() -> DraftId {
    DraftId::new(DRAFT).unwrap()
}

/// One of each kind of record, written by the store; the last one is written by `web/watchdog.js`.
fn written() -> SortedMap<String, String> {
    let (storage, clock) = (MemoryStorage::default(), VirtualClock::default());
    let mut minute = 0;
    let mut later = || {
        minute += 1;
        clock.set(WallTime::from_millis(1_780_000_000_000) + Millis::minutes(minute));
    };
    let template = template_of(json!([
        {"id": "1", "prompt": "What was done?", "kind": "rich"},
        {"id": "2", "prompt": "Partners", "kind": "group", "entry": "Partner",
            "fields": [{"id": "name", "prompt": "Name", "kind": "text"}]}
    ]));
    let names = ["ours", "tab00001", DRAFT, "inthebin00000001", "erased0000000001"];
    let one = store(&storage, &clock, &names);
    let text = |text: &str| read_answer(None, json!({"state": "started", "value": text}));
    let save = |store: &Store, id: &str, answer: &Json| {
        let id = AnswerId::parse(id).unwrap();
        store.save_answer(&draft(), &id, &read_answer(None, answer.clone())).unwrap();
    };

    later();
    // Something damaged stood where the settings are written.
    storage.set("submission-editor/1/settings", "{\"c\":\"").unwrap();
    one.set_setting("language", "fr".into()).unwrap();
    one.create(template.clone(), "Libraries").unwrap();
    one.open(&draft()).unwrap();
    one.save_answer(&draft(), &id("1"), &text(LONG)).unwrap();
    later();
    let end = format!("{LONG} The town pays for their bus.");
    one.save_answer(&draft(), &id("1"), &text(&end)).unwrap();
    one.rename(&draft(), "Libraries for all").unwrap();
    save(&one, "2", &json!({"state": "started", "value": {"entries": ["p1"]}}));
    later();
    // Two tabs write one answer at the same time.
    let other = store(&storage, &clock, &["tab00002"]);
    other.open(&draft()).unwrap();
    save(&one, "2/p1/name", &json!({"state": "ready", "value": "Town library"}));
    save(&other, "2/p1/name", &json!({"state": "started", "value": "Библиотека"}));
    later();
    let due = DueRevision {
        draft: draft(),
        answer_id: id("1"),
        answer: write_answer(&text("We trained staff.")).to_string(),
        time: WallTime::from_millis(1_780_000_000_000),
        kind: RevisionKind::Opened,
    };
    one.save_revision(&due).unwrap();
    let before = write_answer(&text("All of this is cleared next.")).to_string();
    one.save_before_deletion(&draft(), &id("1"), &before).unwrap();
    let answers =
        SortedMap::of_any_order(vec![(id("1"), write_answer(&text("We trained staff.")).to_string())]);
    one.name_snapshot(&draft(), "First version", &answers).unwrap();
    let copied = Some(WallTime::from_millis(1_780_000_000_000));
    one.note_copied(&draft(), &Copied { copied, words: 101, written: 6, ..Copied::default() }).unwrap();
    one.count_start().unwrap();
    later();
    let binned = one.create(template.clone(), "An old one").unwrap();
    one.delete(&binned.id).unwrap();
    let erased = one.create(template, "One that is gone").unwrap();
    one.delete(&erased.id).unwrap();
    one.purge(&erased.id).unwrap();

    let mut records = storage.records();
    let emergency = json!({
        "field": "What was done?", "id": "answer-1", "address": format!("#/draft/{DRAFT}/write/1"),
        "time": "2026-05-28T20:35:00.000Z", "answer": "1", "slot": "answer/1", "text": "The last words",
        "newest": ["ourstab00001.7", "ourstab00001.8"],
    });
    records.insert("submission-editor/1/emergency/1-k3f9".to_owned(), emergency.to_string());
    records
}

/// The records that the document shows: a key on a line, its value on the next, then an empty line.
fn shown() -> SortedMap<String, String> {
    let path = test_support::folders::project().join("docs/storage-format.md");
    let document = std::fs::read_to_string(path).unwrap();
    let (_, block) = document.split_once("```records\n").expect("the document shows records");
    let (block, _) = block.split_once("\n```").unwrap();
    let mut records = SortedMap::new();
    for record in block.split("\n\n") {
        let (key, value) = record.trim().split_once('\n').unwrap();
        records.insert(key.to_owned(), value.to_owned());
    }
    records
}

#[test]
fn the_document_shows_what_the_store_writes() {
    let shown_now: Vec<String> =
        written().into_iter().map(|(key, value)| format!("{key}\n{value}")).collect();
    assert!(written() == shown(), "docs/storage-format.md should show:\n\n{}\n", shown_now.join("\n\n"));
}

#[test]
fn what_the_document_shows_can_be_read() {
    let storage = MemoryStorage::default();
    for (key, value) in shown() {
        storage.set(&key, &value).unwrap();
    }
    let store = store(&storage, &VirtualClock::default(), &["tab00003"]);
    let opened = store.open(&draft()).unwrap();
    assert_eq!((opened.draft.title.as_str(), opened.quarantined.len()), ("Libraries for all", 0));
    assert_eq!(opened.draft.value(&id("1")).text(), format!("{LONG} The town pays for their bus."));
    assert_eq!(opened.draft.value(&id("2")).entries(), ["p1"]);
    let [diverged] = opened.diverged.as_slice() else { panic!("{:?}", opened.diverged) };
    let both = [&diverged.others[0].answer.value, opened.draft.value(&id("2/p1/name"))];
    let mut both = both.map(|value| value.text());
    both.sort_unstable();
    assert_eq!(both, ["Town library", "Библиотека"]);

    let history = store.history(&draft()).unwrap();
    let texts: Vec<String> = history.revisions.iter().filter_map(|revision| revision.answer()).collect();
    assert!(
        texts.len() == 2 && texts[0].contains("We trained staff.") && texts[1].contains("is cleared next")
    );
    let snapshot = &history.snapshots[0];
    assert_eq!((snapshot.name.as_str(), snapshot.answers().unwrap().len()), ("First version", 1));

    assert_eq!(store.copied(&draft()).unwrap().words, 101);
    assert_eq!(store.setting("language"), Some("fr".into()));
    assert_eq!(store.bin().unwrap()[0].title, "An old one");
    let erased = DraftId::new("erased0000000001").unwrap();
    assert!(store.is_erased(&erased).unwrap());
    assert_eq!(store.open(&erased), Err(OpenError::Missing));
    let recovery = store.recovery().unwrap();
    let why: Vec<QuarantineReason> = recovery.records().map(|record| record.why).collect();
    assert!(why.contains(&QuarantineReason::Moved) && why.contains(&QuarantineReason::Emergency), "{why:?}");
}
