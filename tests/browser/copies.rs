//! Copies of a draft in files: made, following, remembered, and asked for in time.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_saved};

const HISTORY: &str = "b. Brief History";
const REMINDER: &str = "It is time for a copy in a file.";

/// The file dialog cannot be used without a screen; the file that is "chosen" is a real one.
pub const PICKER: &str = "
    globalThis.showSaveFilePicker = async ({ suggestedName }) => {
        if (sessionStorage.closesDialog) throw new DOMException('', 'AbortError');
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle(suggestedName, { create: true });
    };
    FileSystemHandle.prototype.queryPermission = async () => sessionStorage.lost ? 'prompt' : 'granted';
    FileSystemHandle.prototype.requestPermission = async () => {
        delete sessionStorage.lost;
        return 'granted';
    };";

/// A draft with a title, at a question.
pub fn written(browser: &Browser, site: &Site, script: &str) -> Page {
    let page = browser.new_tab(site);
    page.before_load(script);
    page.go_to("/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    page
}

/// What stands in the file that was chosen.
pub fn file(page: &Page) -> String {
    let text = page.look(
        "navigator.storage.getDirectory().then((folder) => folder.getFileHandle('Ours.json'))
             .then((handle) => handle.getFile()).then((file) => file.text()).catch(() => '')",
    );
    text.as_str().unwrap_or_default().to_owned()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_file_that_was_chosen_follows_each_save() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, PICKER);
    page.wait_for_text("No copy in a file yet");
    // A dialog that is closed changes nothing.
    page.evaluate("sessionStorage.closesDialog = 1");
    page.click_button("Save a copy");
    page.wait_for_text("No copy in a file yet");
    page.evaluate("delete sessionStorage.closesDialog");

    page.click_button("Save a copy");
    page.wait_for_text("Copied to a file this minute, which follows each save");
    assert!(file(&page).contains("Since 2003."));
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(" And on.");
    wait_until("the file to follow", || file(&page).contains("Since 2003. And on."));
    // On another screen, and after a reload, it still does.
    page.click_link("Review");
    page.click_link("Write");
    page.reload();
    page.wait_for_text("which follows each save");
    go_to_question(&page, "IV");
    sheet(&page, "IV").type_text("Later words.");
    wait_until("the file to follow again", || file(&page).contains("Later words."));
    // A tab that only shows the draft leaves the file alone, and does not ask for one.
    let second = browser.open(&site, &page.address());
    second.wait_for_text("open for writing in another tab");
    page.click_link("Drafts");
    page.wait_for_text("Last copied to a file");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_there_are_no_handles_a_copy_is_a_download_and_is_remembered() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "delete globalThis.showSaveFilePicker");
    page.find("button", "Save a copy");
    let copy = page.download(|| page.click_button("Save a copy"));
    assert_eq!(copy.name, "Ours.json");
    assert!(copy.text().contains("Since 2003."));
    page.wait_for_text("Copied to a file this minute");
    page.reload();
    page.wait_for_text("Copied to a file this minute");
    // The clock goes on, and so do the words.
    page.before_load("const now = Date.now; Date.now = () => now() + 5 * 60_000");
    page.reload();
    page.wait_for_text("Copied to a file 5 minutes ago");
    page.click_link("Drafts");
    page.wait_for_text("Last copied to a file");
    // Another draft has a memory of its own, and the file of the Export screen is a copy too.
    begin(&page, WSIS);
    page.wait_for_text("No copy in a file yet");
    page.click_link("Export");
    page.download(|| page.click_button("Save the draft as a file"));
    page.wait_for_text("Copied to a file this minute");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_permission_is_lost_the_writer_is_told_how_to_go_on() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, PICKER);
    page.click_button("Save a copy");
    page.wait_for_text("which follows each save");
    page.evaluate("sessionStorage.lost = 1");
    page.reload();
    page.wait_for_text("Press “Save a copy” to go on.");
    sheet(&page, HISTORY).write("Written meanwhile.");
    wait_until_saved(&page);
    assert!(!file(&page).contains("Written meanwhile."));
    page.click_button("Save a copy");
    page.wait_for_text("which follows each save");
    assert!(file(&page).contains("Written meanwhile."), "it goes on in the same file");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_cannot_be_written_is_said_and_another_can_be_chosen() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, PICKER);
    page.click_button("Save a copy");
    page.wait_for_text("which follows each save");
    page.evaluate(
        "FileSystemFileHandle.prototype.write = FileSystemFileHandle.prototype.createWritable;
         FileSystemFileHandle.prototype.createWritable = async () => {
             throw new DOMException('', 'QuotaExceededError');
         }",
    );
    sheet(&page, HISTORY).write("The disk is full.");
    page.wait_for_text("The file was not written. Press “Save a copy” again.");
    page.evaluate("FileSystemFileHandle.prototype.createWritable = FileSystemFileHandle.prototype.write");
    page.click_button("Save a copy");
    page.wait_for_text("which follows each save");
    assert!(file(&page).contains("The disk is full."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_reminder_comes_when_a_field_is_left_and_goes_without_moving_anything() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, PICKER);
    let long = "one more word, ".repeat(70);
    sheet(&page, HISTORY).focus();
    page.insert_text(&long);
    wait_until_saved(&page);
    assert!(!page.text().contains(REMINDER), "never while the writer is in a field");
    let place = "JSON.stringify([...document.querySelectorAll('textarea')].map((sheet) => sheet.getBoundingClientRect().top + scrollY))";
    page.evaluate("document.activeElement.blur()");
    let before = page.look(place);
    page.wait_for_text(REMINDER);
    assert_eq!(page.look(place), before);
    page.click_button("Later");
    page.wait_for_text("No copy in a file yet");
    assert_eq!(page.look(place), before);
    // Later means later, also after a reload.
    page.reload();
    page.wait_for_text("No copy in a file yet");
    sheet(&page, HISTORY).focus();
    page.insert_text(&"word ".repeat(300));
    page.evaluate("document.activeElement.blur()");
    wait_until_saved(&page);
    go_to_question(&page, "IV");
    page.wait_for_text("No copy in a file yet");
    sheet(&page, "IV").focus();
    // Chinese is counted in characters.
    page.insert_text(&"信息社会".repeat(60));
    page.evaluate("document.activeElement.blur()");
    page.wait_for_text(REMINDER);
    page.click_button("Save a copy");
    page.wait_for_text("Copied to a file this minute");
    assert!(!page.text().contains(REMINDER));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn after_a_day_of_work_without_a_copy_the_writer_is_reminded() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, PICKER);
    page.evaluate("document.activeElement.blur()");
    // The record is written when the page is hidden, as when it is left.
    page.reload();
    page.before_load("const now = Date.now; Date.now = () => now() + 25 * 3_600_000");
    page.reload();
    page.wait_for_text("No copy in a file yet");
    page.click_link("Review");
    page.wait_for_text(REMINDER);
}
