//! The filled example: a draft file like any other, and one of every construct that writers use.

use std::sync::Arc;

use submission_core::draft::{AnswerState, progress};
use submission_core::exchange::export_json;
use submission_core::richtext::{count, read, write};
use test_support::drafts::{EXAMPLE, example, wsis20};
use test_support::folders;

/// The template in the file is the built-in one. After a change of the template or of the text,
/// `EXAMPLE=write cargo test --test example` writes the file anew.
#[test]
fn the_example_is_written_as_the_program_writes_it() {
    let mut draft = example();
    draft.template = wsis20();
    for answer in draft.answers.values_mut() {
        if let submission_core::draft::Value::Text(text) = &mut answer.value
            && text.contains('\n')
        {
            *text = write(&read(text).text);
        }
    }
    let written = export_json(&draft);
    if std::env::var_os("EXAMPLE").is_some() {
        std::fs::write(folders::project().join("templates/example.json"), &written).unwrap();
    }
    assert!(written == EXAMPLE, "templates/example.json is out of date");
}

#[test]
fn nothing_in_the_example_is_unknown() {
    let draft = example();
    assert_eq!(draft.template.digest, Arc::clone(&wsis20()).digest);
    assert!(draft.unknown.is_empty());
    for (id, answer) in &draft.answers {
        assert!(answer.unknown.is_empty(), "{id}");
        assert!(!matches!(answer.value, submission_core::draft::Value::Unreadable(_)), "{id}");
    }
}

#[test]
fn the_example_is_nearly_done() {
    let draft = example();
    let sections = progress(&draft.template, &draft.template.sections, &draft);
    assert_eq!((sections.ready, sections.not_applicable, sections.total()), (11, 2, 13));
    let respondent = progress(&draft.template, &draft.template.respondent, &draft);
    assert_eq!((respondent.ready, respondent.empty), (3, 2));
    let words: usize = draft
        .answers
        .values()
        .filter(|answer| answer.state != AnswerState::NotApplicable)
        .map(|answer| count(&read(answer.value.text()).text).words)
        .sum();
    assert!((800..1200).contains(&words), "{words} words");
}
