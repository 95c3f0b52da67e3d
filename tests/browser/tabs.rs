//! One draft in several tabs: one writes, the others show it, and nothing is lost between them.

use crate::field_kinds::{FIELD_KINDS, FieldKind};
use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, open_without_locks, sheet, wait_until_saved};

const HISTORY: &str = "b. Brief History";
const READING: &str = "This draft is open for writing in another tab.";
const TAKEN: &str = "Another tab writes this draft now.";

/// A draft that is open in two tabs, at the same question.
fn in_two_tabs(browser: &Browser, site: &Site, fields: FieldKind) -> (Page, Page) {
    let first = fields.open(browser, site, "/");
    begin(&first, WSIS);
    go_to_question(&first, "I.b");
    wait_until_writable(&first);
    let second = fields.open(browser, site, &first.address());
    second.wait_for_text(READING);
    (first, second)
}

fn is_read_only(page: &Page) -> bool {
    page.look("[...document.querySelectorAll('.writing')].every((sheet) => sheet.readOnly ?? !sheet.isContentEditable)")
        == true
}

fn wait_until_writable(page: &Page) {
    wait_until("the form to take text", || !is_read_only(page));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_second_tab_shows_the_draft_as_it_is_written_and_takes_no_text() {
    FIELD_KINDS.into_iter().for_each(the_second_tab_takes_no_text);
}

fn the_second_tab_takes_no_text(fields: FieldKind) {
    let (site, browser) = (Site::app(), Browser::start());
    let (first, second) = in_two_tabs(&browser, &site, fields);
    wait_until("the second tab to be read-only", || is_read_only(&second));
    sheet(&second, HISTORY).type_text("Not taken.");
    assert_eq!(sheet(&second, HISTORY).value(), "");
    assert!(second.text().contains("For reading only"));

    sheet(&first, HISTORY).type_text("Written in the first tab.");
    first.textbox("Title of this draft").write("Ours");
    wait_until("the text to appear in the other tab", || {
        sheet(&second, HISTORY).value() == "Written in the first tab."
    });
    wait_until("the title to appear there", || second.textbox("Title of this draft").value() == "Ours");
    // Also what is drawn later, and what is not text.
    go_to_question(&second, "II.a");
    wait_until("the other page to be read-only", || {
        second.look(
            "[...document.querySelectorAll('.question :is(button, select, input[type=checkbox])')].every((control) => control.disabled)
             && document.querySelector('.question input[type=checkbox]') !== null",
        ) == true
    });
    // A text that is selected stays selected while the other tab writes on.
    go_to_question(&second, "I.b");
    sheet(&second, HISTORY).focus();
    second.evaluate(
        "(({ activeElement: sheet }) => sheet.select ? sheet.select() : getSelection().selectAllChildren(sheet))(document)",
    );
    sheet(&first, HISTORY).focus();
    first.press("Control+End");
    first.type_text(" And more.");
    wait_until_saved(&first);
    assert_eq!(second.look("getSelection().toString().length"), 25);
    second.evaluate("document.activeElement.blur()");
    wait_until("the rest to appear", || sheet(&second, HISTORY).value().ends_with("And more."));
    assert!(!second.text().contains("also written in another tab"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn taking_over_in_mid_typing_loses_nothing_and_stops_the_other_tab() {
    FIELD_KINDS.into_iter().for_each(taking_over_loses_nothing);
}

fn taking_over_loses_nothing(fields: FieldKind) {
    let (site, browser) = (Site::app(), Browser::start());
    let (first, second) = in_two_tabs(&browser, &site, fields);
    sheet(&first, HISTORY).focus();
    first.type_text("Not saved yet");
    second.click_button("Take over");
    first.type_text(" and going on");
    first.wait_for_text(TAKEN);
    let typed = sheet(&first, HISTORY).value();
    assert!(is_read_only(&first));
    first.type_text(" too late");
    assert_eq!(sheet(&first, HISTORY).value(), typed);

    wait_until_writable(&second);
    wait_until("all of it to be in the other tab", || sheet(&second, HISTORY).value() == typed);
    sheet(&second, HISTORY).focus();
    second.press("Control+End");
    second.type_text(". From the second tab.");
    // A space at the end is spelt out in Markdown.
    let both = format!("{typed}. From the second tab.").replace("&#32;", " ");
    wait_until("it to appear in the first tab", || sheet(&first, HISTORY).value() == both);
    // Back again, and the draft is whole.
    first.click_button("Take over");
    second.wait_for_text(TAKEN);
    wait_until_writable(&first);
    sheet(&first, HISTORY).focus();
    first.press("Control+End");
    first.type_text(" The end.");
    wait_until_saved(&first);
    first.reload();
    assert_eq!(sheet(&first, HISTORY).value(), format!("{both} The end."));
    assert!(!first.text().contains("also written in another tab"));
}

/// Neither saving, nor another tab that takes over, nor what that one writes.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_an_input_method_composes_is_left_alone_until_it_is_done() {
    for fields in FIELD_KINDS {
        let (site, browser) = (Site::app(), Browser::start());
        let (first, second) = in_two_tabs(&browser, &site, fields);
        sheet(&first, HISTORY).type_text("Start. ");
        wait_until_saved(&first);
        first.compose("ni");
        wait_until_saved(&first);
        wait_until("as much as there is to be in the other tab", || {
            sheet(&second, HISTORY).value() == "Start. ni"
        });
        second.click_button("Take over");
        first.wait_for_text(TAKEN);
        assert!(is_composing(&first) && !is_read_only(&first), "{fields:?}");
        first.compose("nihao");
        assert_eq!(sheet(&first, HISTORY).value(), "Start. nihao", "{fields:?}");

        wait_until_writable(&second);
        sheet(&second, HISTORY).focus();
        second.press("Control+End");
        second.type_text(", theirs");
        wait_until_saved(&second);
        // It is looked at now what the other tab has written, as when the browser says so.
        first.evaluate("dispatchEvent(new Event('storage'))");
        assert!(is_composing(&first), "{fields:?}");
        assert_eq!(sheet(&first, HISTORY).value(), "Start. nihao", "{fields:?}");
        first.insert_text("你好");
        assert_eq!(sheet(&first, HISTORY).value(), "Start. 你好", "{fields:?}");
        wait_until("the first tab to be read-only", || is_read_only(&first));
        // What came of it late is in the store beside what the other tab wrote.
        second.wait_for_text("also written in another tab");
        wait_until("it to stand beside the answer", || {
            second.look("document.querySelector('.question [role=status] pre')?.textContent") == "Start. 你好"
        });
        assert!(sheet(&second, HISTORY).value().ends_with(", theirs"), "{fields:?}");
    }
}

fn is_composing(page: &Page) -> bool {
    page.look("submissionEditorFields.isComposing(document.activeElement)") == true
}

/// A tab that is frozen, or hangs, does not answer; then its lock is taken away.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_tab_that_does_not_answer_cannot_keep_the_draft() {
    let (site, browser) = (Site::app(), Browser::start());
    let first = browser.new_tab(&site);
    first.before_load("delete globalThis.BroadcastChannel");
    first.go_to("/");
    begin(&first, WSIS);
    go_to_question(&first, "I.b");
    sheet(&first, HISTORY).type_text("From the first tab.");
    let second = browser.open(&site, &first.address());
    second.wait_for_text(READING);
    second.click_button("Take over");
    first.wait_for_text(TAKEN);
    wait_until_writable(&second);
    wait_until("its text to be here", || sheet(&second, HISTORY).value() == "From the first tab.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_tab_that_writes_closes_or_crashes_the_other_one_writes() {
    let (site, browser) = (Site::app(), Browser::start());
    let (first, second) = in_two_tabs(&browser, &site, FieldKind::TextArea);
    let address = second.address();
    sheet(&first, HISTORY).type_text("The last words.");
    first.close();
    second.wait_for_text("You can write here now.");
    wait_until_writable(&second);
    wait_until("the last words", || sheet(&second, HISTORY).value() == "The last words.");
    sheet(&second, HISTORY).focus();
    second.press("Control+End");
    second.type_text(" And one more.");
    wait_until_saved(&second);

    let third = browser.open(&site, &address);
    third.wait_for_text(READING);
    second.crash();
    third.wait_for_text("You can write here now.");
    assert_eq!(sheet(&third, HISTORY).value(), "The last words. And one more.");
    // Said once: on the next page it is over.
    go_to_question(&third, "IV");
    third.click_link("Review");
    wait_until("it to be said no more", || !third.text().contains("You can write here now."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_tab_that_goes_to_the_start_page_lets_the_draft_go() {
    let (site, browser) = (Site::app(), Browser::start());
    let (first, second) = in_two_tabs(&browser, &site, FieldKind::TextArea);
    let address = second.address();
    first.click_link("Drafts");
    second.wait_for_text("You can write here now.");
    sheet(&second, HISTORY).type_text("From the second tab.");
    wait_until_saved(&second);
    first.go_to(&address);
    first.wait_for_text(READING);
    wait_until("its text to be shown", || sheet(&first, HISTORY).value() == "From the second tab.");
}

/// Where a browser refuses locks to the page, as some do in a frame without an origin.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_locks_are_refused_every_tab_writes() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load(
        "LockManager.prototype.request = () => Promise.reject(new DOMException('', 'SecurityError'))",
    );
    page.go_to("/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    wait_until_writable(&page);
    sheet(&page, HISTORY).type_text("Written.");
    wait_until_saved(&page);
    // One that never answers is not waited for.
    let other = browser.new_tab(&site);
    other.before_load("LockManager.prototype.request = () => new Promise(() => {})");
    other.go_to(&page.address());
    wait_until_writable(&other);
    assert_eq!(sheet(&other, HISTORY).value(), "Written.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_tab_with_locks_and_one_without_lose_nothing_between_them() {
    let (site, browser) = (Site::app(), Browser::start());
    let first = browser.open(&site, "/");
    begin(&first, WSIS);
    go_to_question(&first, "I.b");
    let second = open_without_locks(&browser, &site, &first.address());
    sheet(&second, HISTORY).focus();
    sheet(&first, HISTORY).type_text("From the first tab.");
    wait_until_saved(&first);
    sheet(&second, HISTORY).type_text("From the second tab.");
    wait_until_saved(&second);
    first.wait_for_text("also written in another tab");
    first.click_button("Put it below the text here");
    wait_until("both texts in one", || {
        sheet(&first, HISTORY).value() == "From the first tab.\n\nFrom the second tab."
    });
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_of_a_newer_version_is_shown_and_takes_no_text() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Written before.");
    wait_until_saved(&page);
    page.evaluate(
        "const key = Object.keys(localStorage).find((key) => key.includes('/answer/'));
         localStorage.setItem(key.replace('I.b', 'I.c'), localStorage.getItem(key).replace(/^.*?\"v\":1,/, '{\"v\":99,'))",
    );
    page.reload();
    page.wait_for_text("A newer version of this editor wrote a part of this draft");
    assert_eq!(sheet(&page, HISTORY).value(), "Written before.");
    assert!(is_read_only(&page));
    sheet(&page, HISTORY).type_text("Not taken.");
    assert_eq!(sheet(&page, HISTORY).value(), "Written before.");
    assert!(page.text().contains("For reading only") && !page.text().contains("Not saved"));
}
