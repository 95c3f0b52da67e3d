//! On a shared computer nothing is kept, and the text leaves as a file.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{WSIS, begin, go_to_question, is_asked_before_leaving, sheet};

const HISTORY: &str = "b. Brief History";

/// Keys and databases that the page has left in the browser.
fn kept(page: &Page) -> String {
    page.look(
        "(async () => [...Object.keys(localStorage), ...(await indexedDB.databases()).map(({ name }) => name)].join(' '))()",
    )
    .as_str()
    .unwrap_or_default()
    .to_owned()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn who_chooses_a_shared_computer_learns_what_is_stored_there_all_the_same() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.find("button", "This is a shared computer");
    assert!(!page.text().contains("stays stored"));
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Stored before.");
    page.click_link("Drafts");
    page.wait_for_text("The draft that you see here stays stored in this browser all the same");
    page.click_button("This is a shared computer");
    page.click_link("Settings");
    page.wait_for_text("Drafts that were stored here before stay stored");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn nothing_is_kept_and_the_text_leaves_by_a_file() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("This is a shared computer");
    page.wait_for_text("What you write is kept in this tab only");
    page.evaluate("localStorage.clear(); indexedDB.deleteDatabase('submission-editor'); undefined");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Nobody else reads this.");
    page.wait_for_text("Kept in this tab only");
    assert!(!page.text().contains("in this browser"), "{}", page.text());
    page.assert_accessible();
    assert_eq!(kept(&page), "");
    // Away and back within the tab.
    page.click_link("Drafts");
    page.click_link("WSIS+20 Reporting Template");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Nobody else reads this.");

    assert!(is_asked_before_leaving(&page));
    page.click_link("Export");
    let draft = page.download(|| page.click_button("Save the draft as a file"));
    assert!(draft.text().contains("Nobody else reads this."));
    assert!(!is_asked_before_leaving(&page));

    page.click_button("Leave this computer");
    page.click_button("Erase and leave");
    wait_until("the start page", || page.has("button", "This is a shared computer"));
    assert!(!page.has("heading", "Your drafts"));
    assert!(!kept(&page).contains("/draft/"));
    assert_eq!(page.look("sessionStorage.length"), 0);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_choice_holds_over_a_reload_and_drafts_of_others_are_not_shown() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Somebody else’s");
    page.click_link("Drafts");
    page.find("link", starting("Somebody"));
    page.click_button("This is a shared computer");
    page.wait_for_text("What you write is kept in this tab only");
    assert!(!page.text().contains("Somebody"));
    page.reload();
    page.wait_for_text("What you write is kept in this tab only");
    assert!(!page.text().contains("Somebody"));
    page.click_button("Leave this computer");
    page.click_button("Stay");
    page.click_button("Leave this computer");
    page.click_button("Erase and leave");
    page.find("link", starting("Somebody"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_program_stops_the_text_is_shown_and_still_not_kept() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    for error in ["unreachable", "The program has stopped"] {
        page.expect_error(error);
    }
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Somebody else’s");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Somebody else’s words.");
    page.click_link("Drafts");
    page.click_button("This is a shared computer");
    page.wait_for_text("What you write is kept in this tab only");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Nobody else reads this.");
    page.evaluate(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
    );
    page.find("heading", "The editor is not running");
    page.wait_for_text("Nobody else reads this.");
    assert!(!page.text().contains("Somebody"), "{}", page.text());
    assert!(!kept(&page).contains("emergency"));
}
