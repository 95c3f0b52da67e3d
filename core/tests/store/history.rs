//! The history of a draft in the store: kept small, thinned, carried by mirror and bin, and read by
//! nobody who only writes.

use std::cell::{Cell, RefCell};
use std::rc::Rc;
use std::sync::Arc;
use submission_core::collections::SortedMap;

use crate::mirrored::{Mirror, feed};
use submission_core::draft::{Answer, AnswerId, Draft, DraftId, Value};
use submission_core::history::{DueRevision, RevisionKind};
use submission_core::store::{
    Clock, Level, MOST_OF_A_DRAFT, MemoryStorage, Random, Storage, StorageError, Store, cost,
};
use submission_core::template::builtin::builtin;
use submission_core::time::{Millis, WallTime};

const DAY: i64 = 24 * 60 * 60 * 1000;

#[derive(Clone, Default)]
struct Time(Rc<Cell<i64>>);
impl Clock for Time {
    fn now(&self) -> WallTime {
        WallTime::from_millis(self.0.get())
    }
}

#[derive(Clone, Default)]
struct Names(Rc<Cell<u64>>);
impl Random for Names {
    fn name(&self, length: usize) -> String {
        self.0.set(self.0.get() + 1);
        format!("{:0length$}", self.0.get())
    }
}

/// Remembers which values were read.
#[derive(Clone, Default)]
struct Watched(MemoryStorage, Rc<RefCell<Vec<String>>>);
impl Storage for Watched {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.1.borrow_mut().push(key.to_owned());
        self.0.get(key)
    }
    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.0.set(key, value)
    }
    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.0.remove(key)
    }
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        self.0.keys(prefix)
    }
}

struct World {
    storage: Watched,
    time: Time,
    names: Names,
}

impl World {
    fn new() -> Self {
        let time = Time::default();
        time.0.set(100 * DAY);
        Self { storage: Watched::default(), time, names: Names::default() }
    }

    fn store(&self) -> Store {
        let read = |json: &serde_json::Value| Ok(submission_core::template::read(json.clone())?.template);
        Store::new(self.storage.clone(), self.time.clone(), self.names.clone(), read)
    }

    fn draft(&self, store: &Store) -> Draft {
        let template = builtin().next().unwrap().template().clone().unwrap();
        store.create(Arc::clone(&template), "Ours").unwrap()
    }

    /// What the history takes, as WebKit counts.
    fn size(&self) -> usize {
        let records = self.storage.0.records();
        let history =
            records.iter().filter(|(key, _)| key.contains("/revision/") || key.contains("/snapshot/"));
        history.map(|(key, value)| cost(key, value)).sum()
    }
}

fn due(draft: &DraftId, answer_id: &str, answer: &str, time: i64) -> DueRevision {
    let answer_id = AnswerId::parse(answer_id).unwrap();
    DueRevision {
        draft: draft.clone(),
        answer_id,
        answer: answer.to_owned(),
        time: WallTime::from_millis(time),
        kind: RevisionKind::Written,
    }
}

fn seed_answers() -> Vec<String> {
    let file = test_support::folders::seed().join("unodc-wsis20-submission.txt");
    let text = std::fs::read_to_string(file).unwrap_or_else(|_| {
        println!("no seed: generated text is used");
        let words = ["information", "society", "rights", "access", "report", "training", "office", "records"];
        (0..3_000_u64).map(|n| format!("{}{} ", words[(n * n % 8) as usize], n * 7919 % 97)).collect()
    });
    let characters: Vec<char> = text.chars().collect();
    let part = characters.len().div_ceil(13);
    characters.chunks(part).map(|part| part.iter().collect()).collect()
}

