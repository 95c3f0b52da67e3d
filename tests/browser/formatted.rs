//! Answers that are written as they will look: the rich text editor in the place of the text area.

use crate::field_kinds::{FieldKind, choose_formatted};
use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_safe, wait_until_saved};

const HISTORY: &str = "b. Brief History";

fn at_history(browser: &Browser, site: &Site) -> Page {
    let page = FieldKind::Formatted.open(browser, site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    page
}

/// Pastes as a browser does: what the clipboard holds comes with the event.
fn paste(page: &Page, html: &str, text: &str) {
    page.evaluate(&format!(
        "(() => {{
            const data = new DataTransfer();
            if ({html:?} !== '') data.setData('text/html', {html:?});
            data.setData('text/plain', {text:?});
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', {{ clipboardData: data, bubbles: true, cancelable: true }}));
        }})()"
    ));
}

/// The records of answers, as they are stored.
fn stored(page: &Page) -> serde_json::Value {
    page.look("Object.entries(localStorage).filter(([key]) => key.includes('/answer/')).sort()")
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_writing_is_chosen_and_nothing_of_it_is_fetched_before() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since **2003**.");
    wait_until_saved(&page);
    let is_fetched = |page: &Page| page.requests().iter().any(|address| address.contains("/answer-"));
    assert!(!is_fetched(&page), "{:?}", page.requests());
    assert_eq!(page.look("document.querySelectorAll('[contenteditable]').length"), 0);

    choose_formatted(&page);
    page.reload();
    wait_until("the editor", || {
        page.look("document.querySelectorAll('[contenteditable]').length > 0") == true
    });
    assert!(is_fetched(&page));
    assert_eq!(sheet(&page, HISTORY).text().trim(), "Since 2003.");
    assert_eq!(sheet(&page, HISTORY).value(), "Since **2003**.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_answers_are_written_saved_and_come_back_as_they_were() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = at_history(&browser, &site);
    sheet(&page, HISTORY).type_text("Since ");
    page.press("Control+b");
    page.type_text("2003");
    page.press("Control+b");
    page.type_text(" we *meet*.\n- one\ntwo\n\nEnd");
    let written = "Since **2003** we \\*meet\\*.\n\n- one\n- two\n\nEnd";
    assert_eq!(sheet(&page, HISTORY).value(), written);
    wait_until_safe(&page);
    page.assert_accessible();

    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), written);
    let before = stored(&page);
    sheet(&page, HISTORY).click();
    page.press("ArrowDown");
    // Tab leaves it.
    page.press("Tab");
    assert_eq!(page.look("document.activeElement.closest('.sheet')"), serde_json::Value::Null);
    page.press("Shift+Tab");
    // Esc leads to the question.
    page.press("Escape");
    assert_eq!(page.look("document.activeElement.id"), "question-I.b");
    assert_eq!(stored(&page), before, "opening and leaving changes nothing");

    // The toolbar is one stop of the Tab key.
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.press("Shift+Tab");
    page.press("ArrowRight");
    page.press("ArrowLeft");
    page.press("End");
    page.press("Home");
    assert_eq!(page.focused().unwrap().text(), "");
    assert_eq!(page.look("document.activeElement.ariaLabel"), "Strong");
    page.press("Enter");
    page.type_text(" of it");
    wait_until_saved(&page);
    assert_eq!(sheet(&page, HISTORY).value(), format!("{written} **of it**"));
    page.press("Control+z");

    // A link, by the dialog.
    page.press("Control+a");
    page.press("ArrowRight");
    page.press("Control+k");
    page.textbox("Text").type_text("site");
    page.textbox("Address").type_text("example.org");
    page.assert_accessible();
    page.press("Enter");
    wait_until("the link", || sheet(&page, HISTORY).value().ends_with("End[site](https://example.org)"));
    page.go_to(&format!("/#/draft/{}/review", open_draft(&page)));
    page.find("link", "site");
    page.go_to(&format!("/#/draft/{}/export", open_draft(&page)));
    let document = page.download(|| page.click_button("Save as Markdown")).text().to_owned();
    assert!(document.contains("Since **2003** we \\*meet\\*.\n\n- one\n- two\n"), "{document}");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_paste_keeps_lists_links_and_tables_and_says_what_is_left_out() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = at_history(&browser, &site);
    sheet(&page, HISTORY).focus();
    paste(
        &page,
        "<p>We <b>met</b> at <a href='https://example.org/a'>the forum</a>.</p><img src='https://example.org/x.png'>\
         <ul><li>one<ul><li>deeper</li></ul></li><li>two</li></ul>\
         <table><tr><th>Year</th><th>What</th></tr><tr><td>2003</td><td>Geneva</td></tr></table><p>End</p>",
        "We met",
    );
    let pasted = "We **met** at [the forum](https://example.org/a).\n\n- one\n  - deeper\n- two\n\n\
                  | Year | What |\n| --- | --- |\n| 2003 | Geneva |\n\nEnd";
    assert_eq!(sheet(&page, HISTORY).value(), pasted);
    page.wait_for_text("Pictures can’t be part of an answer and were left out: 1");
    page.assert_accessible();
    page.press("Control+z");
    assert_eq!(sheet(&page, HISTORY).value(), "");
    // Too much is refused, and nothing is lost.
    page.type_text("Ours.");
    page.evaluate(
        "(() => {
            const data = new DataTransfer();
            data.setData('text/plain', 'x'.repeat(2_000_001));
            document.activeElement.dispatchEvent(
                new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        })()",
    );
    page.wait_for_text("This is too much to paste at once.");
    assert_eq!(sheet(&page, HISTORY).value(), "Ours.");
    // Lines that were joined can be kept after all.
    page.press("Control+a");
    page.press("Delete");
    let lines = "The committee met in Geneva in the month of December and\nadopted a declaration of principles with a plan of\naction that was agreed upon by all who were there.";
    paste(&page, "", lines);
    assert_eq!(sheet(&page, HISTORY).value(), lines.replace('\n', " "));
    page.click_button("Keep the lines");
    wait_until("the lines", || sheet(&page, HISTORY).value().contains("December and\\\nadopted"));
    wait_until_saved(&page);
    if let Ok(folder) = std::env::var("APP_LOOK") {
        paste(
            &page,
            "<h2>Heading</h2><p>One <b>bold</b> <i>word</i></p><ol><li>a</li><li>b</li></ol><blockquote>q</blockquote><table><tr><th>Year</th><th>What</th></tr><tr><td>2003</td><td>Geneva</td></tr></table>",
            "",
        );
        page.press("ArrowUp");
        for (width, dark) in [(1280, false), (1280, true), (360, false), (360, true)] {
            page.look_at(width, 900, dark);
            page.picture(
                &std::path::PathBuf::from(&folder).join(format!("formatted-{width}-{dark}.png")),
                false,
            );
        }
        page.look_at(1280, 900, false);
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_answers_of_the_example_are_opened_and_left_without_a_change() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = FieldKind::Formatted.open(&browser, &site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    wait_until_safe(&page);
    let draft = open_draft(&page);
    let before = stored(&page);
    let mut written = 0;
    for question in ["I.a", "II.a", "III.a", "IV", "V", "VI"] {
        go_to_question(&page, question);
        wait_until("the editors", || {
            page.look(
                "document.querySelector('[contenteditable]') && !document.querySelector('.sheet > textarea')",
            ) == true
        });
        page.evaluate(
            "for (const field of document.querySelectorAll('[contenteditable]')) { field.focus(); field.blur(); }",
        );
        let answers = page.look(
            "[...document.querySelectorAll('.sheet [data-answer]')].filter((field) => submissionEditorFields.text(field)).length",
        );
        written += answers.as_u64().unwrap();
        page.assert_accessible();
    }
    page.go_to(&format!("/#/draft/{draft}/review"));
    page.find("heading", "Review");
    assert!(written > 5, "{written}");
    assert_eq!(stored(&page), before);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_writing_stands_the_other_way_round_from_right_to_left() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = at_history(&browser, &site);
    sheet(&page, HISTORY).type_text("- Since 2003");
    let languages = page.find("combobox", "Language");
    languages.choose("[RTL English]");
    wait_until("the page to be written from the right", || {
        page.look("document.documentElement.dir") == "rtl"
    });
    wait_until("the editor", || page.look("document.querySelector('[contenteditable]') !== null") == true);
    let text =
        page.look("submissionEditorFields.text(document.querySelector('.sheet [data-answer=\"I.b\"]'))");
    assert_eq!(text, "- Since 2003");
    page.assert_accessible();
    page.evaluate("document.querySelector('.sheet:has([data-answer=\"I.b\"]) .tool').focus()");
    page.press("ArrowLeft");
    assert_eq!(page.look("document.activeElement.dataset.command"), "emphasis");
    if let Ok(folder) = std::env::var("APP_LOOK") {
        page.look_at(1280, 900, false);
        page.picture(&std::path::PathBuf::from(&folder).join("formatted-rtl.png"), false);
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn formatted_text_that_the_program_never_heard_of_is_back_after_it_stopped() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = at_history(&browser, &site);
    page.expect_error("");
    sheet(&page, HISTORY).type_text("Since ");
    page.press("Control+b");
    page.type_text("2003");
    page.press("Control+b");
    wait_until_saved(&page);
    // In one task: nothing is asked for between.
    page.evaluate(
        "document.execCommand('insertText', false, ' and *last*'); submissionEditor.stopped('for the test'); 0",
    );
    page.find("heading", "The editor is not running");
    page.click_button("Reload the page");
    page.find("textbox", "Title of this draft");
    let written = "Since **2003** and \\*last\\*";
    wait_until("the text to be back", || sheet(&page, HISTORY).value() == written);
    wait_until_saved(&page);
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), written);
}
