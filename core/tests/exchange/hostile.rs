//! Files that were made to do harm, or are harm by chance: each gets a clear answer within a second.

use std::fs;
use std::path::PathBuf;
use std::time::Duration;
use test_support::missing;

use serde_json::{Value as Json, json};
use submission_core::draft::{AnswerId, DraftId};
use submission_core::exchange::{Opened, export_json, open};
use submission_core::json::MOST_BYTES;
use submission_core::time::WallTime;
use test_support::drafts::example_of;
use test_support::figures::{count, figure};
use test_support::folders;

const NOW: WallTime = WallTime::from_millis(1_730_279_700_000);
const LONGEST: Duration = Duration::from_secs(1);

/// What was opened, and how long it took; a refusal says something.
struct Tried {
    files: usize,
    slowest: Duration,
}

impl Tried {
    fn open(&mut self, name: &str, bytes: &[u8]) -> Option<Opened> {
        let before = test_support::processor::time();
        let outcome = open(name, bytes, DraftId::new("new").unwrap(), NOW);
        let said: Vec<String> = match &outcome {
            Ok(_) => Vec::new(),
            Err(error) => error.messages().iter().map(ToString::to_string).collect(),
        };
        let mut took = test_support::processor::time().saturating_sub(before);
        // The best of some tries: others have the memory too.
        for _ in 0..3 {
            if took > LONGEST {
                let before = test_support::processor::time();
                drop(open(name, bytes, DraftId::new("new").unwrap(), NOW));
                took = took.min(test_support::processor::time().saturating_sub(before));
            }
        }
        let shown: String = name.chars().take(60).collect();
        assert!(took <= LONGEST, "{shown}: {took:?}");
        self.files += 1;
        self.slowest = self.slowest.max(took);
        match outcome {
            Ok(opened) => Some(opened),
            Err(_) => {
                assert!(!said.is_empty() && said.iter().all(|text| !text.trim().is_empty()), "{shown}");
                None
            }
        }
    }
}

fn corpus(path: &str) -> Option<PathBuf> {
    let path = folders::corpora().join(path);
    if !path.exists() {
        missing::material(&path.display().to_string());
    }
    path.exists().then_some(path)
}

fn naughty_strings() -> Vec<String> {
    let Some(file) = corpus("blns/blns.json") else { return Vec::new() };
    serde_json::from_slice(&fs::read(file).unwrap()).unwrap()
}

/// A draft file whose title and first text are these.
fn draft_with(text: &str) -> Vec<u8> {
    let mut draft = example_of("old", NOW);
    draft.title = text.to_owned();
    let mut file: Json = serde_json::from_str(&export_json(&draft)).unwrap();
    file["answers"]["IV"] = json!({ "state": "started", "value": text });
    serde_json::to_vec(&file).unwrap()
}

/// Small on the disk or large, and much work for whoever reads them without care.
fn bombs() -> Vec<(&'static str, Vec<u8>)> {
    let draft =
        |answers: String| format!(r#"{{"format":"submission-editor/draft","answers":{{{answers}}}}}"#);
    let many = |count: usize, member: &dyn Fn(usize) -> String| -> String {
        (0..count).map(member).collect::<Vec<_>>().join(",")
    };
    let full = MOST_BYTES - 64;
    vec![
        ("deep.json", "[".repeat(full).into_bytes()),
        ("deep-objects.json", r#"{"a":"#.repeat(full / 5).into_bytes()),
        ("deep-and-closed.json", ("[".repeat(full / 2) + &"]".repeat(full / 2)).into_bytes()),
        ("one-string.json", format!("\"{}\"", "a".repeat(full)).into_bytes()),
        ("escapes.json", format!("\"{}\"", "\\u0000".repeat(full / 6)).into_bytes()),
        ("open-string.json", format!("\"{}", "\\".repeat(full)).into_bytes()),
        ("number.json", "9".repeat(full).into_bytes()),
        ("numbers.json", format!("[{}]", "0,".repeat(full / 2)).into_bytes()),
        ("same-names.json", draft(many(1_000_000, &|_| r#""a":0"#.to_owned())).into_bytes()),
        ("names.json", draft(many(1_000_000, &|at| format!(r#""a{at}":0"#))).into_bytes()),
        (
            "answers.json",
            draft(many(300_000, &|at| format!(r#""q{at}":{{"state":"started","value":1}}"#))).into_bytes(),
        ),
        (
            "sections.json",
            format!(
                r#"{{"format":"submission-editor/template","sections":[{}]}}"#,
                many(200_000, &|at| format!(r#"{{"id":"{at}","kind":"ritch","prompt":{{}}}}"#))
            )
            .into_bytes(),
        ),
        ("zip.docx", [b"PK\x03\x04".as_slice(), &vec![0; full]].concat()),
        ("zeros.json", vec![0; full]),
        ("bytes.json", vec![0xff; full]),
        ("spaces.json", vec![b' '; full]),
        ("lines.json", vec![b'\n'; full]),
        ("too-large.json", vec![b'['; MOST_BYTES + 1]),
        ("200-megabytes.json", vec![b'{'; 200 << 20]),
        ("quotes.md", "> ".repeat(full / 2).into_bytes()),
    ]
}

#[test]
fn every_hostile_file_gets_a_clear_answer_within_a_second() {
    let mut tried = Tried { files: 0, slowest: Duration::ZERO };
    if let Some(folder) = corpus("json-test-suite/test_parsing") {
        for file in fs::read_dir(folder).unwrap() {
            let path = file.unwrap().path();
            tried.open(&path.file_name().unwrap().to_string_lossy(), &fs::read(&path).unwrap());
        }
    }
    for text in naughty_strings() {
        tried.open("naughty.json", text.as_bytes());
        tried.open("naughty.md", text.as_bytes());
        tried.open(&text, b"{}");
    }
    for (name, bytes) in bombs() {
        let opened = tried.open(name, &bytes);
        assert!(opened.is_none(), "{name} is no draft");
    }
    let text = format!(
        "{} files, each answered within {:.2} s",
        count(tried.files as u64),
        tried.slowest.as_secs_f64()
    );
    figure("hostile", &text);
}

#[test]
fn a_naughty_string_in_a_draft_is_a_text_like_any_other() {
    let mut tried = Tried { files: 0, slowest: Duration::ZERO };
    for text in naughty_strings() {
        let Some(Opened::Draft(draft)) = tried.open("draft.json", &draft_with(&text)) else {
            panic!("{text:?} is refused");
        };
        assert_eq!(draft.value(&AnswerId::parse("IV").unwrap()).text(), text);
    }
}

#[test]
fn very_many_answers_are_read_within_a_second_whatever_their_order() {
    let mut tried = Tried { files: 0, slowest: Duration::ZERO };
    let file = export_json(&example_of("old", NOW));
    let numbers = || 0..190_000_u64;
    let orders: [(&str, Vec<u64>); 3] = [
        ("ascending.json", numbers().collect()),
        ("descending.json", numbers().rev().collect()),
        ("shuffled.json", numbers().map(|at| (at + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15)).collect()),
    ];
    for (name, ids) in orders {
        let answers: String = ids.iter().map(|id| format!("\"q{id:016x}\":\"a\",")).collect();
        let file = file.replacen("\"answers\": {", &format!("\"answers\": {{{answers}"), 1);
        let Some(Opened::Draft(draft)) = tried.open(name, file.as_bytes()) else { panic!("{name}") };
        assert!(draft.answers.len() > 190_000, "{name}");
    }
    println!("{:?}", tried.slowest);
}
