//! The rescue page's plain script (`web/records.js`) reads the same texts out of the records as the
//! program does.

use std::collections::BTreeSet;
use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};
use test_support::missing;

use serde_json::{Value as Json, json};
use submission_core::collections::SortedMap;
use submission_core::store::{Opened, Storage};
use test_support::bench::{Bench, answer, id, template};
use test_support::chance::Chance;

/// Reads profiles from the standard input and writes what the rescue page shows of each.
const SCRIPT: &str = "
import { readFileSync } from 'node:fs';
import { drafts, united } from './records.mjs';
const shown = JSON.parse(readFileSync(0, 'utf8')).map(([here, mirror]) => drafts(united(here, mirror)).map(
  ({ title, answers, unreadable }) => ({ title, answers, unreadable: unreadable.length })));
console.log(JSON.stringify(shown));
";

/// What the script shows of each profile; none where this machine has no Node.js.
fn rescued(profiles: &[Json]) -> Option<Vec<Json>> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("rescue");
    fs::create_dir_all(&folder).unwrap();
    fs::copy("web/records.js", folder.join("records.mjs")).unwrap();
    fs::write(folder.join("show.mjs"), SCRIPT).unwrap();
    let started = Command::new("node")
        .arg(folder.join("show.mjs"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let Ok(mut node) = started else {
        missing::tool("Node.js");
        return None;
    };
    node.stdin.take().unwrap().write_all(Json::from(profiles).to_string().as_bytes()).unwrap();
    let output = node.wait_with_output().unwrap();
    assert!(output.status.success());
    Some(serde_json::from_slice(&output.stdout).unwrap())
}

const QUESTIONS: [&str; 3] = ["A", "B/c", "D.e"];

/// Two tabs that write, rename and reload; the texts of the draft, and how many records are damaged.
fn profile(seed: u64) -> (Bench, BTreeSet<String>, String, usize) {
    let mut chance = Chance::new(seed);
    let bench = Bench::new();
    let mut tabs = [bench.store(), bench.store()];
    let draft = tabs[0].create(template("one"), "Title 中").unwrap().id;
    let mut texts = [[const { String::new() }; QUESTIONS.len()], [const { String::new() }; QUESTIONS.len()]];
    tabs[1].open(&draft).unwrap();
    for _ in 0..5 + chance.below(25) {
        let tab = chance.below(2);
        match chance.below(8) {
            0 => {
                tabs[tab] = bench.store();
                let opened = tabs[tab].open(&draft).unwrap().draft;
                texts[tab] = QUESTIONS.map(|question| opened.value(&id(question)).text().to_owned());
            }
            1 => drop(tabs[tab].rename(&draft, &format!("Title {}", chance.below(99)))),
            _ => {
                let at = chance.below(QUESTIONS.len());
                let text = &mut texts[tab][at];
                if text.len() < 700 && chance.below(3) == 0 {
                    text.push_str(&"Lörem “ipsum” 中文 🦉\n".repeat(40));
                }
                let places: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
                let place = if places.is_empty() { 0 } else { places[chance.below(places.len())] };
                text.insert_str(place, ["x", "é", "🦉", " words ", "\u{0}", "\""][chance.below(6)]);
                tabs[tab].save_answer(&draft, &id(QUESTIONS[at]), &answer(text)).unwrap();
            }
        }
    }
    let mut damaged = 0;
    if chance.below(3) == 0 {
        let keys: Vec<String> = bench.keys().into_iter().filter(|key| key.contains("/answer/")).collect();
        if !keys.is_empty() {
            let key = &keys[chance.below(keys.len())];
            let raw = bench.memory.get(key).unwrap().unwrap();
            bench
                .memory
                .set(key, &raw.replacen("started", "startet", 1).replacen("\"s\"", "\"t\"", 1))
                .unwrap();
        }
    }
    let opened = bench.store().open(&draft).unwrap();
    damaged += opened.quarantined.len();
    let title = opened.draft.title.clone();
    (bench, texts_of(opened), title, damaged)
}

/// All texts of a draft, also those that were written at once.
fn texts_of(opened: Opened) -> BTreeSet<String> {
    let answers = opened.draft.answers.values();
    let mut there: BTreeSet<String> = answers.map(|answer| answer.value.text().to_owned()).collect();
    let others = opened.diverged.iter().flat_map(|found| &found.others);
    there.extend(others.map(|theirs| theirs.answer.value.text().to_owned()));
    there.retain(|text| !text.trim().is_empty());
    there
}

/// A profile both of whose storages have lost or damaged some records, never the same one.
fn torn_profile(seed: u64) -> (Bench, SortedMap<String, String>) {
    let (bench, ..) = profile(seed);
    let mut chance = Chance::new(seed);
    let mut mirror = bench.records();
    for (key, raw) in bench.records() {
        let worse: String = raw.chars().take(raw.chars().count() / 2).collect();
        match chance.below(6) {
            0 => bench.memory.remove(&key).unwrap(),
            1 => bench.memory.set(&key, &worse).unwrap(),
            // A bit of its version.
            2 => bench.memory.set(&key, &raw.replacen("\"v\":1", "\"v\":3", 1)).unwrap(),
            3 => drop(mirror.remove(&key)),
            4 => drop(mirror.insert(key, worse)),
            _ => {}
        }
    }
    (bench, mirror)
}

#[test]
fn the_rescue_page_unites_the_two_storages_as_the_program_does() {
    let profiles: Vec<_> = (0..300).map(torn_profile).collect();
    let records = profiles.iter().map(|(bench, mirror)| json!([bench.records(), mirror]));
    let Some(shown) = rescued(&records.collect::<Vec<_>>()) else { return };
    for (seed, ((bench, mirror), shown)) in profiles.iter().zip(&shown).enumerate() {
        let store = bench.store();
        store.set_mirrored(true);
        store.unite(mirror).unwrap();
        let id = store.drafts().unwrap().drafts[0].id.clone();
        let opened = store.open(&id).unwrap();
        assert!(!opened.read_only, "seed {seed}");
        assert_eq!(shown[0]["title"], opened.draft.title.as_str(), "seed {seed}");
        assert_eq!(rescued_texts(&shown[0]), texts_of(opened), "seed {seed}");
    }
}

fn rescued_texts(draft: &Json) -> BTreeSet<String> {
    let answers = draft["answers"].as_array().unwrap();
    answers.iter().map(|answer| answer["text"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn the_rescue_page_shows_the_texts_that_the_program_shows() {
    let profiles: Vec<_> = (0..300).map(profile).collect();
    let records: Vec<Json> = profiles.iter().map(|(bench, ..)| json!([bench.records(), {}])).collect();
    let Some(shown) = rescued(&records) else { return };
    for (seed, ((_, texts, title, damaged), shown)) in profiles.iter().zip(&shown).enumerate() {
        let draft = &shown[0];
        assert_eq!(&rescued_texts(draft), texts, "seed {seed}");
        assert_eq!(draft["title"], title.as_str(), "seed {seed}");
        assert_eq!(draft["unreadable"], *damaged, "seed {seed}");
    }
}

#[test]
fn the_rescue_page_names_files_as_the_program_does() {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("names");
    fs::create_dir_all(&folder).unwrap();
    fs::copy("web/names.js", folder.join("names.mjs")).unwrap();
    let script = "
        import { readFileSync } from 'node:fs';
        import { fileName } from './names.mjs';
        const cases = JSON.parse(readFileSync(process.argv[2], 'utf8'));
        console.log(JSON.stringify(cases.map(([title]) => [title, fileName(title, 'md')])));
    ";
    fs::write(folder.join("show.mjs"), script).unwrap();
    let table = "tests/fixtures/file-names.json";
    let Ok(shown) = Command::new("node").arg(folder.join("show.mjs")).arg(table).output() else {
        missing::tool("Node.js");
        return;
    };
    let shown: Vec<[String; 2]> = serde_json::from_slice(&shown.stdout).unwrap();
    let expected: Vec<[String; 2]> = serde_json::from_slice(&fs::read(table).unwrap()).unwrap();
    assert_eq!(shown, expected);
}
