//! There is no room left: the writer is told at once, and can take the text away as a file.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::offline::wait_until_kept;
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, open_without_mirror, sheet, wait_until_safe, wait_until_saved,
};
use std::time::Duration;
use test_support::figures::figure;
use test_support::missing;

const HISTORY: &str = "b. Brief History";
/// The longest that a writer may go on without knowing.
const AT_ONCE: Duration = Duration::from_secs(2);

/// Writes what there is no room for; how long it takes until the writer is told, by the page's own clock.
fn told_after(page: &Page, text: &str) -> Duration {
    page.evaluate(
        "globalThis.told = new Promise((resolve) => {
             let start;
             const state = document.querySelector('.save-state');
             addEventListener('input', () => { start ??= performance.now(); }, true);
             new MutationObserver(() => {
                 if (start && state.dataset.state === 'failed') resolve(performance.now() - start);
             }).observe(state, { attributes: true });
         }); 0",
    );
    let before = page.work();
    page.insert_text(text);
    let told = Duration::from_secs_f64(page.evaluate("globalThis.told").as_f64().unwrap() / 1_000.0);
    // A machine that does something else beside it may take longer by the clock.
    let work = page.work() - before;
    assert!(told.min(work) <= AT_ONCE, "told after {told:?}, and {work:?} of work");
    told
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_storage_is_full_the_writer_is_told_and_can_still_take_the_text_away() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_without_mirror(&browser, &site, "/");
    begin(&page, WSIS);
    wait_until("a reserve to be kept", || {
        page.evaluate("localStorage.getItem('submission-editor/1/reserve') !== null") == true
    });
    fill_storage(&page);
    // The reserve is there for the last edits, and they are kept.
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("The last edits.");
    wait_until_saved(&page);
    // What is longer than the reserve is not.
    go_to_question(&page, "IV");
    sheet(&page, "IV").focus();
    let told = told_after(&page, &"too much ".repeat(10_000));
    page.wait_for_text("Not saved:");
    page.click_link("Export");
    let draft = page.download(|| page.click_button("Save the draft as a file"));
    assert!(draft.text().contains("The last edits.") && draft.text().contains("too much too much"));
    assert_eq!(page.look("localStorage.getItem('another-app/0').length > 0"), true);
    figure("quota", &format!("told after {:.1} s, and a file was taken away", told.as_secs_f64()));
}

/// localStorage takes in what the disk has no room for, reads it back, and forgets it at the end
/// (Chromium 156): only the mirror notices.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn when_the_disk_is_full_the_writer_is_told_and_can_still_take_the_text_away() {
    let Some((browser, disk)) = Browser::on_small_disk() else {
        missing::material("right to a small disk (unshare and mount)");
        figure("disk", "skipped: this machine gives no small disk (unshare and mount)");
        return;
    };
    let site = Site::app();
    let page = browser.open(&site, "/");
    // Its files take room too; where there is none any more, it gives back what it has taken.
    wait_until_kept(&page);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("There is room.");
    wait_until_safe(&page);
    disk.fill();
    // A few words fit into what the database's last block has left; these do not.
    let told = told_after(&page, &" There is none.".repeat(1_000));
    page.wait_for_text("The browser cannot put your text on the disk");
    page.click_link("Export");
    let draft = page.download(|| page.click_button("Save the draft as a file"));
    assert!(draft.text().contains("There is room. There is none."));
    figure("disk", &format!("told after {:.1} s, and a file was taken away", told.as_secs_f64()));
}
