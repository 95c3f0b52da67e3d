//! Either storage alone is enough, whatever has become of the other; what was erased is nowhere.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use crate::writer::{
    WSIS, begin, fill_storage, go_to_question, is_asked_before_leaving, open_draft, open_without_locks,
    open_without_mirror, sheet, wait_until_safe, wait_until_saved, written,
};
use submission_core::draft::DraftId;

const HISTORY: &str = "b. Brief History";
const DATABASE: &str = "submission-editor";

/// All records of the mirror, as one text.
fn mirror(page: &Page) -> String {
    let read = "(async () => {
         const db = await new Promise((resolve) => {
             const request = indexedDB.open('submission-editor', 1);
             request.onsuccess = () => resolve(request.result);
         });
         const store = db.transaction('records').objectStore('records');
         const read = (what) => new Promise((resolve) => { what.onsuccess = () => resolve(what.result); });
         const [keys, values] = [await read(store.getAllKeys()), await read(store.getAll())];
         db.close();
         return JSON.stringify(keys.map((key, at) => [key, values[at]]));
     })()";
    page.evaluate(read).as_str().unwrap().to_owned()
}

/// Changes records of the mirror from outside; `body` has the object store as `store`.
fn change_mirror(page: &Page, body: &str) {
    page.evaluate(&format!(
        "new Promise((resolve) => {{
             const request = indexedDB.open('{DATABASE}', 1);
             request.onsuccess = () => {{
                 const transaction = request.result.transaction('records', 'readwrite');
                 const store = transaction.objectStore('records');
                 {body}
                 transaction.oncomplete = () => {{ request.result.close(); resolve(0); }};
             }};
         }})"
    ));
}

/// From `holdDatabases()` on no database answers, until `letThemAnswer()`; `databases` are those that are open.
const HOLD: &str = "
    const open = IDBFactory.prototype.open;
    let wait = Promise.resolve();
    globalThis.databases = [];
    globalThis.holdDatabases = () => { wait = new Promise((resolve) => { globalThis.letThemAnswer = resolve; }); };
    IDBFactory.prototype.open = function (...given) {
        const request = {};
        wait.then(() => {
            const real = open.apply(this, given);
            for (const name of ['onsuccess', 'onerror', 'onupgradeneeded', 'onblocked']) {
                real[name] = (event) => {
                    if (name === 'onsuccess') databases.push(real.result);
                    request[name]?.call(real, event);
                };
            }
            Object.defineProperty(request, 'result', { get: () => real.result });
            Object.defineProperty(request, 'error', { get: () => real.error });
            Object.defineProperty(request, 'transaction', { get: () => real.transaction });
        });
        return request;
    };";

fn stored(page: &Page) -> String {
    page.evaluate("JSON.stringify({ ...localStorage })").as_str().unwrap().to_owned()
}

fn shows(page: &Page, draft: &DraftId, text: &str) {
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    wait_until("the text to be there", || sheet(page, HISTORY).value() == text);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn with_a_full_storage_the_mirror_goes_on_alone() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Before.");
    fill_storage(&page);
    let long = "There is room on the disk. ".repeat(8_000);
    sheet(&page, HISTORY).focus();
    page.insert_text(&long);
    wait_until_safe(&page);
    assert!(!stored(&page).contains("There is room on the disk. There is room"));
    page.reload();
    wait_until("all of it to be there", || sheet(&page, HISTORY).value().len() > long.len());
    // In every screen, and as a file.
    page.click_link("Review");
    page.wait_for_text("There is room on the disk. There is room");
    page.click_link("Export");
    let file = page.download(|| page.click_button("Save the draft as a file"));
    assert!(file.text().contains(long.trim_end()));
    page.go_to("/#/");
    page.click_button(starting("Duplicate"));
    let copy = format!("{WSIS} (copy)");
    page.find("link", copy.as_str());
    // Until the mirror has it, leaving asks.
    wait_until("the copy to be on the disk", || !is_asked_before_leaving(&page));
    page.reload();
    page.find("link", copy.as_str());
    // There is room again: the text moves in.
    page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('another-app')).forEach((key) => localStorage.removeItem(key)); 0");
    shows(&page, &draft, &sheet_text(&page, &draft));
}

