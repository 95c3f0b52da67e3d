//! An hour of typing, some minutes long: what it leaves in memory, and what it writes.

use crate::harness::{Browser, Page, wait_until};
use crate::sample::number;
use crate::subject::Subject;
use serde_json::json;
use std::thread::sleep;
use std::time::{Duration, Instant};
use test_support::form::SMALL;

const CLOCK: &str = include_str!("clock.js");
/// As in the script.
const SPEED: u32 = 20;

/// Keys in an hour, and with how many of them the writer stays in one answer.
const KEYS: usize = 20_000;
const IN_ONE_ANSWER: usize = 154;
const LETTERS: &[u8] = b"what the archives of the region keep and show, ";

/// What an hour of typing did; in bytes.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Hour {
    /// Memory of scripts, and of the programs in WebAssembly.
    pub before: f64,
    pub after: f64,
    /// Characters handed to localStorage, keys included.
    pub written: f64,
}

/// Types for an hour in all answers of the small form.
pub fn hour(browser: &Browser, subject: &Subject) -> Hour {
    let page = subject.open(browser, 1, &[CLOCK]);
    subject.settle(&page);
    // What is needed for typing at all is there before.
    stroke(subject, &page, 0, 200);
    let before = memory(&page);
    let written = number(&page, "probe.written");
    let stays = KEYS.div_ceil(IN_ONE_ANSWER);
    for stay in 0..stays {
        stroke(subject, &page, stay % SMALL.questions, IN_ONE_ANSWER);
    }
    subject.settle(&page);
    subject.show(&page, 0);
    let after = memory(&page);
    let written = number(&page, "probe.written") - written;
    page.close();
    Hour { before, after, written }
}

fn stroke(subject: &Subject, page: &Page, question: usize, keys: usize) {
    subject.show(page, question);
    subject.enter(page, question);
    let pause = Duration::from_secs(3600) / KEYS as u32 / SPEED;
    let start = Instant::now();
    for (index, letter) in LETTERS.iter().cycle().take(keys).enumerate() {
        page.type_text(&char::from(*letter).to_string());
        sleep((pause * index as u32).saturating_sub(start.elapsed()));
    }
    page.evaluate("probe.keys.length = 0");
}

fn memory(page: &Page) -> f64 {
    wait_until("all to be saved", || {
        page.evaluate("document.querySelector('.save-state')?.dataset.state ?? 'safe'") == "safe"
    });
    for _ in 0..2 {
        page.call("HeapProfiler.collectGarbage", json!({}));
    }
    let heap = page.call("Runtime.getHeapUsage", json!({}));
    heap["usedSize"].as_f64().unwrap_or_default() + number(page, "probe.wasm()")
}
