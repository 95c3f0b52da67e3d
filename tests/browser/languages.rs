//! The interface in another language and in the other direction of writing, on the build that has such
//! languages for tests.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::offline::wait_until_kept;
use crate::writer::{WSIS, begin, go_to_question, sheet};

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_interface_changes_its_language_and_direction_and_remembers_both_and_the_text_stays() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief").type_text("Since 2003.");
    let pseudo = page.find("combobox", "Language");
    let name =
        pseudo.run("function () { return [...this.options].find(o => o.value === 'ar-XB').label; }", &[]);
    pseudo.choose(name.as_str().unwrap());
    wait_until_written_from_the_right(&page);
    assert_eq!(page.look("document.documentElement.lang"), "ar-XB");
    assert_eq!(sheet(&page, "b. Brief").value(), "Since 2003.");
    page.assert_accessible();
    page.reload();
    wait_until_written_from_the_right(&page);
}

#[track_caller]
fn wait_until_written_from_the_right(page: &Page) {
    wait_until("the page to be written from the right", || {
        page.look("document.documentElement.dir") == "rtl"
    });
}

/// Holds back the answer to the request for a language, until `letGo` is called with or without it.
const HELD_BACK: &str = r#"
    const real = window.fetch;
    window.fetch = (address, ...rest) => !String(address).includes("en-XA") ? real(address, ...rest)
        : new Promise((answer, refuse) => {
            window.letGo = async (arrives) => {
                if (arrives) answer(await real(address, ...rest));
                else refuse(new TypeError("no network"));
                await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
            };
        });"#;

fn open_held_back(browser: &Browser, site: &Site) -> Page {
    let page = browser.new_tab(site);
    page.before_load(HELD_BACK);
    page.go_to("/");
    page
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn of_two_languages_on_their_way_the_one_that_was_chosen_last_counts() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open_held_back(&browser, &site);
    page.find("combobox", "Language").choose("[Éñĝłîšĥ]");
    page.find("combobox", "Language").choose("[RTL English]");
    wait_until_written_from_the_right(&page);
    page.evaluate("letGo(true).then(() => 0)");
    assert_eq!(page.look("document.documentElement.lang"), "ar-XB");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_language_that_does_not_arrive_leaves_the_page_as_it_is_and_that_is_said() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let page = open_held_back(&browser, &site);
    page.find("combobox", "Language").choose("[Éñĝłîšĥ]");
    page.evaluate("letGo(false).then(() => 0)");
    page.wait_for_text("This language did not arrive");
    assert_eq!(page.find("combobox", "Language").value(), "en");
    assert_eq!(page.look("document.documentElement.lang"), "en");
}

/// From what is kept for use without a network, and from the single file.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_language_is_there_without_a_network() {
    let (site, browser) = (Site::faulty_app(), Browser::start());
    let kept = browser.open(&site, "/");
    wait_until_kept(&kept);
    site.stop();
    kept.reload();
    let file = Site::on_disk(&Site::faulty_folder().join("submission-editor.html"));
    for page in [kept, browser.open(&file, "/")] {
        page.click_link("Settings");
        page.find("heading", "Settings");
        page.find("combobox", "Language").choose("[RTL English]");
        wait_until_written_from_the_right(&page);
    }
}
