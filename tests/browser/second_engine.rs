//! The main road in a second browser engine: begun, written, kept, found again, reviewed, taken away.

use crate::harness::{Firefox, Site, starting, wait_until};
use crate::writer::WSIS;
use serde_json::Value;

/// Sections, questions by the beginnings of their names, and what is written there.
const WRITTEN: [(&str, &str, &str); 3] = [
    ("I. Role", "a. Mandates", "Mandates of the “Forum”: 中文, العربية, é."),
    ("I. Role", "b. Brief History", "Since 2003, and *every* year:\n\n- one\n- two"),
    ("IV. Lessons", "IV. Lessons", "Write early."),
];

/// A Firefox; where there is none, the word that the test is left out.
fn firefox() -> Option<Firefox> {
    let firefox = Firefox::start();
    if firefox.is_none() {
        println!("skipped: there is no Firefox");
    }
    firefox
}

fn begin_and_write(firefox: &Firefox, site: &Site) {
    firefox.open(site, "/");
    firefox.click("button", format!("Begin: {WSIS}").as_str());
    firefox.find("textbox", "Title of this draft").write("Ours");
    firefox.find("textbox", starting("Name of organization")).type_text("The Organization");
    for (section, question, text) in WRITTEN {
        firefox.click("link", starting(section));
        firefox.find("textbox", starting(question)).type_text(text);
    }
    wait_until("everything to be safe", || {
        let text = firefox.text();
        text.contains("Safe in this browser")
            && !["Saved in this browser", "Typing…"].iter().any(|other| text.contains(other))
    });
}

fn find_all_again(firefox: &Firefox) {
    assert_eq!(firefox.find("textbox", "Title of this draft").value(), "Ours");
    for (section, question, text) in WRITTEN {
        firefox.click("link", starting(section));
        assert_eq!(firefox.find("textbox", starting(question)).value(), text);
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_a_draft_is_written_found_again_reviewed_and_taken_away() {
    let Some(firefox) = firefox() else { return };
    let site = Site::app();
    begin_and_write(&firefox, &site);
    firefox.reload();
    find_all_again(&firefox);

    firefox.click("link", "Review");
    firefox.find("heading", "Review");
    firefox.wait_for_text("Mandates of the “Forum”: 中文, العربية, é.");
    firefox.wait_for_text("Write early.");
    firefox.click("link", "Export");
    let markdown = firefox.download(|| firefox.click("button", "Save as Markdown"));
    assert_eq!(markdown.name, "Ours.md");
    for text in
        ["The Organization", "Mandates of the “Forum”: 中文, العربية, é.", "*every*", "- two", "Write early."]
    {
        assert!(markdown.text().contains(text), "{text} is not in:\n{}", markdown.text());
    }
    let file = firefox.download(|| firefox.click("button", "Save the draft as a file"));
    assert_eq!(file.name, "Ours.json");
    let draft: Value = serde_json::from_str(file.text()).unwrap();
    let draft = draft.to_string();
    for (_, _, text) in WRITTEN {
        let text = Value::from(text).to_string();
        assert!(draft.contains(&text), "{text} is not in:\n{draft}");
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_what_is_called_safe_outlives_the_browser_that_is_killed() {
    let Some(firefox) = firefox() else { return };
    let site = Site::app();
    begin_and_write(&firefox, &site);
    let firefox = firefox.kill_and_start_again();
    firefox.open(&site, "/");
    firefox.click("link", "Ours");
    find_all_again(&firefox);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_the_work_goes_on_without_a_network() {
    let Some(firefox) = firefox() else { return };
    let site = Site::app();
    begin_and_write(&firefox, &site);
    firefox.look("navigator.serviceWorker.ready.then(() => true)");
    site.stop();
    firefox.reload();
    find_all_again(&firefox);
    firefox.click("link", "Export");
    let markdown = firefox.download(|| firefox.click("button", "Save as Markdown"));
    assert!(markdown.text().contains("Write early."));
}
