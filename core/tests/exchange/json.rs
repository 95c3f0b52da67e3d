//! Reading JSON files: the public test suite, hostile files, and the laws of reading.

use std::fmt::Write as _;
use std::fs;
use std::time::{Duration, Instant};
use test_support::missing;

use proptest::prelude::*;
use serde_json::Value as Json;
use submission_core::json::{self, JsonProblem, MOST_BYTES, MOST_DEPTH};
use test_support::folders;

/// The files of the JSON test suite, by name; none where the corpus is not there.
fn test_suite() -> Vec<(String, Vec<u8>)> {
    let folder = folders::corpora().join("json-test-suite/test_parsing");
    let Ok(files) = fs::read_dir(&folder) else {
        missing::material(&folder.display().to_string());
        return Vec::new();
    };
    let mut cases: Vec<_> = files
        .map(|file| file.unwrap().path())
        .map(|path| (path.file_name().unwrap().to_string_lossy().into_owned(), fs::read(&path).unwrap()))
        .collect();
    cases.sort();
    cases
}

#[test]
fn the_json_test_suite_is_read_as_it_says() {
    for (name, bytes) in test_suite() {
        let outcome = json::read(&name, &bytes);
        let duplicate =
            matches!(&outcome, Err(error) if matches!(error.problem, JsonProblem::DuplicateKey { .. }));
        match name.get(..1) {
            // Stricter than the suite: two equal names in one object are refused.
            Some("y") if name.contains("duplicated_key") => assert!(duplicate, "{name}: {outcome:?}"),
            Some("y") => assert!(outcome.is_ok(), "{name}: {outcome:?}"),
            Some("n") => assert!(outcome.is_err(), "{name}: {outcome:?}"),
            // Left open by the grammar: any answer will do.
            _ => drop(outcome),
        }
    }
}

#[test]
fn what_is_wrong_is_said_with_its_place() {
    let cases: [(&[u8], &str); 30] = [
        (b"", "f.json is empty."),
        (b"\xEF\xBB\xBF \n", "f.json is empty."),
        (b"\xFF\xFE{\0}\0", "f.json is saved as UTF-16."),
        (b"\0{\0}", "f.json is saved as UTF-16."),
        (b"{\0}\0", "f.json is saved as UTF-16."),
        (b"{\"a\":\n \"\xE9t\xE9\"}", "f.json is not UTF-8 text: line 2, column 3 (byte 8)"),
        (
            b"{\"a\": 1,\n \"b\": {\"c d\": [1, {\"x\": 2, \"x\": 2}]}}",
            "f.json, line 2, column 28: the name \"x\" stands twice in the same place (b[\"c d\"][1].x).",
        ),
        (b"{\"a\": 1, \"\\u0061\": 1}", "f.json, line 1, column 10: the name \"a\" stands twice"),
        (b"{\"a\": [1, 2", "f.json ends too early, at line 1, column 12."),
        (b"{\"a\": \"text", "f.json ends too early"),
        (b"{\"a\": \"\\u12", "f.json ends too early"),
        (b"[tru", "f.json ends too early"),
        (b"{\"a\"", "f.json ends too early"),
        (b"-", "f.json ends too early"),
        (b"{\"a\": rich}", "f.json, line 1, column 7: a value is missing here"),
        (b"[1,\n\n]", "f.json, line 3, column 1: a value is missing here"),
        (b"{\"a\": 1,}", "f.json, line 1, column 9: a name in quotation marks is missing here."),
        (b"{a: 1}", "f.json, line 1, column 2: a name in quotation marks is missing here."),
        (b"{\"a\" 1}", "f.json, line 1, column 6: a colon is missing here."),
        (
            "{\"á\": 1 \"b\": 2}".as_bytes(),
            "f.json, line 1, column 9: a comma or a closing bracket is missing here.",
        ),
        (b"{} {}", "f.json, line 1, column 4: the file should end here"),
        ("{“a”: 1}".as_bytes(), "f.json, line 1, column 2: a curly quotation mark stands here. Use straight"),
        ("{\"a\": „b“}".as_bytes(), "f.json, line 1, column 7: a curly quotation mark"),
        (b"{\n  // what it is\n}", "f.json, line 2, column 3: comments are not possible"),
        (b"{} # end", "f.json, line 1, column 4: comments are not possible"),
        (b"\"a\nb\"", "f.json, line 1, column 3: a line break or another control character"),
        (b"\"C:\\Users\"", "f.json, line 1, column 4: the backslash here"),
        (b"\"ab\\uD800 \"", "f.json, line 1, column 4: half a character"),
        (b"\"ab\\uDC00\\uD800\"", "f.json, line 1, column 4: half a character"),
        (b"[2024-10-30]", "f.json, line 1, column 6: this is not written as a number."),
    ];
    for (bytes, expected) in cases {
        let error = json::read("f.json", bytes).expect_err(expected);
        let message = error.to_string();
        assert!(message.starts_with(expected), "{message:?} does not begin with {expected:?}");
        assert!(!message.contains("{file}") && !message.contains("{line}"), "{message:?}");
    }
}

