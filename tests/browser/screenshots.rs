//! The pictures in `docs/screenshots`, taken by `cargo xtask screenshots`.

use crate::harness::{Browser, Site, starting, wait_until};
use crate::writer::open_draft;
use std::env;
use std::path::PathBuf;

#[test]
#[ignore = "writes files: cargo xtask screenshots"]
fn every_screen_is_pictured_wide_and_narrow_in_light_and_dark() {
    let folder = PathBuf::from(env::var("APP_SCREENSHOTS").expect("the folder to write to"));
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    let draft = format!("/#/draft/{}", open_draft(&page));
    // Something to see in the history.
    page.go_to(&format!("{draft}/write/I.b"));
    let sheet = page.textbox(starting("b. Brief History"));
    let before = sheet.value();
    sheet.write(&format!(
        "{} Since 2024 the Centre also trains operators.",
        before.replace("first", "very first")
    ));
    page.textbox("Title of this draft").focus();
    let screens = [
        ("start", "/#/".to_owned(), "Your drafts"),
        ("write", format!("{draft}/write/I.a"), "I."),
        ("write-action-lines", format!("{draft}/write/II.a"), "II."),
        ("review", format!("{draft}/review"), "Review"),
        ("export", format!("{draft}/export"), "Export"),
        ("history", format!("{draft}/history"), "History"),
        ("settings", "/#/settings".to_owned(), "Settings"),
        ("respondents", "/#/respondents".to_owned(), "Make a file for respondents"),
        ("help", "/#/help".to_owned(), "Help"),
        ("about", "/#/about".to_owned(), "About"),
    ];
    for (name, address, heading) in screens {
        page.go_to(&address);
        let heading = page.all("heading").into_iter().find(|found| found.name.starts_with(heading));
        assert!(heading.is_some() || page.has("heading", starting("Help")), "{name} is not on the screen");
        // The document is put together beside the page.
        wait_until("an end of all work", || page.evaluate("!document.querySelector('[aria-busy]')") == true);
        for (width, height) in [(1280, 900), (360, 780)] {
            for dark in [false, true] {
                let colours = if dark { "dark" } else { "light" };
                page.look_at(width, height, dark);
                page.evaluate("scrollTo(0, 0)");
                page.picture(&folder.join(format!("{name}-{width}-{colours}.png")), false);
            }
        }
        page.look_at(1280, 900, false);
    }
}
