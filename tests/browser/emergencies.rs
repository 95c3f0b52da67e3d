//! What was typed last when the program stopped: put back where it belongs, or kept to be read, and never in
//! the place of what was written since.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, is_asked_before_leaving, open_draft, sheet, wait_until_safe,
    wait_until_saved,
};
use serde_json::json;

const STOPPED: &str = "The editor is not running";
const HISTORY: &str = "b. Brief History";
const FIELD: &str = "[data-answer='I.b']:not([data-part])";

/// Every kind of field that is typed in, and ids that look alike when their separators are lost.
const FORM: &str = r#"{
  "format": 1, "id": "emergencies", "version": "1", "languages": ["en"], "defaultLanguage": "en",
  "title": "Every field",
  "respondent": [{ "id": "who", "prompt": "Organisation", "kind": "text" }],
  "sections": [
    { "id": "A", "label": "A.", "prompt": "Kinds", "children": [
      { "id": "A.text", "label": "1.", "prompt": "Text", "kind": "rich", "notApplicable": true },
      { "id": "A.one", "label": "2.", "prompt": "One", "kind": "choice", "other": true,
        "options": [{ "id": "yes", "name": "Yes" }, { "id": "no", "name": "No" }] },
      { "id": "A.some", "label": "3.", "prompt": "Some", "kind": "multichoice", "list": "areas", "other": true },
      { "id": "A.day", "label": "4.", "prompt": "Day", "kind": "date" },
      { "id": "A.source", "label": "5.", "prompt": "Source", "kind": "reference" },
      { "id": "A.group", "label": "6.", "prompt": "Projects", "kind": "group", "entry": "Project", "fields": [
        { "id": "name", "prompt": "Name", "kind": "text" },
        { "id": "source", "prompt": "Document", "kind": "reference" }] }
    ] },
    { "id": "B", "label": "B.", "prompt": "Names", "children": [
      { "id": "B.a", "label": "1.", "prompt": "Areas", "kind": "per-item", "list": "areas", "before": "Before",
        "notApplicable": true, "fields": [
        { "id": "y", "prompt": "Short", "kind": "rich" },
        { "id": "x-y", "prompt": "Long", "kind": "text" },
        { "id": "day", "prompt": "Day", "kind": "date" },
        { "id": "day-hint", "prompt": "Hint", "kind": "text" }] },
      { "id": "B.a-C5-y", "label": "2.", "prompt": "Alike", "kind": "rich", "notApplicable": true },
      { "id": "B.a-ready", "label": "3.", "prompt": "Ready", "kind": "rich" },
      { "id": "B.a-reason", "label": "4.", "prompt": "Reason", "kind": "rich" },
      { "id": "B.g", "label": "5.", "prompt": "First group", "kind": "group", "entry": "One", "fields": [
        { "id": "source", "prompt": "Document", "kind": "reference" },
        { "id": "source-1", "prompt": "Another", "kind": "text" }] }
    ] }
  ],
  "lists": { "areas": { "name": "Areas", "options": [
    { "id": "C5", "label": "C5", "name": "Trust" }, { "id": "C5-x", "label": "C5x", "name": "More trust" }] } }
}"#;

/// A new draft under that form.
fn open_form(page: &Page) {
    let file = page.file_on_disk("form.json", FORM);
    page.choose_file(&page.find("button", starting("Open a file")), &file);
    page.find("textbox", "Title of this draft");
}

/// The writer types this, and the program stops before it is saved.
#[track_caller]
fn type_and_stop(page: &Page, field: &str, text: &str) {
    page.expect_error("unreachable");
    page.expect_error("The program has stopped");
    wait_until("the field to be there", || {
        page.look(&format!("Boolean(document.querySelector({}))", json!(field))) == true
    });
    page.evaluate(&format!(
        "(() => {{
            const field = document.querySelector({});
            field.focus();
            field.value = {};
            field.dispatchEvent(new Event('input', {{ bubbles: true }}));
            dispatchEvent(new ErrorEvent('error', {{ error: new WebAssembly.RuntimeError('unreachable') }}));
        }})()",
        json!(field),
        json!(text)
    ));
    page.find("heading", STOPPED);
}

