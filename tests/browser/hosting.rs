//! The app on any static host: in any folder, by any address, with no request to anywhere else.

use crate::harness::{Browser, Site};
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_saved};
use std::collections::BTreeSet;
use std::{env, fs};

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn it_runs_in_a_folder_of_its_host() {
    let (site, browser) = (Site::app_under("/tools/submission-editor"), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.click_link("Review");
    page.find("heading", "Review");
    page.reload();
    page.find("heading", "Review");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn back_forward_and_a_copied_link_lead_to_the_same_place() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    let draft = open_draft(&page);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief").type_text("Since 2003.");
    wait_until_saved(&page);
    page.click_link("Review");
    page.find("heading", "Review");
    page.back();
    assert_eq!(sheet(&page, "b. Brief").value(), "Since 2003.");
    page.forward();
    page.find("heading", "Review");
    let other = browser.open(&site, &format!("/#/draft/{draft}/write/I.b"));
    assert_eq!(sheet(&other, "b. Brief").value(), "Since 2003.");
    for (address, heading) in [
        ("/#/nowhere", "There is nothing at this address"),
        ("/#/draft/0000/write", "This draft is not in this browser"),
    ] {
        other.go_to(address);
        other.find("heading", heading);
        other.click_link("Go to the start page");
        other.find("heading", "Your drafts");
    }
}

/// Asked for when the form is there already: the later piece of the program, and what is needed after a fault.
const LATER: [&str; 8] = ["icon-", "late-", "launch-", "later", "rescue-", "replay-", "storage-", "update-"];

/// `cargo xtask build` weighs the page and the files that it names: no other may be needed.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_form_needs_no_file_that_the_page_does_not_name() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief").type_text("Since 2003.");
    let index = fs::read_to_string(format!("{}/index.html", env::var("APP_DIST").unwrap())).unwrap();
    let files: BTreeSet<String> = page
        .requests()
        .iter()
        .filter_map(|url| url.strip_prefix(&site.url("/")))
        .map(|path| path.split(['?', '#']).next().unwrap_or_default().to_owned())
        .filter(|path| !path.is_empty() && path != "sw.js")
        .filter(|path| !LATER.iter().any(|later| path.contains(&format!("/{later}"))))
        .collect();
    assert!(files.iter().any(|file| file.ends_with(".wasm")), "{files:?}");
    let unnamed: Vec<&String> = files.iter().filter(|file| !index.contains(file.as_str())).collect();
    assert!(unnamed.is_empty(), "loaded and not weighed: {unnamed:?}");
}
