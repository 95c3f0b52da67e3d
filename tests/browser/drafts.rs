//! The list of drafts: what is in it can always be opened, and what is written is always in it.

use crate::harness::{Browser, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_saved};

const HISTORY: &str = "b. Brief History";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_whose_title_was_cleared_can_still_be_opened() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("");
    wait_until_saved(&page);
    page.click_link("Drafts");
    page.click_link(WSIS);
    page.find("textbox", "Title of this draft");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_written_in_a_draft_that_another_tab_has_deleted_takes_it_out_of_the_bin() {
    let (site, browser) = (Site::app(), Browser::start());
    let writing = browser.open(&site, "/");
    begin(&writing, WSIS);
    writing.textbox("Title of this draft").write("Ours");
    go_to_question(&writing, "I.b");
    sheet(&writing, HISTORY).type_text("Since 2003.");
    wait_until_saved(&writing);

    let other = browser.open(&site, "/");
    other.click_button("Delete: Ours");
    other.find("button", "Put back: Ours");

    sheet(&writing, HISTORY).type_text(" Still writing.");
    wait_until_saved(&writing);
    other.reload();
    other.click_link("Ours");
    go_to_question(&other, "I.b");
    wait_until("the text", || sheet(&other, HISTORY).value() == "Since 2003. Still writing.");
}
