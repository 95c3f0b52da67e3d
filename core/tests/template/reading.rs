//! Reading templates: the fixtures, the built-in ones, and the published schema.

use std::fs;
use std::time::{Duration, Instant};

use proptest::prelude::*;
use serde_json::{Value as Json, json};
use submission_core::json;
use submission_core::template::{Checked, FieldKind, Node, Problem, TemplateError, read};
use test_support::folders;

fn file(path: &str) -> Json {
    json::read(path, &fs::read(folders::project().join(path)).unwrap()).unwrap()
}

fn schema() -> jsonschema::Validator {
    jsonschema::draft202012::new(&file("templates/template.schema.json")).unwrap()
}

fn every_kind() -> Json {
    file("tests/fixtures/every-kind.template.json")
}

/// The faults as sentences, for comparing and showing.
fn sentences(outcome: &Result<Checked, Vec<TemplateError>>) -> Vec<String> {
    outcome.as_ref().err().into_iter().flatten().map(ToString::to_string).collect()
}

fn notes(outcome: &Result<Checked, Vec<TemplateError>>) -> Vec<String> {
    let notes = outcome.iter().flat_map(|checked| &checked.notes);
    notes.map(|note| note.message().to_string()).collect()
}

/// `every_kind`, with the value at `pointer` changed: `None` takes it away.
fn changed(pointer: &str, value: Option<Json>) -> Json {
    let mut template = every_kind();
    let (parent, name) = pointer.rsplit_once('/').unwrap();
    match (template.pointer_mut(parent).unwrap(), value) {
        (Json::Object(members), Some(value)) => drop(members.insert(name.to_owned(), value)),
        (Json::Object(members), None) => drop(members.shift_remove(name)),
        (Json::Array(items), Some(value)) => items[name.parse::<usize>().unwrap()] = value,
        (Json::Array(items), None) => drop(items.remove(name.parse().unwrap())),
        _ => panic!("nothing at {pointer}"),
    }
    template
}

#[test]
fn a_broken_template_gets_a_list_of_all_its_faults() {
    let outcome = read(file("tests/fixtures/broken.template.json"));
    let expected = [
        r#"languages[1]: "x" is not a language tag such as "en" or "pt-BR"."#,
        r#"defaultLanguage: the default language "fr" is not among the template's languages."#,
        r#"id: "broken template" can't be an id. Use up to 64 of the letters A to Z and a to z, digits, full stops, underscores and hyphens."#,
        r#"title is missing; is it misspelt as "titel"?"#,
        r#"lists.sdgs.options[1].id: the id "gren" is already used at lists.sdgs.options[0]. Give each its own."#,
        r#"lists.sdgs.options[1].parent: there is no option "gold"."#,
        r#"respondent[0].required must be true or false, not "yes"."#,
        r#"respondent[1].earliest: "30 October 2024" is not a day such as 2024-10-30."#,
        r#"sections[0].children[0].kind: unknown kind "ritch"; did you mean "rich"?"#,
        r#"sections[0].children[1].id: the id "I.a" is already used at sections[0].children[0]. Give each its own."#,
        r#"sections[0].children[1].limits.min: the least is more than the most."#,
        r#"sections[0].children[2].prompt is blank."#,
        r#"sections[0].children[2] needs either "options" or "list"."#,
        r#"sections[1].list: there is no list "sdg"; did you mean "sdgs"?"#,
        r#"sections[4].entry is missing."#,
        r#"sections[4].fields[0].id: the program needs the id "before" for itself. Choose another."#,
        r#"sections[4].fields[0].kind: a sub-field can't be of the kind "group"."#,
        r#"sections[5] has neither a kind nor questions below it."#,
        r#"sections[2].when.includes: there is no option "green"; did you mean "gren"?"#,
        r#"sections[2].when: whether this question is asked depends on itself."#,
        r#"cover.lines[0].text: there is no respondent field "orgnization" for the slot in braces; did you mean "organization"?"#,
    ];
    assert_eq!(sentences(&outcome), expected);
}

