//! A file that the system hands over to the installed app goes the road of one that was chosen by hand.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet};

const HISTORY: &str = "b. Brief History";

/// What a browser has in an installed app, as far as the page sees it.
const QUEUE: &str = "Object.defineProperty(globalThis, 'launchQueue', {
    value: { setConsumer(consumer) { globalThis.handOver = consumer; } },
});";

fn open_installed(browser: &Browser, site: &Site) -> Page {
    let page = browser.new_tab(site);
    page.before_load(QUEUE);
    page.go_to("/");
    page.find("heading", "Write your submission in the browser");
    wait_until("the page to take files", || page.look("typeof handOver") == "function");
    page
}

/// Hands over files of these names and contents; one without content is gone by now.
fn hand_over(page: &Page, files: &[(&str, Option<&str>)]) {
    let files = serde_json::to_string(files).unwrap();
    page.evaluate(&format!(
        "void handOver({{ files: {files}.map(([name, text]) => ({{
             name,
             getFile: async () => {{
                 if (text === null) throw new DOMException('gone', 'NotFoundError');
                 return new File([text], name, {{ type: 'application/json' }});
             }},
         }})) }})"
    ));
}

/// A draft in the form of its file.
fn draft_file(page: &Page, title: &str, text: &str) -> String {
    begin(page, WSIS);
    page.textbox("Title of this draft").write(title);
    go_to_question(page, "I.b");
    sheet(page, HISTORY).type_text(text);
    page.click_link("Export");
    page.download(|| page.click_button("Save the draft as a file")).text().to_owned()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_file_that_the_system_hands_over_is_opened_from_any_screen() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_installed(&browser, &site);
    let theirs = draft_file(&page, "Theirs", "Since 2003.");
    page.click_link("Drafts");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    // Half-typed, and not saved yet.
    sheet(&page, HISTORY).type_text("Founded in");

    hand_over(&page, &[("theirs.json", Some(&theirs))]);
    wait_until("the file to be open", || page.textbox("Title of this draft").value() == "Theirs");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003.");

    page.click_link("Drafts");
    page.click_link("Ours");
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Founded in");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_is_refused_is_named_on_start_also_where_others_were_opened() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_installed(&browser, &site);
    hand_over(&page, &[("gone.json", None)]);
    page.wait_for_text("“gone.json” was not opened");
    let ours = draft_file(&page, "Ours", "Since 2003.");

    hand_over(&page, &[("shopping.json", Some(r#"{ "list": ["milk"] }"#)), ("ours.json", Some(&ours))]);
    let drafts = || page.all("link").iter().filter(|link| link.name == "Ours").count();
    wait_until("the other file to be opened, and Start to be shown", || drafts() == 2);
    page.wait_for_text("“shopping.json” was not opened");
    page.assert_accessible();
}

/// Other browsers, and the app in a tab, have no such queue.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn without_a_queue_nothing_is_amiss() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load("Object.defineProperty(globalThis, 'launchQueue', { value: undefined });");
    page.go_to("/");
    page.find("heading", "Write your submission in the browser");
    begin(&page, WSIS);
}
