//! What is written stands in the document, or the page says that it does not, and why.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::wait_until_saved;
use std::env;
use std::path::PathBuf;
use submission_core::draft::{Draft, Value, slots};
use submission_core::exchange::export_json;
use submission_core::template::FieldKind;
use test_support::every_slot::{every_slot, fill, typed_at};

#[track_caller]
fn open(page: &Page, name: &str, content: &str) {
    let file = page.file_on_disk(name, content);
    page.choose_file(&page.find("button", starting("Open a file")), &file);
    page.find("textbox", "Title of this draft");
}

#[track_caller]
fn markdown(page: &Page) -> String {
    page.click_link("Export");
    page.find("heading", "Export");
    page.download(|| page.click_button("Save as Markdown")).text().to_owned()
}

/// Pictures for those who look at them; a run of the tests takes none.
fn picture(page: &Page, name: &str) {
    let Some(folder) = env::var_os("APP_LOOK") else { return };
    for (width, height) in [(1280, 900), (360, 780)] {
        for dark in [false, true] {
            page.look_at(width, height, dark);
            let colours = if dark { "dark" } else { "light" };
            page.picture(&PathBuf::from(&folder).join(format!("{name}-{width}-{colours}.png")), false);
        }
    }
    page.look_at(1280, 900, false);
}

/// A draft in which everything is chosen and nothing typed.
fn nothing_typed() -> (Draft, usize) {
    let template = every_slot(true);
    let (mut draft, _) = fill(&template);
    let mut boxes = 0;
    for question in template.questions() {
        for slot in slots(&template, question, &draft.clone()) {
            let is_gate = slot.id.as_str().starts_with("gate");
            boxes += match typed_at(&template, slot.id.as_str()).len() {
                _ if is_gate => 0,
                // The parts of a rich text are typed into one field.
                5 => 1,
                parts => parts,
            };
            let kind = submission_core::draft::json::kind_at(&template, &slot.id);
            let Some(answer) = draft.answers.get_mut(&slot.id).filter(|_| !is_gate) else { continue };
            match &mut answer.value {
                Value::Text(_) | Value::Reference(_) => answer.value = Value::None,
                Value::Options { options, other } => {
                    other.clear();
                    if matches!(kind, Some(FieldKind::Choice(_))) {
                        options.retain(|option| option == "other");
                    }
                }
                _ => {}
            }
        }
    }
    (draft, boxes)
}

/// Types a marker into every field of the page that can be typed in, and counts them.
const TYPE_EVERYWHERE: &str = "(() => {
    for (const details of document.querySelectorAll('main details')) details.open = true;
    const fields = [...document.querySelectorAll('main textarea, main input:not([type=checkbox])')];
    const shown = fields.filter((field) => field.checkVisibility());
    for (const field of shown) {
        globalThis.marked = (globalThis.marked ?? 0) + 1;
        field.focus();
        field.value = `mk${String(globalThis.marked).padStart(4, '0')}q`;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        field.blur();
        field.dataset.typed = '';
    }
    return globalThis.marked ?? 0;
})()";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn every_text_that_can_be_typed_into_the_form_is_in_the_document() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let (draft, boxes) = nothing_typed();
    open(&page, "every-place.json", &export_json(&draft));
    let mut typed = 0;
    loop {
        wait_until("the whole page to be drawn", || {
            page.has("link", "Next") || page.has("link", "Go to Review")
        });
        // The first field of the page is drawn before the rest.
        let fields =
            || page.look("document.querySelectorAll('main input, main textarea, main select').length");
        wait_until("no more fields to come", || {
            let before = fields();
            page.evaluate("new Promise((done) => requestIdleCallback(() => setTimeout(done, 300)))");
            fields() == before
        });
        typed = page.evaluate(TYPE_EVERYWHERE).as_u64().unwrap_or(typed);
        // What is left out is found beside the page, and moves the foot when it comes.
        wait_until_saved(&page);
        let foot =
            "[...document.querySelectorAll('main a')].map((link) => link.textContent.trim()).join('|')";
        let has = |name: &str| page.look(foot).as_str().unwrap_or_default().contains(name);
        wait_until("the foot of the page", || has("Next") || has("Go to Review"));
        if !has("Next") {
            break;
        }
        let before = page.address();
        page.click_link("Next");
        // The address is the first to change.
        let is_left = "document.querySelector('main [data-typed]') == null";
        wait_until("the next page", || page.address() != before && page.look(is_left) == true);
    }
    assert_eq!(usize::try_from(typed).unwrap(), boxes, "fields of the form that the test does not know of");
    wait_until_saved(&page);
    page.click_link("Go to Review");
    page.find("link", starting("Change: Prompt of P"));
    let review = page.text();
    let document = markdown(&page);
    for number in 1..=typed {
        let marker = format!("mk{number:04}q");
        assert!(review.contains(&marker), "{marker} is not on Review");
        assert!(document.contains(&marker), "{marker} is not in the document:\n{document}");
    }
    assert!(!review.contains("not asked any more") && !review.contains("kept and not printed"), "{review}");
}

