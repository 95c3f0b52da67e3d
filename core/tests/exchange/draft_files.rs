//! Draft files: what is exported comes back, and what is no draft gets a clear answer.

use std::fs;
use std::sync::Arc;
use std::time::{Duration, Instant};
use submission_core::collections::SortedMap;
use test_support::drafts::example_of;
use test_support::folders;

use proptest::prelude::*;
use serde_json::{Map, Value as Json, json};
use submission_core::draft::json::{Kinds, kind_at, read_value, write_value};
use submission_core::draft::{Answer, AnswerId, AnswerState, Draft, DraftId, Reference, Value};
use submission_core::exchange::{
    ExchangeError, FileKind, Opened, export_json, import_json, open, read_template, recognise,
};
use submission_core::json;
use submission_core::template::{self, Builtin, FieldKind, QuestionId, Template, builtin};
use submission_core::time::WallTime;

const NOW: WallTime = WallTime::from_millis(1_730_279_700_000);

fn new_id() -> DraftId {
    DraftId::new("0new").unwrap()
}

fn import(text: &str) -> Result<Draft, ExchangeError> {
    import_json("draft.json", text.as_bytes(), new_id(), NOW)
}

fn wsis20() -> Arc<Template> {
    builtin().next().and_then(Builtin::template).unwrap()
}

fn every_kind() -> Arc<Template> {
    let path = "tests/fixtures/every-kind.template.json";
    let value = json::read(path, &fs::read(folders::project().join(path)).unwrap()).unwrap();
    Arc::new(template::read(value).unwrap().template)
}

fn draft(template: Arc<Template>, answers: impl IntoIterator<Item = (&'static str, Answer)>) -> Draft {
    let answers = answers.into_iter().map(|(id, answer)| (AnswerId::parse(id).unwrap(), answer));
    Draft {
        id: DraftId::new("old").unwrap(),
        title: "A draft".to_owned(),
        template,
        answers: answers.collect(),
        created: NOW,
        unknown: Map::new(),
    }
}

fn started(value: Value) -> Answer {
    Answer { state: AnswerState::Started, value, ..Answer::default() }
}

fn some_draft() -> Draft {
    draft(
        wsis20(),
        [
            ("organization", started(Value::Text("EXAMPLE".to_owned()))),
            ("II.a", started(Value::Entries(vec!["C5".to_owned()]))),
            ("II.a/C5/text", started(Value::Text("*Rich* text\n\n- “quoted”".to_owned()))),
            (
                "I.b",
                Answer { state: AnswerState::NotApplicable, reason: "New".to_owned(), ..Answer::default() },
            ),
        ],
    )
}

#[test]
fn a_draft_file_reads_like_this() {
    let text = export_json(&some_draft());
    let begins = "{\n  \"format\": \"submission-editor/draft\",\n  \"formatVersion\": 1,\n  \"title\": \"A draft\",\n  \
                  \"created\": \"2024-10-30T09:15:00.000Z\",\n  \"template\": {\n    \"$schema\"";
    assert!(text.starts_with(begins), "{text}");
    let answers = r#"
  "answers": {
    "organization": {
      "state": "started",
      "value": "EXAMPLE"
    },
    "I.b": {
      "state": "not-applicable",
      "reason": "New"
    },
    "II.a": {
      "state": "started",
      "value": {
        "entries": [
          "C5"
        ]
      }
    },
    "II.a/C5/text": {
      "state": "started",
      "value": "*Rich* text\n\n- “quoted”"
    }
  }
}
"#;
    assert!(text.ends_with(answers), "{text}");
}

#[test]
fn opening_makes_a_new_draft_with_everything_in_it() {
    let old = some_draft();
    let new = import(&export_json(&old)).unwrap();
    assert_eq!(new.id, new_id());
    assert_eq!(Draft { id: old.id.clone(), ..new }, old);
}

/// A draft file as another program, or a later version, may write it.
fn foreign(change: impl FnOnce(&mut Json)) -> String {
    let mut file = json::read("f", export_json(&some_draft()).as_bytes()).unwrap();
    change(&mut file);
    file.to_string()
}

