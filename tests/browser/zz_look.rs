use crate::harness::{Browser, Site};
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_safe};
use std::path::PathBuf;

#[test]
#[ignore = "x"]
fn zz_look() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let shot = |page: &crate::harness::Page, name: &str| {
        for (width, height) in [(1280, 900), (360, 780)] {
            for dark in [false, true] {
                page.look_at(width, height, dark);
                page.picture(&PathBuf::from(format!("/tmp/look/{name}-{width}-{dark}.png")), true);
            }
        }
        page.look_at(1280, 900, false);
    };
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Ours");
    go_to_question(&page, "I.b");
    let draft = open_draft(&page);
    sheet(&page, "b. Brief").type_text("Founded in 2003 by a few, with a longer sentence to be seen here.");
    wait_until_safe(&page);
    page.evaluate(
        "(async () => {
             const key = Object.keys(localStorage).find((key) => key.includes('/answer/I.b/'));
             const cut = localStorage.getItem(key).slice(0, -3);
             localStorage.setItem(key, cut);
             localStorage.setItem('other-app', 'x'.repeat(4600000))
             await submissionEditorMirror.write(JSON.stringify({ [key]: cut }));
         })()",
    );
    page.evaluate(&format!(
        "localStorage.setItem('submission-editor/1/emergency/1', JSON.stringify({{
             field: 'b. Brief History', id: 'answer-I.b', address: '#/draft/{draft}/write/I.b', time: new Date().toISOString(),
             text: 'Since 2003. And the last words.' }}))"
    ));
    page.reload();
    page.wait_for_text("% full");
    shot(&page, "write");
    page.click_link("Drafts");
    page.click_button("Duplicate: Ours");
    page.click_button("Delete: Ours (copy)");
    page.click_button("Delete for good: Ours (copy)");
    shot(&page, "start");
    page.go_to("/#/recovery");
    page.wait_for_text("Founded in");
    shot(&page, "recovery");
    page.go_to("/#/settings");
    page.wait_for_text("nearly full");
    page.click_button("Remove everything from this computer");
    shot(&page, "settings");
    page.click_button("Remove everything for good");
    page.find("heading", "Everything was removed");
    shot(&page, "erased");
    page.click_button("Start again");
    page.click_button("This is a shared computer");
    page.wait_for_text("What you write is kept in this tab only");
    page.click_button("Leave this computer");
    shot(&page, "shared");
}