#[test]
fn fifty_versions_of_all_answers_and_thirty_days_of_work_fit_into_2_mib() {
    let answers = seed_answers();
    let json = |text: &str| serde_json::json!({ "state": "started", "value": text }).to_string();

    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    for version in 0..50 {
        for (index, text) in answers.iter().enumerate() {
            let text = format!("{text} {version}");
            store.save_revision(&due(&draft, &format!("q{index}"), &json(&text), version * DAY)).unwrap();
        }
    }
    let (kept, bytes) = (store.history(&draft).unwrap().revisions.len(), world.size());
    let length: usize = answers.iter().map(String::len).sum();
    println!(
        "{length} bytes in {} answers, 50 versions of each: {kept} revisions, {bytes} bytes",
        answers.len()
    );
    assert_eq!(kept, 50 * answers.len());
    assert!(bytes <= MOST_OF_A_DRAFT, "{bytes}");

    // Thirty days, each with an hour of typing in three answers.
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    let begin = world.time.0.get() - 30 * DAY;
    for day in 0..30 {
        world.time.0.set(begin + day * DAY);
        store.count_start().unwrap();
        for minute in 0..60 {
            for (index, text) in answers.iter().enumerate().skip((day % 4) as usize * 3).take(3) {
                let text = format!("{text} {day} {minute}");
                let time = begin + day * DAY + minute * 60_000;
                store.save_revision(&due(&draft, &format!("q{index}"), &json(&text), time)).unwrap();
            }
        }
        world.time.0.set(begin + day * DAY + 60 * 60_000);
        store.count_open(Millis::new(60 * 60_000)).unwrap();
        store.thin_history(&draft, Level::Fine).unwrap();
    }
    let history = store.history(&draft).unwrap();
    println!("30 days of work: {} revisions, {} bytes", history.revisions.len(), world.size());
    assert!(world.size() <= MOST_OF_A_DRAFT);
    let days: std::collections::BTreeSet<i64> =
        history.revisions.iter().map(|revision| revision.time.as_millis() / DAY).collect();
    assert_eq!(days.len(), 30, "each day can be gone back to");
}

#[test]
fn opening_listing_and_saving_read_no_value_of_the_history() {
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    store.save_revision(&due(&draft, "I.a", "{}", 5)).unwrap();
    store.name_snapshot(&draft, "First", &SortedMap::new()).unwrap();
    let answer_id = AnswerId::parse("I.a").unwrap();
    let answer = Answer { value: Value::Text("x".to_owned()), ..Answer::default() };
    world.storage.1.borrow_mut().clear();
    let store = world.store();
    store.set_mirrored(true);
    store.unite(&SortedMap::new()).unwrap();
    let opened = store.open(&draft).unwrap();
    assert_eq!((opened.quarantined, opened.read_only), (Vec::new(), false));
    assert_eq!(store.drafts().unwrap().drafts.len(), 1);
    store.save_answer(&draft, &answer_id, &answer).unwrap();
    store.remote_changes(&draft).unwrap();
    let read = world.storage.1.borrow();
    assert!(!read.iter().any(|key| key.contains("/revision/") || key.contains("/snapshot/")), "{read:?}");
}

#[test]
fn the_history_tells_how_an_answer_stood_at_a_moment() {
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    for (time, text) in [(10, "one"), (20, "two"), (30, "three")] {
        store.save_revision(&due(&draft, "II.a/C5/text", text, time)).unwrap();
    }
    let history = store.history(&draft).unwrap();
    let answer_id = AnswerId::parse("II.a/C5/text").unwrap();
    let at =
        |moment| history.at(&answer_id, WallTime::from_millis(moment)).and_then(|revision| revision.answer());
    for (moment, expected) in [(5, "one"), (10, "one"), (19, "one"), (20, "two"), (99, "three")] {
        assert_eq!(at(moment).as_deref(), Some(expected), "{moment}");
    }
    assert_eq!(history.at(&AnswerId::parse("I.a").unwrap(), WallTime::from_millis(20)), None);
    assert_eq!(store.newest_revision(&draft, &answer_id).as_deref(), Some("three"));
}

#[test]
fn a_snapshot_is_never_thinned_and_holds_every_answer() {
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    let answers = SortedMap::from([(AnswerId::parse("I.a").unwrap(), "{\"state\":\"ready\"}".to_owned())]);
    store.name_snapshot(&draft, "Sent to the minister", &answers).unwrap();
    world.time.0.set(5000 * DAY);
    store.thin_history(&draft, Level::Stop).unwrap();
    let snapshot = store.history(&draft).unwrap().snapshots.remove(0);
    assert_eq!((snapshot.name.as_str(), snapshot.answers()), ("Sent to the minister", Some(answers)));
}

