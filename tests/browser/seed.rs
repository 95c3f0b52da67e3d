//! The real submission, where it is present: pasted into the form, taken out as Markdown.

use crate::harness::{Browser, Site, starting};
use crate::reading::{assert_all_is_there, assert_prompts};
use crate::writer::{WSIS, answered, begin, form, go_to_question, name_of, words};
use std::path::{Path, PathBuf};
use std::{env, fs};
use submission_core::template::Template;
use test_support::missing;

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_real_submission_comes_out_as_it_was_pasted_in() {
    let Some(text) = real_submission() else {
        missing::material("submission in the seed folder");
        return;
    };
    let template = form(WSIS);
    let answers = answers(&text, &template);
    assert_eq!(answers.len(), 13);
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    let submitter = text.split("Submission by\n").nth(1).unwrap().trim_start().lines().next().unwrap();
    page.textbox("Submission by").write(submitter);
    for line in ["Name of organization:", "Date of response:"] {
        page.textbox(line).write(said(&text, line));
    }
    for (id, answer) in &answers {
        go_to_question(&page, id);
        let node = answered(&template).into_iter().find(|node| node.id.as_str() == id).unwrap();
        // Where a list is asked for, the first field takes text that belongs to no entry.
        let sheet = page.textboxes(starting(&name_of(&template, &node))).swap_remove(0);
        sheet.write(answer);
        if answer == "N/A." {
            page.click_button("Mark as not applicable");
        }
    }
    page.click_link("Export");
    let document = page.download(|| page.click_button("Save as Markdown"));
    let markdown = document.text();
    assert_prompts(markdown, &template);
    let mut expected: Vec<String> =
        answers.into_iter().map(|(_, answer)| answer).filter(|answer| answer != "N/A.").collect();
    expected.extend([submitter, said(&text, "Name of organization:"), "30 October 2024"].map(str::to_owned));
    assert_all_is_there(markdown, &expected, 5);
    assert_eq!(markdown.matches("](#)").count(), 19, "links, with the addresses that they have");
}

fn real_submission() -> Option<String> {
    let folder = env::var_os("SEED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/seed"), PathBuf::from);
    let mut files = fs::read_dir(folder).ok()?.filter_map(|file| Some(file.ok()?.path()));
    fs::read_to_string(files.find(|file| file.extension().is_some_and(|ending| ending == "txt"))?).ok()
}

/// What stands on the line after these words.
fn said<'t>(text: &'t str, line: &str) -> &'t str {
    text.lines().find_map(|found| found.strip_prefix(line)).expect("the line is there").trim()
}

/// What stands between the prompts, by the id of its question.
fn answers(text: &str, template: &Template) -> Vec<(String, String)> {
    let tree = template.sections.iter().flat_map(|section| std::iter::once(section).chain(&section.children));
    let mut rest = text;
    let mut found: Vec<(String, String)> = Vec::new();
    for node in tree {
        let line = format!("\n{} {}\n", node.label, words(template, &node.prompt));
        let (before, after) = rest.split_once(&line).expect("the prompt is there");
        if let Some((_, answer)) = found.last_mut() {
            *answer = before.to_owned();
        }
        found.push((node.id.to_string(), String::new()));
        // The line break belongs to the next prompt too.
        rest = &rest[rest.len() - after.len() - 1..];
    }
    if let Some((_, answer)) = found.last_mut() {
        *answer = rest.to_owned();
    }
    // Lists within items are indented by one space in the file, which Markdown does not take for indented.
    let typed = found.into_iter().map(|(id, answer)| (id, answer.trim().replace("\n ", "\n  ")));
    typed.filter(|(_, answer)| !answer.is_empty()).collect()
}
