//! Nothing that was written is lost by changing, clearing, removing or restoring it.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, answered, begin, form, go_to_question, open_draft, sheet, wait_until_saved, words,
};
use submission_core::template::FieldKind;

const HISTORY: &str = "b. Brief History";

#[track_caller]
fn open_history(page: &Page) {
    page.click_link("History");
    page.find("heading", "What changed");
}

/// What the page says was removed and added, in the order of the page.
#[track_caller]
fn changes(page: &Page) -> Vec<String> {
    let marked = page.look(
        "[...document.querySelectorAll('.compared :is(ins, del)')].map((change) => {
            const copy = change.cloneNode(true);
            copy.querySelectorAll('.visually-hidden').forEach((said) => said.remove());
            return (change.tagName === 'INS' ? '+' : '-') + copy.textContent;
        })",
    );
    marked.as_array().unwrap().iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

/// Chooses the moment whose name holds both `parts` as the one to compare with.
#[track_caller]
fn choose_moment(page: &Page, parts: [&str; 2]) {
    let choose = "function (...parts) {
            const option = [...this.options].find(({ label }) => parts.every((part) => label.includes(part)));
            if (!option) return false;
            this.value = option.value;
            this.dispatchEvent(new Event('change'));
            return true;
        }";
    wait_until(&format!("the moment {parts:?}"), || {
        let select = page.find("combobox", "Compare how it stood");
        select.run(choose, &parts.map(Into::into)) == true
    });
}