fn sheet_text(page: &Page, draft: &DraftId) -> String {
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    sheet(page, HISTORY).value()
}

/// The storage is cleared, and then filled by another app: with no room, with little, with much.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_storage_that_was_cleared_and_filled_takes_nothing_away() {
    for room in [0, 300, 3_000] {
        let (site, browser) = (Site::app(), Browser::start());
        let page = browser.open(&site, "/");
        let draft = written(&page, "In the mirror alone.");
        page.go_to("/#/help");
        page.evaluate("localStorage.clear(); 0");
        page.evaluate(&format!("localStorage.setItem('another-app/room', 'x'.repeat({room})); 0"));
        fill_storage(&page);
        page.evaluate("localStorage.removeItem('another-app/room'); 0");
        page.go_to("/");
        page.reload();
        page.find("link", starting(WSIS));
        shows(&page, &draft, "In the mirror alone.");
        sheet(&page, HISTORY).type_text(" And more.");
        wait_until_safe(&page);
        page.reload();
        shows(&page, &draft, "In the mirror alone. And more.");
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_mirror_that_is_cleared_while_the_page_is_open_gets_everything_again() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "One.");
    go_to_question(&page, "I.a");
    sheet(&page, "a. Mandates").type_text("Two.");
    wait_until_safe(&page);
    page.evaluate(&format!(
        "new Promise((resolve) => {{ indexedDB.deleteDatabase('{DATABASE}').onsuccess = () => resolve(0); }})"
    ));
    sheet(&page, "a. Mandates").type_text(" Three.");
    wait_until_safe(&page);
    // "Safe" is true of the whole draft: the storage is not needed any more.
    page.evaluate("localStorage.clear(); 0");
    page.go_to("/#/help");
    page.reload();
    shows(&page, &draft, "One.");
    go_to_question(&page, "I.a");
    assert_eq!(sheet(&page, "a. Mandates").value(), "Two. Three.");
}

/// Another tab deletes it, or the browser closes it where the disk fails and what stood in it is gone.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_mirror_that_goes_while_nobody_types_is_filled_again_and_nothing_is_called_safe_before() {
    let deleted = format!("indexedDB.deleteDatabase('{DATABASE}').onsuccess = () => resolve(0);");
    let closed = format!(
        "const mirror = databases.findLast(({{ name }}) => name === '{DATABASE}');
         const transaction = mirror.transaction('records', 'readwrite');
         transaction.objectStore('records').clear();
         transaction.oncomplete = () => {{
             mirror.close();
             mirror.dispatchEvent(new Event('close'));
             resolve(0);
         }};"
    );
    for goes in [deleted, closed] {
        let (site, browser) = (Site::app(), Browser::start());
        let page = browser.new_tab(&site);
        page.before_load(HOLD);
        page.go_to("/");
        let draft = written(&page, "One.");
        go_to_question(&page, "I.a");
        sheet(&page, "a. Mandates").type_text("Two.");
        wait_until_safe(&page);
        let state = || page.look("document.querySelector('.save-state').dataset.state");
        page.evaluate(&format!("holdDatabases(); new Promise((resolve) => {{ {goes} }})"));
        // Nobody does anything, and it is noticed.
        wait_until("the text not to be called safe", || state() != "safe");
        page.evaluate(
            "globalThis.states = [];
             const shown = document.querySelector('.save-state');
             new MutationObserver(() => states.push(shown.dataset.state)).observe(shown, { attributes: true }); 0",
        );
        sheet(&page, "a. Mandates").focus();
        page.press("Control+End");
        page.type_text(" Three.");
        wait_until_saved(&page);
        let states = page.evaluate("JSON.stringify(states)");
        assert!(!states.as_str().unwrap().contains("safe"), "{states}");
        page.evaluate("letThemAnswer(); 0");
        wait_until_safe(&page);
        // The storage is not needed any more.
        page.evaluate("localStorage.clear(); 0");
        page.go_to("/#/help");
        page.reload();
        shows(&page, &draft, "One.");
        go_to_question(&page, "I.a");
        assert_eq!(sheet(&page, "a. Mandates").value(), "Two. Three.");
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_mirror_that_answers_late_is_united_when_it_comes() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "In the mirror.");
    page.evaluate("localStorage.clear(); 0");
    let late = browser.new_tab(&site);
    drop(page);
    late.before_load(&format!("{HOLD} holdDatabases();"));
    late.go_to("/");
    // The page does not wait for it for ever.
    begin(&late, WSIS);
    go_to_question(&late, "I.b");
    sheet(&late, HISTORY).type_text("Meanwhile.");
    wait_until_saved(&late);
    let meanwhile = open_draft(&late);
    late.evaluate("letThemAnswer(); 0");
    wait_until_safe(&late);
    assert!(mirror(&late).contains("Meanwhile."));
    shows(&late, &draft, "In the mirror.");
    shows(&late, &meanwhile, "Meanwhile.");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn one_flipped_bit_or_half_a_character_in_a_storage_spoils_nothing() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Whole in the mirror.");
    page.go_to("/#/help");
    page.evaluate(
        "for (const key of Object.keys(localStorage).filter((key) => key.includes('/answer/'))) {
             localStorage.setItem(key, localStorage.getItem(key).replace('\"v\":1', '\"v\":3'));
         } 0",
    );
    change_mirror(
        &page,
        "store.put('half \\ud800', 'submission-editor/1/draft/zz/answer/I/aaaaaaaa.1'); store.put('x', 7);",
    );
    page.reload();
    shows(&page, &draft, "Whole in the mirror.");
    // It is no newer version's, and can be written.
    sheet(&page, HISTORY).type_text(" Written on.");
    wait_until_safe(&page);
}