#[test]
fn every_kind_is_read_without_a_remark() {
    let outcome = read(every_kind());
    assert_eq!(sentences(&outcome), [""; 0]);
    assert_eq!(notes(&outcome), [""; 0]);
    let template = outcome.unwrap().template;
    let mut kinds: Vec<&str> = template.questions().map(kind_of).map(FieldKind::name).collect();
    kinds.extend(
        template.questions().flat_map(|node| kind_of(node).fields()).map(kind_of).map(FieldKind::name),
    );
    kinds.sort_unstable();
    kinds.dedup();
    let all = [
        "choice",
        "consent",
        "date",
        "email",
        "group",
        "multichoice",
        "per-item",
        "reference",
        "rich",
        "static",
        "tags",
        "text",
        "url",
    ];
    assert_eq!(kinds, all);
    assert_eq!(template.text(&template.title, "ar"), "كل أنواع الأسئلة");
    assert_eq!(template.text(&template.heading[0], "ar"), "Assembly of Examples");
    assert_eq!(template.source, every_kind());
}

fn kind_of(node: &Node) -> &FieldKind {
    &node.field.as_ref().unwrap().kind
}

#[test]
fn one_change_gives_one_fault_that_names_its_place() {
    let cases = [
        (
            "/format",
            Some(json!(2)),
            r#"format: this template was made for a newer version of this program (format 2). Get the newest version with a network: reload the page, and press “Use the new version” where it is offered. Then open it again."#,
        ),
        ("/format", Some(json!("1")), r#"format must be 1, not "1"."#),
        ("/format", None, "format is missing."),
        ("/languages", Some(json!([])), "languages must not be empty."),
        ("/title", Some(json!({"ar": "عنوان"})), "title has no wording in the default language (en)."),
        ("/title/ar", Some(json!(" ")), "title.ar is blank."),
        (
            "/title",
            Some(json!(["x"])),
            "title must be text in quotation marks, or an object with a text for each language, not […].",
        ),
        ("/version", Some(json!(2.5)), "version must be text in quotation marks, not 2.5."),
        ("/sections", Some(json!({})), "sections must be a list in square brackets, not {}."),
        (
            "/sections/0/children/1/limits/max",
            Some(json!(-1)),
            "sections[0].children[1].limits.max must be a whole number from 0 to 4294967295, not -1.",
        ),
        (
            "/sections/0/children/1/limits/unit",
            Some(json!("word")),
            r#"sections[0].children[1].limits.unit: unknown unit "word"; did you mean "words"?"#,
        ),
        (
            "/sections/0/children/1/limits",
            Some(json!({"unit": "words"})),
            r#"sections[0].children[1].limits needs "min" or "max"."#,
        ),
        (
            "/sections/0/children/4/min",
            Some(json!(5)),
            "sections[0].children[4].min: the least is more than the most.",
        ),
        (
            "/sections/0/children/4/max",
            Some(json!(0)),
            "sections[0].children[4].min: the least is more than the most.",
        ),
        (
            "/sections/1/children/0/min",
            Some(json!(4)),
            "sections[1].children[0].min: more are asked for than there are (3).",
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"question": "A.2"})),
            r#"sections[0].children[3].when must have one of these forms: "question" with "includes", "answered", "all", "any", "not"."#,
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"answered": "A.1", "not": {}})),
            r#"sections[0].children[3].when must have one of these forms: "question" with "includes", "answered", "all", "any", "not"."#,
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"answered": "A"})),
            r#"sections[0].children[3].when.answered: there is no question "A"."#,
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"answered": "A.note"})),
            r#"sections[0].children[3].when.answered: there is no question "A.note"."#,
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"question": "A.1", "includes": "x"})),
            r#"sections[0].children[3].when.question: the question "A.1" has no options."#,
        ),
        (
            "/sections/0/children/3/when",
            Some(json!({"answered": "A.3"})),
            "sections[0].children[3].when: whether this question is asked depends on itself.",
        ),
        (
            "/sections/1/when",
            Some(json!({"answered": "B.2"})),
            "sections[1].when: whether this question is asked depends on itself.",
        ),
        (
            "/sections/0/children/5/suggestedBy",
            Some(json!("A.1")),
            r#"sections[0].children[5].suggestedBy: the question "A.1" can't suggest anything. Name a per-item or tags question."#,
        ),
        (
            "/sections/1/children/0/fields/1/when",
            Some(json!({"answered": "A.1"})),
            "sections[1].children[0].fields[1].when is not possible here. Remove it.",
        ),
        (
            "/respondent/0/children",
            Some(json!([])),
            "respondent[0].children is not possible here. Remove it.",
        ),
        ("/respondent/0/kind", None, "respondent[0].kind is missing."),
        (
            "/lists/areas/options/0/id",
            Some(json!("other")),
            r#"lists.areas.options[0].id: the program needs the id "other" for itself. Choose another."#,
        ),
        (
            "/lists/areas/options/0/parent",
            Some(json!("north-east")),
            "lists.areas.options[0].parent: this entry is a part of itself.",
        ),
        (
            "/lists/areas/options/0/suggests",
            Some(json!({"color": []})),
            r#"lists.areas.options[0].suggests.color: there is no list "color"; did you mean "colours"?"#,
        ),
        (
            "/lists/areas/options/0/suggests/colours/0",
            Some(json!("bleu")),
            r#"lists.areas.options[0].suggests.colours[0]: there is no option "bleu"; did you mean "blue"?"#,
        ),
        (
            "/cover/lines/0/text",
            Some(json!("{whom} {not a slot")),
            r#"cover.lines[0].text: there is no respondent field "whom" for the slot in braces; did you mean "who"?"#,
        ),
    ];
    for (pointer, value, expected) in cases {
        let found = sentences(&read(changed(pointer, value)));
        assert_eq!(found.first().map(String::as_str), Some(expected), "{pointer}: {found:#?}");
    }
}

