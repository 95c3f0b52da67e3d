//! Drafts that the browser has cleared away while the file that followed them is known.

use crate::copies::{PICKER, file, written};
use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{go_to_question, open_draft, sheet};

const TOLD: &str = "The draft “Ours” is no longer in this browser. Its file “Ours.json” has it.";

/// A draft that a file follows.
fn followed(browser: &Browser, site: &Site) -> Page {
    let page = written(browser, site, PICKER);
    page.click_button("Save a copy");
    page.wait_for_text("Copied to a file this minute, which follows each save");
    page
}

/// The browser clears what the editor keeps; where the files are it has kept.
fn clear(browser: &Browser, site: &Site) {
    // Not a page of the app, which would write it back.
    let page = browser.open(site, "/manifest.webmanifest");
    page.expect_error("favicon.ico");
    page.evaluate(
        "localStorage.clear();
         new Promise((resolve) => {
             indexedDB.deleteDatabase('submission-editor').onsuccess = () => resolve(true);
         })",
    );
    page.close();
}

fn opened(browser: &Browser, site: &Site) -> Page {
    let page = browser.new_tab(site);
    page.before_load(PICKER);
    page.go_to("/");
    page.find("heading", "Begin a new submission");
    page
}

fn known_files(page: &Page) -> String {
    let known = page.evaluate(
        "new Promise((resolve) => {
             indexedDB.open('submission-editor-files').onsuccess = ({ target: { result } }) => {
                 const asked = result.transaction('handles').objectStore('handles').getAllKeys();
                 asked.onsuccess = () => { result.close(); resolve(asked.result.join(' ')); };
             };
         })",
    );
    known.as_str().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_that_is_gone_comes_back_from_its_file() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site);
    let before = open_draft(&page).to_string();
    page.close();
    clear(&browser, &site);
    let page = opened(&browser, &site);
    page.wait_for_text(TOLD);
    page.assert_accessible();
    page.click_button("Open the file “Ours.json”");
    assert_eq!(page.textbox("Title of this draft").value(), "Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, "b. Brief History").value(), "Since 2003.");
    let after = open_draft(&page).to_string();
    assert_ne!(before, after);
    wait_until("the file to be the new draft's", || known_files(&page) == after);
    sheet(&page, "b. Brief History").write("Since 2004.");
    page.wait_for_text("which follows each save");
    wait_until("the file to follow the new draft", || file(&page).contains("Since 2004."));
    page.click_link("Drafts");
    page.find("link", "Ours");
    assert!(!page.text().contains(TOLD));
    page.reload();
    page.find("link", "Ours");
    assert!(!page.text().contains(TOLD));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_the_file_is_gone_too_that_is_said_and_the_notice_can_be_left_out() {
    let (site, browser) = (Site::app(), Browser::start());
    followed(&browser, &site).close();
    clear(&browser, &site);
    let page = opened(&browser, &site);
    page.wait_for_text(TOLD);
    page.evaluate("navigator.storage.getDirectory().then((folder) => folder.removeEntry('Ours.json'))");
    page.click_button("Open the file “Ours.json”");
    page.wait_for_text("The file could not be read from here.");
    page.click_button("Do not say this again: Ours");
    wait_until("the notice to go", || !page.text().contains(TOLD));
    wait_until("it to be forgotten", || known_files(&page).is_empty());
    page.reload();
    page.find("heading", "Begin a new submission");
    page.find("button", starting("Open a file"));
    assert!(!page.text().contains(TOLD));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_that_was_deleted_on_purpose_is_not_missed() {
    // Also where the page goes before that is noted with the file.
    for is_noted in [true, false] {
        delete_on_purpose(is_noted);
    }
}

#[track_caller]
fn delete_on_purpose(is_noted: bool) {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site);
    if !is_noted {
        page.evaluate(
            "for (const name of ['put', 'delete']) {
                 const change = IDBObjectStore.prototype[name];
                 IDBObjectStore.prototype[name] = function (...given) {
                     return this.transaction.db.name === 'submission-editor-files' ? this.count() : change.apply(this, given);
                 };
             }",
        );
    }
    page.click_link("Drafts");
    page.click_button("Delete: Ours");
    page.find("heading", "Bin");
    assert!(!page.text().contains(TOLD));
    page.click_button("Delete for good: Ours");
    page.click_button("Remove it for good: Ours");
    wait_until("the bin to be empty", || !page.has("heading", "Bin"));
    page.reload();
    page.find("heading", "Begin a new submission");
    wait_until("its file to be forgotten", || known_files(&page).is_empty());
    assert!(!page.text().contains(TOLD));
}
