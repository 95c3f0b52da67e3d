//! How quick the app is, beside a page of plain text areas, in a real browser: `cargo xtask bench`
//! builds the app and runs this. Plain `cargo test` leaves it out.
#![cfg(not(target_arch = "wasm32"))]
// What goes wrong here should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the browser tests use the rest")]
mod browser {
    pub mod harness;
}
mod form;
mod sample;
mod subject;

use browser::harness;

use form::{LARGE, SMALL};
use harness::Browser;
use subject::{Kind, Subject};

#[test]
#[ignore = "takes minutes: cargo xtask bench"]
fn bench() {
    let browser = Browser::start();
    let subjects: Vec<Subject> = [SMALL, LARGE]
        .iter()
        .flat_map(|form| [(Kind::App, *form), (Kind::Plain, *form)])
        .map(|(kind, form)| Subject::prepare(&browser, kind, form))
        .collect();
    for slower in [1, 4] {
        for _ in 0..2 {
            for subject in &subjects {
                let sample = sample::visit(&browser, subject, slower);
                let mut keys = sample.keys.clone();
                keys.sort_by(f64::total_cmp);
                println!(
                    "{slower}x {:?} {}: ready {:.0}, longest {:.0}, keys {} p50 {:.1} p95 {:.1} max {:.1}, work {:.2}, longest {:.0}",
                    subject.kind,
                    subject.form,
                    sample.ready,
                    sample.longest_at_start,
                    keys.len(),
                    keys[keys.len() / 2],
                    keys[keys.len() * 95 / 100],
                    keys[keys.len() - 1],
                    sample.work_per_key,
                    sample.longest_in_typing
                );
            }
        }
    }
}
