//! What cannot be read any more is kept, shown, and removed only on the writer's word.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_safe};

const HISTORY: &str = "b. Brief History";

/// Cuts the record of I.b off in both storages, as a failing disk would.
fn damage(page: &Page) {
    page.evaluate(
        "(async () => {
             const key = Object.keys(localStorage).find((key) => key.includes('/answer/I.b/'));
             const cut = localStorage.getItem(key).slice(0, -3);
             localStorage.setItem(key, cut);
             await submissionEditor.mirror.write(JSON.stringify({ [key]: cut }));
         })()",
    );
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_damaged_answer_is_shown_with_its_text_and_goes_only_on_the_writers_word() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Founded in 2003.");
    wait_until_safe(&page);
    damage(&page);
    page.reload();
    // In its place, not simply an empty sheet.
    page.wait_for_text("Some of what was stored for this answer cannot be read.");
    page.wait_for_text("1 part of what is stored in this browser is set aside");
    page.go_to("/#/");
    page.find("link", "Look at it under “Recovery”").click();
    page.find("heading", "Recovery");
    page.wait_for_text("Founded in 2003.");
    page.wait_for_text("This part is damaged. It is kept as it is.");
    page.assert_accessible();
    let stored = page.download(|| page.click_button("Save everything as one file"));
    assert!(stored.text().contains("Founded in 2003."));
    page.click_button(starting("Copy: I. b."));
    page.wait_for_text("Cop");

    page.click_button(starting("Remove: I. b."));
    assert!(page.focused().is_some_and(|focused| focused.name.starts_with("Keep it")));
    page.click_button(starting("Keep it"));
    page.reload();
    page.wait_for_text("Founded in 2003.");
    // By way of the draft, which is on the page from now on.
    page.click_link("Open the draft");
    go_to_question(&page, "I.b");
    page.wait_for_text("Some of what was stored for this answer cannot be read.");
    page.click_link("Look at it under “Recovery”");
    page.click_button(starting("Remove: I. b."));
    page.click_button(starting("Remove it for good"));
    page.wait_for_text("Nothing is set aside.");
    page.go_to("/#/");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "");
    assert!(!page.text().contains("cannot be read"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_without_its_form_is_there_with_its_texts() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Founded in 2003.");
    let address = page.address();
    wait_until_safe(&page);
    page.evaluate(
        "(async () => {
             const key = Object.keys(localStorage).find((key) => key.includes('/template/'));
             localStorage.setItem(key, 'damaged');
             await submissionEditor.mirror.write(JSON.stringify({ [key]: 'damaged' }));
         })()",
    );
    page.reload();
    page.find("heading", "This draft could not be opened");
    assert_eq!(page.address(), address);
    page.find("link", "Look at it under “Recovery”").click();
    page.find("heading", "Ours");
    page.wait_for_text("Its texts can be read here.");
    page.wait_for_text("Founded in 2003.");
    page.find("button", "Copy: I.b");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_last_text_of_a_stopped_program_can_be_put_into_its_answer() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.expect_error("unreachable");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let draft = open_draft(&page);
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_safe(&page);
    page.evaluate(&format!(
        "localStorage.setItem('submission-editor/1/emergency/1', JSON.stringify({{
             field: 'b. Brief History', id: 'answer-I.b', address: '#/draft/{draft}/write/I.b',
             text: 'Since 2003. And the last words.' }}))"
    ));
    page.go_to("/#/recovery");
    page.wait_for_text("Since 2003. And the last words.");
    page.click_button("Put it into the answer: b. Brief History");
    page.wait_for_text("The text stands in the answer now.");
    page.click_link("Open the draft");
    go_to_question(&page, "I.b");
    wait_until("the text to be there", || sheet(&page, HISTORY).value() == "Since 2003. And the last words.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn drafts_that_the_browser_has_lost_are_said_to_be_brought_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_safe(&page);
    page.evaluate("localStorage.clear()");
    page.reload();
    page.wait_for_text("This browser had lost 1 draft: Ours.");
    page.click_link("Drafts");
    page.find("heading", "Your drafts");
    page.wait_for_text("This browser had lost 1 draft: Ours.");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");
}

/// Any bytes in any value, foreign keys, a newer format, the clock set back, the same profile twice:
/// the app opens, and what is whole is there.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn whatever_stands_in_the_storage_the_app_opens() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_safe(&page);
    let hostile = [
        ("every key that a text could have, with anything in it",
         "const key = Object.keys(localStorage).find((key) => key.includes('/answer/I.b/'));
          const [start] = key.split('I.b');
          ['', '\\u0000\\uffff\\ud800', '['.repeat(200000), '{\"v\":1}', 'null', '-1e999', '{\"c\":\"', '\\u202e<script>']
              .forEach((value, index) => localStorage.setItem(`${start}I.c/zzzzzzzz.${index}`, value));"),
        ("keys of other apps, and of ours that no version wrote",
         "localStorage.setItem('other-app', 'theirs'); localStorage.setItem('submission-editor/2/x', '1');
          localStorage.setItem('submission-editor/1/draft/UPPER/é', '1'); localStorage.setItem('submission-editor/1/', '1');
          localStorage.setItem('submission-editor/1/bin/nothing', '1'); localStorage.setItem('submission-editor/1/emergency/x', '1');"),
        ("settings that are none", "localStorage.setItem('submission-editor/1/settings', '\\u0000');"),
        ("a copy of another profile, which went on by itself",
         "for (const [key, value] of Object.entries({ ...localStorage })) {
              if (key.includes('/title/')) localStorage.setItem(key.replace(/[^/]+\\.(\\d+)$/, 'other000.$1'), value);
          }"),
    ];
    for (what, script) in hostile {
        page.evaluate(&format!("(() => {{ {script} }})()"));
        page.reload();
        page.find("textbox", "Title of this draft");
        assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.", "{what}");
    }
    page.go_to("/#/recovery");
    page.wait_for_text("Here is everything that the editor could not read");
    // The clock of the computer is set back by ten years.
    page.before_load(
        "const now = Date.now.bind(Date); Date.now = () => now() - 10 * 365 * 24 * 3600 * 1000;",
    );
    page.go_to("/#/");
    page.find("heading", "Your drafts");
    page.reload();
    page.find("heading", "Your drafts");
    page.wait_for_text("are set aside");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).write("Since 2003, and later.");
    wait_until_safe(&page);
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003, and later.");
    assert_eq!(page.look("localStorage.getItem('other-app')"), "theirs");

    // A newer version has written into the draft: it is shown, and nothing of it is written over.
    page.evaluate(
        "(() => {
             const key = Object.keys(localStorage).find((key) => key.includes('/answer/I.b/'));
             localStorage.setItem(key.replace(/[^/]+$/, 'newer000.999'), '{\"v\":2,\"anything\":[]}');
         })()",
    );
    page.reload();
    page.wait_for_text(
        "A newer version of this editor wrote a part of this draft, so it can only be read here.",
    );
    page.go_to("/#/recovery");
    page.wait_for_text("This part was written by a newer version of the editor.");
}
