//! The notice that offers to undo what was done last: it says what it is about, is always within reach, and
//! never puts an old text over a newer one.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{WSIS, begin, go_to_question, open_draft, open_without_locks, sheet, wait_until_saved};

const HISTORY: &str = "b. Brief History";
const CLEAR: &str = "Clear this answer: b. Brief";
/// The notice goes after a while; the test's while is short.
const SHORT_WHILE: &str = "const { setTimeout: wait } = window;
    window.setTimeout = (run, time, ...more) => wait(run, time === 30000 ? 1500 : time, ...more);";

/// An answer that was cleared a moment ago.
fn cleared(page: &Page) {
    page.go_to("/");
    begin(page, WSIS);
    go_to_question(page, "I.b");
    sheet(page, HISTORY).type_text("Since 2003.");
    wait_until_saved(page);
    clear(page);
}

fn clear(page: &Page) {
    page.click_button(starting(CLEAR));
    wait_until("the focus to be on the way back", || {
        page.focused().is_some_and(|focused| focused.name == "Undo")
    });
}

/// Leaves pictures where somebody wants to look at them.
fn look(page: &Page, name: &str) {
    let Ok(folder) = std::env::var("APP_LOOK") else { return };
    let file = |colours: &str| std::path::PathBuf::from(&folder).join(format!("{name}-{colours}.png"));
    page.picture(&file("light"), false);
    page.evaluate("document.documentElement.dataset.theme = 'dark'");
    page.picture(&file("dark"), false);
    page.evaluate("document.documentElement.dataset.theme = ''");
}

#[track_caller]
fn wait_until_withdrawn(page: &Page) {
    wait_until("the notice to go", || !page.has("button", "Undo"));
    assert_eq!(page.look("document.querySelector('.undo').textContent"), "");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_notice_names_its_answer_and_can_be_closed() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    cleared(&page);
    assert!(page.text().contains("This answer was cleared: b. Brief History"), "{}", page.text());
    let described = page
        .look("document.getElementById(document.activeElement.getAttribute('aria-describedby')).textContent");
    assert!(described.as_str().unwrap().starts_with("This answer was cleared: b. Brief History"));
    page.assert_accessible();
    page.press("Tab");
    assert_eq!(page.focused().unwrap().to_string(), "button \"Close\"");
    page.press("Enter");
    wait_until_withdrawn(&page);
    wait_until("the focus to be at the question", || {
        page.look("document.activeElement.id") == "question-I.b"
    });
    assert_eq!(sheet(&page, HISTORY).value(), "");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_undo_is_withdrawn_when_its_answer_is_written_in_again() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    cleared(&page);
    // Also from under the mouse.
    page.find("button", "Undo").hover();
    sheet(&page, HISTORY).type_text("Since 2005.");
    wait_until_withdrawn(&page);
    wait_until_saved(&page);
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2005.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_undo_is_withdrawn_when_another_tab_writes_its_answer() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_without_locks(&browser, &site, "/");
    cleared(&page);
    wait_until_saved(&page);
    let other = open_without_locks(&browser, &site, &page.address());
    sheet(&other, HISTORY).type_text("From elsewhere.");
    wait_until_saved(&other);
    wait_until("the text to appear", || sheet(&page, HISTORY).value() == "From elsewhere.");
    wait_until_withdrawn(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_notice_goes_when_the_writer_goes_on() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    cleared(&page);
    // A change elsewhere.
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    clear(&page);
    page.textbox("Title of this draft").write("Ours");
    wait_until_withdrawn(&page);
    // Another screen.
    sheet(&page, HISTORY).type_text("Since 2003.");
    clear(&page);
    page.click_link("Review");
    page.find("heading", "Review");
    wait_until_withdrawn(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_notice_goes_after_a_while_but_not_out_of_the_writers_hand() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load(SHORT_WHILE);
    cleared(&page);
    page.find("button", "Undo").hover();
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 4000))");
    assert!(page.has("button", "Undo"));
    page.find("heading", starting("I.")).hover();
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 4000))");
    assert!(page.has("button", "Undo"), "the keyboard is on it");
    sheet(&page, HISTORY).focus();
    wait_until_withdrawn(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_opened_draft_that_is_written_in_is_not_put_away_by_undo() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.wait_for_text("Opened as a new draft");
    page.find("button", "Undo");
    page.textbox("Title of this draft").write("Ours");
    wait_until_withdrawn(&page);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_line_that_is_taken_off_comes_back_alone() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    go_to_question(&page, "II.a");
    page.evaluate(
        "document.querySelectorAll('summary').forEach((summary) => { summary.parentElement.open = true })",
    );
    let boxes = || page.all("checkbox").into_iter().filter(|found| found.name.starts_with('C'));
    let on = boxes().find(|found| found.is_checked()).unwrap();
    let off = boxes().find(|found| !found.is_checked()).unwrap();
    on.click();
    page.wait_for_text(&format!("Taken off the list: {}", on.name));
    page.find("button", "Undo");
    off.click();
    wait_until_withdrawn(&page);
    assert!(off.is_checked() && !on.is_checked());
}

