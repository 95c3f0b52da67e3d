//! What stands in a file is never replaced by less, by another draft or by an older state without the
//! writer's word.

use crate::copies::{PICKER, file, written};
use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, begin, go_to_question, open_draft, sheet, wait_for_another_draft, wait_until_safe, wait_until_saved,
};

const HISTORY: &str = "b. Brief History";
const FOLLOWS: &str = "Copied to a file this minute, which follows each save";
const CHANGED: &str = "The file was changed elsewhere, and was left as it is.";

/// Whatever is chosen is this file.
const ONE_FILE: &str = "
    globalThis.showSaveFilePicker = async () => {
        const folder = await navigator.storage.getDirectory();
        return folder.getFileHandle('Ours.json', { create: true });
    };
    FileSystemHandle.prototype.queryPermission = async () => 'granted';
    FileSystemHandle.prototype.requestPermission = async () => 'granted';";

/// A draft that a file follows.
fn followed(browser: &Browser, site: &Site, script: &str) -> Page {
    let page = written(browser, site, script);
    page.click_button("Save a copy");
    page.wait_for_text(FOLLOWS);
    page
}

/// Another program writes the file.
fn write_elsewhere(page: &Page, text: &str) {
    let text = serde_json::Value::from(text);
    page.evaluate(&format!(
        "(async () => {{
             const folder = await navigator.storage.getDirectory();
             const handle = await folder.getFileHandle('Ours.json', {{ create: true }});
             const stream = await handle.createWritable();
             await stream.write({text});
             await stream.close();
         }})()"
    ));
}

/// Longer than the file rests after a save.
fn rest(page: &Page) {
    page.evaluate("new Promise((resolve) => setTimeout(resolve, 4_500))");
}

