//! Files that were made to do harm, opened as a writer opens them.

use crate::harness::{Browser, Page, Site, starting, wait_until};
use std::path::Path;
use std::time::Duration;
use std::{env, fs};
use test_support::figures::figure;

/// A build without optimisation, as `cargo xtask browser` makes it, takes as many times longer.
fn longest() -> Duration {
    let is_quick = env::var("APP_DIST").is_ok_and(|folder| folder.contains("quick"));
    Duration::from_secs(if is_quick { 10 } else { 1 })
}

/// Opens the file; how long the page works until the writer is told what is wrong.
fn refusal(page: &Page, file: &Path, said: &str) -> Duration {
    let before = page.work();
    page.choose_file(&page.find("button", starting("Open a file")), file);
    page.wait_for_text(said);
    page.work() - before
}

#[test]
#[ignore = "needs a browser: cargo xtask browser"]
fn a_hostile_file_is_refused_at_once_and_nothing_changes() {
    let (site, browser) = (Site::app(), Browser::start());
    let page = browser.open(&site, "/");
    let huge = page.file_on_disk("200-megabytes.json", "");
    fs::File::options().write(true).open(&huge).unwrap().set_len(200 << 20).unwrap();
    let members: Vec<String> = (0..900_000).map(|at| format!(r#""a{at}":0"#)).collect();
    let many = page.file_on_disk("many.json", format!("{{{}}}", members.join(",")));
    let deep = page.file_on_disk("deep.json", "[".repeat(30 << 20));
    let numbers = page.file_on_disk("numbers.json", format!("[{}0]", "0,".repeat(15 << 20)));
    let stored = "JSON.stringify(Object.entries(localStorage).sort())";
    wait_until("the whole program to be there", || {
        page.look("globalThis.submissionEditor?.late?.updated != null") == true
    });
    page.find("button", starting("Open a file"));
    let before = page.look(stored);
    let cases = [
        (&huge, "larger than any draft or form"),
        (&many, "holds more than"),
        (&deep, "nested more than"),
        (&numbers, "numbers.json holds more than"),
    ];
    let mut slowest = Duration::ZERO;
    for (file, said) in cases {
        let took = refusal(&page, file, said);
        println!("{}: {took:?}", file.display());
        assert!(took <= longest(), "{}: {took:?}", file.display());
        slowest = slowest.max(took);
        assert_eq!(page.look(stored), before);
    }
    figure(
        "hostile-browser",
        &format!("refused within {:.2} s, bombs of 30 MB too, nothing changed", slowest.as_secs_f64()),
    );
}