/// Below any header, and with text twice as large.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn undo_is_within_reach_on_a_narrow_screen_with_large_text() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    let is_reached = "(() => {
        const reached = (button) => {
            const { x, y, width, height } = button.getBoundingClientRect();
            return [[2, height / 2], [width - 2, height / 2], [width / 2, height / 2], [width / 2, 2], [width / 2, height - 2]]
                .every(([right, down]) => button.contains(document.elementFromPoint(x + right, y + down)));
        };
        return [...document.querySelectorAll('.undo button')].map(reached).join();
    })()";
    for (width, height, size) in [(360, 640, 100), (360, 640, 200), (320, 568, 200), (1280, 900, 100)] {
        for (name, place) in [("top", "scrollTo(0, 0)"), ("end", "scrollTo(0, document.body.scrollHeight)")] {
            page.look_at(width, height, false);
            cleared(&page);
            page.evaluate(&format!(
                "new Promise((seen) => {{
                    const larger = new CSSStyleSheet();
                    larger.replaceSync('html {{ font-size: {size}% }}');
                    document.adoptedStyleSheets = [larger];
                    {place};
                    requestAnimationFrame(() => requestAnimationFrame(() => seen(0)));
                }})"
            ));
            assert_eq!(page.look(is_reached), "true,true", "{width} px, {size} %, {name}");
            let wide =
                page.look("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            assert!(size == 200 || wide.as_i64() <= Some(0), "{width} px has to be scrolled sideways");
            look(&page, &format!("undo-{width}-{size}-{name}"));
        }
    }
}

/// What came of a press is said beside the button, and there alone; what is not saved is said once.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_came_of_a_press_is_said_where_it_was_and_what_is_not_saved_once() {
    let (site, browser) = (Site::app(), Browser::start());
    // With a mirror all of it would find room.
    let page = crate::writer::open_without_mirror(&browser, &site, "/");
    begin(&page, WSIS);
    page.click_link("Export");
    for name in ["Save as Markdown", "Save the draft as a file"] {
        page.download(|| page.click_button(name));
        let beside = format!(
            "(() => {{
                const button = [...document.querySelectorAll('button')].find((found) => found.textContent === '{name}');
                const status = button.parentElement.querySelector('[role=status]');
                return status.textContent.includes('was handed to your browser');
            }})()"
        );
        wait_until("it to be said beside the button", || page.look(&beside) == true);
        look(&page, "export");
    }
    let draft = open_draft(&page);
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    crate::writer::fill_storage(&page);
    sheet(&page, HISTORY).focus();
    page.insert_text(&"too much ".repeat(10_000));
    page.wait_for_text("Not saved");
    let header = page.look("document.querySelector('.app-header').textContent");
    assert_eq!(header.as_str().unwrap().matches("Not saved").count(), 1, "{header}");
    page.assert_accessible();
    look(&page, "not-saved-1280");
    page.look_at(360, 780, false);
    look(&page, "not-saved-360");
}