fn write_on(page: &Page, text: &str) {
    sheet(page, HISTORY).focus();
    page.press("Control+End");
    page.type_text(text);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_that_is_left_before_its_file_has_followed_follows_all_the_same() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let draft = open_draft(&page);
    for (number, way) in ["Drafts", "Help", "Review", "another draft", "reload"].into_iter().enumerate() {
        page.go_to(&format!("/#/draft/{draft}/write/I.b"));
        let words = format!(" Words {number}.");
        write_on(&page, &words);
        match way {
            "another draft" => {
                page.click_link("Drafts");
                begin(&page, WSIS);
            }
            "reload" => {
                wait_until_saved(&page);
                page.reload();
            }
            link => page.click_link(link),
        }
        wait_until(&format!("the file to follow: {way}"), || file(&page).contains(&words));
        assert!(file(&page).contains("Since 2003."), "{way}");
    }
    page.go_to("/#/");
    page.wait_for_text("Last copied to a file");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_no_draft_is_on_the_screen_a_page_that_is_hidden_empties_no_file() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    write_on(&page, " And on.");
    page.click_link("Drafts");
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'))",
    );
    wait_until("the file to follow", || file(&page).contains("Since 2003. And on."));
    rest(&page);
    assert!(file(&page).contains("Since 2003. And on."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn after_a_fault_of_the_program_nothing_is_written() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let before = file(&page);
    page.expect_error("");
    write_on(&page, " And on.");
    wait_until_saved(&page);
    page.evaluate(
        "dispatchEvent(new ErrorEvent('error', { error: new WebAssembly.RuntimeError('unreachable') }))",
    );
    page.find("heading", "The editor is not running");
    rest(&page);
    page.evaluate(
        "Object.defineProperty(document, 'hidden', { value: true, configurable: true });
         document.dispatchEvent(new Event('visibilitychange'));
         dispatchEvent(new Event('hashchange'))",
    );
    rest(&page);
    assert_eq!(file(&page), before);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_was_changed_elsewhere_is_left_as_it_is_until_the_writer_says_so() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let draft = open_draft(&page);
    let theirs = file(&page).replace("Since 2003.", "Since 2003, says a colleague.");
    write_elsewhere(&page, &theirs);
    write_on(&page, " And on.");
    page.wait_for_text(CHANGED);
    page.assert_accessible();
    assert_eq!(file(&page), theirs);
    // Also after a reload, with nothing new.
    wait_until_saved(&page);
    page.reload();
    page.wait_for_text(CHANGED);
    assert_eq!(file(&page), theirs);

    page.click_button("Open that file as a new draft");
    wait_for_another_draft(&page, &draft);
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Since 2003, says a colleague.");
    assert_eq!(file(&page), theirs);
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    page.wait_for_text(CHANGED);
    page.click_button("Replace it");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Since 2003. And on."));
    assert!(!page.has("button", "Replace it"));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_second_draft_takes_the_file_of_the_first_only_on_the_writers_word() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, ONE_FILE);
    let first = open_draft(&page);
    page.click_link("Drafts");
    begin(&page, WSIS);
    page.textbox("Title of this draft").write("Second");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Of the second.");
    wait_until_saved(&page);
    page.click_button("Save a copy");
    page.wait_for_text("The draft “Ours” is copied to that file already.");
    assert!(file(&page).contains("Since 2003."));
    write_on(&page, " More.");
    wait_until_saved(&page);
    rest(&page);
    assert!(file(&page).contains("Since 2003."), "nor later");

    page.click_button("Replace it");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Of the second. More."));
    page.go_to(&format!("/#/draft/{first}/write/I.b"));
    page.wait_for_text("Its file now holds another draft, “Second”.");
    write_on(&page, " Of the first.");
    wait_until_saved(&page);
    rest(&page);
    page.reload();
    page.wait_for_text("Its file now holds another draft, “Second”.");
    assert!(file(&page).contains("Of the second. More."));
    page.click_link("Drafts");
    page.find("link", "Ours");
    assert_eq!(page.text().matches("Last copied to a file").count(), 1, "{}", page.text());
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_with_another_draft_in_it_is_replaced_only_on_the_writers_word() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, ONE_FILE);
    page.click_link("Export");
    let made = page.download(|| page.click_button("Save the draft as a file"));
    let theirs = made.text().replace("Since 2003.", "Of another.").replace("Ours", "Theirs");
    // As the file of another draft that is copied to it.
    let theirs = theirs.replacen('{', r#"{"draftId":"d0another","#, 1);
    write_elsewhere(&page, &theirs);
    page.click_button("Save a copy");
    page.wait_for_text("The file has another draft in it, “Theirs”.");
    assert_eq!(file(&page), theirs);
    page.click_button("Replace it");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Since 2003."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_from_a_file_is_saved_there_again_without_a_question() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = written(&browser, &site, ONE_FILE);
    page.click_link("Export");
    let made = page.download(|| page.click_button("Save the draft as a file"));
    // On another computer.
    let browser = Browser::start();
    let page = browser.new_tab(&site);
    page.before_load(ONE_FILE);
    page.go_to("/");
    write_elsewhere(&page, made.text());
    page.choose_file(
        &page.find("button", starting("Open a file")),
        &browser.file_on_disk("Ours.json", made.text()),
    );
    page.find("textbox", "Title of this draft");
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).write("Before 2003.");
    wait_until_saved(&page);
    page.click_button("Save a copy");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Before 2003."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn copied_is_said_only_where_the_whole_text_was_read_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let before = file(&page);
    let fail = |how: &str| {
        page.evaluate(&format!(
            "globalThis.real ??= FileSystemFileHandle.prototype.createWritable;
             FileSystemFileHandle.prototype.createWritable = async function () {{
                 const stream = await real.call(this);
                 const {{ write, close }} = FileSystemWritableFileStream.prototype;
                 {how}
                 return stream;
             }}"
        ));
    };
    // Nothing but the swap file is touched.
    fail(
        "stream.write = async (text) => { await write.call(stream, text.slice(0, 90)); throw new DOMException('', 'QuotaExceededError'); };",
    );
    write_on(&page, " One.");
    page.wait_for_text("The file was not written.");
    assert_eq!(file(&page), before);
    // As long as it should be, and something else.
    page.click_button("Save a copy");
    fail("stream.write = (text) => write.call(stream, text.replace('2003', '3002'));");
    page.click_button("Save a copy");
    page.wait_for_text("The file was not written.");
    page.evaluate("FileSystemFileHandle.prototype.createWritable = real");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_that_cannot_be_read_whole_leaves_its_file_alone_and_says_so() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    go_to_question(&page, "IV");
    sheet(&page, "IV").type_text("Words of another answer.");
    wait_until("the file to follow", || file(&page).contains("Words of another answer."));
    wait_until_safe(&page);
    let before = file(&page);
    page.evaluate(
        "(async () => {
             const key = Object.keys(localStorage).find((key) => key.includes('/answer/I.b/'));
             const cut = localStorage.getItem(key).slice(0, -3);
             localStorage.setItem(key, cut);
             await submissionEditor.mirror.write(JSON.stringify({ [key]: cut }));
         })()",
    );
    page.reload();
    page.wait_for_text("Some of this draft cannot be read: no file has all of it.");
    sheet(&page, "IV").write("Changed.");
    wait_until_saved(&page);
    rest(&page);
    assert_eq!(file(&page), before);
    // What there is can be taken away, and is not called a copy.
    page.click_link("Export");
    let made = page.download(|| page.click_button("Save the draft as a file"));
    assert!(made.text().contains("Changed."));
    page.wait_for_text("Some of this draft cannot be read: no file has all of it.");
    let made = page.download(|| page.click_button("Save a copy"));
    assert!(made.text().contains("Changed."));
    assert!(!page.text().contains("this minute"), "{}", page.text());
    page.click_link("Drafts");
    assert_eq!(file(&page), before);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_tab_that_only_shows_a_draft_gives_what_is_saved_and_writes_no_file() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let second = browser.new_tab(&site);
    second.before_load(PICKER);
    second.go_to(&page.address());
    second.wait_for_text("open for writing in another tab");
    write_on(&page, " And on.");
    wait_until_saved(&page);
    let made = second.download(|| second.click_button("Save a copy"));
    assert!(made.text().contains("Since 2003. And on."));
    second.wait_for_text("Another tab writes this draft. A copy from here has what that tab had saved.");
    wait_until("the file to follow the tab that writes", || file(&page).contains("And on."));
    // And the other way round.
    second.click_button("Take over");
    wait_until("the other tab to give way", || page.text().contains("For reading only"));
    write_on(&second, " Further.");
    wait_until("the file to follow the tab that took over", || file(&second).contains("And on. Further."));
    second.click_link("Drafts");
    rest(&page);
    assert!(file(&page).contains("And on. Further."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn which_file_followed_a_draft_is_forgotten_when_it_is_removed_for_good() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    page.click_link("Drafts");
    page.click_button("Delete: Ours");
    page.click_button("Delete for good: Ours");
    page.click_button("Remove it for good: Ours");
    wait_until("its file to be forgotten", || {
        let known = page.evaluate(
            "new Promise((resolve) => {
                 indexedDB.open('submission-editor-files').onsuccess = ({ target: { result } }) => {
                     const asked = result.transaction('handles').objectStore('handles').getAllKeys();
                     asked.onsuccess = () => { result.close(); resolve(asked.result.length); };
                 };
             })",
        );
        known == 0
    });
    assert!(file(&page).contains("Since 2003."), "the file is the writer's own");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_file_that_is_gone_is_said_and_another_place_is_chosen_or_it_comes_back() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let before = file(&page);
    let remove =
        "navigator.storage.getDirectory().then((folder) => folder.removeEntry('Ours.json')).then(() => 0)";
    page.evaluate(remove);
    write_on(&page, " And on.");
    page.wait_for_text("The file is not where it was.");
    assert_eq!(file(&page), "", "it is not made anew where nobody wants it any more");
    write_elsewhere(&page, &before);
    write_on(&page, " Again.");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Since 2003. And on. Again."));
    page.evaluate(remove);
    write_on(&page, " Gone.");
    page.wait_for_text("The file is not where it was.");
    page.click_button("Save a copy");
    page.wait_for_text(FOLLOWS);
    assert!(file(&page).contains("Again. Gone."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_the_browser_could_not_store_is_in_the_file_and_stays_there() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let draft = open_draft(&page);
    page.evaluate(
        "Storage.prototype.setItem = () => { throw new DOMException('', 'QuotaExceededError'); };
         const { transaction } = IDBDatabase.prototype;
         IDBDatabase.prototype.transaction = function (store, mode, ...options) {
             // The mirror's, and not the one of the files.
             if (store === 'records' && mode === 'readwrite') throw new DOMException('', 'QuotaExceededError');
             return transaction.call(this, store, mode, ...options);
         }; 0",
    );
    sheet(&page, HISTORY).write("Nowhere but here.");
    wait_until("the file to follow", || file(&page).contains("Nowhere but here."));
    // The page goes with what it could not store.
    page.crash();
    let page = browser.new_tab(&site);
    page.before_load(PICKER);
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    page.wait_for_text("The file has text that is not in this browser.");
    assert!(file(&page).contains("Nowhere but here."));
    write_on(&page, " And on.");
    wait_until_saved(&page);
    rest(&page);
    assert!(file(&page).contains("Nowhere but here."));
    page.click_button("Open that file as a new draft");
    wait_for_another_draft(&page, &draft);
    go_to_question(&page, "I.b");
    assert_eq!(sheet(&page, HISTORY).value(), "Nowhere but here.");
}

/// What is remembered of a copy is written into the store too.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_copy_that_was_made_asks_for_no_other_one() {
    let (site, browser) = (Site::app(), Browser::start());
    let script = format!(
        "{PICKER}
         globalThis.notes = 0;
         const {{ setItem }} = Storage.prototype;
         Storage.prototype.setItem = function (key, value) {{
             if (key.includes('/copy/')) globalThis.notes += 1;
             return setItem.call(this, key, value);
         }};"
    );
    let page = followed(&browser, &site, &script);
    wait_until_safe(&page);
    let notes = page.evaluate("notes");
    rest(&page);
    rest(&page);
    assert_eq!(page.evaluate("notes"), notes);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_saved_while_the_file_is_written_is_written_next() {
    let (site, browser) = (Site::app(), Browser::start());
    let script = format!(
        "{PICKER}
         const {{ close }} = FileSystemWritableFileStream.prototype;
         FileSystemWritableFileStream.prototype.close = async function () {{
             globalThis.closes = true;
             await new Promise((resolve) => {{ globalThis.goOn = resolve; }});
             return close.call(this);
         }};"
    );
    let page = written(&browser, &site, &script);
    page.click_button("Save a copy");
    wait_until("the file to be written", || page.evaluate("globalThis.closes ?? false") == true);
    write_on(&page, " And on.");
    wait_until_saved(&page);
    page.evaluate("FileSystemWritableFileStream.prototype.close = close; goOn(); 0");
    wait_until("the file to follow", || file(&page).contains("Since 2003. And on."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_is_put_back_on_another_screen_goes_into_the_file_too() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let draft = open_draft(&page);
    for (number, is_open) in [true, false].into_iter().enumerate() {
        let words = format!("The last words {number}.");
        page.evaluate(&format!(
            "localStorage.setItem('submission-editor/1/emergency/{}', JSON.stringify({{
                 field: 'b. Brief History', id: 'answer-I.b', address: '#/draft/{draft}/write/I.b', text: '{words}' }}))",
            number + 1
        ));
        page.click_link("Drafts");
        if !is_open {
            begin(&page, WSIS);
            page.evaluate("localStorage.removeItem('submission-editor/1/emergency/1')");
        }
        page.go_to("/#/recovery");
        page.click_button("Put it into the answer: b. Brief History");
        page.wait_for_text("The text stands in the answer now.");
        wait_until("the file to follow", || file(&page).contains(&words));
        page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_a_tab_wrote_last_before_another_took_over_comes_into_the_file() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = followed(&browser, &site, PICKER);
    let second = browser.new_tab(&site);
    second.before_load(PICKER);
    second.go_to(&page.address());
    second.wait_for_text("open for writing in another tab");
    // Its file does not follow any more before it is to give way.
    page.evaluate("FileSystemHandle.prototype.queryPermission = async () => 'prompt'; 0");
    write_on(&page, " And on.");
    wait_until_saved(&page);
    second.click_button("Take over");
    wait_until("the other tab to give way", || page.text().contains("For reading only"));
    wait_until("the file to follow", || file(&second).contains("Since 2003. And on."));
}
