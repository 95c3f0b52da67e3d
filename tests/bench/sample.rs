//! One visit to a page: it is opened, something is typed, and what that took is written down.

use crate::harness::{Browser, Page};
use crate::subject::Subject;
use std::thread::sleep;
use std::time::Duration;

/// Keys without a rest, and how often: after each rest the text has been saved.
const KEYS: usize = 20;
const BURSTS: usize = 4;
const BETWEEN_KEYS: Duration = Duration::from_millis(60);
const REST: Duration = Duration::from_millis(900);
const LETTERS: &[u8] = b"of the archives a ";

/// The question that is written in: on the first page, and not the one that was drawn first.
const QUESTION: usize = 5;

/// What one visit took; times in milliseconds.
#[derive(Clone, PartialEq, Debug)]
pub struct Sample {
    /// From the beginning of the visit until the form accepted text.
    pub ready: f64,
    /// The longest task until then and shortly after; 0 for none over 50 ms.
    pub longest_at_start: f64,
    /// From each key to the next paint.
    pub keys: Vec<f64>,
    /// Work of the page for one key, with the saves that followed.
    pub work_per_key: f64,
    /// The longest task while typing; 0 for none over 50 ms.
    pub longest_in_typing: f64,
}

/// Visits the page once.
pub fn visit(browser: &Browser, subject: &Subject, slower: u32) -> Sample {
    let page = subject.open(browser, slower, &[]);
    let ready = number(&page, "probe.ready");
    subject.settle(&page);
    let longest_at_start = number(&page, "probe.longest");
    subject.enter(&page, QUESTION);
    page.evaluate("probe.longest = 0");
    let before = work(&page);
    for letter in LETTERS.iter().cycle().take(KEYS * BURSTS).enumerate() {
        let (index, letter) = letter;
        page.type_text(&char::from(*letter).to_string());
        sleep(if index % KEYS == KEYS - 1 { REST } else { BETWEEN_KEYS });
    }
    let work = (work(&page) - before) / (KEYS * BURSTS) as f64;
    let keys = page.evaluate("probe.keys");
    let keys = keys.as_array().into_iter().flatten().filter_map(serde_json::Value::as_f64).collect();
    let longest_in_typing = number(&page, "probe.longest");
    page.close();
    Sample { ready, longest_at_start, keys, work_per_key: work, longest_in_typing }
}

/// What the page's main thread has worked so far, in milliseconds.
fn work(page: &Page) -> f64 {
    page.work().as_secs_f64() * 1000.0
}

/// A number that the page knows.
pub fn number(page: &Page, expression: &str) -> f64 {
    page.evaluate(expression).as_f64().unwrap_or_default()
}