#[test]
fn what_is_not_known_survives_in_its_place() {
    let text = foreign(|file| {
        file["later"] = json!({"b": 1, "a": [1.10, 1e3, null, "\u{0}é\u{2028}"]});
        file["answers"]["II.a"]["by"] = json!({"initials": "x"});
        file["template"]["x-house"] = json!([{"z": 1, "a": 2}]);
        file["template"]["sections"][0]["children"][1]["x-note"] = json!("kept");
        file["answers"]["VII.z"] = json!({"state": "ready", "value": "left over"});
        file["answers"]["not a place"] = json!({"state": "ready", "value": "left over"});
        file["answers"]["I.a"] = json!({"state": "ready", "value": {"later": ["shape"]}});
        file["answers"]["I.c"] = json!(["no answer at all"]);
    });
    let exported = export_json(&import(&text).unwrap());
    let value = json::read("f", exported.as_bytes()).unwrap();
    let original = json::read("f", text.as_bytes()).unwrap();
    for place in ["/later", "/answers/II.a/by", "/template", "/answers/VII.z", "/answers/I.a/value"] {
        assert_eq!(value.pointer(place).unwrap().to_string(), original.pointer(place).unwrap().to_string());
    }
    assert_eq!(value["unplacedAnswers"]["not a place"]["value"], "left over");
    assert_eq!(value["answers"]["I.c"]["value"], json!(["no answer at all"]));
    assert_eq!(export_json(&import(&exported).unwrap()), exported);
}

#[test]
fn a_title_or_time_of_another_shape_does_not_keep_a_draft_closed() {
    let text = foreign(|file| {
        file["title"] = json!(7);
        file["created"] = json!("yesterday");
    });
    let draft = import(&text).unwrap();
    assert_eq!((draft.title.as_str(), draft.created), ("", NOW));
    assert_eq!(draft.unknown["unread"], json!({"title": 7, "created": "yesterday"}));
}