#[track_caller]
fn wait_for_sheet(page: &Page, name: &str, text: &str) {
    wait_until(&format!("{name} to hold {text:?}"), || sheet(page, name).value() == text);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_changed_word_is_shown_and_the_earlier_text_can_be_put_back_and_that_undone() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.click_link("History");
    page.wait_for_text("There is nothing to compare yet");
    page.assert_accessible();
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Founded in **2003** as a help desk.");
    wait_until_saved(&page);
    page.click_link("History");
    // The present moment gets a name.
    page.textbox(starting("Name, such as")).type_text("First version");
    page.click_button("Keep under this name");
    page.wait_for_text("Kept under the name “First version”.");
    assert_eq!(page.textbox(starting("Name, such as")).value(), "");
    assert!(page.focused().is_some_and(|focused| focused.name.starts_with("Name, such as")));

    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).write("Founded in **2004** as a help desk.");
    wait_until_saved(&page);
    open_history(&page);
    assert_eq!(changes(&page), ["-2003", "+2004"]);
    assert!(page.text().contains("1 answer changed"));
    page.assert_accessible();
    let told = page.look("document.querySelector('.compared del').textContent");
    assert_eq!(told, "removed: 2003 end of change; ");

    // One answer, and back again; a name that is being typed stays.
    page.textbox(starting("Name, such as")).type_text("Half a na");
    page.click_button(starting("Put back this answer as it stood then: I. b."));
    page.wait_for_text("Between these two moments nothing changed.");
    assert_eq!(page.textbox(starting("Name, such as")).value(), "Half a na");
    page.wait_for_text("Put back as it stood then (First version");
    page.assert_accessible();
    page.click_button("Undo");
    page.wait_for_text("1 answer changed");
    go_to_question(&page, "I.b");
    wait_for_sheet(&page, HISTORY, "Founded in **2004** as a help desk.");

    // All of it.
    go_to_question(&page, "I.a");
    sheet(&page, "a. Mandates").type_text("New.");
    open_history(&page);
    page.wait_for_text("2 answers changed");
    page.click_button("Put back the whole draft as it stood then");
    page.wait_for_text("Between these two moments nothing changed.");
    page.reload();
    page.find("heading", "History");
    go_to_question(&page, "I.b");
    wait_for_sheet(&page, HISTORY, "Founded in **2003** as a help desk.");
    wait_for_sheet(&page, "a. Mandates", "");
    // What was written since is not gone either.
    open_history(&page);
    choose_moment(&page, ["before a text was cleared or replaced", "I. a."]);
    wait_until("the replaced text", || changes(&page).contains(&"-New.".to_owned()));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_cleared_answer_comes_back_by_undo_and_is_in_the_history_after_a_reload() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    assert!(!page.has("button", starting("Clear this answer: b. Brief")));
    sheet(&page, HISTORY).type_text("Since 2003.");
    page.click_button(starting("Clear this answer: b. Brief"));
    wait_for_sheet(&page, HISTORY, "");
    wait_until("the focus to be on the way back", || {
        page.focused().is_some_and(|focused| focused.name == "Undo")
    });
    page.press("Enter");
    wait_for_sheet(&page, HISTORY, "Since 2003.");
    assert!(!page.has("button", "Undo"));

    page.click_button(starting("Clear this answer: b. Brief"));
    wait_for_sheet(&page, HISTORY, "");
    page.reload();
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "");
    open_history(&page);
    choose_moment(&page, ["before a text was cleared or replaced (I. b.", ""]);
    wait_until("the cleared text", || changes(&page) == ["-Since 2003."]);
    page.click_button(starting("Put back this answer as it stood then"));
    page.wait_for_text("Between these two moments nothing changed.");
    go_to_question(&page, "I.b");
    wait_for_sheet(&page, HISTORY, "Since 2003.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn references_that_were_removed_can_each_be_put_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    let template = form(WSIS);
    let group = answered(&template)
        .into_iter()
        .find(|node| matches!(node.field.as_ref().map(|field| &field.kind), Some(FieldKind::Group { .. })))
        .unwrap();
    let Some(FieldKind::Group { entry, .. }) = group.field.as_ref().map(|field| &field.kind) else {
        unreachable!()
    };
    let entry = words(&template, entry);
    go_to_question(&page, group.id.as_str());
    for title in ["First", "Second", "Third"] {
        page.click_button(format!("Add: {entry}").as_str());
        wait_until("the new title", || {
            page.focused().is_some_and(|focused| focused.role == "textbox" && focused.value().is_empty())
        });
        page.type_text(title);
    }
    let titles = || -> Vec<String> {
        let fields = page.all("textbox").into_iter().filter(|field| field.name.ends_with(": Title"));
        fields.map(|field| field.value()).collect()
    };
    assert_eq!(titles(), ["First", "Second", "Third"]);
    page.click_button(format!("Remove: {entry} 2").as_str());
    wait_until("two titles", || titles() == ["First", "Third"]);
    page.click_button("Undo");
    wait_until("three titles", || titles() == ["First", "Second", "Third"]);
    for _ in 0..3 {
        page.click_button(format!("Remove: {entry} 1").as_str());
    }
    wait_until("no title", || titles().is_empty());
    page.reload();
    // That alone: the help with formatting, which arrives later, would move what is clicked.
    page.find("DisclosureTriangle", "Removed entries").click();
    page.click_button("Put back: Third");
    wait_until("one title", || titles() == ["Third"]);
    page.find("DisclosureTriangle", "Removed entries").click();
    page.click_button("Put back: First");
    wait_until("two titles", || titles() == ["Third", "First"]);
    page.assert_accessible();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_action_line_that_is_taken_off_keeps_its_text_and_says_so() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    go_to_question(&page, "II.a");
    page.evaluate(
        "document.querySelectorAll('summary').forEach((summary) => { summary.parentElement.open = true })",
    );
    let ticked =
        page.all("checkbox").into_iter().find(|found| found.name.starts_with('C') && found.is_checked());
    let line = ticked.expect("the example has action lines");
    line.click();
    page.wait_for_text("What you wrote under it is kept.");
    assert!(!line.is_checked());
    page.click_button("Undo");
    wait_until("the line to be back", || line.is_checked());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn deleting_a_draft_and_opening_a_file_can_be_undone_at_once() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    page.wait_for_text("Opened as a new draft");
    page.click_button("Undo");
    page.find("heading", "Bin");
    assert!(!page.has("heading", "Your drafts"));
    page.click_button(starting("Put back"));
    page.find("heading", "Your drafts");
    page.click_button(starting("Delete: "));
    page.wait_for_text("Moved to the bin");
    page.click_button("Undo");
    page.find("heading", "Your drafts");
    assert!(!page.has("heading", "Bin"));
}

/// Also where the later piece of the program arrives late, or not at all, nothing of the typing waits for it.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_written_before_the_rest_of_the_program_arrives_is_in_the_history_too() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    // A build for tests is not cut: there it is a script that does not arrive.
    let is_cut = page.look("document.querySelector('script[data-later]') != null") == true;
    page.expect_error(if is_cut { "later.wasm" } else { "storage" });
    page.expect_error("Failed to fetch");
    page.block(if is_cut { "*later.wasm" } else { "*storage*.js" });
    page.reload();
    go_to_question(&page, "I.b");
    let draft = open_draft(&page);
    sheet(&page, HISTORY).type_text("Written early.");
    wait_until_saved(&page);
    page.block("");
    page.go_to(&format!("/#/draft/{draft}/history"));
    page.click_button("Try again");
    page.find("heading", "What changed");
    wait_until("the early text", || changes(&page) == ["+Written early."]);
}
