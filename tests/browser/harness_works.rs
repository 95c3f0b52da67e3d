//! The harness itself, on a small page of its own.

use crate::harness::{Browser, Engine, Page, Site, Storage, starting, wait_until};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;

fn site() -> Site {
    Site::serve(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/browser/harness_works"), "/some/folder")
}

fn opened(browser: &Browser, site: &Site) -> Page {
    browser.open(site, "/")
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn elements_are_found_by_role_and_name_and_used_by_mouse_and_keyboard() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    let field = page.textbox(starting("a. What was done?"));
    field.type_text("Ärger mit \"Zeichen\" – 中文\nzweite Zeile");
    assert_eq!(field.value(), "Ärger mit \"Zeichen\" – 中文\nzweite Zeile");
    field.write("new");
    assert_eq!(field.value(), "new");

    let agree = page.find("checkbox", "I agree");
    assert!(!agree.is_checked());
    page.tab_to("checkbox", "I agree");
    page.press("Space");
    assert!(agree.is_checked());
    page.press("Tab");
    assert_eq!(page.focused().unwrap().to_string(), "button \"Save\"");
    page.press("Shift+Tab");
    agree.click();
    assert!(!agree.is_checked());

    page.click_button("Later");
    page.find("status", "");
    page.wait_for_text("It is later now.");
    assert!(page.has("heading", "Questions") && !page.has("heading", "Answers"));

    page.click_link("Answers");
    page.find("heading", "Answers");
    assert_eq!(page.address(), "/#answers");
    page.back();
    page.find("heading", "Questions");
    page.forward();
    page.find("heading", "Answers");
    page.reload();
    page.find("heading", "Answers");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn files_are_saved_and_chosen() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    page.textbox(starting("a. ")).write("für alle");
    for _ in 0..2 {
        let file = page.download(|| page.click_button("Save"));
        assert_eq!((file.name.as_str(), file.text()), ("answer.md", "für alle"));
    }
    let file = page.file_on_disk("mine.json", "[1]");
    page.choose_file(&page.find("button", starting("Open a file")), &file);
    page.wait_for_text("mine.json: [1]");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn accessibility_is_checked_in_light_and_dark_colours() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    page.assert_accessible();
    page.evaluate("document.querySelector('label').replaceWith(document.querySelector('textarea'))");
    let violations = page.accessibility_violations();
    assert!(violations.iter().any(|violation| violation.starts_with("label:")), "{violations:?}");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_was_stored_outlives_a_crashed_tab_and_a_closed_browser_but_is_not_there_where_it_is_blocked() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    let other = opened(&browser, &site);
    page.evaluate("localStorage.setItem('answer', 'kept')");
    wait_until("the other tab to hear of it", || other.text().contains("storage: kept"));
    page.crash();
    assert_eq!(other.look("localStorage.getItem('answer')"), "kept");
    other.close();
    let browser = browser.close_and_start_again();
    let page = opened(&browser, &site);
    assert_eq!(page.look("localStorage.getItem('answer')"), "kept");
    drop(page);
    let browser = browser.kill_and_start_again();
    let page = opened(&browser, &site);
    assert_eq!(page.look("localStorage.getItem('answer')"), "kept");

    let browser = Browser::with_storage(Storage::Blocked);
    let page = opened(&browser, &site);
    assert_eq!(page.look("try { localStorage } catch (error) { error.name }"), "SecurityError");
}

/// As on a busy machine, where one document gives way to the next in the midst of a call.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_only_looks_is_asked_again_where_the_page_is_loaded_anew_and_what_acts_is_done_once() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    let field = page.textbox(starting("a. What was done?"));
    let reload_soon = "setTimeout(() => location.reload(), 50); 0";
    let until_it_is_gone = "new Promise((resolve) => setTimeout(resolve, 400, performance.timeOrigin))";
    let first = page.look("performance.timeOrigin");
    page.evaluate(reload_soon);
    assert_ne!(page.look(until_it_is_gone), first);
    assert_eq!(field.value(), "", "the field of the new document");
    field.type_text("found again");
    assert_eq!(page.textbox(starting("a. What was done?")).value(), "found again");

    page.evaluate(reload_soon);
    let count = "localStorage.count = Number(localStorage.count ?? 0) + 1; new Promise(() => {})";
    let failure = catch_unwind(AssertUnwindSafe(|| page.evaluate(count))).unwrap_err();
    let failure = failure.downcast_ref::<String>().unwrap();
    assert!(failure.contains("navigated or closed"), "{failure}");
    assert_eq!(page.look("localStorage.count"), "1");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn errors_and_foreign_requests_fail_a_test() {
    let (site, browser) = (site(), Browser::start());
    let cases = [
        ("console.error('told')", "told"),
        ("setTimeout(() => nobody(), 0)", "nobody is not defined"),
        ("fetch('/missing').then(() => 0)", "404"),
        (
            "document.body.append(Object.assign(new Image(), { src: 'http://elsewhere.test/' }))",
            "elsewhere.test",
        ),
        ("document.body.setAttribute('style', 'color: red')", "Content Security Policy"),
        ("fetch('http://elsewhere.test/').catch(() => 0)", "elsewhere.test"),
    ];
    for (script, told) in cases {
        let page = opened(&browser, &site);
        page.evaluate(script);
        wait_until("the browser to tell", || page.errors().iter().any(|error| error.contains(told)));
        let failure = catch_unwind(AssertUnwindSafe(|| drop(page))).unwrap_err();
        let failure = failure.downcast_ref::<String>().unwrap();
        assert!(failure.contains(told), "{failure}");
    }
    let page = opened(&browser, &site);
    page.expect_error("told");
    page.evaluate("console.error('told')");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_stopped_site_is_off_line() {
    let (site, browser) = (site(), Browser::start());
    let page = opened(&browser, &site);
    page.expect_error("net::ERR_");
    site.stop();
    let answer = page.evaluate("fetch('index.html').then(() => 'there', () => 'gone')");
    assert_eq!(answer, "gone");
}

fn errors_fail_a_test_in(engine: Option<Engine>) {
    let Some(engine) = engine else { return };
    let site = site();
    engine.open(&site, "/");
    let cases = [
        ("setTimeout(() => nobody(), 0)", "nobody"),
        ("document.body.setAttribute('style', 'color: red')", "style-src"),
        ("[fetch('http://elsewhere.test/').catch(() => 0)].length", "elsewhere.test"),
    ];
    for (script, told) in cases {
        engine.evaluate(script);
        wait_until("the browser to tell", || engine.errors().iter().any(|error| error.contains(told)));
    }
    let failure = catch_unwind(AssertUnwindSafe(|| drop(engine))).unwrap_err();
    let failure = failure.downcast_ref::<String>().unwrap();
    for (_, told) in cases {
        assert!(failure.contains(told), "{failure}");
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn errors_fail_a_test_in_firefox_too() {
    errors_fail_a_test_in(Engine::firefox());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn errors_fail_a_test_in_webkit_too() {
    errors_fail_a_test_in(Engine::webkit());
}
