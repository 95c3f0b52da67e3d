//! What is heavy is done in a worker, and what goes wrong there costs nobody anything.

use std::time::{Duration, Instant};

use submission_core::exchange::export_json;
use test_support::drafts::example;
use test_support::figures::figure;
use test_support::form::BOOK;

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::single_file::{NAME, open as open_single, single_file};
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_safe, wait_until_saved};

const HISTORY: &str = "b. Brief";

/// Counts the workers that become ready.
const WATCHED: &str = "
    globalThis.workersReady = 0;
    globalThis.Worker = class extends Worker {
      constructor(...given) {
        super(...given);
        this.addEventListener('message', ({ data }) => {
          if (data === 'ready') workersReady += 1;
        });
      }
    };
";

fn open(browser: &Browser, site: &Site) -> Page {
    let page = browser.open(site, "/");
    page.before_load(WATCHED);
    page.reload();
    page.find("heading", "Write your submission in the browser");
    page
}

fn workers(page: &Page) -> u64 {
    page.evaluate("workersReady").as_u64().unwrap()
}

/// Has every request fail in that way when the worker begins with it.
fn let_work_fail(page: &Page, kind: &str) {
    page.evaluate(&format!("globalThis.submissionEditorFault = 'work {kind}'; 0"));
}

fn choose(page: &Page, name: &str, content: impl AsRef<[u8]>) {
    let file = page.file_on_disk(name, content);
    page.choose_file(&page.find("button", starting("Open a file")), &file);
}