#[test]
fn what_may_be_meant_otherwise_is_only_remarked() {
    let cases = [
        (
            "/sections/0/children/2/guidanse",
            json!("x"),
            r#"sections[0].children[2].guidanse is not known and was left as it is. Did you mean "guidance"?"#,
        ),
        (
            "/sections/0/children/1/options",
            json!("anything"),
            "sections[0].children[1].options has no effect here.",
        ),
        ("/sections/0/required", json!(true), "sections[0].required has no effect here."),
        (
            "/title/fr",
            json!("Titre"),
            "title.fr is in a language that is not among the template's languages.",
        ),
    ];
    for (pointer, value, expected) in cases {
        let outcome = read(changed(pointer, Some(value)));
        assert_eq!((sentences(&outcome), notes(&outcome)), (vec![], vec![expected.to_owned()]), "{pointer}");
    }
}

#[test]
fn what_has_no_effect_and_what_is_not_known_is_said_with_its_place() {
    let inner = json!([{"id": "in", "prompt": "Inner", "guidance": "Unseen", "tip": "Unseen", "children": [{"id": "q", "prompt": "Q", "kind": "rich", "guidance": "Seen", "tip": "Seen"}]}]);
    let unknown = |place: &str| {
        format!(r#"{place} is not known and was left as it is. Names of your own begin with "x-"."#)
    };
    let idle = |place: &str| format!("{place} has no effect here.");
    let unseen = |place: &str| {
        format!("{place} is kept in the file, but this version of the editor does not show it here.")
    };
    let cases = [
        ("/colour", json!("red"), vec![unknown("colour")]),
        ("/call/telephone", json!("1"), vec![unknown("call.telephone")]),
        ("/cover/lines/0/size", json!(1), vec![unknown("cover.lines[0].size")]),
        ("/sections/0/children/0/colour", json!(null), vec![unknown("sections[0].children[0].colour")]),
        (
            "/sections/0/children/1/limits/every",
            json!("page"),
            vec![unknown("sections[0].children[1].limits.every")],
        ),
        (
            "/sections/1/children/1/fields/0/unit",
            json!("USD"),
            vec![unknown("sections[1].children[1].fields[0].unit")],
        ),
        ("/sections/1/when/unless", json!({}), vec![unknown("sections[1].when.unless")]),
        ("/lists/areas/options/0/text", json!("x"), vec![unknown("lists.areas.options[0].text")]),
        ("/export/paper", json!("A4"), vec![unknown("export.paper")]),
        ("/x-colour", json!("red"), vec![]),
        ("/sections/0/children/1/x-tip", json!("own"), vec![]),
        ("/sections/0/limits", json!({"unit": "words", "max": 9}), vec![idle("sections[0].limits")]),
        ("/sections/0/required", json!(true), vec![idle("sections[0].required")]),
        ("/sections/0/personal", json!(true), vec![idle("sections[0].personal")]),
        ("/sections/0/guidance", json!("Seen over the questions"), vec![]),
        ("/sections/0/tip", json!("Unseen"), vec![unseen("sections[0].tip")]),
        (
            "/sections/0/children",
            inner,
            vec![unseen("sections[0].children[0].guidance"), unseen("sections[0].children[0].tip")],
        ),
        (
            "/sections/1/children/0/fields/1/guidance",
            json!("Unseen"),
            vec![unseen("sections[1].children[0].fields[1].guidance")],
        ),
        (
            "/sections/1/children/0/fields/1/tip",
            json!("Unseen"),
            vec![unseen("sections[1].children[0].fields[1].tip")],
        ),
        ("/sections/1/children/0/fields/1/label", json!("a."), vec![]),
    ];
    for (pointer, value, expected) in cases {
        let mut template = changed(pointer, Some(value));
        if pointer == "/sections/0/children" {
            template["sections"].as_array_mut().unwrap().truncate(1);
        }
        let outcome = read(template);
        assert_eq!((sentences(&outcome), notes(&outcome)), (vec![], expected), "{pointer}");
    }
}

#[test]
fn of_very_many_remarks_the_first_are_listed_and_the_others_counted() {
    let mut template = every_kind();
    for index in 0..3_000 {
        template[format!("colour{index}")] = json!(0);
    }
    let found = notes(&read(template));
    assert_eq!(found.len(), 101);
    assert_eq!(found.last().unwrap(), "There are 2900 more such points, which are not listed.");
}

/// A problem that a schema cannot see, because it lies between two values.
fn lies_between_values(problem: &Problem) -> bool {
    use submission_core::template::Named;
    matches!(
        problem,
        Problem::DuplicateId { .. }
            | Problem::Unknown {
                what: Named::List | Named::Question | Named::Option | Named::Respondent,
                ..
            }
            | Problem::NoDefaultWording { .. }
            | Problem::DefaultNotListed { .. }
            | Problem::Circle
            | Problem::NoOptionsThere { .. }
            | Problem::SuggestsNothing { .. }
            | Problem::PartOfItself
            | Problem::LeastOverMost
            | Problem::MoreThanThereAre { .. }
    )
}

/// Every place of a value, as JSON pointers.
fn places(value: &Json, at: &str, found: &mut Vec<String>) {
    let members: Vec<(String, &Json)> = match value {
        Json::Object(members) => members.iter().map(|(name, member)| (name.clone(), member)).collect(),
        Json::Array(items) => {
            items.iter().enumerate().map(|(index, item)| (index.to_string(), item)).collect()
        }
        _ => Vec::new(),
    };
    for (name, member) in members {
        let place = format!("{at}/{name}");
        places(member, &place, found);
        found.push(place);
    }
}

#[test]
fn the_schema_and_the_reader_agree_on_every_single_change() {
    let schema = schema();
    let mut pointers = Vec::new();
    places(&every_kind(), "", &mut pointers);
    let values = [
        None,
        Some(json!(null)),
        Some(json!(true)),
        Some(json!(7)),
        Some(json!(-1)),
        Some(json!(1.5)),
        Some(json!("")),
        Some(json!("rich")),
        Some(json!("per-item")),
        Some(json!("a b")),
        Some(json!("before")),
        Some(json!([])),
        Some(json!(["x"])),
        Some(json!({})),
        Some(json!({"en": "x"})),
        Some(json!({"en": 1})),
    ];
    let (mut changes, mut disagreements) = (0, Vec::new());
    for pointer in pointers.iter().filter(|pointer| !pointer.starts_with("/x-house")) {
        for value in &values {
            let template = changed(pointer, value.clone());
            let allowed = schema.is_valid(&template);
            let problems = read(template).err().unwrap_or_default();
            if allowed != problems.iter().all(|error| lies_between_values(&error.problem)) {
                disagreements.push(format!("{pointer} = {value:?}: schema {allowed}, reader {problems:?}"));
            }
            changes += 1;
        }
    }
    assert!(disagreements.is_empty(), "{disagreements:#?}");
    println!("{changes} changes judged alike");
}

#[test]
fn the_schema_refuses_the_broken_template_and_accepts_the_others() {
    let schema = schema();
    assert!(!schema.is_valid(&file("tests/fixtures/broken.template.json")));
    for path in ["tests/fixtures/every-kind.template.json", "templates/wsis20.json", "templates/ga2015.json"]
    {
        let errors: Vec<_> = schema
            .iter_errors(&file(path))
            .map(|error| format!("{}: {error}", error.instance_path()))
            .collect();
        assert!(errors.is_empty(), "{path}: {errors:#?}");
    }
}

#[test]
fn the_digest_is_that_of_the_value_however_it_is_spaced() {
    let spaced = format!("{:#}", every_kind());
    let template = |text: &str| read(json::read("f", text.as_bytes()).unwrap()).unwrap().template;
    assert_eq!(template(&spaced).digest, template(&every_kind().to_string()).digest);
    assert_eq!(template(&spaced).digest.len(), 64);
    let other = changed("/title", Some(json!("Another")));
    assert_ne!(template(&other.to_string()).digest, template(&spaced).digest);
}

#[test]
fn hostile_templates_get_their_answer_within_a_second() {
    let with = |pointer: &str, value: Json| changed(pointer, Some(value));
    let node = |index: usize| json!({"id": format!("n{index}"), "prompt": "x", "kind": "rich"});
    let chain = |index: usize| json!({"id": format!("n{index}"), "prompt": "x", "kind": "rich", "when": {"answered": format!("n{}", (index + 1) % 4_000)}});
    let choice =
        |index: usize| json!({"id": format!("n{index}"), "prompt": "x", "kind": "choice", "list": "long"});
    let option = |index: usize| json!({"id": format!("o{index}"), "name": "x"});
    let mut many_options =
        with("/lists/long", json!({"name": "x", "options": (0..20_000).map(option).collect::<Vec<_>>()}));
    many_options["sections"] = (0..1_000).map(choice).collect();
    let mut deep = node(0);
    let mut deep_condition = json!({"answered": "A.1"});
    for index in 1..12 {
        deep = json!({"id": format!("n{index}"), "prompt": "x", "children": [deep]});
        deep_condition = json!({"not": deep_condition});
    }
    let nonsense: serde_json::Map<_, _> =
        (0..200_000).map(|index| (format!("promp{index}"), json!(0))).collect();
    let cases = [
        (
            "many nodes",
            with("/sections", (0..100_000).map(node).collect()),
            Problem::TooManyNodes { most: 5_000 },
        ),
        ("long circle", with("/sections", (0..4_000).map(chain).collect()), Problem::Circle),
        ("many options", many_options, Problem::TooManyOptions { most: 200_000 }),
        ("deep", with("/sections", json!([deep])), Problem::TooDeep { most: 6 }),
        (
            "deep condition",
            with("/sections/0/children/3/when", deep_condition),
            Problem::ConditionTooDeep { most: 8 },
        ),
        (
            "many conditions",
            with("/sections/0/children/3/when", json!({"all": vec![json!({"answered": "A.1"}); 100_000]})),
            Problem::TooManyConditions { most: 10_000 },
        ),
        ("many unknown members", with("/sections/0", Json::Object(nonsense)), Problem::EmptyNode),
    ];
    for (name, template, expected) in cases {
        let begun = Instant::now();
        let errors = read(template).unwrap_err();
        let taken = begun.elapsed();
        assert!(errors.iter().any(|error| error.problem == expected), "{name}: {errors:#?}");
        assert!(errors.len() <= 101, "{name}");
        // The debug build is about ten times slower than what is shipped.
        let most = if cfg!(debug_assertions) { 10 } else { 1 };
        assert!(taken < Duration::from_secs(most), "{name}: {taken:?}");
        println!("{name}: {taken:?}");
    }
}

proptest! {
    #[test]
    fn any_two_changes_get_an_answer(
        first in any::<prop::sample::Index>(), second in any::<prop::sample::Index>(), moved in any::<prop::sample::Index>(),
    ) {
        let mut template = every_kind();
        let mut pointers = Vec::new();
        places(&template, "", &mut pointers);
        let value = template.pointer(moved.get::<String>(&pointers)).cloned().unwrap();
        *template.pointer_mut(first.get::<String>(&pointers)).unwrap() = value.clone();
        if let Some(place) = template.pointer_mut(second.get::<String>(&pointers)) {
            *place = value;
        }
        let _ = read(template);
    }
}
