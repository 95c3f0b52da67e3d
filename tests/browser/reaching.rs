//! Everybody can use every screen: by eye or by ear, by mouse or by keyboard, in light or dark.

use crate::harness::{Browser, Page, Site, starting};
use crate::writer::{
    WSIS, answered, begin, form, go_to_question, name_of, open_draft, sheet, wait_until_saved,
};

/// Roles of what can be filled in.
const FIELDS: [&str; 6] = ["textbox", "combobox", "checkbox", "radio", "searchbox", "spinbutton"];

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn no_screen_keeps_anybody_out() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.find("button", starting("Begin: WSIS"));
    check(&page, "Start, empty");

    begin(&page, WSIS);
    let template = form(WSIS);
    let mut last = String::new();
    for node in answered(&template) {
        go_to_question(&page, node.id.as_str());
        let heading = page.all("heading").into_iter().next().map(|heading| heading.name).unwrap_or_default();
        if heading != last {
            check(&page, &heading);
            last = heading;
        }
    }
    go_to_question(&page, "I.b");
    sheet(&page, "b. Brief")
        .type_text("# Then\n\n- *so*\n- [so](https://example.org)\n\n| a | b |\n|---|---|\n| c | d |");
    go_to_question(&page, "I.a");
    sheet(&page, "a. Mandates").type_text("Choose an item. [x](#)");
    wait_until_saved(&page);
    check(&page, "Write, with a preview");

    page.click_link("Review");
    page.find("heading", "Checks");
    check(&page, "Review");
    page.click_link("Export");
    page.find("button", "Save as Markdown");
    check(&page, "Export");
    page.click_link("Help");
    page.find("heading", "Help");
    check(&page, "Help");
    page.go_to("/#/nowhere");
    page.find("heading", "There is nothing at this address");
    check(&page, "Unknown address");
    page.go_to("/#/");
    page.find("heading", "Your drafts");
    let broken = page.file_on_disk("broken.json", "{");
    page.choose_file(&page.find("button", starting("Open a file")), &broken);
    page.wait_for_text("was not opened");
    check(&page, "Start, with a draft and a refused file");
    let delete = page.all("button").into_iter().find(|button| button.name.starts_with("Delete: ")).unwrap();
    delete.click();
    page.find("heading", "Bin");
    check(&page, "Start, with the bin");
}

#[track_caller]
fn check(page: &Page, screen: &str) {
    println!("{screen}");
    page.assert_accessible();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn every_field_is_named_by_its_questions_label_and_prompt() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    begin(&page, WSIS);
    let template = form(WSIS);
    let names: Vec<String> = answered(&template).iter().map(|node| name_of(&template, node)).collect();
    for (node, name) in answered(&template).iter().zip(&names) {
        go_to_question(&page, node.id.as_str());
        page.find("main", "");
        let is_named = |role: &str| page.has(role, starting(name));
        assert!(
            is_named("textbox") || is_named("group") || is_named("combobox"),
            "no field is named {name:?}"
        );
        for field in FIELDS.iter().flat_map(|role| page.all(role)) {
            let own = names.iter().any(|name| field.name.contains(name.as_str()));
            let grouped = field.run("function () { return !!this.closest('[role=group], fieldset'); }", &[]);
            let around = field.run("function () { return !this.closest('main'); }", &[]);
            assert!(
                own || grouped == true || around == true,
                "{field} is on the page and belongs to no question"
            );
        }
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_keyboard_leads_to_the_main_part_at_once_and_on_to_every_screen() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.find("button", starting("Begin: WSIS"));
    page.press("Tab");
    assert_eq!(page.focused().unwrap().to_string(), "button \"Skip to the main part\"");
    page.tab_to("button", format!("Begin: {WSIS}").as_str());
    page.press("Space");
    let draft = format!("/#/draft/{}", {
        page.find("heading", "About the respondent");
        open_draft(&page)
    });
    for (link, heading) in [("Review", "Review"), ("Export", "Export"), ("Write", "About the respondent")] {
        page.tab_to("link", link);
        page.press("Enter");
        page.find("heading", heading);
        assert!(page.address().starts_with(&draft));
        assert!(page.look("document.title").as_str().unwrap().contains("Submission Editor"));
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn every_screen_fits_a_narrow_window() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    page.click_button("Look at a filled example");
    page.textbox("Title of this draft");
    let draft = open_draft(&page);
    let screens = ["/#/", "/#/help", "/#/settings", "/#/recovery"].map(str::to_owned).into_iter();
    let screens = screens.chain(
        ["write", "write/I.a", "write/II.a", "write/VI", "review", "export"]
            .map(|screen| format!("/#/draft/{draft}/{screen}")),
    );
    for screen in screens {
        page.go_to(&screen);
        page.find("main", "");
        for width in [320, 360, 768] {
            page.look_at(width, 640, false);
            let too_wide =
                page.look("document.documentElement.scrollWidth - document.documentElement.clientWidth");
            let widest = page.look(
                "[...document.querySelectorAll('main *')]
                    .filter(e => e.getBoundingClientRect().right > innerWidth && e.children.length === 0).slice(0, 5).map(e => e.outerHTML.slice(0, 90))",
            );
            // Less than nothing while the place of a scroll bar is kept free.
            let is_too_wide = too_wide.as_i64().is_none_or(|pixels| pixels > 0);
            assert!(!is_too_wide, "{screen} at {width} px has to be scrolled sideways because of {widest}");
        }
        page.look_at(1280, 900, false);
    }
}
