//! The templates that are part of the program: complete, and word for word.

use std::fs;
use std::sync::Arc;
use test_support::missing;

use submission_core::document::{Options, compose, markdown};
use submission_core::draft::DraftId;
use submission_core::exchange::{export_json, import_json};
use submission_core::json;
use submission_core::template::{Builtin, Field, FieldKind, Node, QuestionId, Template, builtin, read};
use submission_core::time::WallTime;
use test_support::folders;

fn kind_of(node: &Node) -> &FieldKind {
    &node.field.as_ref().unwrap().kind
}

fn wsis20() -> Arc<Template> {
    builtin().next().and_then(Builtin::template).unwrap()
}

#[test]
fn the_built_in_templates_are_read_without_a_remark() {
    for built_in in builtin() {
        let checked = read(json::read(built_in.id, built_in.source.as_bytes()).unwrap());
        assert!(checked.unwrap().notes.is_empty(), "{}", built_in.id);
        assert_eq!(built_in.template().unwrap().id, built_in.id);
    }
}

#[test]
fn the_wsis20_template_is_complete_and_asks_for_nothing() {
    let template = wsis20();
    let tree: Vec<_> =
        template.questions().skip(template.respondent.len()).map(|node| node.id.as_str()).collect();
    let answerable =
        ["I.a", "I.b", "I.c", "II.a", "II.b", "II.c", "II.d", "III.a", "III.b", "III.c", "IV", "V", "VI"];
    assert_eq!(tree, answerable);
    let sections: Vec<_> = template.sections.iter().map(|section| section.label.as_str()).collect();
    assert_eq!(sections, ["I.", "II.", "III.", "IV.", "V.", "VI."]);
    let fields: Vec<&Field> = template.questions().filter_map(|node| node.field.as_ref()).collect();
    assert!(fields.iter().all(|field| !field.required && field.limits.is_none()));
    assert_eq!((&template.call.deadline, &template.call.deliver), (&None, &None));
    let personal: Vec<_> = template
        .respondent
        .iter()
        .filter(|node| node.personal)
        .map(|node| node.prompt.pick("en", "en"))
        .collect();
    assert_eq!(personal, ["Name of respondent:", "Role of respondent:"]);

    let lines = &template.lists["action-lines"].entries;
    let sub_lines: Vec<_> = lines
        .iter()
        .filter(|line| line.parent.as_deref() == Some("C7"))
        .map(|line| line.id.as_str())
        .collect();
    let eight = [
        "C7-e-government",
        "C7-e-business",
        "C7-e-learning",
        "C7-e-health",
        "C7-e-employment",
        "C7-e-environment",
        "C7-e-agriculture",
        "C7-e-science",
    ];
    assert_eq!(sub_lines, eight);
    assert_eq!(lines.len(), 11 + 8);
    assert_eq!(template.lists["sdgs"].entries.len(), 17);
    let per_item = template.node(&QuestionId::new("II.a").unwrap()).map(kind_of).unwrap();
    assert!(matches!(per_item, FieldKind::PerItem { before: Some(_), after: Some(_), .. }));
    assert_eq!(
        per_item.fields().iter().map(|node| node.id.as_str()).collect::<Vec<_>>(),
        ["role", "text", "sdgs"]
    );
}

/// Drafts name a form by the digest of its file.
#[test]
fn the_program_holds_the_forms_as_they_stand_in_their_files() {
    for (built_in, file) in builtin().zip(["wsis20.json", "ga2015.json"]) {
        let path = folders::project().join("templates").join(file);
        let value: serde_json::Value = serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap();
        assert_eq!(built_in.template().unwrap().digest, submission_core::template::digest(&value), "{file}");
    }
}

/// The form as the first version of this program had it, with shorter names of four action lines.
fn of_the_first_version() -> String {
    let source = builtin().next().unwrap().source;
    let pairs = [
        (r#""version":"2""#, r#""version":"1""#),
        (": an essential foundation for an inclusive information society", ""),
        ("Capacity-building", "Capacity building"),
        ("ICT applications: benefits in all aspects of life", "ICT applications"),
        ("ICT applications e-health: benefits in all aspects of life", "E-health"),
    ];
    pairs.into_iter().fold(source.to_owned(), |text, (new, old)| {
        assert!(text.contains(new), "{new}");
        text.replace(new, old)
    })
}

#[test]
fn a_draft_under_earlier_names_of_action_lines_stays_as_it_is() {
    let old: serde_json::Value = serde_json::from_str(&of_the_first_version()).unwrap();
    let file = serde_json::json!({
        "format": "submission-editor/draft", "formatVersion": 1, "title": "Old", "template": old,
        "answers": {
            "II.a": {"state": "started", "value": {"entries": ["C2", "C7-e-health"]}},
            "II.a/C2/text": {"state": "started", "value": "Masts."},
            "II.a/C7-e-health/text": {"state": "started", "value": "Clinics."},
        },
    });
    let read = |text: &str| {
        import_json("old.json", text.as_bytes(), DraftId::new("a").unwrap(), WallTime::default()).unwrap()
    };
    let draft = read(&file.to_string());
    assert_eq!(draft.template.source, old);
    assert_ne!(draft.template.digest, wsis20().digest, "the new names are another form");
    assert_eq!(read(&export_json(&draft)).template.digest, draft.template.digest);
    let written = markdown::render(&compose(&draft, &Options::english()));
    for line in
        ["### C2: Information and communication infrastructure", "Masts.", "### C7: E-health", "Clinics."]
    {
        assert!(written.lines().any(|printed| printed == line), "{line}: {written}");
    }
}

/// The published copy of a filled form, where it is there.
fn seed() -> Option<String> {
    let folder = folders::seed();
    let text = fs::read_to_string(folder.join("unodc-wsis20-submission.txt")).ok();
    if text.is_none() {
        missing::material("submission in the seed folder");
    }
    text
}

#[test]
fn the_wsis20_template_says_what_the_filled_form_says_word_for_word() {
    let Some(seed) = seed() else { return };
    let template = wsis20();
    let mut position = 0;
    let mut expect = |text: &str| {
        let found = seed.get(position..).and_then(|rest| rest.find(text));
        let found = found.unwrap_or_else(|| panic!("not in its place in the form: {text:?}"));
        position += found + text.len();
    };
    let text = |text| template.text(text, "en").to_owned();
    for line in template.cover.lines.iter().filter(|line| !text(&line.text).contains('{')) {
        expect(&text(&line.text));
    }
    expect(&text(template.cover.purpose.as_ref().unwrap()));
    expect(&text(template.cover.disclaimer.as_ref().unwrap()));
    for line in &template.heading {
        expect(&format!("\n{}\n", text(line)));
    }
    for field in &template.respondent[1..] {
        expect(&text(&field.prompt));
    }
    let mut prompts = 0;
    for section in &template.sections {
        for node in [section].into_iter().chain(&section.children) {
            expect(&format!("\n{} {}\n", node.label, text(&node.prompt)));
            prompts += 1;
        }
    }
    assert_eq!(prompts, 16);
    assert_eq!(seed.matches(&text(&template.export.not_applicable)).count(), 5);
}