/// The writer loads the page that has stopped again.
#[track_caller]
fn load_again(page: &Page) {
    let before = page.look("performance.timeOrigin");
    page.click_button("Reload the page");
    wait_until("the page to be loaded again", || page.look("performance.timeOrigin") != before);
}

/// What stands in a field; nothing where there is none.
fn value(page: &Page, field: &str) -> String {
    let value = page.look(&format!("document.querySelector({})?.value ?? ''", json!(field)));
    value.as_str().unwrap_or_default().to_owned()
}

#[track_caller]
fn wait_for_value(page: &Page, field: &str, text: &str) {
    wait_until(&format!("{field} to hold {text:?} and not {:?}", value(page, field)), || {
        value(page, field) == text
    });
}

/// How many texts are kept from emergencies.
pub fn emergencies(page: &Page) -> u64 {
    let count = page.look("Object.keys(localStorage).filter((key) => key.includes('/emergency/')).length");
    count.as_u64().unwrap_or_default()
}

/// The records of an answer by their versions, as JSON.
fn versions(page: &Page, place: &str) -> String {
    let start = format!("/answer/{place}/");
    let found = page.look(&format!(
        "JSON.stringify(Object.keys(localStorage).filter((key) => key.includes('{start}')).map((key) => key.split('/').pop()))"
    ));
    found.as_str().unwrap_or_default().to_owned()
}

/// An emergency of the past: this text of I.b, when these were its records.
fn keep(page: &Page, number: u32, text: &str, newest: &str) {
    page.evaluate(&format!(
        "localStorage.setItem('submission-editor/1/emergency/{number}-x', JSON.stringify({{
            field: 'b. Brief History', id: 'answer-I.b', answer: 'I.b', slot: 'answer/I.b',
            address: location.hash, newest: {newest}, text: {} }}))",
        json!(text)
    ));
}

