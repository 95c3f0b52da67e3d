//! BENCHMARKS.md: what a run has found, for people to read.

use crate::budgets::{Budget, budgets};
use crate::rounds::{Case, Measure, P95, READY, WORK};
use crate::run::Run;
use crate::statistics::{Spread, quantile};
use crate::subject::Kind;
use std::env;
use std::fmt::Write as _;
use test_support::form::{Form, LARGE, MIDDLE, SMALL};

const HEAD: &str = "\
# Benchmarks

Written by `cargo xtask bench`; do not edit. The app is measured beside a page of plain text areas
(`tests/bench/reference`): the same questions, the same saved text, the whole draft saved when typing
rests. Both are visited in turn in one browser; each figure is the median of the rounds, with the least
and the most. Ratios are the medians of the ratios within each round, so that a busy machine hits both
sides alike; they are what the budgets are set in. Times in seconds hold for the machine below only.
";

const MEASURES: &str = "\
Form ready: from the beginning of the visit until an answer with its saved text has been painted. Key to
paint: from the moment at which the browser has the key until the next frame is handed over, in an answer
that is being written, 80 keys a visit in bursts of 20, with a save after each burst. Work: processor
time of the page's main thread for one key, with the saves. Longest task: of those over 50 ms.
";

/// The whole file.
pub fn report(run: &Run) -> String {
    let mut text = HEAD.to_owned();
    let told = |name| env::var(name).unwrap_or_else(|_| "unknown".to_owned());
    let (date, commit, machine) = (told("BENCH_DATE"), told("BENCH_COMMIT"), told("BENCH_MACHINE"));
    let _ = writeln!(text, "\n{date}, commit {commit}; {machine}; {}.", run.browser);
    text += &format!("\n## Budgets\n\n{}", budget_table(&budgets(run)));
    text += &format!("\n## Bytes\n\n```text\n{}\n```\n", told("BENCH_FILES").trim_end());
    text += &format!("\n## Reading and typing\n\n{MEASURES}");
    for slower in [1, 4] {
        let _ = writeln!(text, "\n### CPU {slower}×\n");
        text += "| | form ready, ms | key to paint p50, ms | p95, ms | most, ms | work for a key, ms \
                 | longest task at start, ms | in typing, ms |\n|---|---|---|---|---|---|---|---|\n";
        for form in [SMALL, MIDDLE, LARGE] {
            for kind in [Kind::App, Kind::Plain] {
                text += &row(run, kind, form, slower);
            }
        }
    }
    if !run.exports.is_empty() {
        text += "\n## Exports of 200,000 words\n\n| file | from press to file, ms | longest task, ms |\n\
                 |---|---|---|\n";
        for (name, time, longest) in &run.exports {
            let _ = writeln!(text, "| {name} | {} | {} |", spread(Some(*time), 0), task(*longest));
        }
    }
    text += &hours(run);
    text
}

fn row(run: &Run, kind: Kind, form: Form, slower: u32) -> String {
    let case = Case { kind, form, slower };
    if run.rounds.of(case).is_empty() {
        return String::new();
    }
    let p50: Measure = |sample| quantile(&sample.keys, 0.5).unwrap_or_default();
    let most: Measure = |sample| quantile(&sample.keys, 1.0).unwrap_or_default();
    let told = |measure, digits| spread(run.rounds.spread(case, measure), digits);
    let longest = |measure| run.rounds.spread(case, measure).map_or(String::new(), |all| task(all.median));
    let name = if kind == Kind::App { "app" } else { "plain" };
    format!(
        "| {name}, {form} | {} | {} | {} | {} | {} | {} | {} |\n",
        told(READY, 0),
        told(p50, 1),
        told(P95, 1),
        told(most, 1),
        told(WORK, 1),
        longest(|sample| sample.longest_at_start),
        longest(|sample| sample.longest_in_typing),
    )
}

fn spread(spread: Option<Spread>, digits: usize) -> String {
    spread.map_or(String::new(), |Spread { least, median, most }| {
        format!("{median:.digits$} ({least:.digits$}–{most:.digits$})")
    })
}

fn task(longest: f64) -> String {
    if longest > 0.0 { format!("{longest:.0}") } else { "under 50".to_owned() }
}

fn hours(run: &Run) -> String {
    let mut text = String::new();
    for (name, hour) in [("app", run.hour), ("plain", run.plain_hour)] {
        let Some(hour) = hour else { continue };
        if text.is_empty() {
            text += "\n## An hour of typing\n\n20,000 keys over 13 answers, the page's clock running 20 times as \
                     fast. Memory of scripts and of WebAssembly, after garbage was collected.\n\n\
                     | | memory before, MB | after, MB | written to localStorage, MB |\n|---|---|---|---|\n";
        }
        let (before, after, written) = (hour.before / 1e6, hour.after / 1e6, hour.written / 1e6);
        let _ = writeln!(text, "| {name} | {before:.1} | {after:.1} | {written:.1} |");
    }
    text
}

/// The budgets as a table.
pub fn budget_table(budgets: &[Budget]) -> String {
    let mut text = "| what | found | at most | |\n|---|---|---|---|\n".to_owned();
    for Budget { what, found, most, is_kept } in budgets {
        let kept = if *is_kept { "kept" } else { "**broken**" };
        let _ = writeln!(text, "| {what} | {found} | {most} | {kept} |");
    }
    text
}