/// The whole road of an erased draft: another of the page's stores and a second tab have read it.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_was_removed_for_good_is_nowhere_however_often_the_page_is_loaded() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Confidential.");
    page.reload();
    sheet(&page, HISTORY).type_text(" More of it.");
    wait_until_safe(&page);
    let other = browser.open(&site, &format!("/#/draft/{draft}/review"));
    other.wait_for_text("More of it.");
    // What it shows stands nowhere else in the end: it asks before it goes, and the browser lets no page do so that
    // nobody has touched.
    other.expect_error("Blocked attempt to show a 'beforeunload'");
    page.go_to("/#/");
    page.click_button(starting("Delete"));
    page.click_button(starting("Delete for good"));
    page.click_button(starting("Remove it for good"));
    wait_until("the bin to be empty", || !page.has("heading", "Bin"));
    for _ in 0..3 {
        page.reload();
        page.find("heading", "Begin a new submission");
        other.reload();
        wait_until("both storages to be clean", || {
            !stored(&page).contains("Confidential") && !mirror(&page).contains("Confidential")
        });
    }
    other.go_to(&format!("/#/draft/{draft}/write/I.b"));
    other.wait_for_text("not in this browser");
}

/// Who has stopped typing there would else learn of it with the next key, and perhaps never.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_tab_that_shows_a_draft_says_at_once_that_it_was_removed_for_good_elsewhere() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Shown in two tabs.");
    page.go_to("/#/");
    let other = browser.open(&site, &format!("/#/draft/{draft}/write/I.b"));
    wait_until_safe(&other);
    page.click_button(starting("Delete"));
    page.click_button(starting("Delete for good"));
    page.click_button(starting("Remove it for good"));
    other.wait_for_text("this draft was removed for good");
    assert_eq!(sheet(&other, HISTORY).value(), "Shown in two tabs.");
    assert!(!stored(&page).contains("Shown in two tabs."));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_clock_that_is_years_off_empties_no_bin() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.new_tab(&site);
    // The clock says 2015 when the draft is deleted.
    page.before_load(
        "const now = Date.now.bind(Date);
         Date.now = () => now() + Number(sessionStorage.getItem('test-clock') ?? 0);",
    );
    page.go_to("/");
    let draft = written(&page, "To be had back.");
    let year = 365_i64 * 24 * 60 * 60 * 1000;
    page.evaluate(&format!("sessionStorage.setItem('test-clock', {}); 0", -11 * year));
    page.go_to("/#/");
    page.click_button(starting("Delete"));
    page.find("heading", "Bin");
    for years in [0, 4, 4, 0, -3, 9] {
        page.evaluate(&format!("sessionStorage.setItem('test-clock', {}); 0", years * year));
        page.reload();
        page.find("heading", "Bin");
    }
    page.click_button(starting("Put back"));
    shows(&page, &draft, "To be had back.");
}