#[test]
fn a_file_that_is_no_draft_gets_a_sentence_that_says_so() {
    let draft = export_json(&some_draft());
    let template = builtin().next().unwrap().source;
    let word = [b"PK\x03\x04".as_slice(), &[0; 26], b"[Content_Types].xml", &[0; 100]].concat();
    let writer =
        [b"PK\x03\x04".as_slice(), &[0; 26], b"mimetypeapplication/vnd.oasis.opendocument.text"].concat();
    let cases: Vec<(Vec<u8>, FileKind, &str)> = vec![
        (draft.clone().into(), FileKind::Draft, ""),
        ([b"\xEF\xBB\xBF", draft.as_bytes()].concat(), FileKind::Draft, ""),
        (template.into(), FileKind::Template, "draft.json is a template, not a draft."),
        (b"".to_vec(), FileKind::Empty, "draft.json is empty."),
        (b" \n".to_vec(), FileKind::Empty, "draft.json is empty."),
        (word, FileKind::Word, "draft.json is a word-processor document."),
        (
            b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(),
            FileKind::Word,
            "draft.json is a word-processor document.",
        ),
        (b"{\\rtf1 text}".to_vec(), FileKind::Word, "draft.json is a word-processor document."),
        (writer, FileKind::OpenDocument, "draft.json is a LibreOffice document."),
        (b"%PDF-1.7\n".to_vec(), FileKind::Pdf, "draft.json is a PDF."),
        (b"\n<!DOCTYPE html><p>x".to_vec(), FileKind::Html, "draft.json is a web page."),
        (b"# My submission\n".to_vec(), FileKind::Text, "draft.json is a text file"),
        (b"\x89PNG\r\n\x1a\n\0\0".to_vec(), FileKind::Other, "draft.json is not a draft or a template"),
        (b"[]".to_vec(), FileKind::OtherJson, "draft.json is a JSON file of something else"),
        (b"{\"name\": \"x\"}".to_vec(), FileKind::OtherJson, "draft.json is a JSON file of something else"),
        (
            b"{\"format\": \"submission-editor/part\"}".to_vec(),
            FileKind::Newer,
            "draft.json was made by a newer version",
        ),
        (draft.as_bytes()[..2_000].to_vec(), FileKind::BrokenJson, "draft.json ends too early, at line"),
        (
            draft.replacen("{", "{ \"title\": \"x\",", 1).into(),
            FileKind::BrokenJson,
            "draft.json, line 4, column 3: the name \"title\" stands twice in the same place (title).",
        ),
        (
            draft.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            FileKind::BrokenJson,
            "draft.json is saved as UTF-16.",
        ),
        (
            foreign(|file| file["formatVersion"] = json!(2)).into(),
            FileKind::Draft,
            "draft.json was made by a newer version of this program (format 2).",
        ),
        (
            foreign(|file| file["formatVersion"] = json!("1")).into(),
            FileKind::Draft,
            "draft.json: formatVersion must be a format of this program, not \"1\".",
        ),
        (
            foreign(|file| drop(file.as_object_mut().unwrap().remove("format"))).into(),
            FileKind::Draft,
            "draft.json: format is missing.",
        ),
        (
            foreign(|file| drop(file.as_object_mut().unwrap().remove("template"))).into(),
            FileKind::Draft,
            "draft.json: template is missing.",
        ),
        (
            foreign(|file| file["answers"] = json!(["x"])).into(),
            FileKind::Draft,
            "draft.json: answers can't be […].",
        ),
        (
            foreign(|file| file["template"]["sections"][3]["kind"] = json!("ritch")).into(),
            FileKind::Draft,
            "draft.json: the template has faults (1)",
        ),
        (
            "[".repeat(100_000).into(),
            FileKind::BrokenJson,
            "draft.json, line 1, column 65: brackets are nested",
        ),
        (vec![b'{'; 200_000_000], FileKind::BrokenJson, "draft.json is too large (191 MB)."),
        (vec![b'x'; 200_000_000], FileKind::Other, "draft.json is not a draft or a template"),
    ];
    for (bytes, kind, expected) in cases {
        let begun = Instant::now();
        let (found, outcome) = (recognise(&bytes), import_json("draft.json", &bytes, new_id(), NOW));
        let taken = begun.elapsed();
        let message = outcome.err().map(|error| error.to_string()).unwrap_or_default();
        assert_eq!(found, kind, "{message}");
        assert!(message.starts_with(expected) && message.is_empty() == expected.is_empty(), "{message:?}");
        assert!(taken < Duration::from_secs(1), "{message}: {taken:?}");
    }
}

