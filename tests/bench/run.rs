//! All that one run of the benchmark has found.

use crate::exports::exports;
use crate::harness::Browser;
use crate::hour::{Hour, hour};
use crate::rounds::Rounds;
use crate::statistics::Spread;
use crate::subject::{Kind, Subject};
use std::env;
use test_support::form::{BOOK, LARGE, MIDDLE, SMALL};

/// What was measured, and where.
pub struct Run {
    /// Bytes with brotli, and how many they may be, as `cargo xtask bench` has weighed them.
    pub weights: Vec<(String, u64, u64)>,
    pub rounds: Rounds,
    pub exports: Vec<(&'static str, Spread, f64)>,
    /// A quick run has none.
    pub hour: Option<Hour>,
    /// The same on the page of plain text areas.
    pub plain_hour: Option<Hour>,
    /// The browser's name and version.
    pub browser: String,
}

impl Run {
    /// Measures everything; in a quick run less, and less often.
    pub fn of(quick: bool) -> Self {
        let browser = Browser::start();
        let forms: &[_] = if quick { &[SMALL, LARGE] } else { &[SMALL, MIDDLE, LARGE] };
        let kinds = [Kind::App, Kind::Plain];
        let pairs = forms.iter().flat_map(|form| kinds.map(|kind| (kind, *form)));
        let subjects: Vec<Subject> =
            pairs.map(|(kind, form)| Subject::prepare(&browser, kind, form)).collect();
        let rounds = Rounds::run(&browser, &subjects, if quick { 2 } else { 5 });
        let book = Subject::prepare(&browser, Kind::App, BOOK);
        let exports = exports(&browser, &book);
        let small = |kind| {
            let subject = (!quick).then(|| Subject::prepare(&browser, kind, SMALL))?;
            Some(hour(&browser, &subject))
        };
        Self {
            weights: weights(),
            rounds,
            exports,
            hour: small(Kind::App),
            plain_hour: small(Kind::Plain),
            browser: version(&browser, &book),
        }
    }
}

fn version(browser: &Browser, subject: &Subject) -> String {
    let page = subject.open(browser, 1, &[]);
    let version = page.call("Browser.getVersion", serde_json::json!({}));
    version["product"].as_str().unwrap_or("an unknown browser").replace('/', " ")
}

/// Lines of a name, its bytes, and the most that they may be.
fn weights() -> Vec<(String, u64, u64)> {
    let lines = env::var("BENCH_WEIGHTS").unwrap_or_default();
    let weight = |line: &str| {
        let mut parts = line.rsplitn(3, ' ');
        let (most, found) = (parts.next()?.parse().ok()?, parts.next()?.parse().ok()?);
        Some((parts.next()?.to_owned(), found, most))
    };
    lines.lines().filter_map(weight).collect()
}
