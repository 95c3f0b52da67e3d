//! Forms other than the first: the second built-in one, and files that the writer brings.

use std::env;
use std::time::Duration;

use crate::harness::{Browser, Page, Site, starting};
use crate::writer::{answered, begin, name_of, sheet, words};
use serde_json::{Value as Json, json};
use submission_core::template::builtin::builtin;

const FIVE_QUESTIONS: &str = "What are the challenges to the implementation of WSIS outcomes?";

const OWN_FORM: &str = r#"{
  "format": 1,
  "id": "reading-room",
  "version": "1",
  "languages": ["en"],
  "defaultLanguage": "en",
  "title": "Reading room survey",
  "sections": [{ "id": "1", "label": "1.", "prompt": "What do you read?", "kind": "rich" }]
}"#;

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_second_form_is_filled_in_too() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let mut others = builtin().filter_map(|form| form.template().as_deref().cloned());
    let other = others.find(|form| form.questions().any(|node| words(form, &node.prompt) == FIVE_QUESTIONS));
    let template = other.expect("the five questions of 2015 are built in");
    begin(&page, words(&template, &template.title));
    for node in answered(&template) {
        let name = name_of(&template, &node);
        if !page.has("textbox", name.as_str()) {
            page.click_link("Next");
        }
        page.textbox(name.as_str()).type_text(&format!("Answer {}", node.id));
    }
    page.click_link("Export");
    let document = page.download(|| page.click_button("Save as Markdown"));
    let mut rest = document.text();
    for node in answered(&template) {
        for text in [words(&template, &node.prompt), &format!("Answer {}", node.id)] {
            let found = rest.find(text).unwrap_or_else(|| panic!("{text:?} is missing in {rest}"));
            rest = &rest[found..];
        }
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_form_from_the_writers_disk_is_opened() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open(&page, "survey.json", OWN_FORM);
    sheet(&page, "1. What do you read?").type_text("Everything.");
    page.click_link("Review");
    page.wait_for_text("Everything.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_broken_file_is_refused_with_the_places_and_nothing_else_happens() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let deep = "[".repeat(100_000);
    let cases = [
        ("kind.json", OWN_FORM.replace("\"rich\"", "\"ritch\""), "did you mean \"rich\"? – Question 1 (1.)"),
        ("twice.json", OWN_FORM.replace("\"version\"", "\"id\""), "id"),
        ("cut.json", OWN_FORM[..200].to_owned(), "cut.json"),
        ("deep.json", deep, "deep.json"),
        ("word.docx", "PK\u{3}\u{4} no JSON".to_owned(), "word.docx"),
        ("empty.json", String::new(), "empty.json"),
    ];
    for (name, content, told) in cases {
        open(&page, name, &content);
        page.wait_for_text(&format!("“{name}” was not opened. Nothing was changed."));
        let alert = page.all("alert").pop().expect("the writer is told").text();
        assert!(alert.contains(told) && alert.lines().count() > 1, "{name}: {alert}");
    }
    let kept = page.look("Object.keys(localStorage).filter(key => /draft|template/.test(key)).join()");
    assert_eq!(kept, "", "a refused file leaves nothing behind");
    // The same page goes on as if nothing had been.
    open(&page, "survey.json", OWN_FORM);
    sheet(&page, "1. What do you read?");
}

/// A form with a list of options that so many questions offer.
fn form_with_a_list(options: usize, questions: usize) -> String {
    let options: Vec<Json> =
        (0..options).map(|at| json!({ "id": format!("o{at}"), "name": format!("Option {at}") })).collect();
    let questions: Vec<Json> = (0..questions)
        .map(|at| json!({ "id": format!("q{at}"), "prompt": format!("Which, {at}?"), "kind": "tags", "list": "all" }))
        .collect();
    let words = json!({ "id": "words", "prompt": "In words?", "kind": "rich" });
    let children: Vec<Json> = [words].into_iter().chain(questions).collect();
    json!({
        "format": 1, "id": "x", "version": "1", "languages": ["en"], "defaultLanguage": "en", "title": "X",
        "sections": [{ "id": "a", "prompt": "A", "children": children }],
        "lists": { "all": { "name": "All", "options": options } }
    })
    .to_string()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_form_with_very_many_options_is_quick_or_refused() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    // A build without optimisation takes several times as long.
    let is_quick = env::var("APP_DIST").is_ok_and(|folder| folder.contains("quick"));
    let most = Duration::from_secs(if is_quick { 20 } else { 5 });
    let before = page.work();
    open(&page, "too-many.json", &form_with_a_list(60_000, 12));
    page.wait_for_text("a template can offer 20000 options at most");
    let refused = page.work() - before;
    open(&page, "many.json", &form_with_a_list(1_500, 12));
    sheet(&page, "In words?").type_text("All of them.");
    page.wait_for_text("Which, 10?");
    page.evaluate("new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 0))).then(() => 0)");
    let shown = page.work() - before - refused;
    println!("refused after {refused:?}, shown and written in after {shown:?}");
    assert!(refused < most && shown < most, "{refused:?}, {shown:?}");
}

fn open(page: &Page, name: &str, content: &str) {
    let file = page.file_on_disk(name, content);
    page.choose_file(&page.find("button", starting("Open a file")), &file);
}