#[test]
fn faults_of_the_template_within_a_draft_are_listed_with_their_places() {
    let error =
        import(&foreign(|file| file["template"]["sections"][3]["kind"] = json!("ritch"))).unwrap_err();
    let sentences: Vec<String> = error.messages().iter().map(ToString::to_string).collect();
    assert_eq!(sentences[1], r#"template.sections[3].kind: unknown kind "ritch"; did you mean "rich"?"#);
}

#[test]
fn what_was_opened_can_be_exported_and_opened_again_however_deep_it_is() {
    let nested = |depth: usize| (0..depth).fold(json!(1), |inner, _| json!([inner]));
    for depth in 50..=json::MOST_DEPTH {
        for place in ["later", "title", "template", "odd answer", "odd state", "no place"] {
            let text = foreign(|file| match place {
                "template" => file["template"]["x"] = nested(depth),
                "odd answer" => file["answers"]["I.a"] = nested(depth),
                "odd state" => file["answers"]["I.a"]["state"] = nested(depth),
                "no place" => file["answers"]["a b"] = nested(depth),
                member => file[member] = nested(depth),
            });
            if let Ok(draft) = import(&text) {
                let text = export_json(&draft);
                assert_eq!(import(&text).map(|draft| export_json(&draft)), Ok(text), "{place} {depth}");
            } else {
                assert!(depth > 58, "{place} {depth}");
            }
        }
    }
    for depth in 50..json::MOST_DEPTH {
        let mut template: Json = json::read("f", builtin().next().unwrap().source.as_bytes()).unwrap();
        template["x"] = nested(depth);
        if let Ok(Opened::Template(checked)) = open("f", template.to_string().as_bytes(), new_id(), NOW) {
            assert!(import(&export_json(&draft(Arc::new(checked.template), []))).is_ok(), "{depth}");
        } else {
            assert_eq!(depth, json::MOST_DEPTH - 1);
        }
    }
}

#[test]
fn one_button_opens_both_kinds_of_file() {
    let opened = |bytes: &[u8]| open("file.json", bytes, new_id(), NOW);
    let text = export_json(&some_draft());
    assert!(matches!(opened(text.as_bytes()), Ok(Opened::Draft(_))));
    for built_in in builtin() {
        assert!(matches!(opened(built_in.source.as_bytes()), Ok(Opened::Template(_))), "{}", built_in.id);
        assert!(read_template("file.json", built_in.source.as_bytes()).is_ok());
    }
    let error = read_template("file.json", text.as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "file.json is a draft, not a template. Open it as a draft.");
}

#[test]
fn the_example_is_a_draft_in_which_everything_can_be_read() {
    let example = example_of(new_id().as_str(), NOW);
    assert!(example.answers.len() > 10 && example.unknown.is_empty(), "{example:?}");
    for (id, answer) in &example.answers {
        assert!(kind_at(&example.template, id).is_some(), "{id}");
        assert!(
            !matches!(answer.value, Value::Unreadable(_)) && answer.unknown.is_empty(),
            "{id}: {answer:?}"
        );
    }
    let text = export_json(&example);
    assert!(schema().is_valid(&json::read("f", text.as_bytes()).unwrap()));
    assert_eq!(import(&text).unwrap(), example);
}

/// The schema of drafts, with the one of templates inside it.
fn schema() -> jsonschema::Validator {
    let file = |path: &str| json::read(path, &fs::read(folders::project().join(path)).unwrap()).unwrap();
    let mut schema = file("templates/draft.schema.json");
    let mut template = file("templates/template.schema.json");
    schema["$id"] = json!("https://example.org/draft.schema.json");
    template["$id"] = json!("https://example.org/template.schema.json");
    schema["$defs"]["template"] = template;
    jsonschema::draft202012::new(&schema).unwrap()
}

#[test]
fn exported_drafts_agree_with_the_schema() {
    let schema = schema();
    let valid = |text: &str| schema.is_valid(&json::read("f", text.as_bytes()).unwrap());
    assert!(valid(&export_json(&some_draft())));
    assert!(valid(&export_json(&draft(every_kind(), []))));
    assert!(!valid(&foreign(|file| file["formatVersion"] = json!(2))));
    assert!(!valid(&foreign(|file| file["answers"]["I.a"] = json!({"state": "reviewed"}))));
    assert!(!valid(&foreign(|file| file["answers"]["not a place"] = json!({"state": "empty"}))));
    assert!(!valid(&foreign(|file| file["template"]["sections"][3]["kind"] = json!("ritch"))));
    assert!(!valid(&foreign(|file| file["created"] = json!("yesterday"))));
}

#[test]
fn a_long_draft_is_exported_and_opened_quickly() {
    let words = "word ".repeat(20_000);
    let places = ["I.a", "I.b", "I.c", "II.b", "II.c", "II.d", "III.a", "III.b", "III.c", "IV"];
    let long = draft(wsis20(), places.map(|place| (place, started(Value::Text(words.clone())))));
    let begun = Instant::now();
    let text = export_json(&long);
    let exported = begun.elapsed();
    let begun = Instant::now();
    assert_eq!(import(&text).unwrap().answers, long.answers);
    println!("200,000 words: exported in {exported:?}, opened in {:?}", begun.elapsed());
    assert!(begun.elapsed() + exported < Duration::from_secs(1));
}

fn any_text() -> impl Strategy<Value = String> {
    prop_oneof![any::<String>(), "[a-z\\n*_#|\\\\ \u{a0}\u{200d}\u{200f}]{0,40}"]
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        any_text().prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 16, 4, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            any_members(inner).prop_map(Json::Object),
        ]
    })
}

