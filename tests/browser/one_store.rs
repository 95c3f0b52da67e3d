//! All parts of a page write by one store: what they write beside the text neither holds the text up nor takes
//! anything of it away.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, open_draft, sheet, wait_until_safe, wait_until_saved, written,
};
use serde_json::json;
use submission_core::draft::DraftId;

const HISTORY: &str = "b. Brief History";
const PUT_BACK: &str = "Put it into the answer: b. Brief History";
const PUT: &str = "The text stands in the answer now.";

/// Tells each state of saving that is shown from now on.
const WATCH: &str = "(() => {
    const state = document.querySelector('.save-state');
    new MutationObserver(() => shown(state.dataset.state)).observe(state, { attributes: true });
})()";

/// An emergency of the past: this text of I.b.
fn keep(page: &Page, draft: &DraftId, text: &str) {
    page.evaluate(&format!(
        "localStorage.setItem('submission-editor/1/emergency/1', JSON.stringify({{
             field: 'b. Brief History', id: 'answer-I.b', address: '#/draft/{draft}/write/I.b', text: {} }}))",
        json!(text)
    ));
}

/// The writer goes to Recovery and puts the text into the answer; what is said of it.
#[track_caller]
fn put_back(page: &Page, said: &str) {
    page.go_to("/#/recovery");
    page.click_button(PUT_BACK);
    page.wait_for_text(said);
}

#[track_caller]
fn wait_for_answer(page: &Page, draft: &DraftId, text: &str) {
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    page.find("textbox", "Title of this draft");
    wait_until("the answer to have both texts", || sheet(page, HISTORY).value() == text);
}

fn mirror_has(page: &Page, part: &str) -> bool {
    page.evaluate("submissionEditor.mirror.read(true)").as_str().unwrap_or_default().contains(part)
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_written_beside_the_text_leaves_it_shown_as_safe() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load("delete globalThis.showSaveFilePicker");
    page.go_to("/");
    let draft = written(&page, "Since 2003.");
    page.go_to(&format!("/#/draft/{draft}/history"));
    page.find("textbox", starting("Name, such as"));
    wait_until_safe(&page);
    page.listen("shown");
    page.evaluate(WATCH);
    page.textbox(starting("Name, such as")).write("First version");
    page.click_button("Keep under this name");
    wait_until("the moment to be in the mirror", || mirror_has(&page, "First version"));
    page.download(|| page.click_button("Save a copy"));
    wait_until("the copy to be noted in the mirror", || {
        let records = page.evaluate("submissionEditor.mirror.read(false)");
        records.as_str().unwrap_or_default().contains(&format!("{draft}/copy/"))
    });
    assert_eq!(page.told("shown"), [""; 0], "nothing of the text was on its way");
}

/// The history may be long, and its transaction fail for that.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_history_that_the_mirror_does_not_take_keeps_no_text_from_it() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load(
        "const { put } = IDBObjectStore.prototype;
         IDBObjectStore.prototype.put = function (value, key) {
             if (globalThis.noPast && /snapshot/.test(key)) throw new DOMException('', 'QuotaExceededError');
             return put.call(this, value, key);
         };",
    );
    page.expect_error("QuotaExceededError");
    page.go_to("/");
    let draft = written(&page, "Since 2003.");
    page.evaluate("globalThis.noPast = true");
    page.go_to(&format!("/#/draft/{draft}/history"));
    page.textbox(starting("Name, such as")).write("First version");
    page.click_button("Keep under this name");
    page.wait_for_text("First version");
    go_to_question_of(&page, &draft);
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(" And later.");
    wait_until("the text to be in the mirror", || {
        let records = page.evaluate("submissionEditor.mirror.read(false)");
        records.as_str().unwrap_or_default().contains("And later.")
    });
    wait_until_safe(&page);
    assert!(!mirror_has(&page, "First version"));
    // It goes with the next that is written.
    page.evaluate("globalThis.noPast = false");
    page.type_text(" And more.");
    wait_until("the moment to be in the mirror", || mirror_has(&page, "First version"));
}

#[track_caller]
fn go_to_question_of(page: &Page, draft: &DraftId) {
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    page.find("textbox", "Title of this draft");
}

