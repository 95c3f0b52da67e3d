//! How full the browser's room is, and the removal of everything.

use crate::harness::{Browser, Site, wait_until};
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, open_without_mirror, sheet, wait_until_safe, wait_until_saved,
};
use std::time::Duration;

const HISTORY: &str = "b. Brief History";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn everything_is_removed_in_all_tabs_and_nothing_comes_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let first = browser.open(&site, "/");
    begin(&first, WSIS);
    first.textbox("Title of this draft").write("Ours");
    go_to_question(&first, "I.b");
    sheet(&first, HISTORY).type_text("Since 2003.");
    wait_until_safe(&first);
    // Another draft: of one draft only one tab is the writer.
    let second = browser.open(&site, "/");
    wait_until("the other tab to be all there", || {
        second.look("globalThis.submissionEditor?.late?.updated != null") == true
    });
    begin(&second, WSIS);
    go_to_question(&second, "IV");
    sheet(&second, "IV").type_text("From the second tab.");
    wait_until_saved(&second);
    first.evaluate(
        "localStorage.setItem('other-app', 'theirs'); caches.open(`submission-editor ${new URL('./', location)} 1`).then(() => 0)",
    );

    first.go_to("/#/settings");
    first.find("heading", "Settings");
    first.wait_for_text("the draft “Ours”");
    first.assert_accessible();
    first.click_button("Remove everything from this computer");
    first.find("button", "Keep everything");
    // Just now somebody is typing in the other tab.
    second.type_text(" More and more.");
    first.click_button("Remove everything for good");
    first.find("heading", "Everything was removed");
    first.wait_for_text("The editor keeps nothing in this browser any more.");
    first.assert_accessible();
    second.find("heading", "Everything was removed");
    assert!(!second.text().contains("From the second tab."));
    second.evaluate("dispatchEvent(new Event('blur')); dispatchEvent(new Event('pagehide'))");
    let kept = "(async () => [...Object.keys(localStorage), ...(await indexedDB.databases()).map(({ name }) => name),
        ...(await caches.keys())].join(' '))()";
    for tab in [&first, &second] {
        assert_eq!(tab.look(kept), "other-app");
    }
    second.click_button("Start again");
    second.find("heading", "Write your submission in the browser");
    assert!(!second.has("heading", "Your drafts"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_storage_that_is_nearly_full_is_said_with_the_ways_out() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    wait_until_saved(&page);
    page.evaluate("localStorage.setItem('other-app', 'x'.repeat(4600000))");
    page.reload();
    page.wait_for_text("% full");
    page.find("link", "Save this draft as a file");
    page.click_link("Go to the drafts and the bin");
    page.wait_for_text("% full");
    page.click_button("Keep fewer earlier versions");
    page.wait_for_text("earlier versions were removed");
    page.click_button("Delete: Ours");
    page.click_button("Delete for good: Ours");
    page.click_button("Keep it: Ours");
    page.click_button("Empty the bin");
    page.click_button("Remove it for good");
    wait_until("the bin to be empty", || !page.has("heading", "Bin"));
    let drafts = page.look("Object.keys(localStorage).filter((key) => key.includes('/draft/')).length");
    assert_eq!(drafts, 0);
    page.go_to("/#/settings");
    page.wait_for_text("It is nearly full");
    page.evaluate("localStorage.removeItem('other-app')");
    page.reload();
    page.wait_for_text("There is plenty left.");
    page.assert_accessible();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_there_is_no_room_left_the_writer_is_told_within_two_seconds_and_takes_the_draft_away() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_without_mirror(&browser, &site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    wait_until_saved(&page);
    assert!(!page.has("button", "Save as a file"));
    fill_storage(&page);
    sheet(&page, HISTORY).focus();
    // More than the reserve.
    page.insert_text(&"too much ".repeat(10_000));
    let before = page.work();
    page.wait_for_text("Not saved: the browser has no room left.");
    let told = page.work() - before;
    println!("told after {told:?} of work");
    assert!(told < Duration::from_secs(2), "told after {told:?}");
    let draft = page.download(|| page.click_button("Save as a file"));
    assert!(draft.text().contains("too much too much"));
}

/// Browsers ask people, or decide by themselves; they must not be asked again and again.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_browser_is_asked_once_to_keep_the_drafts_and_settings_says_what_it_answered() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load(
        "navigator.storage.persist = async () => {
             localStorage.setItem('asked', `${localStorage.getItem('asked') ?? ''}+`);
             return true;
         };
         navigator.storage.persisted = async () => localStorage.getItem('asked') !== null;",
    );
    page.go_to("/");
    page.find("heading", "Do other people use this computer too?");
    assert_eq!(page.look("localStorage.getItem('asked')"), serde_json::Value::Null);
    page.go_to("/#/settings");
    page.wait_for_text("The browser may clear it");
    page.go_to("/#/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    for text in ["Since 2003.", " And later."] {
        sheet(&page, HISTORY).type_text(text);
        wait_until_safe(&page);
    }
    wait_until("the browser to be asked", || page.look("localStorage.getItem('asked')") == "+");
    wait_until("that to be remembered", || {
        page.look("localStorage.getItem('submission-editor/1/settings')?.includes('persistence') ?? false")
            == true
    });
    page.reload();
    sheet(&page, HISTORY).type_text(" Still.");
    wait_until_safe(&page);
    page.go_to("/#/settings");
    page.wait_for_text("The browser has agreed to keep it until you remove it.");
    assert_eq!(page.look("localStorage.getItem('asked')"), "+");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_window_that_may_be_private_is_said_to_be_one() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load("navigator.storage.estimate = async () => ({ quota: 120_000_000, usage: 0 });");
    page.go_to("/");
    page.wait_for_text("This may be a private window, or there is little room on this computer.");
    page.assert_accessible();
}
