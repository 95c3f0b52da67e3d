//! A new version comes, goes back, or breaks on its way, while somebody writes.

use crate::harness::{Browser, Page, Site, wait_until};
use crate::offline::wait_until_kept;
use crate::writer::{WSIS, begin, go_to_question, open_draft, sheet, wait_until_saved};
use sha2::{Digest as _, Sha256};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

const HISTORY: &str = "b. Brief History";
const READY: &str = "Use the new version";

/// A host's folder, into which one version after the other is put.
struct Host {
    folder: PathBuf,
    site: Site,
}

impl Host {
    fn with(version: &Version) -> Self {
        static COUNT: AtomicU32 = AtomicU32::new(0);
        let name = format!(
            "submission-editor-host-{}-{}",
            std::process::id(),
            COUNT.fetch_add(1, Ordering::Relaxed)
        );
        let folder = std::env::temp_dir().join(name);
        version.put_into(&folder);
        Self { site: Site::serve(&folder, ""), folder }
    }

    /// Takes the old version away and puts another one there.
    fn deploy(&self, version: &Version) {
        fs::remove_dir_all(&self.folder).unwrap();
        version.put_into(&self.folder);
    }
}

impl Drop for Host {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A release; every file of the next one differs from the one before.
struct Version {
    files: Vec<(String, Vec<u8>)>,
    assets: String,
}

impl Version {
    /// The version that was built.
    fn built() -> Self {
        let folder = Site::app_folder();
        let sums = fs::read_to_string(folder.join("SHA256SUMS")).unwrap();
        let names = sums.lines().map(|line| line.split_whitespace().nth(1).unwrap());
        let names = names.filter(|name| !name.ends_with(".br") && !name.ends_with(".gz"));
        let files: Vec<_> =
            names.map(|name| (name.to_owned(), fs::read(folder.join(name)).unwrap())).collect();
        let assets = files.iter().find_map(|(name, _)| name.split_once("/boot.js").map(|(folder, _)| folder));
        Self { assets: assets.unwrap().to_owned(), files }
    }

    /// The same program as another release: other names, and another digest for what a script or
    /// style sheet says.
    fn next(&self) -> Self {
        let assets = format!("assets-{}", digest(self.assets.as_bytes())[..12].to_owned());
        let renamed = |text: &str| text.replace(&self.assets, &assets);
        let mut files = Vec::new();
        let mut digests = Vec::new();
        for (name, bytes) in &self.files {
            let mut bytes = bytes.clone();
            if name.ends_with(".css") {
                bytes.extend(b"\n/* another release */");
            } else if name.ends_with(".js") && name != "sw.js" {
                bytes.extend(b"\n// another release");
            } else if name == "index.html" {
                bytes = renamed(&String::from_utf8(bytes).unwrap()).into_bytes();
            }
            digests.push((renamed(name), digest(&bytes)));
            files.push((renamed(name), bytes));
        }
        let worker = files.iter_mut().find(|(name, _)| name == "sw.js").unwrap();
        let mut script = renamed(std::str::from_utf8(&worker.1).unwrap());
        script = script.replacen("RELEASE = \"", "RELEASE = \"next-", 1);
        for (name, digest) in digests {
            let path = if name == "index.html" { "./" } else { &name };
            let start = format!("[\"{path}\", \"");
            if let Some((before, after)) = script.split_once(&start) {
                script = format!("{before}{start}{digest}{}", &after[digest.len()..]);
            }
        }
        worker.1 = script.into_bytes();
        Self { files, assets }
    }

    /// The same with one script missing, as when a deployment breaks off.
    fn broken(&self) -> Self {
        let files = self.files.iter().filter(|(name, _)| !name.ends_with("/boot.js")).cloned().collect();
        Self { files, assets: self.assets.clone() }
    }

