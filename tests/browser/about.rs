//! The About screen names the program's version, and everything in it with its licence.

use crate::harness::{Browser, Site, starting};
use serde_json::Value;
use std::fs;

fn list() -> Value {
    serde_json::from_str(include_str!("../../about/licences.json")).unwrap()
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn help_leads_to_the_versions_and_licences_of_everything_in_the_program() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/#/help");
    page.click_link("About this program");
    page.find("heading", "About this program");
    page.find("heading", "Work of others in it");
    let version = format!("Submission Editor, version {}", env!("CARGO_PKG_VERSION"));
    page.wait_for_text(&version);
    let (list, text) = (list(), page.text());
    let shipped = list["shipped"].as_array().unwrap();
    for one in shipped {
        let member = |name: &str| one[name].as_str().unwrap();
        let line = format!("{} {}\n{}", member("name"), member("version"), member("licence"));
        assert!(text.contains(&line), "{line}");
    }
    for direct in ["leptos", "pulldown-cmark", "wasm-bindgen", "Rust standard library"] {
        assert!(shipped.iter().any(|one| one["name"] == direct), "{direct}");
    }
    // The first text is the app's own licence.
    page.evaluate("document.querySelector('summary').click()");
    page.wait_for_text("Version 2.0, January 2004");
    page.assert_accessible();
    page.look_at(360, 740, false);
    assert_eq!(page.look("document.documentElement.scrollWidth <= innerWidth"), true);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_single_file_has_the_list_in_itself() {
    let browser = Browser::start();
    let html = fs::read(Site::app_folder().join("submission-editor.html")).unwrap();
    let page =
        browser.open(&Site::on_disk(&browser.file_on_disk("submission-editor.html", html)), "/#/about");
    page.find("heading", "Work of others in it");
    page.wait_for_text("pulldown-cmark");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_the_list_does_not_arrive_that_is_said() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    page.before_load(
        "const ask = globalThis.fetch;
         globalThis.fetch = (address, ...more) =>
             String(address).includes('licences') ? Promise.reject(new Error('gone')) : ask(address, ...more);",
    );
    page.go_to("/#/about");
    page.wait_for_text("The list could not be loaded.");
    assert!(!page.has("heading", starting("Work of others")));
}