/// A draft in which I.b holds this.
fn written(browser: &Browser, site: &Site, text: &str) -> Page {
    let page = browser.open(site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    if !text.is_empty() {
        sheet(&page, HISTORY).type_text(text);
        wait_until_saved(&page);
    }
    page
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn everything_that_can_be_typed_is_shown_and_put_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open_form(&page);
    go_to_question(&page, "A.text");
    page.find("combobox", "2. One").choose("Other");
    page.evaluate(
        "[...document.querySelectorAll('[data-answer=\"A.some\"] label')].find((option) => option.textContent === 'Other').click()",
    );
    page.click_button("Add: Project");
    page.find("textbox", starting("6. Projects: Project 1: Name"));
    wait_until_saved(&page);
    go_to_question(&page, "B.a");
    page.evaluate("document.querySelectorAll('[data-answer=\"B.a\"] input').forEach((box) => box.click())");
    page.find("textbox", "1. Areas: C5: Trust: Short");
    page.find("textbox", "1. Areas: C5x: More trust: Long");
    go_to_question(&page, "A.text");
    page.find("checkbox", "Not applicable: 1. Text").click();
    wait_until_saved(&page);
    let place = |answer: &str, part: &str| match part {
        "" => format!("[data-answer='{answer}']:not([data-part])"),
        part => format!("[data-answer='{answer}'][data-part='{part}']"),
    };
    let entry = page.look("document.querySelector('[data-answer^=\"A.group/\"]').dataset.answer");
    let entry = entry.as_str().unwrap().rsplit_once('/').unwrap().0.to_owned();
    let cases = [
        ("A.text", "[data-title]".to_owned(), "A better title", "A better title"),
        ("A.text", place("A.text", "reason"), "Not ours", "Not ours"),
        ("A.text", place("A.one", "other"), "Perhaps", "Perhaps"),
        ("A.text", place("A.some", "other"), "Others too", "Others too"),
        ("A.text", place("A.day", "day"), "2024-10-30", "30 October 2024"),
        ("A.text", place("A.day", "day"), "next tuesday", "next tuesday"),
        ("A.text", place("A.source", "title"), "A report", "A report"),
        ("A.text", place("A.source", "note"), "Page 7", "Page 7"),
        ("A.text", place(&format!("{entry}/name"), ""), "Our project", "Our project"),
        (
            "A.text",
            place(&format!("{entry}/source"), "address"),
            "https://example.org",
            "https://example.org",
        ),
        ("B.a", place("B.a/before", ""), "First of all", "First of all"),
        ("B.a", place("B.a/C5/y", ""), "of C5", "of C5"),
        ("B.a", place("B.a/C5-x/y", ""), "of C5-x", "of C5-x"),
        ("B.a", place("B.a/C5/x-y", ""), "x-y of C5", "x-y of C5"),
        ("B.a", place("B.a-C5-y", ""), "of neither", "of neither"),
    ];
    for (question, field, text, expected) in &cases {
        go_to_question(&page, question);
        type_and_stop(&page, field, text);
        page.wait_for_text(text);
        load_again(&page);
        wait_for_value(&page, field, expected);
        wait_until(&format!("the copy of {field} to go"), || emergencies(&page) == 0);
        wait_until("nothing to be said of it any more", || !page.text().contains("is set aside"));
        wait_until_saved(&page);
        page.reload();
        wait_for_value(&page, field, expected);
    }
    // None has taken the place of another. The first day gave way to the second.
    for (question, field, _, expected) in cases.iter().filter(|(_, _, text, _)| *text != "2024-10-30") {
        go_to_question(&page, question);
        wait_for_value(&page, field, expected);
    }
    assert_eq!(emergencies(&page), 0);
}

/// The ids of the page are all different, and each label leads to its own field.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn fields_with_ids_that_look_alike_are_told_apart() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    open_form(&page);
    go_to_question(&page, "B.a");
    page.evaluate("document.querySelectorAll('[data-answer=\"B.a\"] input').forEach((box) => box.click())");
    page.click_button("Add: One");
    page.find("textbox", starting("5. First group: One 1: Another"));
    page.find("textbox", "1. Areas: C5x: More trust: Long");
    let twice = page.look(
        "[...document.querySelectorAll('[id]')].map(({ id }) => id).filter((id, index, all) => all.indexOf(id) !== index).join()",
    );
    assert_eq!(twice, "");
    let wrong = page.look(
        "[...document.querySelectorAll('label[for]')].filter(({ control, textContent }) =>
            !control || !(control.getAttribute('aria-label') ?? '').includes(textContent.replace(' (required)', '')))
            .map(({ outerHTML }) => outerHTML).join()",
    );
    assert_eq!(wrong, "");
    for (name, answer) in [
        ("1. Areas: C5: Trust: Long", "B.a/C5/x-y"),
        ("1. Areas: C5x: More trust: Short", "B.a/C5-x/y"),
        ("2. Alike", "B.a-C5-y"),
    ] {
        page.textbox(name).focus();
        assert_eq!(page.look("document.activeElement.dataset.answer"), answer);
    }
    page.assert_accessible();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_old_copy_does_not_refill_an_answer_that_was_cleared_since() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    let then = versions(&page, "I.b");
    page.click_button(starting("Clear this answer: b. Brief"));
    wait_until("the answer to be empty", || sheet(&page, HISTORY).value().is_empty());
    wait_until_saved(&page);
    keep(&page, 1, "Since 2003. And more.", &then);
    page.reload();
    page.wait_for_text("is set aside");
    assert_eq!(sheet(&page, HISTORY).value(), "");
    assert_eq!(emergencies(&page), 1);
    page.go_to("/#/recovery");
    page.wait_for_text("Since 2003. And more.");
    page.find("button", "Copy: b. Brief History");
    page.find("button", "Put it into the answer: b. Brief History");
}