/// The draft is the open one, or another was opened since.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_is_put_back_beside_what_is_not_stored_yet() {
    for is_left in [false, true] {
        let (site, browser) = (Site::app(), Browser::start());
        let page = browser.new_tab(&site);
        page.before_load(
            "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };
             const { setItem } = Storage.prototype;
             Storage.prototype.setItem = function (key, value) {
                 if (globalThis.full && key.includes('/answer/I.b/')) throw new DOMException('', 'QuotaExceededError');
                 setItem.call(this, key, value);
             };",
        );
        page.go_to("/");
        begin(&page, WSIS);
        go_to_question(&page, "I.b");
        let draft = open_draft(&page);
        sheet(&page, HISTORY).type_text("Stored.");
        wait_until_saved(&page);
        page.evaluate("globalThis.full = true");
        page.type_text(" Typed since.");
        page.wait_for_text("Not saved");
        keep(&page, &draft, "The last words.");
        if is_left {
            page.go_to("/#/");
            begin(&page, WSIS);
        }
        // It cannot be stored, and it is not said to be; nor is it lost.
        put_back(&page, "The text could not be put into the answer.");
        page.evaluate("globalThis.full = false");
        page.click_button(PUT_BACK);
        page.wait_for_text(PUT);
        // Once is enough.
        page.click_button(PUT_BACK);
        page.wait_for_text(PUT);
        let both = "Stored. Typed since.\n\nThe last words.";
        wait_for_answer(&page, &draft, both);
        page.reload();
        wait_for_answer(&page, &draft, both);
        assert!(!page.text().contains("also written in another tab"), "left: {is_left}");
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_is_put_back_where_only_the_mirror_has_room() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Since 2003.");
    keep(&page, &draft, "The last words.");
    page.go_to("/#/recovery");
    page.find("button", PUT_BACK);
    page.evaluate("localStorage.removeItem('submission-editor/1/reserve')");
    fill_storage(&page);
    page.click_button(PUT_BACK);
    page.wait_for_text(PUT);
    let both = "Since 2003.\n\nThe last words.";
    wait_for_answer(&page, &draft, both);
    wait_until_safe(&page);
    page.reload();
    wait_for_answer(&page, &draft, both);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_program_may_stop_while_a_text_is_put_back() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    for place in ["saving", "stored", "mirrored"] {
        for kind in ["panic", "borrowed"] {
            let page = browser.open(&site, "/");
            page.expect_error("");
            let draft = written(&page, "Since 2003.");
            keep(&page, &draft, "The last words.");
            page.go_to("/#/recovery");
            page.find("button", PUT_BACK);
            // Not before: what is written beside the text passes some of these places too.
            page.evaluate(&format!(
                "addEventListener('click', () => {{ globalThis.submissionEditorFault = '{place} {kind}' }}, true)"
            ));
            page.click_button(PUT_BACK);
            page.find("heading", "The editor is not running");
            page.wait_for_text("The last words.");
            page.reload();
            page.click_button(PUT_BACK);
            page.wait_for_text(PUT);
            wait_for_answer(&page, &draft, "Since 2003.\n\nThe last words.");
            page.evaluate("localStorage.removeItem('submission-editor/1/emergency/1')");
            page.close();
        }
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_that_is_put_back_can_be_written_on_at_once() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Since 2003.");
    keep(&page, &draft, "The last words.");
    put_back(&page, PUT);
    wait_for_answer(&page, &draft, "Since 2003.\n\nThe last words.");
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(" And more.");
    wait_until_safe(&page);
    page.reload();
    wait_for_answer(&page, &draft, "Since 2003.\n\nThe last words. And more.");
    assert!(!page.text().contains("also written in another tab"));
    // What stood there before is in the history.
    page.go_to(&format!("/#/draft/{draft}/history"));
    wait_until("the earlier text to be offered", || page.text().contains("Since 2003."));
}

/// The one that puts it back has had the draft on its screen, or has not.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_that_one_tab_puts_back_comes_to_the_tab_that_writes() {
    for has_seen_it in [false, true] {
        let (site, browser) = (Site::app(), Browser::start());
        let first = browser.open(&site, "/");
        let draft = written(&first, "Since 2003.");
        keep(&first, &draft, "The last words.");
        let second = browser.open(&site, if has_seen_it { "/#/help" } else { "/#/recovery" });
        if has_seen_it {
            second.go_to(&first.address());
            second.wait_for_text("This draft is open for writing in another tab.");
        }
        sheet(&first, HISTORY).focus();
        first.press("Control+End");
        first.type_text(" Then more.");
        wait_until_safe(&first);
        put_back(&second, PUT);
        // The writer is in that answer: the other text is shown beside it, and nothing is taken away.
        first.wait_for_text("also written in another tab");
        assert_eq!(sheet(&first, HISTORY).value(), "Since 2003. Then more.", "seen: {has_seen_it}");
        first.type_text(" The end.");
        wait_until_safe(&first);
        first.reload();
        first.wait_for_text("also written in another tab");
        first.click_button("Put it below the text here");
        let has_both = || {
            let text = sheet(&first, HISTORY).value();
            ["Since 2003. Then more. The end.", "The last words."].iter().all(|words| text.contains(words))
        };
        wait_until(&format!("both texts to be there, seen: {has_seen_it}"), has_both);
    }
}