const GATED: &str = r#"{
  "format": 1, "id": "gated", "version": "1", "languages": ["en"], "defaultLanguage": "en", "title": "Gated",
  "call": { "deadline": "1 February 2030", "deliver": "To the secretariat, by post" },
  "respondent": [{ "id": "who", "prompt": "Organisation", "kind": "text" }],
  "sections": [
    { "id": "1", "label": "1.", "prompt": "Work", "children": [
      { "id": "a", "label": "a.", "prompt": "Do you do such work?", "kind": "choice", "options": [{ "id": "y", "name": "Yes" }, { "id": "n", "name": "No" }], "other": true },
      { "id": "b", "label": "b.", "prompt": "What do you do?", "kind": "rich", "when": { "question": "a", "includes": "y" } },
      { "id": "c", "label": "c.", "prompt": "Since when?", "kind": "text", "when": { "answered": "b" } },
      { "id": "g", "label": "d.", "prompt": "Partners", "kind": "group", "entry": "Partner", "fields": [{ "id": "n", "prompt": "Name", "kind": "text", "personal": true }, { "id": "o", "prompt": "Office", "kind": "text" }] }
    ] }
  ]
}"#;

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_answer_that_is_not_asked_any_more_is_counted_and_shown() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open(&page, "gated.json", GATED);
    page.click_link("Next");
    page.find("combobox", starting("a. Do you")).choose("Yes");
    page.textbox(starting("b. What do you do?")).type_text("We lay *cables*.");
    page.textbox(starting("c. Since when?")).type_text("Since 1999");
    assert!(!page.text().contains("not asked any more"));
    page.find("combobox", starting("a. Do you")).choose("No");
    page.wait_for_text("2 written answers are not asked any more: show");
    picture(&page, "not-asked-closed");
    page.find("DisclosureTriangle", "2 written answers are not asked any more: show").click();
    for text in ["b. What do you do?", "We lay *cables*.", "c. Since when?", "Since 1999"] {
        page.wait_for_text(text);
    }
    page.find("button", starting("Copy: 1. b."));
    page.assert_accessible();
    picture(&page, "not-asked");
    wait_until_saved(&page);
    page.reload();
    page.find("DisclosureTriangle", "2 written answers are not asked any more: show");
    page.click_link("Review");
    page.find("DisclosureTriangle", "2 written answers are not asked any more: show").click();
    page.wait_for_text("We lay *cables*.");
    page.assert_accessible();
    picture(&page, "not-asked-review");
    let document = markdown(&page);
    assert!(!document.contains("cables") && !document.contains("1999"), "{document}");
    page.find("DisclosureTriangle", "2 written answers are not asked any more: show");
    page.wait_for_text("1 February 2030");
    page.wait_for_text("To the secretariat, by post");
    picture(&page, "export");
    page.assert_accessible();
    page.click_link("Write");
    page.click_link("Next");
    page.find("combobox", starting("a. Do you")).choose("Yes");
    wait_until("nothing to be left out", || !page.text().contains("not asked any more"));
    assert_eq!(page.textbox(starting("b. What do you do?")).value(), "We lay *cables*.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_kept_and_not_printed_is_said_with_the_way_to_it() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open(&page, "gated.json", GATED);
    page.click_link("Next");
    page.find("combobox", starting("a. Do you")).choose("Other");
    page.textbox("a. Do you do such work?: Other").type_text("Now and then");
    // Choosing nothing keeps the text of "Other" too.
    page.find("combobox", starting("a. Do you")).choose("No choice yet");
    page.wait_for_text("1 written text is kept and not printed: show");
    page.find("combobox", starting("a. Do you")).choose("Yes");
    page.textbox(starting("b. What do you do?")).type_text("We lay cables.");
    page.find("checkbox", starting("Not applicable: b.")).click();
    page.wait_for_text("2 written texts are kept and not printed: show");
    page.click_button("Add: Partner");
    page.textbox(starting("d. Partners: Partner 1: Name")).type_text("Ada");
    page.click_button("Remove: Partner 1");
    page.wait_for_text("3 written texts are kept and not printed: show");
    page.find("DisclosureTriangle", "3 written texts are kept and not printed: show").click();
    for text in ["Now and then", "We lay cables.", "Ada", "This entry was removed"] {
        page.wait_for_text(text);
    }
    page.assert_accessible();
    picture(&page, "not-printed");
    let document = markdown(&page);
    assert!(["Now and then", "cables", "Ada"].iter().all(|text| !document.contains(text)), "{document}");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_personal_sub_field_alone_can_be_left_out_of_the_document() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open(&page, "gated.json", GATED);
    page.click_link("Next");
    page.click_button("Add: Partner");
    page.textbox(starting("d. Partners: Partner 1: Name")).type_text("Ada");
    page.textbox(starting("d. Partners: Partner 1: Office")).type_text("Cables");
    let document = markdown(&page);
    assert!(document.contains("### Ada\n\nOffice: Cables"), "{document}");
    page.find("checkbox", starting("Leave out personal details")).click();
    let document = page.download(|| page.click_button("Save as Markdown")).text().to_owned();
    assert!(document.contains("### Partner 1\n\nOffice: Cables") && !document.contains("Ada"), "{document}");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_author_of_a_form_is_told_what_has_no_effect_when_the_form_is_opened() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let form = GATED
        .replace(r#""label": "1.", "#, r#""label": "1.", "limits": { "unit": "words", "max": 9 }, "#)
        .replace(
            r#""label": "b.", "#,
            r#""label": "b.", "guidanse": "Short", "colour": "red", "x-own": 1, "#,
        );
    open(&page, "form.json", &form);
    let told = page.text();
    for text in [
        "For the author of this form",
        "3 points",
        "sections[0].limits has no effect here.",
        "sections[0].children[1].guidanse is not known and was left as it is. Did you mean \"guidance\"?",
        "sections[0].children[1].colour is not known",
        "Question b (b.)",
    ] {
        assert!(told.contains(text), "{text}: {told}");
    }
    assert!(!told.contains("x-own"), "{told}");
    page.assert_accessible();
    picture(&page, "author");
    // Nothing is in the way.
    page.textbox(starting("Organisation")).type_text("Centre");
    page.click_button("Close");
    wait_until("the points to be gone", || !page.text().contains("For the author of this form"));
    page.click_link("Next");
    page.find("combobox", starting("a. Do you"));
    // A draft that was there before has no author on this page.
    page.click_link("Drafts");
    open(&page, "plain.json", GATED);
    assert!(!page.text().contains("For the author of this form"));
}