/// "Saved" is said of the page before, and of the next one.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_copy_goes_only_when_its_text_is_in_the_store() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    // The browser takes nothing for this answer until it is let, in neither storage.
    page.before_load(
        "IDBFactory.prototype.open = () => { throw new DOMException('no', 'InvalidStateError'); };
         const { setItem } = Storage.prototype;
         Storage.prototype.setItem = function (key, value) {
             if (sessionStorage.full && key.includes('/answer/I.b/')) throw new DOMException('', 'QuotaExceededError');
             setItem.call(this, key, value);
         };",
    );
    let then = versions(&page, "I.b");
    keep(&page, 1, "Since 2003. And more.", &then);
    page.evaluate("sessionStorage.full = 1");
    page.reload();
    wait_for_value(&page, FIELD, "Since 2003. And more.");
    page.wait_for_text("Not saved");
    assert_eq!(emergencies(&page), 1);
    // What is saved is another answer.
    go_to_question(&page, "I.a");
    go_to_question(&page, "I.b");
    assert_eq!(emergencies(&page), 1);
    page.evaluate("delete sessionStorage.full");
    wait_until("the copy to go", || emergencies(&page) == 0);
    page.reload();
    wait_for_value(&page, FIELD, "Since 2003. And more.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn of_two_copies_of_one_answer_the_later_is_put_back_and_nothing_of_the_other_is_lost() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since");
    page.expect_error("BLOCKED_BY_CLIENT");
    // Each stop comes before the copy of the last one is put back.
    page.block("*replay*");
    for (first, second, left) in [(" 2003", " 2003, and on", 0), ("One way.", "Another way.", 1)] {
        page.reload();
        type_and_stop(&page, FIELD, first);
        load_again(&page);
        type_and_stop(&page, FIELD, second);
        page.block("");
        load_again(&page);
        wait_for_value(&page, FIELD, second);
        wait_until("the copies to go", || emergencies(&page) == left);
        page.block("*replay*");
    }
    page.go_to("/#/recovery");
    page.wait_for_text("One way.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_reload_while_a_text_is_put_back_loses_nothing() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    type_and_stop(&page, FIELD, "Since 2003. And more.");
    load_again(&page);
    for _ in 0..3 {
        wait_for_value(&page, FIELD, "Since 2003. And more.");
        page.reload();
    }
    wait_for_value(&page, FIELD, "Since 2003. And more.");
    wait_until("the copy to go", || emergencies(&page) == 0);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_of_another_section_waits_for_its_page_and_one_that_another_tab_writes_for_its_turn() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    let draft = open_draft(&page);
    keep(&page, 1, "Since 2003. And more.", &versions(&page, "I.b"));
    go_to_question(&page, "IV");
    page.reload();
    page.textbox(starting("IV"));
    wait_until("this tab to write", || page.look("document.documentElement.dataset.access") == "writing");
    let other = browser.open(&site, &format!("/#/draft/{draft}/write/I.b"));
    other.wait_for_text("This draft is open for writing in another tab.");
    other.wait_for_text("is set aside");
    assert_eq!(sheet(&other, HISTORY).value(), "Since 2003.");
    assert_eq!(emergencies(&page), 1);
    page.close();
    wait_for_value(&other, FIELD, "Since 2003. And more.");
    wait_until("the copy to go", || emergencies(&other) == 0);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_it_cannot_be_put_back_the_text_is_listed_to_be_copied() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    // A name for a moment is typed in no answer.
    page.click_link("History");
    page.find("heading", "What changed");
    type_and_stop(&page, "main input", "The version of May");
    page.wait_for_text("The version of May");
    load_again(&page);
    page.find("heading", "What changed");
    page.go_to("/#/recovery");
    page.wait_for_text("The version of May");
    let copy = page.all("button").into_iter().find(|button| button.name.starts_with("Copy: ")).unwrap();
    assert!(copy.name.len() > "Copy: ".len());
    assert!(!page.has("button", starting("Put it into the answer")));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_shared_computers_tab_leaves_the_copies_of_others_alone() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    type_and_stop(&page, FIELD, "Since 2003. And more.");
    page.evaluate("history.replaceState(null, '', '#/')");
    load_again(&page);
    page.click_button("This is a shared computer");
    page.wait_for_text("What you write is kept in this tab only");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Nobody else reads this.");
    page.wait_for_text("Kept in this tab only");
    assert_eq!(emergencies(&page), 1);
    type_and_stop(&page, FIELD, "Nobody else reads this, nor that.");
    page.wait_for_text("Nobody else reads this, nor that.");
    assert!(!page.text().contains("And more."));
    assert_eq!(emergencies(&page), 1);
}

