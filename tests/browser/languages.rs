//! The interface in another language and in the other direction of writing.

use crate::harness::{Browser, Site};
use crate::writer::{WSIS, begin};

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_interface_changes_its_language_and_its_direction_and_remembers_both() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    page.click_link("Drafts");
    let language = page.find("combobox", "Language");
    language.run("function () { this.value = 'ar-XB'; this.dispatchEvent(new Event('change', { bubbles: true })); }", [].into());
    crate::harness::wait_until("the page to be written from the right", || {
        page.evaluate("document.documentElement.dir") == "rtl"
    });
    assert_eq!(page.evaluate("document.documentElement.lang"), "ar-XB");
    page.assert_accessible();
    page.reload();
    crate::harness::wait_until("the language to be remembered", || {
        page.evaluate("document.documentElement.dir") == "rtl"
    });
}