    fn put_into(&self, folder: &Path) {
        for (name, bytes) in &self.files {
            let file = folder.join(name);
            fs::create_dir_all(file.parent().unwrap()).unwrap();
            fs::write(file, bytes).unwrap();
        }
    }
}

fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// A host with that version, and a browser that keeps it.
fn opened(version: &Version) -> (Browser, Host, Page) {
    let (host, browser) = (Host::with(version), Browser::start());
    let page = browser.open(&host.site, "/");
    wait_until_kept(&page);
    (browser, host, page)
}

/// What the browser does by itself once in a while.
fn look_for_a_new_version(page: &Page) {
    page.evaluate("navigator.serviceWorker.ready.then((found) => found.update()).then(() => 0, () => 0)");
}

/// The folder of the release that the page was loaded from; no file of another one was. Empty while one
/// document gives way to the next.
fn release_of(page: &Page) -> String {
    let folders = page.try_evaluate(
        "[...new Set(performance.getEntriesByType('resource')
            .map(({ name }) => /assets-[0-9a-f]+/.exec(name)?.[0]).filter(Boolean))].join(' ')",
    );
    folders.as_ref().and_then(serde_json::Value::as_str).unwrap_or_default().to_owned()
}

/// A draft in which somebody writes, and the focus is gone from its field.
fn half_typed(page: &Page, text: &str) {
    sheet(page, HISTORY).type_text(text);
    page.click_link("Review");
    page.find("heading", "Review");
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_new_version_and_the_way_back_take_one_press_in_all_tabs_and_nothing_is_lost() {
    let old = Version::built();
    let new = old.next();
    let (browser, host, page) = opened(&old);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    let draft = open_draft(&page);
    let other = browser.open(&host.site, "/");
    begin(&other, WSIS);
    go_to_question(&other, "I.b");

    host.deploy(&new);
    half_typed(&page, "Since 2003.");
    // Half typed: what stands there is not saved when the new version takes over.
    look_for_a_new_version(&page);
    page.find("button", READY);
    assert_eq!(release_of(&page), old.assets);
    sheet(&other, HISTORY).type_text("In the other tab.");
    page.click_button(READY);
    for tab in [&page, &other] {
        wait_until("the tab to have the new version", || release_of(tab) == new.assets);
    }
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    wait_until("the text to be there", || sheet(&page, HISTORY).value() == "Since 2003.");
    wait_until("the other text to be there", || sheet(&other, HISTORY).value() == "In the other tab.");

    host.deploy(&old);
    half_typed(&page, " And on.");
    look_for_a_new_version(&page);
    page.click_button(READY);
    for tab in [&page, &other] {
        wait_until("the tab to have the old version again", || release_of(tab) == old.assets);
    }
    page.go_to(&format!("/#/draft/{draft}/write/I.b"));
    let text = || sheet(&page, HISTORY).value();
    wait_until("all of the text to be there", || {
        text().contains("Since 2003.") && text().contains(" And on.")
    });
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_deployment_that_breaks_off_leaves_the_version_that_works() {
    let old = Version::built();
    let (_browser, host, page) = opened(&old);
    page.expect_error("404");
    host.deploy(&old.next().broken());
    let installed = page.evaluate(
        "(async () => {
            const found = await navigator.serviceWorker.ready;
            await found.update().catch(() => null);
            const { installing } = found;
            if (!installing) return 'none';
            return new Promise((resolve) => installing.addEventListener('statechange', () => resolve(installing.state)));
        })()",
    );
    assert!(["none", "redundant"].contains(&installed.as_str().unwrap()), "{installed}");
    assert!(!page.has("button", READY));
    page.reload();
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    assert_eq!(release_of(&page), old.assets);
    // Its leftovers are gone, too.
    assert_eq!(page.look("caches.keys().then((names) => names.length)"), 1);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_new_version_waits_while_a_text_is_on_one_page_only() {
    let old = Version::built();
    let (browser, host, page) = opened(&old);
    // A shared computer keeps nothing: this tab is the only place where its text is.
    let other = browser.open(&host.site, "/");
    other.click_button("This is a shared computer");
    other.wait_for_text("This is a shared computer.");
    begin(&other, WSIS);
    go_to_question(&other, "I.b");
    sheet(&other, HISTORY).type_text("Nowhere else.");
    wait_until("the text to be kept in the tab", || {
        other.look("Object.values({ ...submissionEditorStorage }).some((text) => text.includes('Nowhere'))")
            == true
    });
    host.deploy(&old.next());
    look_for_a_new_version(&page);
    page.click_button(READY);
    page.wait_for_text("The old version stays for now");
    assert_eq!(release_of(&page), old.assets);
    assert_eq!(sheet(&other, HISTORY).value(), "Nowhere else.");
    // Saved as a file it is still open here: only the writer may end that.
    other.click_link("Export");
    other.download(|| other.click_button("Save the draft as a file"));
    page.click_button(READY);
    page.wait_for_text("The old version stays for now");
    other.click_button("Leave this computer");
    other.click_button("Erase and leave");
    other.find("button", "This is a shared computer");
    page.click_button(READY);
    wait_until("the new version", || release_of(&page) == old.next().assets);
}

/// The other tabs are of the old version, and on one store.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_forced_reload_does_not_bring_another_version_beside_the_one_that_is_open() {
    let old = Version::built();
    let (browser, host, page) = opened(&old);
    let other = browser.open(&host.site, "/");
    host.deploy(&old.next());
    other.force_reload();
    wait_until("the tab to be of the old version", || {
        other.look("Boolean(navigator.serviceWorker.controller)") == true && release_of(&other) == old.assets
    });
    begin(&other, WSIS);
    // A single forced reload of the same version stays what it is.
    host.deploy(&old);
    page.force_reload();
    begin(&page, WSIS);
    assert_eq!(release_of(&page), old.assets);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_program_that_stopped_is_reloaded_in_the_new_version_that_waits() {
    let old = Version::built();
    let new = old.next();
    let (_browser, host, page) = opened(&old);
    host.deploy(&new);
    look_for_a_new_version(&page);
    page.find("button", READY);
    page.expect_error("The program has stopped");
    page.evaluate("submissionEditor.stopped('a fault of the old version')");
    page.click_button("Reload the page");
    wait_until("the new version", || release_of(&page) == new.assets);
    begin(&page, WSIS);
}

/// What the host brings back first is not what the button was drawn for.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_button_takes_the_newest_of_two_versions_that_came_while_it_was_shown() {
    let old = Version::built();
    let (_browser, host, page) = opened(&old);
    host.deploy(&old.next());
    look_for_a_new_version(&page);
    page.find("button", READY);
    let newest = old.next().next();
    host.deploy(&newest);
    look_for_a_new_version(&page);
    wait_until("the newest to wait", || {
        page.look(
            "Promise.all([caches.keys(), navigator.serviceWorker.ready]).then(([names, found]) =>
                !found.installing && names.some((name) => name.includes('next-next-')))",
        ) == true
    });
    page.click_button(READY);
    wait_until("the newest version", || {
        page.try_evaluate("caches.keys().then((names) => names.join())")
            .as_ref()
            .and_then(serde_json::Value::as_str)
            .is_some_and(|kept| kept.contains("next-next-") && !kept.contains(','))
    });
    page.find("heading", "Write your submission in the browser");
}

