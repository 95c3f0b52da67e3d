//! Random damage to what is stored: the app opens, salvages all that is intact, and keeps what is
//! not.

use submission_core::collections::SortedMap;

use submission_core::draft::DraftId;
use submission_core::store::{OpenError, Storage};
use test_support::bench::{Bench, answer, id, template};
use test_support::chance::{Chance, cases, each_seed};
use test_support::figures::{count, figure};

/// A profile with a draft that has short and long answers, one of them with a change beside it.
fn profile() -> (Bench, DraftId) {
    let bench = Bench::new();
    let store = bench.store();
    let draft = store.create(template("one"), "Title").unwrap().id;
    let long = "lorem ipsum ".repeat(60);
    for (question, text) in [("A", "one"), ("B", "two"), ("C.d", long.as_str()), ("E/F/g", "three")] {
        store.save_answer(&draft, &id(question), &answer(text)).unwrap();
    }
    store.save_answer(&draft, &id("C.d"), &answer(&format!("{long}more"))).unwrap();
    store.rename(&draft, "Another title").unwrap();
    store.set_setting("theme", "dark".into()).unwrap();
    (bench, draft)
}

/// Something else than what was there.
fn damaged(chance: &mut Chance, raw: &str, others: &[String]) -> String {
    let bytes = |chance: &mut Chance, length: usize| -> String {
        let bytes: Vec<u8> = (0..length).map(|_| chance.bits() as u8).collect();
        String::from_utf8_lossy(&bytes).into_owned()
    };
    let length = chance.below(200);
    let at = chance.below(raw.chars().count().max(1));
    match chance.below(8) {
        0 => bytes(chance, length),
        1 => raw.chars().take(at).collect(),
        2 => raw
            .chars()
            .enumerate()
            .map(|(position, old)| if position == at { '\u{fffd}' } else { old })
            .collect(),
        3 => others[chance.below(others.len())].clone(),
        4 => ["[", "{\"a\":", "\"", "{\"v\":2}", "null", "{}", "-1e999", ""][chance.below(8)].to_owned(),
        5 => "[".repeat(length * 1000),
        6 => raw.replacen("\"n\":", "\"n\":9", 1),
        _ => format!("{raw}{}", bytes(chance, 1 + length / 10)),
    }
}

#[test]
fn damage_to_any_value_costs_no_other_record_and_is_kept_itself() {
    let tries = cases(100_000, 1_000_000);
    let (original, draft) = profile();
    let records = original.records();
    let values: Vec<String> = records.values().cloned().collect();
    let keys: Vec<&String> = records.keys().collect();
    each_seed(tries, |seed| {
        let mut chance = Chance::new(seed);
        let bench = Bench::new();
        bench.names.name_from(1000);
        for (key, raw) in &records {
            bench.memory.set(key, raw).unwrap();
        }
        let mut bad = SortedMap::new();
        for _ in 0..1 + chance.below(2) {
            let key = keys[chance.below(keys.len())];
            let raw = damaged(&mut chance, &records[key], &values);
            if raw != records[key] {
                bench.memory.set(key, &raw).unwrap();
                bad.insert(key.clone(), raw);
            }
        }
        let is_bad = |part: &str| bad.keys().any(|key| key.contains(part));

        let store = bench.store();
        let listing = store.drafts().unwrap();
        if is_bad("template/") {
            assert!(matches!(store.open(&draft), Err(OpenError::NoTemplate(_))), "seed {seed}");
            assert_eq!(listing.unreadable.len(), 1, "seed {seed}");
        } else {
            let opened = store.open(&draft).unwrap();
            assert_eq!(listing.drafts.len(), 1, "seed {seed}");
            for (question, text) in [("A", "one"), ("B", "two"), ("E/F/g", "three")] {
                let position = format!("answer/{}/", question.replace('/', "%2F"));
                let shown = opened.draft.value(&id(question)).text();
                assert_eq!(shown, if is_bad(&position) { "" } else { text }, "seed {seed}: {question}");
            }
            let title = match (is_bad("title/"), is_bad(&format!("draft/{draft}"))) {
                (false, _) => vec!["Another title"],
                (true, _) => vec!["Title", "Recovered draft"],
            };
            assert!(title.contains(&opened.draft.title.as_str()), "seed {seed}: {}", opened.draft.title);
            let reported = opened.quarantined.len();
            let of_draft = bad.keys().filter(|key| key.contains("/draft/")).count();
            assert!(reported >= of_draft, "seed {seed}: {reported} of {of_draft}");
            for question in ["A", "C.d", "E/F/g"] {
                store.save_answer(&draft, &id(question), &answer("written after")).unwrap();
            }
            store.rename(&draft, "Renamed").unwrap();
            store.save_whole(&opened.draft).unwrap();
            store.tidy(&draft, |_| true).unwrap();
        }
        // Settings that a newer version wrote stay as they are.
        let _ = store.set_setting("theme", "light".into());
        let _ = store.create(template("one"), "Another");
        store.delete(&draft).unwrap();
        store.restore(&draft).unwrap();
        assert_eq!(store.purge_expired(), Ok(0));

        let after = bench.records();
        for (key, raw) in &bad {
            let copy = serde_json::to_string(raw).unwrap();
            let is_kept = after.get(key) == Some(raw)
                || after.iter().any(|(key, raw)| key.contains("/aside/") && raw.contains(&copy));
            assert!(is_kept, "seed {seed}: {key} {raw}");
        }
    });
    figure(
        "bytes",
        &format!(
            "{} damaged profiles: all open, every intact record there, no bad one deleted",
            count(tries)
        ),
    );
}