/// Text that vanishes before the history had a reason to keep it.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn what_was_typed_and_replaced_at_one_stroke_is_in_the_history() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "A thought of a minute.");
    page.press("Control+a");
    page.type_text("x");
    wait_until_safe(&page);
    page.go_to("/#/help");
    page.reload();
    page.go_to(&format!("/#/draft/{draft}/history"));
    compare_with_what_was_replaced(&page);
    page.wait_for_text("A thought of a minute.");
}

/// Another page on the same origin, as on `file:`, writes what follows the text.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_text_that_another_page_has_replaced_is_in_the_history_and_it_is_said() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let draft = written(&page, "Ours.");
    page.go_to("/#/help");
    page.evaluate(FORGE);
    page.reload();
    shows(&page, &draft, "Forged.");
    page.wait_for_text("Another page has changed answers of this draft.");
    page.click_link("Look at the history");
    compare_with_what_was_replaced(&page);
    page.wait_for_text("Ours");
}

/// Chooses the moment before a text was replaced.
fn compare_with_what_was_replaced(page: &Page) {
    let choose = "(() => {
         const list = document.querySelector('#history-from');
         const option = [...list?.options ?? []].find(({ label }) => label.includes('before a text was cleared'));
         if (!option) return false;
         list.value = option.value;
         list.dispatchEvent(new Event('change'));
         return true;
     })()";
    wait_until("the moment to be offered", || page.evaluate(choose) == true);
}

/// Writes a record that follows that of the answer, by another writer.
const FORGE: &str = r#"
    const key = Object.keys(localStorage).find((key) => key.includes("/answer/I.b/"));
    const before = JSON.parse(localStorage.getItem(key));
    const forged = key.replace(/[^/]+$/, "zzforged." + (before.n + 5));
    const payload = JSON.stringify({ ...before.p, value: "Forged." });
    const rest = `"v":1,"w":"zzforged","n":${before.n + 5},"f":[["${before.w}",${before.n}]],"t":${before.t},"d":"${before.d}","p":${payload}}`;
    let sum = 0xcbf29ce484222325n;
    for (const byte of new TextEncoder().encode(forged + "\n" + rest)) {
        sum = BigInt.asUintN(64, (sum ^ BigInt(byte)) * 0x100000001b3n);
    }
    localStorage.setItem(forged, `{"c":"${sum.toString(16).padStart(16, "0")}",${rest}`);
    0"#;

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn titles_that_two_tabs_give_at_once_are_both_on_the_screen() {
    let (site, browser) = (Site::app(), Browser::start());
    let one = open_without_locks(&browser, &site, "/");
    let draft = written(&one, "Text.");
    let two = open_without_locks(&browser, &site, &format!("/#/draft/{draft}/write/I.b"));
    two.find("textbox", "Title of this draft");
    let type_title = |page: &Page, title: &str| {
        page.textbox("Title of this draft").write(title);
    };
    type_title(&one, "From the first tab");
    type_title(&two, "From the second tab");
    for page in [&one, &two] {
        go_to_question(page, "I.a");
        wait_until_safe(page);
    }
    one.go_to("/#/help");
    drop(two);
    one.reload();
    one.go_to("/#/");
    one.wait_for_text("From the first tab");
    one.wait_for_text("From the second tab");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn without_a_mirror_a_draft_that_finds_no_room_is_on_the_page_only_or_whole() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = open_without_mirror(&browser, &site, "/");
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Stored.");
    wait_until_saved(&page);
    let reserve = "localStorage.getItem('submission-editor/1/reserve')?.length ?? 0";
    wait_until("a reserve", || page.evaluate(reserve) == 64 * 1024);
    fill_storage(&page);
    page.go_to("/#/");
    page.click_button(starting("Duplicate"));
    page.wait_for_text("no room left");
    wait_until("the reserve to be kept", || page.evaluate(reserve) == 64 * 1024);
    page.reload();
    page.find("link", starting(WSIS));
    assert!(!page.text().contains("(copy)"));
    // Deleting needs next to no room.
    page.click_button(starting("Delete"));
    page.find("heading", "Bin");
}
