//! All but the form is still on its way: what is pressed meanwhile acts on the page as it is by then, or not at all.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, let_the_rest_come, open_draft, open_with_the_rest_on_its_way,
    sheet, wait_until_safe, wait_until_saved,
};
use submission_core::draft::DraftId;
use submission_core::exchange::export_json;

const HISTORY: &str = "b. Brief History";

/// A draft with a text, left and loaded again with the rest on its way.
fn written(browser: &Browser, site: &Site) -> (Page, DraftId) {
    let page = browser.open(site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_safe(&page);
    let draft = open_draft(&page);
    page.close();
    (open_with_the_rest_on_its_way(browser, site, "/"), draft)
}

fn open_question(page: &Page, draft: &DraftId) {
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    page.find("textbox", "Title of this draft");
}

fn make_all_strong(page: &Page) {
    sheet(page, HISTORY).focus();
    page.press("Control+a");
    page.press("Control+b");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_formatting_button_that_was_pressed_early_changes_no_other_field() {
    let (site, browser) = (Site::app(), Browser::start());
    let (page, draft) = written(&browser, &site);
    open_question(&page, &draft);
    make_all_strong(&page);
    let title = page.find("textbox", "Title of this draft");
    title.focus();
    page.press("Control+a");
    let_the_rest_come(&page);
    assert_eq!(title.value(), WSIS);
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");
    // And who waits gets it.
    make_all_strong(&page);
    wait_until("strong type", || sheet(&page, HISTORY).value() == "**Since 2003.**");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn who_waits_for_a_formatting_button_gets_it() {
    let (site, browser) = (Site::app(), Browser::start());
    let (page, draft) = written(&browser, &site);
    open_question(&page, &draft);
    make_all_strong(&page);
    let_the_rest_come(&page);
    wait_until("strong type", || sheet(&page, HISTORY).value() == "**Since 2003.**");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn delete_that_was_pressed_early_does_not_take_the_draft_from_a_writer_who_went_on() {
    let (site, browser) = (Site::app(), Browser::start());
    let (page, draft) = written(&browser, &site);
    page.click_button(starting("Delete: "));
    open_question(&page, &draft);
    sheet(&page, HISTORY).type_text(" And on.");
    let_the_rest_come(&page);
    sheet(&page, HISTORY).type_text(" And further.");
    wait_until_safe(&page);
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003. And on. And further.");
    page.go_to("/#/");
    page.find("heading", "Your drafts");
    assert!(!page.has("heading", "Bin"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn delete_that_was_pressed_early_is_done_for_who_waits() {
    let (site, browser) = (Site::app(), Browser::start());
    let (page, _) = written(&browser, &site);
    page.click_button(starting("Delete: "));
    let_the_rest_come(&page);
    page.wait_for_text("Moved to the bin");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_was_chosen_early_does_not_open_under_the_hands_of_a_writer_who_went_on() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_with_the_rest_on_its_way(&browser, &site, "/");
    let example = test_support::drafts::example();
    let file = page.file_on_disk("example.json", export_json(&example));
    page.choose_file(&page.find("button", starting("Open a file")), &file);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let draft = open_draft(&page);
    sheet(&page, HISTORY).type_text("My own.");
    let_the_rest_come(&page);
    sheet(&page, HISTORY).type_text(" And on.");
    wait_until_saved(&page);
    assert_eq!(open_draft(&page), draft);
    assert_eq!(sheet(&page, HISTORY).value(), "My own. And on.");
}

/// Without a mirror, and with the storage full.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_cannot_be_saved_is_taken_away_as_a_file_at_once() {
    let (site, browser) = (Site::app(), Browser::start());
    let (page, draft) = written(&browser, &site);
    page.evaluate(
        "IDBDatabase.prototype.transaction = () => { throw new DOMException('', 'QuotaExceededError'); }; 0",
    );
    open_question(&page, &draft);
    fill_storage(&page);
    sheet(&page, HISTORY).focus();
    // More than the reserve.
    page.insert_text(&"too much ".repeat(10_000));
    page.find("button", "Save as a file");
    let file = page.download(|| page.click_button("Save as a file"));
    assert!(file.text().contains("too much too much"));
}
