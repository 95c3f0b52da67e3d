//! Ways in which the start can go wrong: each ends on a page that says what it was and how to mend it, and
//! hands over every stored draft; or in the app itself, where it can go on.

use crate::harness::{Browser, Page, Site, assets_in, wait_until};
use crate::writer::{WSIS, begin, go_to_question, sheet, wait_until_safe};
use std::fs;
use std::path::{Path, PathBuf};
use test_support::figures::figure;

const HISTORY: &str = "b. Brief History";
const KEPT: &str = "Since 2003, and not to be lost.";
const STOPPED: &str = "The editor is not running";

/// A copy of the app's files in which something can be broken.
struct Broken {
    browser: Browser,
    site: Site,
    folder: PathBuf,
    draft: String,
}

impl Broken {
    /// A draft is written while all is well; the browser keeps nothing of the program.
    fn with_a_draft(app: fn() -> PathBuf) -> Self {
        static COUNT: std::sync::atomic::AtomicU32 = std::sync::atomic::AtomicU32::new(0);
        let count = COUNT.fetch_add(1, std::sync::atomic::Ordering::Relaxed);
        let name = format!("submission-editor-start-{}-{count}", std::process::id());
        let folder = std::env::temp_dir().join(name);
        copy(&app(), &folder);
        // As in a browser that has none: what is broken must be asked for.
        fs::remove_file(folder.join("sw.js")).unwrap();
        let (browser, site) = (Browser::start(), Site::serve(&folder, ""));
        let page = browser.open(&site, "/");
        page.expect_error("sw.js");
        page.expect_error("404");
        begin(&page, WSIS);
        page.textbox("Title of this draft").write("Ours");
        go_to_question(&page, "I.b");
        sheet(&page, HISTORY).type_text(KEPT);
        wait_until_safe(&page);
        let draft = page.address();
        page.close();
        Self { browser, site, folder, draft }
    }

    /// The folder of assets.
    fn assets(&self) -> PathBuf {
        assets_in(&self.folder)
    }

    fn program(&self) -> PathBuf {
        self.assets().join("submission-editor_bg.wasm")
    }

    /// The page says this cause alone, with every draft; when all is well again, everything is there.
    #[track_caller]
    fn ends_with(&self, cause: &str, prepare: &str, mend: impl FnOnce()) {
        let page = self.browser.new_tab(&self.site);
        page.expect_error("");
        page.before_load(prepare);
        page.go_to(&self.draft);
        says_and_hands_over(&page, cause);
        page.close();
        mend();
        let page = self.browser.open(&self.site, &self.draft);
        page.expect_error("sw.js");
        page.expect_error("404");
        wait_until("the text to be there again", || sheet(&page, HISTORY).value() == KEPT);
    }
}

