//! The interface in another language and in the other direction of writing.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet};

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_interface_changes_its_language_and_direction_and_remembers_both_and_the_text_stays() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief").type_text("Since 2003.");
    let pseudo = page.find("combobox", "Language");
    let name =
        pseudo.run("function () { return [...this.options].find(o => o.value === 'ar-XB').label; }", &[]);
    pseudo.choose(name.as_str().unwrap());
    wait_until_written_from_the_right(&page);
    assert_eq!(page.evaluate("document.documentElement.lang"), "ar-XB");
    assert_eq!(sheet(&page, "b. Brief").value(), "Since 2003.");
    page.assert_accessible();
    page.reload();
    wait_until_written_from_the_right(&page);
}

#[track_caller]
fn wait_until_written_from_the_right(page: &Page) {
    wait_until("the page to be written from the right", || {
        page.evaluate("document.documentElement.dir") == "rtl"
    });
}
