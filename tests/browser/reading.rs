//! The exported Markdown, as a reader and another program see it.

use crate::writer::words;
use std::io::Write as _;
use std::process::{Command, Stdio};
use submission_core::richtext;
use submission_core::template::{Node, Template};
use test_support::missing;

/// All prompts are there, verbatim and in their order.
#[track_caller]
pub fn assert_prompts(markdown: &str, template: &Template) {
    let mut rest = markdown;
    for node in &template.sections {
        skip_to_prompt(&mut rest, template, node);
    }
}

#[track_caller]
fn skip_to_prompt(rest: &mut &str, template: &Template, node: &Node) {
    let prompt = words(template, &node.prompt);
    let found = rest.find(prompt);
    *rest = &rest[found.unwrap_or_else(|| panic!("{prompt:?} is missing or out of order"))..];
    for child in &node.children {
        skip_to_prompt(rest, template, child);
    }
}

/// All answers are there word for word, and so many are left out as not applicable.
#[track_caller]
pub fn assert_all_is_there(markdown: &str, answers: &[String], left_out: usize) {
    assert_words_are_there(&words_of(markdown), answers.iter().map(|answer| words_of(answer)), left_out);
    match read_by_pandoc(markdown) {
        Some(document) => {
            let answers = answers.iter().map(|answer| read_by_pandoc(answer).unwrap());
            assert_words_are_there(&document, answers, left_out);
        }
        None => missing::tool("pandoc"),
    }
}

#[track_caller]
fn assert_words_are_there(document: &str, answers: impl Iterator<Item = String>, left_out: usize) {
    for expected in answers {
        assert!(document.contains(&expected), "lost or changed: {expected:?} in {document}");
    }
    assert_eq!(document.matches(" N/A. ").count(), left_out, "in {document}");
}

/// The words of a text as our own reader has them.
fn words_of(markdown: &str) -> String {
    let plain = richtext::plain_text(&richtext::read(markdown).text);
    plain.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a text as pandoc reads them; none where it is not installed.
fn read_by_pandoc(markdown: &str) -> Option<String> {
    let started = Command::new("pandoc")
        .args(["--from=gfm-raw_html", "--to=plain", "--wrap=none"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn();
    let mut pandoc = started.ok()?;
    pandoc.stdin.take()?.write_all(markdown.as_bytes()).ok()?;
    let plain = String::from_utf8(pandoc.wait_with_output().ok()?.stdout).ok()?;
    Some(plain.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[test]
fn answers_that_came_out_whole_are_found_without_pandoc() {
    let document = "# Question\n\n*Two* words\n\n# Other\n\nN/A.\n\n# Last\n\n- One";
    assert_words_are_there(&words_of(document), ["**Two** words", "One"].map(words_of).into_iter(), 1);
}

#[test]
#[should_panic(expected = "lost or changed")]
fn an_answer_that_was_changed_is_noticed_without_pandoc() {
    assert_words_are_there(&words_of("Two wrds"), [words_of("Two words")].into_iter(), 0);
}