/// The worker cannot get back what the browser has cleared, for the host has another version by now.
#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_page_whose_kept_files_are_gone_is_not_loaded_again_and_again() {
    let old = Version::built();
    let (_browser, host, page) = opened(&old);
    let new = old.next();
    host.deploy(&new);
    page.evaluate(
        "caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name)))).then(() => 0)",
    );
    page.expect_error("404");
    page.reload();
    wait_until("the host's version", || release_of(&page) == new.assets);
    page.evaluate("globalThis.isSamePage = true");
    // A page that is loaded anew forgets it; by the time that it is all there, it would have been.
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    assert_eq!(page.look("globalThis.isSamePage"), true);
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn the_kill_switch_ends_the_worker_and_touches_no_draft() {
    let old = Version::built();
    let (_browser, host, page) = opened(&old);
    begin(&page, WSIS);
    go_to_question(&page, "I.b");
    sheet(&page, HISTORY).type_text("Since 2003.");
    wait_until_saved(&page);
    let switch = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/kill-switch/sw.js");
    fs::copy(switch, host.folder.join("sw.js")).unwrap();
    look_for_a_new_version(&page);
    wait_until("the worker to be gone", || {
        let left = page.try_evaluate(
            "Promise.all([navigator.serviceWorker.getRegistrations(), caches.keys()])
                .then(([workers, kept]) => workers.length + kept.length)",
        );
        left == Some(0.into())
    });
    wait_until("the text to be there", || {
        let there = "[...document.querySelectorAll('textarea')].some(({ value }) => value === 'Since 2003.')";
        page.try_evaluate(there) == Some(true.into())
    });
}