fn any_members(inner: impl Strategy<Value = Json>) -> impl Strategy<Value = Map<String, Json>> {
    let name =
        prop_oneof!["[a-z]{1,8}", any::<String>(), Just("options".to_owned()), Just("reference".to_owned())];
    prop::collection::vec((name, inner), 0..4).prop_map(|members| members.into_iter().collect())
}

/// Members that are not known: what an answer or a draft keeps beside its own.
fn any_unknown() -> impl Strategy<Value = Map<String, Json>> {
    let known = [
        "format",
        "formatVersion",
        "title",
        "created",
        "template",
        "answers",
        "state",
        "value",
        "reason",
        "language",
    ];
    any_members(any_json()).prop_map(move |members| {
        members.into_iter().filter(|(name, _)| !known.contains(&name.as_str())).collect()
    })
}

fn any_ids() -> impl Strategy<Value = Vec<String>> {
    prop::collection::btree_set("[A-Za-z0-9._-]{1,12}", 0..5)
        .prop_map(|ids| ids.into_iter().collect())
        .prop_shuffle()
}

/// Any value that an answer to a question of that kind can have.
fn any_value(kind: Option<&FieldKind>) -> BoxedStrategy<Value> {
    let text = any_text().prop_map(Value::Text).boxed();
    let options =
        (any_ids(), any_text()).prop_map(|(options, other)| Value::Options { options, other }).boxed();
    let entries = any_ids().prop_map(Value::Entries).boxed();
    let reference = prop::array::uniform6(any_text())
        .prop_map(|[title, address, symbol, year, language, note]| {
            Value::Reference(Reference { title, address, symbol, year, language, note })
        })
        .boxed();
    let consent = (any_text(), any_text()).prop_map(|(option, date)| Value::Consent { option, date }).boxed();
    let fitting = match kind.map_or("", FieldKind::name) {
        "text" | "rich" | "date" | "email" | "url" => text,
        "choice" | "multichoice" | "tags" => options,
        "per-item" | "group" => entries,
        "reference" => reference,
        "consent" => consent,
        _ => prop_oneof![text, options, entries, reference, consent].boxed(),
    };
    // What this version cannot read, of whatever shape, is read so as well.
    let kind = kind.cloned();
    let unreadable = any_json().prop_map(move |json| read_value(kind.as_ref(), json));
    prop_oneof![6 => fitting, 1 => Just(Value::None), 1 => unreadable].boxed()
}

fn any_answer(kind: Option<&FieldKind>) -> impl Strategy<Value = Answer> + use<> {
    let state = prop::sample::select(vec![
        AnswerState::Empty,
        AnswerState::Started,
        AnswerState::Ready,
        AnswerState::NotApplicable,
    ]);
    (state, any_text(), any_value(kind), prop::option::of("[a-z]{2}"), any_unknown()).prop_map(
        |(state, reason, value, language, unknown)| Answer { state, reason, value, language, unknown },
    )
}

