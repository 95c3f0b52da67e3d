//! The main road in Firefox and in WebKit: begun, written, kept, found again, reviewed, taken away.

use crate::harness::{Engine, Site, starting, wait_until};
use crate::writer::WSIS;
use serde_json::Value;

/// Sections, questions by the beginnings of their names, and what is written there.
const WRITTEN: [(&str, &str, &str); 3] = [
    ("I. Role", "a. Mandates", "Mandates of the “Forum”: 中文, العربية, é."),
    ("I. Role", "b. Brief History", "Since 2003, and *every* year:\n\n- one\n- two"),
    ("IV. Lessons", "IV. Lessons", "Write early."),
];

fn begin_and_write(engine: &Engine, site: &Site) {
    engine.open(site, "/");
    engine.click("button", format!("Begin: {WSIS}").as_str());
    engine.find("textbox", "Title of this draft").write("Ours");
    engine.find("textbox", starting("Name of organization")).type_text("The Organization");
    for (section, question, text) in WRITTEN {
        engine.click("link", starting(section));
        engine.find("textbox", starting(question)).type_text(text);
    }
    wait_until_safe(engine);
}

fn wait_until_safe(engine: &Engine) {
    wait_until("everything to be safe", || {
        let text = engine.text();
        text.contains("Safe in this browser")
            && !["Saved in this browser", "Typing…"].iter().any(|other| text.contains(other))
    });
}

fn find_all_again(engine: &Engine) {
    assert_eq!(engine.find("textbox", "Title of this draft").value(), "Ours");
    for (section, question, text) in WRITTEN {
        engine.click("link", starting(section));
        assert_eq!(engine.find("textbox", starting(question)).value(), text);
    }
}

fn a_draft_is_written_found_again_reviewed_and_taken_away(engine: Option<Engine>) {
    let Some(engine) = engine else { return };
    let site = Site::app();
    begin_and_write(&engine, &site);
    // The browser takes the preload for what the program asks for: it does not ask twice.
    let programs =
        "performance.getEntriesByType('resource').filter((entry) => entry.name.endsWith('_bg.wasm')).length";
    assert_eq!(engine.look(programs), 1, "how often the program was asked for");
    engine.reload();
    find_all_again(&engine);

    engine.click("link", "Review");
    engine.find("heading", "Review");
    engine.wait_for_text("Mandates of the “Forum”: 中文, العربية, é.");
    engine.wait_for_text("Write early.");
    engine.click("link", "Export");
    let markdown = engine.download(|| engine.click("button", "Save as Markdown"));
    assert_eq!(markdown.name, "Ours.md");
    for text in
        ["The Organization", "Mandates of the “Forum”: 中文, العربية, é.", "*every*", "- two", "Write early."]
    {
        assert!(markdown.text().contains(text), "{text} is not in:\n{}", markdown.text());
    }
    let file = engine.download(|| engine.click("button", "Save the draft as a file"));
    assert_eq!(file.name, "Ours.json");
    let draft: Value = serde_json::from_str(file.text()).unwrap();
    let draft = draft.to_string();
    for (_, _, text) in WRITTEN {
        let text = Value::from(text).to_string();
        assert!(draft.contains(&text), "{text} is not in:\n{draft}");
    }
}

fn what_is_called_safe_outlives_the_browser_that_is_killed(engine: Option<Engine>) {
    let Some(engine) = engine else { return };
    let site = Site::app();
    begin_and_write(&engine, &site);
    let engine = engine.kill_and_start_again();
    engine.open(&site, "/");
    engine.click("link", "Ours");
    find_all_again(&engine);
}

fn the_work_goes_on_without_a_network(engine: Option<Engine>) {
    let Some(engine) = engine else { return };
    let site = Site::app();
    begin_and_write(&engine, &site);
    engine.look("navigator.serviceWorker.ready.then(() => true)");
    site.stop();
    engine.reload();
    find_all_again(&engine);
    engine.find("textbox", starting("IV. Lessons")).type_text(" And go on.");
    wait_until_safe(&engine);
    engine.reload();
    assert_eq!(engine.find("textbox", starting("IV. Lessons")).value(), "Write early. And go on.");
    engine.click("link", "Export");
    let markdown = engine.download(|| engine.click("button", "Save as Markdown"));
    assert!(markdown.text().contains("Write early. And go on."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_a_draft_is_written_found_again_reviewed_and_taken_away() {
    a_draft_is_written_found_again_reviewed_and_taken_away(Engine::firefox());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_what_is_called_safe_outlives_the_browser_that_is_killed() {
    what_is_called_safe_outlives_the_browser_that_is_killed(Engine::firefox());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_firefox_the_work_goes_on_without_a_network() {
    the_work_goes_on_without_a_network(Engine::firefox());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_webkit_a_draft_is_written_found_again_reviewed_and_taken_away() {
    a_draft_is_written_found_again_reviewed_and_taken_away(Engine::webkit());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_webkit_what_is_called_safe_outlives_the_browser_that_is_killed() {
    what_is_called_safe_outlives_the_browser_that_is_killed(Engine::webkit());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn in_webkit_the_work_goes_on_without_a_network() {
    the_work_goes_on_without_a_network(Engine::webkit());
}
