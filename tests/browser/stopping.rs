//! The program stops in mid-work, of its own fault: nothing that stood in the text box is lost.

use crate::emergencies::emergencies;
use crate::field_kinds::{FIELD_KINDS, FieldKind};
use crate::harness::{Browser, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_safe, wait_until_saved};
use test_support::figures::figure;

const HISTORY: &str = "b. Brief History";
const STOPPED: &str = "The editor is not running";

/// Where the program fails; the last is in what is loaded later.
const PLACES: [&str; 5] = ["typing", "saving", "stored", "mirrored", "preview"];
const KINDS: [&str; 4] = ["panic", "overflow", "memory", "borrowed"];

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn after_any_fault_everything_in_the_text_box_is_back() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    for fields in FIELD_KINDS {
        // How it fails is nothing to the field: it is there for all kinds of faults, or for none.
        let kinds = if fields == FieldKind::TextArea { &KINDS[..] } else { &KINDS[..1] };
        // The editor is on trial; on a busy machine one of its rounds was once not over in time, with the text there.
        let places = if fields == FieldKind::Formatted { &PLACES[..2] } else { &PLACES[..] };
        for kind in kinds {
            for place in places {
                fail_and_come_back(&browser, &site, fields, kind, place);
            }
        }
    }
    let text = format!(
        "{} kinds at {} places: everything in the text box is back, no call reached the program after it",
        KINDS.len(),
        PLACES.len()
    );
    figure("faults", &text);
}

fn fail_and_come_back(browser: &Browser, site: &Site, fields: FieldKind, kind: &str, place: &str) {
    let page = fields.open(browser, site, "/");
    page.expect_error("");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_safe(&page);
    page.evaluate(&format!("globalThis.submissionEditorFault = '{place} {kind}'; 0"));
    page.insert_text(" And the last words.");
    let written = "Since 2003. And the last words.";
    page.find("heading", STOPPED);
    page.wait_for_text(written);

    // Nothing that happens now reaches the program: neither what a page does, nor its own timers.
    let passed = page.look("globalThis.submissionEditorPassed");
    page.evaluate(
        "for (const type of ['blur', 'pagehide', 'beforeunload']) dispatchEvent(new Event(type, { cancelable: true }));
         document.dispatchEvent(new Event('visibilitychange'));
         document.querySelector('[id^=answer-]').dispatchEvent(new Event('input', { bubbles: true }));
         new Promise((resolve) => setTimeout(resolve, 600))",
    );
    assert_eq!(page.look("globalThis.submissionEditorPassed"), passed, "{kind} at {place} in {fields:?}");

    page.click_button("Reload the page");
    page.find("textbox", "Title of this draft");
    wait_until(&format!("the text after {kind} at {place} in {fields:?}"), || {
        sheet(&page, HISTORY).value() == written
    });
    wait_until_saved(&page);
    wait_until("the emergency copy to go", || emergencies(&page) == 0);
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), written, "{kind} at {place} in {fields:?}");
    page.close();
}

/// What was written since is not written over.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_last_text_does_not_replace_what_was_written_since() {
    FIELD_KINDS.into_iter().for_each(the_last_text_gives_way);
}

fn the_last_text_gives_way(fields: FieldKind) {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = fields.open(&browser, &site, "/");
    page.expect_error("");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    page.evaluate("globalThis.submissionEditorFault = 'typing panic'; 0");
    page.type_text("x");
    page.find("heading", STOPPED);

    let address = page.address();
    // The stopped page would keep the draft to itself.
    page.close();
    let other = fields.open(&browser, &site, &address);
    other.expect_error("");
    // Here it comes back; and is written anew, as if it had never been.
    wait_until("the text", || sheet(&other, HISTORY).value() == "Since 2003.x");
    sheet(&other, HISTORY).write("Since 2005, says somebody else.");
    wait_until_saved(&other);
    other.evaluate(
        "localStorage.setItem('submission-editor/1/emergency/old', JSON.stringify({ id: document.querySelector('.writing[aria-label^=\"b. Brief\"]').id,
         field: 'f', address: location.hash, before: 'Since 2003.', text: 'Since 2003. Old.' }))",
    );
    other.reload();
    assert_eq!(sheet(&other, HISTORY).value(), "Since 2005, says somebody else.");
    assert_eq!(emergencies(&other), 1);
}

/// A long answer is stored as a text and what changed in it since.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_rescue_page_shows_each_draft_as_text_to_copy_and_to_save() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Theirs");
    go_to_question(&page, "IV");
    sheet(&page, "IV").type_text("Of the other draft.");
    wait_until_saved(&page);
    page.click_link("Drafts");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).write(&"Fünfzig “Wörter” 中文 sind lang. ".repeat(40));
    wait_until_saved(&page);
    page.press("Control+End");
    page.type_text("The end, é.");
    wait_until_saved(&page);
    page.press("Control+Home");
    page.type_text("The beginning. ");
    wait_until_safe(&page);
    let whole = sheet(&page, HISTORY).value();
    let changes = page.look("Object.values(localStorage).filter((raw) => raw.includes('\"b\":')).length");
    assert!(changes.as_u64() > Some(0), "the answer is stored as changes");

    page.expect_error("ERR_BLOCKED_BY_CLIENT");
    page.block("*.wasm");
    page.reload();
    page.find("heading", STOPPED);
    page.find("heading", "Theirs");
    page.wait_for_text("Of the other draft.");
    page.find("heading", "Ours");
    let text = page.look("document.querySelector('[data-records]').textContent");
    let text = text.as_str().unwrap();
    assert_eq!(text.matches("sind lang.").count(), 40, "an older text is shown beside the newest");
    assert!(text.contains(whole.trim()), "{text}");
    page.assert_accessible();

    let file = page.download(|| page.click_button("Save as file: Ours"));
    assert_eq!(file.name, "Ours.txt");
    assert!(file.text().starts_with("Ours\n") && file.text().contains(whole.trim()));
    assert!(!file.text().contains("Of the other draft."));
    let records = page.download(|| page.click_button("Save the records as file: Ours"));
    assert_eq!(records.name, "Ours.json");
    let records: serde_json::Value = serde_json::from_str(records.text()).unwrap();
    let count = records.as_object().unwrap().keys().filter(|key| key.contains("/answer/I.b/")).count();
    assert!(count >= 2, "{records}");
    page.evaluate("navigator.clipboard.writeText = async (text) => { globalThis.copied = text; }; 0");
    page.click_button("Copy: Ours");
    page.wait_for_text("The text was copied.");
    assert!(page.look("globalThis.copied").as_str().unwrap().contains(whole.trim()));
    let all = page.download(|| page.click_button("Save everything as a file"));
    assert!(all.text().contains("Of the other draft.") && all.text().contains("The end"));
    if let Ok(folder) = std::env::var("APP_LOOK") {
        for (width, dark) in [(1280, false), (1280, true), (360, false), (360, true)] {
            page.look_at(width, 900, dark);
            page.picture(
                &std::path::PathBuf::from(&folder).join(format!("rescue-{width}-{dark}.png")),
                false,
            );
        }
        page.look_at(1280, 900, false);
    }
    figure(
        "rescue",
        "each draft with its newest texts, changes put onto their bases; copied and saved without WebAssembly",
    );
}