#[test]
fn a_byte_order_mark_is_accepted() {
    assert_eq!(json::read("f", b"\xEF\xBB\xBF{}").unwrap(), Json::Object(serde_json::Map::new()));
}

#[test]
fn nesting_ends_at_the_limit() {
    let nested = |depth: usize| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
    assert!(json::read("f", nested(MOST_DEPTH).as_bytes()).is_ok());
    let error = json::read("f", nested(MOST_DEPTH + 1).as_bytes()).unwrap_err();
    assert_eq!(error.problem, JsonProblem::TooDeep);
}

#[test]
fn hostile_files_get_their_answer_within_a_second() {
    let mut members = String::from("{");
    for index in 0..150_000 {
        let _ = write!(members, "\"member {index}\": [], ");
    }
    members += "\"member 7\": []}";
    let cases = [
        ("deep", "[".repeat(100_000).into_bytes(), JsonProblem::TooDeep),
        ("numbers", format!("[{}0]", "0,".repeat(500_000)).into_bytes(), JsonProblem::TooMany),
        ("deep objects", "{\"a\":".repeat(100_000).into_bytes(), JsonProblem::TooDeep),
        ("200 MB", vec![b'['; 200_000_000], JsonProblem::TooLarge { bytes: 200_000_000 }),
        ("spaces", vec![b' '; MOST_BYTES], JsonProblem::Empty),
        ("unfinished text", [b"[\"", vec![b'a'; MOST_BYTES - 2].as_slice()].concat(), JsonProblem::CutOff),
        ("many members", members.into_bytes(), JsonProblem::DuplicateKey { key: "member 7".to_owned() }),
    ];
    for (name, bytes, expected) in cases {
        let begun = Instant::now();
        let error = json::read(name, &bytes).unwrap_err();
        let taken = begun.elapsed();
        assert_eq!(error.problem, expected, "{name}");
        // The debug build is about ten times slower than what is shipped.
        let most = if cfg!(debug_assertions) { 10 } else { 1 };
        assert!(taken < Duration::from_secs(most), "{name}: {taken:?}");
    }
}

#[test]
fn numbers_keep_their_digits() {
    for number in
        ["1.0", "1.10", "10000000000000000999", "-0", "1e-999", "0.1000000000000000055511", "1e+400"]
    {
        assert_eq!(json::read("f", number.as_bytes()).unwrap().to_string(), number);
    }
    assert_eq!(json::read("f", b"1E5").unwrap().to_string(), "1e+5");
}

#[test]
fn an_object_that_looks_like_the_librarys_own_number_stays_an_object() {
    let text = r#"{"$serde_json::private::Number":"5"}"#;
    assert_eq!(json::read("f", text.as_bytes()).unwrap().to_string(), text);
}

/// Any JSON value of bounded depth.
fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any::<String>().prop_map(Json::from),
    ];
    leaf.prop_recursive(5, 64, 8, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..8).prop_map(Json::from),
            prop::collection::vec((any::<String>(), inner), 0..8)
                .prop_map(|members| Json::Object(members.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn writing_then_reading_gives_the_same_value(value in any_json()) {
        prop_assert_eq!(&json::read("f", value.to_string().as_bytes()).unwrap(), &value);
        prop_assert_eq!(&json::read("f", format!("{value:#}").as_bytes()).unwrap(), &value);
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = json::read("f", &bytes);
    }

    #[test]
    fn damaged_json_is_judged_as_the_reference_reader_judges_it(
        value in any_json(), at in any::<prop::sample::Index>(), put in "[\\[\\]{}\",:\\\\u0-9eE+.nt \\x00-]{0,2}",
    ) {
        let mut text: Vec<char> = value.to_string().chars().collect();
        let at = at.index(text.len());
        text.splice(at..=at, put.chars());
        let text: String = text.into_iter().collect();
        let ours = json::read("f", text.as_bytes());
        match serde_json::from_str::<Json>(&text) {
            Ok(theirs) => match ours {
                Ok(ours) => prop_assert_eq!(ours, theirs),
                Err(error) => prop_assert!(matches!(error.problem, JsonProblem::DuplicateKey { .. }), "{} {}", text, error),
            },
            Err(theirs) => prop_assert!(ours.is_err(), "{} {}", text, theirs),
        }
    }
}