impl Drop for Broken {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

#[track_caller]
fn says_and_hands_over(page: &Page, cause: &str) {
    page.find("heading", STOPPED);
    page.wait_for_text(cause);
    let told =
        "[...document.querySelectorAll('[data-cause]')].filter((text) => text.checkVisibility()).length";
    assert_eq!(page.look(told), 1);
    page.find("heading", "Ours");
    page.wait_for_text(KEPT);
    let text = page.download(|| page.click_button("Save as file: Ours"));
    assert!(text.text().contains(KEPT));
    let all = page.download(|| page.click_button("Save everything as a file"));
    assert!(all.text().contains(KEPT));
    page.find("button", "Reload the page");
    page.assert_accessible();
}

fn copy(from: &Path, to: &Path) {
    let copied = std::process::Command::new("cp").arg("-r").arg(from).arg(to).status();
    assert!(copied.unwrap().success());
}

fn cut(file: &Path) {
    let whole = fs::read(file).unwrap();
    fs::write(file, &whole[..whole.len() / 2]).unwrap();
}

fn put_aside(file: &Path) {
    fs::rename(file, file.with_added_extension("aside")).unwrap();
}

fn put_back(file: &Path) {
    fs::rename(file.with_added_extension("aside"), file).unwrap();
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_program_sent_as_something_else_runs_all_the_same() {
    let broken = Broken::with_a_draft(Site::app_folder);
    broken.site.send_as("wasm", "text/plain");
    let page = broken.browser.open(&broken.site, &broken.draft);
    page.expect_error("sw.js");
    page.expect_error("404");
    assert_eq!(sheet(&page, HISTORY).value(), KEPT);
    page.click_link("Review");
    page.wait_for_text(KEPT);
    let types = "fetch(document.querySelector('script[data-wasm]').dataset.wasm).then((answer) => answer.headers.get('content-type'))";
    assert_eq!(page.look(types), "text/plain");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_start_without_all_of_its_files_says_so() {
    let broken = Broken::with_a_draft(Site::app_folder);
    let missing = "A part of the program did not arrive.";
    for name in ["submission-editor.js", "submission-editor_bg.wasm", "boot.js"] {
        let file = broken.assets().join(name);
        put_aside(&file);
        broken.ends_with(missing, "", || put_back(&file));
    }
    // Scripts that are sent as text do not run.
    broken.site.send_as("js", "text/plain");
    let page = broken.browser.new_tab(&broken.site);
    page.expect_error("");
    page.go_to("/");
    page.find("heading", STOPPED);
    page.wait_for_text(missing);
    page.wait_for_text("send them as something else");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_program_that_arrived_damaged_is_named() {
    let broken = Broken::with_a_draft(Site::app_folder);
    let damaged = "A part of the program arrived damaged";
    for file in [broken.program(), broken.assets().join("submission-editor.js")] {
        let aside = file.with_added_extension("aside");
        fs::copy(&file, &aside).unwrap();
        cut(&file);
        broken.ends_with(damaged, "", || fs::rename(&aside, &file).unwrap());
    }
    // A sign-in page in its place.
    put_aside(&broken.program());
    fs::write(broken.program(), "<!doctype html><title>Sign in</title>").unwrap();
    broken.ends_with(damaged, "", || put_back(&broken.program()));
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn where_webassembly_is_forbidden_the_page_says_by_what() {
    let broken = Broken::with_a_draft(Site::app_folder);
    let page = broken.folder.join("index.html");
    let whole = fs::read_to_string(&page).unwrap();
    fs::write(&page, whole.replacen(" 'wasm-unsafe-eval'", "", 1)).unwrap();
    let cause = "its Content-Security-Policy must allow 'wasm-unsafe-eval'";
    broken.ends_with(cause, "", || fs::write(&page, &whole).unwrap());
}

/// What an old browser lacks, and what it then does with the program.
const OLD: [&str; 2] = [
    "delete globalThis.WebAssembly",
    "WebAssembly.validate = () => false;
     WebAssembly.instantiate = WebAssembly.instantiateStreaming =
         async () => { throw new WebAssembly.CompileError('invalid value type 0x6f'); };",
];

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn an_old_browser_is_told_what_is_needed() {
    let broken = Broken::with_a_draft(Site::app_folder);
    for stub in OLD {
        broken.ends_with("Use Firefox 115, Chrome or Edge 99, Safari 16.4", stub, || ());
    }
    // One that cannot even read the loader.
    let boot = broken.assets().join("boot.js");
    let whole = fs::read_to_string(&boot).unwrap();
    fs::write(&boot, "this is not JavaScript of its time").unwrap();
    broken.ends_with(
        "Use Firefox 115, Chrome or Edge 99, Safari 16.4",
        "delete globalThis.DecompressionStream",
        || {
            fs::write(&boot, whole).unwrap();
        },
    );
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_program_that_stops_while_it_starts_hands_everything_over() {
    let broken = Broken::with_a_draft(Site::faulty_folder);
    for kind in ["panic", "overflow", "memory", "borrowed"] {
        for place in ["start", "opening"] {
            let stub = format!("globalThis.submissionEditorFault = '{place} {kind}'");
            broken.ends_with("The program stopped while it was starting", &stub, || ());
        }
    }
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn damaged_records_do_not_keep_the_app_from_opening_and_are_handed_over() {
    let broken = Broken::with_a_draft(Site::app_folder);
    let page = broken.browser.open(&broken.site, "/#/help");
    page.expect_error("sw.js");
    page.expect_error("404");
    // Not one checksum is right, in both storages.
    page.evaluate(
        "(async () => {
             const wrong = {};
             for (const key of Object.keys(localStorage).filter((key) => key.includes('/draft/'))) {
                 wrong[key] = localStorage.getItem(key).replace('\"c\":\"', '\"c\":\"0');
                 localStorage.setItem(key, wrong[key]);
             }
             await submissionEditor.mirror.write(JSON.stringify(wrong));
         })()",
    );
    page.close();
    let page = broken.browser.open(&broken.site, "/");
    page.expect_error("sw.js");
    page.expect_error("404");
    page.find("heading", "Write your submission in the browser");
    page.find("link", "Look at it under “Recovery”").click();
    page.find("heading", "Recovery");
    let stored = page.download(|| page.click_button("Save everything as one file"));
    assert!(stored.text().contains(KEPT));
    figure("starts", "8 ways of breaking the start: each names its cause and hands over every stored draft");
}

/// Where the parts of the first paint stand, and those of the screen that takes its place.
const PLACES: &str = "
    ['.app-name', 'nav a:first-child', 'nav a:last-child', 'h1', '.lead:nth-of-type(1)', '.lead:nth-of-type(3)']
        .map((part) => {
            const { x, y, width, height } = document.querySelector(within + part).getBoundingClientRect();
            return [part, document.querySelector(within + part).textContent, x, y, width, height].join();
        })";

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_first_paint_is_the_start_screen_and_nothing_jumps() {
    let (site, browser) = (Site::app(), Browser::start());
    for (width, dark) in [(1280, false), (360, true)] {
        let page = browser.new_tab(&site);
        page.look_at(width, 900, dark);
        page.before_load(&format!(
            "globalThis.jumps = 0;
             new PerformanceObserver((list) => list.getEntries().forEach(({{ value }}) => {{ jumps += value; }}))
                 .observe({{ type: 'layout-shift', buffered: true }});
             const {{ compileStreaming }} = WebAssembly;
             // The program is kept waiting until the page has been painted without it.
             WebAssembly.compileStreaming = async (...given) => {{
                 await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
                 const within = '#first-paint ';
                 globalThis.before = ({PLACES});
                 return compileStreaming.apply(WebAssembly, given);
             }};"
        ));
        page.go_to("/");
        page.find("heading", "Begin a new submission");
        let after = page
            .evaluate(&format!("(() => {{ const within = 'body > :not(#rescue) '; return ({PLACES}); }})()"));
        assert_eq!(page.look("before"), after, "{width}");
        assert_eq!(page.look("jumps"), 0.0, "{width}");
    }
}

/// A draft is not what the first paint shows. It begins with nothing, and with the header alone where it
/// takes longer.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn before_a_draft_is_there_nothing_else_is_shown_in_its_place() {
    let broken = Broken::with_a_draft(Site::app_folder);
    let page = broken.browser.new_tab(&broken.site);
    page.expect_error("sw.js");
    page.expect_error("404");
    page.before_load(
        "const { compileStreaming } = WebAssembly, start = window.setTimeout;
         // The page's patience ends when the test says so.
         window.setTimeout = (run, wait, ...more) => {
             if (wait !== 400) return start(run, wait, ...more);
             globalThis.endPatience = run;
         };
         WebAssembly.compileStreaming = async (...given) => {
             if (document.readyState === 'loading') {
                 await new Promise((read) => addEventListener('DOMContentLoaded', read));
             }
             await new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(seen)));
             globalThis.before = document.body.innerText;
             await new Promise((go) => { globalThis.go = go; });
             return compileStreaming.apply(WebAssembly, given);
         };",
    );
    page.go_to(&broken.draft);
    wait_until("a frame to be shown", || page.look("globalThis.go != null") == true);
    assert_eq!(page.look("before"), "");
    page.evaluate("endPatience()");
    page.wait_for_text("Opening the editor.");
    let late = page.look("document.body.innerText");
    let late = late.as_str().unwrap();
    assert!(late.contains("Submission Editor") && !late.contains("Write your submission"), "{late}");
    page.evaluate("go()");
    assert_eq!(sheet(&page, HISTORY).value(), KEPT);
}

/// Begins a draft and closes its page; its address.
fn leave_a_draft(browser: &Browser, site: &Site) -> String {
    let page = browser.open(site, "/");
    begin(&page, WSIS);
    wait_until_safe(&page);
    let address = page.address();
    page.close();
    address
}

/// The first answer is there before all else; what comes after it has its place already.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_opens_without_anything_moving() {
    let (site, browser) = (Site::app(), Browser::start());
    let address = leave_a_draft(&browser, &site);
    let draft = address.split("/write").next().unwrap();
    for width in [1280, 360] {
        for question in ["", "/II.a", "/I.a", "/I.b", "/IV"] {
            let page = browser.new_tab(&site);
            page.look_at(width, 900, false);
            page.before_load(
                "globalThis.jumps = [];
                 const place = ({ node, previousRect: a, currentRect: b }) =>
                     `${node?.nodeName}.${node?.className} from ${a.x} ${a.y} to ${b.x} ${b.y}`;
                 new PerformanceObserver((list) => {
                     for (const { value, sources } of list.getEntries()) jumps.push(value, ...sources.map(place));
                 })
                     .observe({ type: 'layout-shift', buffered: true });",
            );
            page.go_to(&format!("{draft}/write{question}"));
            page.find("button", "Save a copy");
            wait_until("all of the page to be there", || {
                page.look(
                    "document.querySelector('.task-count') && document.querySelector('.page-foot') != null",
                ) == true
            });
            page.evaluate("new Promise((seen) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(seen))))");
            assert_eq!(page.look("jumps.join()"), "", "{width} {question}");
            page.close();
        }
    }
}

/// In the background there are no frames until the writer comes: what was drawn without one stays.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_draft_that_was_opened_in_the_background_is_drawn_once() {
    let (site, browser) = (Site::app(), Browser::start());
    let address = leave_a_draft(&browser, &site);
    let page = browser.new_tab(&site);
    page.before_load(
        "const { requestAnimationFrame } = window;
         const held = [];
         window.requestAnimationFrame = (run) => held.push(run);
         globalThis.show = () => {
             window.requestAnimationFrame = requestAnimationFrame;
             held.splice(0).forEach((run) => requestAnimationFrame(run));
             // Longer than the page waits behind a frame.
             return new Promise((seen) => requestAnimationFrame(() => setTimeout(seen, 100)));
         };",
    );
    page.go_to(&address);
    wait_until("all of the page to be there", || {
        page.look(
            "document.querySelector('.page-foot') != null && document.querySelector('.task-list') != null",
        ) == true
    });
    page.evaluate(
        "globalThis.drawn = [...document.querySelectorAll('.question, .tool, .task-list, .page-foot')]",
    );
    page.evaluate("show()");
    assert_eq!(page.look("drawn.length > 5 && drawn.every((part) => part.isConnected)"), true);
}
