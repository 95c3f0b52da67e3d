//! How quick the app is, beside a page of plain text areas, in a real browser: `cargo xtask bench`
//! builds the app and runs this. Plain `cargo test` leaves it out.
// What goes wrong here should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

#[path = "../browser"]
#[allow(dead_code, unused_imports, reason = "the browser tests use the rest")]
mod browser {
    pub mod harness;
}
mod budgets;
mod exports;
mod hour;
mod report;
mod rounds;
mod run;
mod sample;
mod statistics;
mod subject;

use browser::harness;

use std::{env, fs};

#[test]
#[ignore = "takes minutes: cargo xtask bench"]
fn bench() {
    let asked = |name| env::var_os(name).is_some();
    let run = run::Run::of(asked("BENCH_QUICK"));
    let budgets = budgets::budgets(&run);
    println!("\n{}", report::report(&run));
    if let Some(file) = env::var_os("BENCH_REPORT") {
        fs::write(file, report::report(&run)).unwrap();
    }
    let broken: Vec<_> = budgets.into_iter().filter(|budget| !budget.is_kept).collect();
    if asked("BENCH_CHECK") {
        assert!(broken.is_empty(), "budgets are broken:\n{}", report::budget_table(&broken));
    }
}