#[test]
fn a_damaged_record_is_set_aside_and_the_others_are_read() {
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    store.save_revision(&due(&draft, "I.a", "one", 10)).unwrap();
    store.save_revision(&due(&draft, "I.a", "two", 20)).unwrap();
    let keys = world.storage.0.keys("submission-editor/1/draft/").unwrap();
    let key = keys.iter().find(|key| key.contains("/revision/")).unwrap();
    world.storage.0.set(key, "no record").unwrap();
    world.storage.0.set(&format!("submission-editor/1/draft/{draft}/revision/what/is/this"), "?").unwrap();
    let history = store.history(&draft).unwrap();
    assert_eq!((history.revisions.len(), history.quarantined.len()), (1, 2));
    store.thin_history(&draft, Level::Stop).unwrap();
    assert_eq!(world.storage.0.get(key).unwrap().as_deref(), Some("no record"));
    assert!(store.open(&draft).unwrap().quarantined.is_empty());
}

#[test]
fn the_mirror_gives_the_history_back_and_purging_a_draft_takes_it_along() {
    let world = World::new();
    let store = world.store();
    store.set_mirrored(true);
    let draft = world.draft(&store).id;
    store.save_revision(&due(&draft, "I.a", "one", 10)).unwrap();
    let mut mirror = Mirror::new();
    feed(&store, &mut mirror);
    let key = mirror.keys().find(|key| key.contains("/revision/")).unwrap();
    world.storage.0.remove(key).unwrap();
    assert_eq!(store.unite_history(&mirror), Ok(1));
    assert_eq!(store.history(&draft).unwrap().revisions.len(), 1);
    assert_eq!(store.unite_history(&SortedMap::new()), Ok(0));
    assert!(store.take_changes().contains_key(key), "what the mirror lacks is due");
    store.delete(&draft).unwrap();
    store.purge(&draft).unwrap();
    assert_eq!(world.size(), 0);
    let mut emptied = mirror.clone();
    feed(&store, &mut emptied);
    assert!(!emptied.contains_key(key));
    // Of a draft that is no longer here nothing comes back.
    assert_eq!(store.unite_history(&mirror), Ok(0));
}

#[test]
fn the_revisions_of_a_draft_stay_within_their_share() {
    let world = World::new();
    let store = world.store();
    let draft = world.draft(&store).id;
    let mut noise = 1_u64;
    for version in 0..16 {
        let text: String = (0..225_000)
            .map(|_| {
                noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
                char::from(b'!' + (noise >> 33) as u8 % 90)
            })
            .collect();
        store.save_revision(&due(&draft, "I.a", &text, world.time.0.get() - 16 + version)).unwrap();
    }
    assert!(world.size() > MOST_OF_A_DRAFT);
    store.thin_history(&draft, Level::Fine).unwrap();
    println!("{} bytes", world.size());
    assert!(world.size() <= MOST_OF_A_DRAFT);
    let newest = store.history(&draft).unwrap().revisions.last().unwrap().time;
    assert_eq!(newest.as_millis(), world.time.0.get() - 1);
}

#[test]
fn making_room_thins_the_history_of_all_drafts_and_leaves_their_newest_versions() {
    let world = World::new();
    let store = world.store();
    let drafts = [world.draft(&store).id, world.draft(&store).id];
    for draft in &drafts {
        for minute in 0..60 {
            store.save_revision(&due(draft, "I.a", &format!("text {minute}"), minute * 60_000)).unwrap();
        }
    }
    for day in 0..=40 {
        world.time.0.set(day * DAY);
        store.count_start().unwrap();
    }
    let gone = store.thin_all_history().unwrap();
    assert!(gone >= 2 * 50, "{gone}");
    for draft in &drafts {
        let history = store.history(draft).unwrap();
        assert!(history.revisions.last().is_some_and(|newest| newest.time.as_millis() == 59 * 60_000));
    }
}
