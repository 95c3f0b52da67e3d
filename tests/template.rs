//! Reading templates: the fixtures, the built-in ones, and the published schema.
#![cfg(not(target_arch = "wasm32"))]

use std::fs;

use serde_json::Value as Json;
use submission_editor::json;
use submission_editor::template::{Checked, TemplateError, read};

fn file(path: &str) -> Json {
    json::read(path, &fs::read(path).unwrap()).unwrap()
}

fn schema() -> jsonschema::Validator {
    jsonschema::draft202012::new(&file("templates/template.schema.json")).unwrap()
}

fn every_kind() -> Json {
    file("tests/fixtures/every-kind.template.json")
}

/// The problems as `place: sentence`, for comparing and showing.
fn sentences(outcome: &Result<Checked, Vec<TemplateError>>) -> Vec<String> {
    outcome.as_ref().err().into_iter().flatten().map(ToString::to_string).collect()
}

#[test]
fn a_broken_template_gets_a_list_of_all_its_faults() {
    let expected = [
        "languages[1]: \"x\" is not a language tag such as \"en\" or \"pt-BR\".",
        "defaultLanguage: the default language \"fr\" is not among the template's languages.",
        "id: \"broken template\" can't be an id. Use up to 64 of the letters A to Z and a to z, digits, full stops, underscores and hyphens.",
        "title is missing.",
        "lists.sdgs.options[1].id: the id \"gren\" is already used at lists.sdgs.options[0]. Give each its own.",
    ];
    let outcome = read(file("tests/fixtures/broken.template.json"));
    println!("{:#?}", sentences(&outcome));
    for sentence in expected {
        assert!(sentences(&outcome).iter().any(|found| found == sentence), "{sentence}");
    }
}

#[test]
fn every_kind_is_read_and_agrees_with_the_schema() {
    let outcome = read(every_kind());
    assert_eq!(sentences(&outcome), Vec::<String>::new());
    let errors: Vec<_> =
        schema().iter_errors(&every_kind()).map(|e| format!("{} {e}", e.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
}