/// Any draft under the template of every kind: an answer in some of its slots, and at others.
fn any_draft() -> impl Strategy<Value = Draft> {
    let template = every_kind();
    let mut answers: Vec<BoxedStrategy<Option<(AnswerId, Answer)>>> = Vec::new();
    let mut add = |id: &str, kind: Option<&FieldKind>| {
        let id = AnswerId::parse(id).unwrap();
        let answer = any_answer(kind).prop_map(move |answer| (id.clone(), answer));
        answers.push(prop::option::of(answer).boxed());
    };
    for node in template.questions() {
        let kind = &node.field.as_ref().unwrap().kind;
        add(node.id.as_str(), Some(kind));
        for field in kind.fields() {
            add(&format!("{}/e1/{}", node.id, field.id), field.field.as_ref().map(|field| &field.kind));
        }
    }
    add("B.1/before", Some(&FieldKind::Rich));
    add("Z.9", None);
    add("Z.9/gone", None);
    let parts = (any_text(), answers, any::<i64>(), any_unknown());
    parts.prop_map(move |(title, answers, created, unknown)| Draft {
        id: DraftId::new("old").unwrap(),
        title,
        template: template.clone(),
        answers: answers.into_iter().flatten().collect::<SortedMap<_, _>>(),
        created: WallTime::from_millis(created),
        unknown,
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn opening_an_exported_draft_gives_the_same_draft(draft in any_draft()) {
        let text = export_json(&draft);
        let opened = import(&text).unwrap();
        prop_assert_eq!(&export_json(&opened), &text);
        prop_assert_eq!(Draft { id: draft.id.clone(), ..opened }, draft);
    }

    #[test]
    fn no_value_is_lost_whatever_its_shape(json in any_json()) {
        for kind in [None, Some(&FieldKind::Rich), Some(&FieldKind::Reference)] {
            let value = read_value(kind, json.clone());
            if matches!(value, Value::Unreadable(_) | Value::Text(_)) {
                prop_assert_eq!(&write_value(&value), &json);
            }
            prop_assert_eq!(&read_value(kind, write_value(&value)), &value);
        }
    }

    #[test]
    fn any_bytes_get_an_answer(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = recognise(&bytes);
        let _ = import_json("f", &bytes, new_id(), NOW);
    }

    #[test]
    fn a_damaged_draft_gets_an_answer(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let mut bytes = export_json(&some_draft()).into_bytes();
        let at = at.index(bytes.len());
        bytes[at] = byte;
        if let Ok(draft) = import_json("f", &bytes, new_id(), NOW) {
            let text = export_json(&draft);
            prop_assert_eq!(export_json(&import(&text).unwrap()), text);
        }
    }
}

/// A form with one list, offered by so many questions.
fn form_with_a_list(options: usize, questions: usize) -> Vec<u8> {
    let options: Vec<Json> =
        (0..options).map(|at| json!({ "id": format!("o{at}"), "name": format!("Option {at}") })).collect();
    let questions: Vec<Json> = (0..questions)
        .map(|at| json!({ "id": format!("q{at}"), "prompt": "Which?", "kind": "tags", "list": "all" }))
        .collect();
    let sections = json!([{ "id": "a", "prompt": "A", "children": questions }]);
    let list = json!({ "name": "All", "options": options });
    serde_json::to_vec(&json!({
        "format": 1, "id": "x", "version": "1", "languages": ["en"], "defaultLanguage": "en", "title": "X",
        "sections": sections, "lists": { "all": list }
    }))
    .unwrap()
}

#[test]
fn a_form_with_more_options_than_a_page_can_show_is_refused_with_the_place() {
    assert!(read_template("form.json", &form_with_a_list(1_500, 12)).is_ok());
    let cases = [
        (60_000, 12, "lists.all.options: a template can offer 20000 options at most"),
        (2_000, 12, "sections[0].children[9].list: a template can offer 20000 options at most"),
    ];
    for (options, questions, expected) in cases {
        let error = read_template("form.json", &form_with_a_list(options, questions)).unwrap_err();
        let said: Vec<String> = error.messages().iter().map(ToString::to_string).collect();
        assert!(said.iter().any(|said| said.contains(expected)), "{said:?}");
    }
}

#[test]
fn the_kinds_of_many_answers_are_those_of_one() {
    for template in [wsis20(), every_kind()] {
        let kinds = Kinds::of(&template);
        let questions = template.source.to_string();
        let ids: Vec<&str> = questions.split('"').filter(|id| QuestionId::new(id).is_some()).collect();
        for question in &ids {
            for rest in
                ["", "/before", "/after", "/else", "/C5/text", "/e1/title", "/C5/role", "/e1/document"]
            {
                let Some(id) = AnswerId::parse(&format!("{question}{rest}")) else { continue };
                assert_eq!(kinds.at(&id), kind_at(&template, &id), "{id}");
            }
        }
    }
}