/// Opens a file that is as it should be.
fn opens(page: &Page) {
    page.evaluate("delete globalThis.submissionEditorFault; 0");
    choose(page, "example.json", export_json(&example()));
    page.find("textbox", "Title of this draft");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn files_are_read_and_the_document_is_put_together_in_one_worker() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open(&browser, &site);
    assert_eq!(workers(&page), 0);
    opens(&page);
    assert_eq!(workers(&page), 1);
    page.click_link("Review");
    page.find("link", starting("Change: "));
    page.click_link("Export");
    let file = page.download(|| page.click_button("Save as Markdown"));
    assert!(file.text().contains("# "));
    assert_eq!(workers(&page), 1);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_single_file_has_a_worker_too() {
    let browser = Browser::start();
    let page = open_single(&browser, NAME, single_file());
    page.before_load(WATCHED);
    page.reload();
    opens(&page);
    page.click_link("Review");
    page.find("link", starting("Change: "));
    assert_eq!(workers(&page), 1);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_would_hang_the_page_is_given_up_after_five_seconds() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open(&browser, &site);
    let_work_fail(&page, "hang");
    let start = Instant::now();
    choose(&page, "slow.json", export_json(&example()));
    page.wait_for_text("Reading “slow.json”");
    // The page is not held up meanwhile.
    let before = page.work();
    page.wait_for_text("longer than 5 seconds");
    let (took, work) = (start.elapsed(), page.work() - before);
    assert!(took >= Duration::from_secs(5), "{took:?}");
    assert!(work < Duration::from_millis(1_000), "{work:?}");
    page.wait_for_text("Nothing was changed.");
    assert!(!page.has("button", "Cancel"));
    opens(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn reading_a_file_can_be_cancelled() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open(&browser, &site);
    let_work_fail(&page, "hang");
    choose(&page, "slow.json", export_json(&example()));
    page.click_button("Cancel");
    wait_until("the end of reading", || !page.text().contains("Reading “slow.json”"));
    opens(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_the_worker_stops_that_is_said_and_the_next_file_opens() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open(&browser, &site);
    page.expect_error("a fault on purpose");
    page.expect_error("unreachable");
    for kind in ["memory", "panic", "overflow"] {
        let_work_fail(&page, kind);
        choose(&page, "bomb.json", export_json(&example()));
        page.wait_for_text("needs more memory than there is");
        page.evaluate("document.querySelector('#refused').remove(); 0");
    }
    opens(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_review_that_fails_is_said_and_can_be_tried_again() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open(&browser, &site);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    let_work_fail(&page, "panic");
    page.expect_error("a fault on purpose");
    page.expect_error("unreachable");
    page.click_link("Review");
    page.wait_for_text("The document could not be made from this draft");
    page.evaluate("delete globalThis.submissionEditorFault; 0");
    page.click_button("Try again");
    page.wait_for_text("Since 2003.");
}

/// Another page has written since the checks were made.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn review_follows_what_another_page_writes_and_does_no_old_mend() {
    let (site, browser) = (Site::app(), Browser::start());
    let one = browser.open(&site, "/");
    begin(&one, WSIS);
    go_to_question(&one, "I.b");
    sheet(&one, HISTORY).type_text("N/A.");
    wait_until_safe(&one);
    let draft = open_draft(&one);
    let two = browser.open(&site, &format!("/#/draft/{draft}/review"));
    two.find("button", starting("Mark as not applicable: "));
    two.wait_for_text("N/A.");
    sheet(&one, HISTORY).write("Since 2003.");
    wait_until_safe(&one);
    two.wait_for_text("Since 2003.");
    wait_until("the end of the old offer", || !two.has("button", starting("Mark as not applicable: ")));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn not_applicable_that_was_accepted_can_be_undone() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open(&browser, &site);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("N/A.");
    wait_until_saved(&page);
    page.click_link("Review");
    page.click_button(starting("Mark as not applicable: "));
    wait_until("the mend", || !page.has("button", starting("Mark as not applicable: ")));
    page.click_button("Undo");
    page.find("button", starting("Mark as not applicable: "));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_second_press_does_not_take_the_first_ones_file_away() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open(&browser, &site);
    opens(&page);
    page.click_link("Export");
    page.find("button", "Copy the text");
    let file = page.download(|| {
        page.evaluate(
            "(() => {
                 const named = (name) =>
                     [...document.querySelectorAll('button')].find((one) => one.textContent === name);
                 named('Save as Markdown').click();
                 named('Save as Markdown').click();
             })()",
        );
    });
    assert!(file.text().contains("# "));
    page.wait_for_text("was handed to your browser");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn without_workers_the_page_does_all_of_it() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.before_load(
        "globalThis.Worker = class { constructor() { throw new DOMException('', 'SecurityError'); } };",
    );
    page.reload();
    choose(&page, "broken.json", "{");
    page.wait_for_text("“broken.json” was not opened");
    opens(&page);
    page.click_link("Review");
    page.find("link", starting("Change: "));
    page.click_link("Export");
    let file = page.download(|| page.click_button("Save as Markdown"));
    assert!(file.text().contains("# "));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_document_of_200_000_words_is_shown_from_its_first_word_to_its_last() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open(&browser, &site);
    page.before_load(
        "globalThis.longest = 0;
         new PerformanceObserver((list) => {
             for (const { duration } of list.getEntries()) longest = Math.max(longest, duration);
         }).observe({ type: 'longtask' });",
    );
    page.reload();
    choose(&page, "book.json", BOOK.draft().to_string());
    page.find("textbox", "Title of this draft");
    wait_until_safe(&page);
    page.evaluate("globalThis.longest = 0; 0");
    page.click_link("Review");
    let last = format!("under heading {}", BOOK.questions);
    let (shown, least) = ("(document.querySelector('article')?.textContent ?? '')", BOOK.bytes * 9 / 10);
    wait_until("the last answer", || {
        let is_there = format!("{shown}.includes({last:?}) && {shown}.length > {least}");
        page.evaluate(&is_there).as_bool() == Some(true)
    });
    let longest = page.evaluate("Math.round(longest)").as_u64().unwrap();
    // A busy machine makes the wall clock lie, so that no test depends on it.
    let said = if longest == 0 { "none over 50 ms".to_owned() } else { format!("{longest} ms") };
    figure("Review of 200,000 words: longest task of the page", &said);
}
