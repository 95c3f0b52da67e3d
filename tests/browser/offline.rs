//! The app without a network, once it was loaded.

use crate::filling::fill_in_and_take_away;
use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin};
use std::fs;

/// Waits until the service worker has everything.
#[track_caller]
pub fn wait_until_kept(page: &Page) {
    wait_until("the app to be kept for use without a network", || {
        page.look("navigator.serviceWorker.controller?.state ?? ''") == "activated"
    });
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn once_loaded_the_whole_job_is_done_without_a_network() {
    let (site, browser) = (Site::app_under("/some/folder"), Browser::start());
    let page = browser.open(&site, "/");
    wait_until_kept(&page);
    site.stop();
    page.reload();
    fill_in_and_take_away(&page);
    // A file for respondents comes from what is kept, too.
    page.go_to("/#/respondents");
    let made = page.download(|| page.click_button("Make the file"));
    assert_eq!(made.name, "WSIS+20-Reporting-Template.html");
    page.click_link("Settings");
    page.find("heading", "Settings");
    page.wait_for_text("The editor opens here without a network too.");
}

/// The names of what is kept, as its list names them.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn exactly_the_files_of_the_release_are_kept() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    wait_until_kept(&page);
    let kept = page.look(
        "(async () => {
            const found = [];
            for (const name of await caches.keys())
                for (const { url } of await (await caches.open(name)).keys())
                    found.push(url.slice(new URL('./', location).href.length));
            return found.sort();
        })()",
    );
    let mut expected = vec![String::new()];
    for entry in fs::read_to_string(Site::app_folder().join("SHA256SUMS")).unwrap().lines() {
        let file = entry.split_whitespace().nth(1).unwrap();
        let is_kept =
            file.starts_with("assets-") || file.starts_with("icons/") || file.ends_with(".webmanifest");
        if is_kept && !file.ends_with(".br") && !file.ends_with(".gz") {
            expected.push(file.to_owned());
        }
    }
    expected.sort();
    assert_eq!(serde_json::from_value::<Vec<String>>(kept).unwrap(), expected);
}

/// Another folder of the same host, and another page in the app's own folder, are not the worker's.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_not_the_apps_is_left_to_the_host() {
    let (site, browser) = (Site::app_under("/app"), Browser::start());
    let page = browser.open(&site, "/");
    wait_until_kept(&page);
    page.expect_error("404");
    let answers = page.evaluate(
        "Promise.all(['../other/', 'another-page.html', './'].map(async (address) => (await fetch(address)).status))",
    );
    assert_eq!(answers, serde_json::json!([404, 404, 200]));
    begin(&page, WSIS);
}
