//! The whole app as one file on the writer's disk, and the file that a secretariat sends out.

use crate::filling::fill_in_and_take_away;
use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_saved};
use std::fs;

pub const NAME: &str = "submission-editor.html";

/// Opens a page by a double click on its file.
pub fn open(browser: &Browser, name: &str, html: impl AsRef<[u8]>) -> Page {
    browser.open(&Site::on_disk(&browser.file_on_disk(name, html)), "/")
}

pub fn single_file() -> Vec<u8> {
    fs::read(Site::app_folder().join(NAME)).unwrap()
}

/// Nothing but the file itself, and what the page makes of its own.
#[track_caller]
fn assert_alone(page: &Page, name: &str) {
    let mut asked = page.requests();
    asked.retain(|url| !url.ends_with(name) && !url.starts_with("blob:") && !url.starts_with("data:"));
    assert!(asked.is_empty(), "{asked:?}");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_whole_job_is_done_in_the_single_file_without_a_request() {
    let browser = Browser::start();
    let page = open(&browser, NAME, single_file());
    page.wait_for_text("This page was opened from a file.");
    fill_in_and_take_away(&page);
    page.click_link("Settings");
    page.find("heading", "Settings");
    // Violations of its policy would stand in the console.
    assert_alone(&page, NAME);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_other_pages_share_the_storage_a_copy_is_asked_for_from_the_first_sentence_on() {
    let browser = Browser::start();
    let page = open(&browser, NAME, single_file());
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief")
        .type_text("Since 2003 our organisation has connected one hundred rural schools.");
    wait_until_saved(&page);
    page.evaluate("document.activeElement.blur()");
    page.wait_for_text("other pages from this computer share this page’s storage");
    page.assert_accessible();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn with_one_byte_of_the_script_changed_it_does_not_run() {
    let browser = Browser::start();
    let html = String::from_utf8(single_file()).unwrap();
    let changed = html.replacen("submissionEditorStorage", "submissionEditorStoragf", 1);
    assert_ne!(html, changed);
    let page = open(&browser, NAME, changed);
    page.expect_error("Content Security Policy");
    page.wait_for_text("did not start");
    assert!(page.all("button").is_empty(), "{}", page.outline());
}

/// Its programs are packed with a checksum, and the page notices.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn with_a_part_cut_out_of_the_program_the_page_says_so() {
    let browser = Browser::start();
    let html = String::from_utf8(single_file()).unwrap();
    let (before, after) = html.split_once("id=\"program\">").unwrap();
    let damaged = format!("{before}id=\"program\">{}", after.replacen(&after[4000..4040], "", 1));
    let page = open(&browser, NAME, damaged);
    page.find("heading", "The editor is not running");
}

/// Its program is packed.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_browser_that_cannot_unpack_it_is_told_that_it_is_too_old() {
    let browser = Browser::start();
    let html = String::from_utf8(single_file()).unwrap();
    let page = open(&browser, NAME, &html);
    page.before_load("delete globalThis.DecompressionStream");
    page.reload();
    page.find("heading", "The editor is not running");
    page.wait_for_text("This browser is too old for the editor");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_for_respondents_holds_its_form_and_can_make_others() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_link("Make a file for respondents");
    // A form of the secretariat's own, with a title that tries to end the data.
    let form = include_str!("../fixtures/every-kind.template.json");
    let form = form.replacen("Every kind of question", "</script><!-- Every kind of question", 1);
    let file = page.file_on_disk("own.json", &form);
    page.choose_file(&page.find("button", starting("Take a form or a draft")), &file);
    wait_until("the form to be chosen", || {
        page.find("combobox", "What stands in the file")
            .run("function () { return this.selectedOptions[0].label; }", &[])
            .as_str()
            .is_some_and(|label| label.starts_with("</script><!-- "))
    });
    let made = page.download(|| page.click_button("Make the file"));
    assert!(made.name.ends_with(".html"), "{}", made.name);
    page.wait_for_text("Open it yourself once");

    let respondent = Browser::start();
    let received = open(&respondent, "questionnaire.html", &made.bytes);
    received.find("heading", "The form in this file");
    received.find("heading", starting("</script><!-- "));
    received.click_button(starting("Begin: </script><!-- "));
    received.find("textbox", "Title of this draft");
    assert_alone(&received, "questionnaire.html");
    received.assert_accessible();

    // With answers, made by the file itself.
    received.click_link("Drafts");
    received.find("DisclosureTriangle", "Other forms").click();
    begin(&received, WSIS);
    received.textbox("Title of this draft").write("Begun for you");
    go_to_question(&received, "I.b");
    sheet(&received, "b. Brief").type_text("Prefilled.");
    wait_until_saved(&received);
    received.click_link("Drafts");
    received.click_link("Make a file for respondents");
    received
        .find("combobox", "What stands in the file")
        .choose("Begun for you: the form with the answers of this draft");
    let prefilled = received.download(|| received.click_button("Make the file"));
    assert_eq!(prefilled.name, "Begun-for-you.html");
    let another = Browser::start();
    let third = open(&another, "prefilled.html", &prefilled.bytes);
    third.click_button("Begin: Begun for you");
    third.find("textbox", "Title of this draft");
    go_to_question(&third, "I.b");
    assert_eq!(sheet(&third, "b. Brief").value(), "Prefilled.");
}