/// The watchdog forgets a text when it is told that all is stored; so at each such word all of it is.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_was_typed_is_not_called_taken_care_of_before_it_is_stored() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    page.evaluate(LISTEN);
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    for word in [" And", " on", ", word", " for", " word."] {
        page.type_text(word);
        page.evaluate("dispatchEvent(new Event('blur')); 0");
    }
    wait_until_safe(&page);
    let heard = page.look("JSON.stringify(heard)");
    let heard = heard.as_str().unwrap();
    assert!(heard.contains("stored") && !heard.contains("early"), "{heard}");
}

/// There is no room in the storage, and the mirror has not answered yet.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_waits_for_the_mirror_when_the_program_stops_is_kept() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    wait_until_safe(&page);
    page.evaluate(LISTEN);
    page.evaluate(
        "submissionEditor.mirror.write = () => new Promise(() => {});
         localStorage.removeItem('submission-editor/1/reserve'); 0",
    );
    fill_storage(&page);
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(" And more.");
    let is_on_page =
        "Object.values(globalThis.submissionEditorOverflow ?? {}).some((raw) => raw.includes('And more.'))";
    wait_until("the text to wait for the mirror", || page.look(is_on_page) == true);
    // A save that writes nothing new tells the watchdog once more.
    page.evaluate("dispatchEvent(new Event('blur')); 0");
    assert!(is_asked_before_leaving(&page));
    let heard = page.look("JSON.stringify(heard)");
    assert!(
        heard.as_str().unwrap().contains("tried") && !heard.as_str().unwrap().contains("early"),
        "{heard}"
    );
    // Now there is room again; the program stops, and with it goes what was on the page.
    page.evaluate("localStorage.removeItem('another-app/0'); 0");
    page.expect_error("unreachable");
    page.expect_error("The program has stopped");
    page.evaluate(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') })); 0",
    );
    page.find("heading", STOPPED);
    assert_eq!(emergencies(&page), 1);
    load_again(&page);
    wait_for_value(&page, FIELD, "Since 2003. And more.");
}

/// What the program says to the watchdog, and whether what stands in the field is in localStorage then.
const LISTEN: &str = "
    globalThis.heard = [];
    const tell = submissionEditor.heard;
    submissionEditor.heard = (saved) => {
        const { value } = document.querySelector('[data-answer=\"I.b\"]:not([data-part])');
        const isStored = Object.values({ ...localStorage }).some((raw) => raw.includes(JSON.stringify(value).slice(1, -1)));
        heard.push(saved === undefined ? 'tried' : isStored ? 'stored' : 'early');
        tell(saved);
    };
    0";

/// An extension or another script is not the program.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn errors_of_others_stop_nothing() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, "Since 2003.");
    for error in ["Maximum call stack", "Invalid array length", "too much recursion"] {
        page.expect_error(error);
    }
    page.evaluate(
        "const deep = () => deep() + 1;
         setTimeout(deep);
         setTimeout(() => new Array(-1));
         Promise.reject(new RangeError('Invalid array length'));
         Promise.reject(Object.assign(new Error('too much recursion'), { name: 'InternalError' }));
         dispatchEvent(new ErrorEvent('error', { error: new RangeError('Invalid array length') }));
         new Promise((resolve) => setTimeout(resolve, 100))",
    );
    sheet(&page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(" And on.");
    wait_until_saved(&page);
    assert!(!page.has("heading", STOPPED));
    page.reload();
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003. And on.");
}
