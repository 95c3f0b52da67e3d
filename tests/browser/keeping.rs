//! What was written is there again, whatever happens to the page.

use crate::harness::{Browser, Page, Site, Storage, starting, wait_until};
use crate::writer::{WSIS, begin, go_to_question, open_without_locks, sheet, wait_until_saved};
use std::time::{Duration, Instant};

const HISTORY: &str = "b. Brief History";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_text_is_there_again_after_a_reload_and_after_closing_the_browser() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    // Before the pause that saves: leaving the page saves too.
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");
    assert_eq!(page.textbox("Title of this draft").value(), "Ours");
    drop(page);

    let browser = browser.close_and_start_again();
    let page = browser.open(&site, "/");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn killing_the_tab_in_mid_typing_loses_at_most_two_seconds() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let address = page.address();
    sheet(&page, HISTORY).focus();
    let start = Instant::now();
    let mut typed = Vec::new();
    // A quick typist who never pauses: the hardest case for saving at pauses.
    while start.elapsed() < Duration::from_secs(5) {
        page.type_text(if typed.len() % 6 == 5 { " " } else { "x" });
        typed.push(Instant::now());
        wait_until("the next key", || typed.last().unwrap().elapsed() > Duration::from_millis(60));
    }
    let end = Instant::now();
    page.crash();

    let page = browser.open(&site, &address);
    let kept = sheet(&page, HISTORY).value().len();
    let lost = typed.get(kept).map_or(Duration::ZERO, |first_lost| end - *first_lost);
    println!("{} of {} keys lost, the oldest {lost:?} old", typed.len() - kept, typed.len());
    assert!(lost <= Duration::from_millis(2_100), "what was typed {lost:?} before the end is lost");
}

/// A trap never reaches the program's own panic hook; nor does the text that was not saved yet.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_program_traps_in_mid_typing_the_last_text_is_handed_over() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.expect_error("unreachable");
    // What the page would still have the program do.
    page.expect_error("The program has stopped");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    page.type_text(" And the last words.");
    page.evaluate(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
    );
    page.find("heading", "The editor is not running");
    page.wait_for_text("Since 2003. And the last words.");
    page.click_button("Reload the page");
    page.find("textbox", "Title of this draft");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_nothing_may_be_stored_the_writer_is_told_and_can_still_take_the_text_away() {
    let (site, browser) = (Site::app(), Browser::with_storage(Storage::Blocked));
    let page = browser.open(&site, "/");
    page.wait_for_text("Nothing can be kept in this browser");
    // Begun, and not a word typed: nothing of it is stored, and nothing may say that it is.
    begin(&page, WSIS);
    page.wait_for_text("Not saved:");
    page.evaluate("dispatchEvent(new Event('blur'))");
    page.wait_for_text("Not saved:");
    assert!(!page.text().contains("Saved in this browser"));
    write_and_take_away(&page);
    // Another draft takes its place on the page; the first is listed, and all there.
    page.click_link("Drafts");
    begin(&page, "Five questions of the General Assembly’s overall review of WSIS (2015)");
    page.click_link("Drafts");
    page.find("link", starting("Not stored yet, on this page only: WSIS")).click();
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Nobody keeps this.");
}

fn write_and_take_away(page: &Page) {
    if !page.has("textbox", "Title of this draft") {
        begin(page, WSIS);
    }
    go_to_question(page, "I.b");
    sheet(page, HISTORY).type_text("Nobody keeps this.");
    page.wait_for_text("Not saved:");
    assert_eq!(sheet(page, HISTORY).value(), "Nobody keeps this.");
    page.click_link("Export");
    let draft = page.download(|| page.click_button("Save the draft as a file"));
    assert!(draft.text().contains("Nobody keeps this."));
    let document = page.download(|| page.click_button("Save as Markdown"));
    assert!(document.text().contains("Nobody keeps this."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn without_locks_typing_in_two_tabs_keeps_both_answers() {
    let (site, browser) = (Site::app(), Browser::start());
    let first = open_without_locks(&browser, &site, "/");
    begin(&first, WSIS);
    go_to_question(&first, "I.b");
    let second = open_without_locks(&browser, &site, &first.address());
    sheet(&first, HISTORY).type_text("From the first tab.");
    go_to_question(&second, "IV");
    sheet(&second, "IV").type_text("From the second tab.");
    wait_until_saved(&first);
    wait_until_saved(&second);
    first.reload();
    assert_eq!(sheet(&first, HISTORY).value(), "From the first tab.");
    go_to_question(&first, "IV");
    assert_eq!(sheet(&first, "IV").value(), "From the second tab.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_two_tabs_without_locks_write_into_one_answer_both_texts_are_kept_and_can_be_joined() {
    let (site, browser) = (Site::app(), Browser::start());
    let first = open_without_locks(&browser, &site, "/");
    begin(&first, WSIS);
    go_to_question(&first, "I.b");
    let address = first.address();
    let second = open_without_locks(&browser, &site, &address);
    sheet(&second, HISTORY).focus();

    sheet(&first, HISTORY).type_text("From the first tab.");
    wait_until_saved(&first);
    sheet(&second, HISTORY).type_text("From the second tab.");
    wait_until_saved(&second);

    first.wait_for_text("also written in another tab");
    assert_eq!(sheet(&first, HISTORY).value(), "From the first tab.");
    first.click_button("Put it below the text here");
    wait_until("both texts in one", || {
        sheet(&first, HISTORY).value() == "From the first tab.\n\nFrom the second tab."
    });
    wait_until_saved(&first);
    second.close();
    first.reload();
    assert_eq!(sheet(&first, HISTORY).value(), "From the first tab.\n\nFrom the second tab.");
    assert!(!first.text().contains("also written in another tab"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn several_drafts_are_renamed_duplicated_deleted_and_put_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    page.click_link("Drafts");

    page.click_button("Duplicate: Ours");
    page.click_link("Ours (copy)");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");
    sheet(&page, HISTORY).write("Since 2005.");
    page.textbox("Title of this draft").write("Theirs");
    page.click_link("Drafts");

    // The second press of a double click meets the draft that came under the pointer.
    page.find("button", "Delete: Theirs").run(
        "function () { this.dispatchEvent(new MouseEvent('click', { bubbles: true, detail: 2 })); }",
        &[],
    );
    page.click_button("Delete: Ours");
    page.find("button", "Put back: Ours");
    assert!(!page.has("link", "Ours"));
    page.reload();
    page.click_button("Put back: Ours");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.", "each draft has its own text");
    page.click_link("Drafts");
    page.click_link("Theirs");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2005.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn not_applicable_hides_the_text_and_never_deletes_it() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let name = sheet(&page, HISTORY).name;
    sheet(&page, HISTORY).type_text("Since 2003.");
    let not_applicable = format!("Not applicable: {name}");
    page.find("checkbox", not_applicable.as_str()).click();
    wait_until("the sheet to be put away", || !page.has("textbox", name.as_str()));
    page.textbox(format!("Reason (optional): {name}").as_str()).write("Founded last year.");
    wait_until_saved(&page);
    page.reload();
    page.find("checkbox", not_applicable.as_str()).click();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");

    sheet(&page, HISTORY).write("n.a.");
    page.click_button("Mark as not applicable");
    wait_until("the box to be ticked", || page.find("checkbox", not_applicable.as_str()).is_checked());
}
