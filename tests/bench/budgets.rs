//! What the app may cost: times as ratios within one run, for no two machines agree on a second.

use crate::exports::FILES;
use crate::rounds::{Case, P95, READY, WORK};
use crate::run::Run;
use crate::subject::Kind;
use test_support::form::{LARGE, MIDDLE, SMALL};

/// A budget, and what was measured.
pub struct Budget {
    pub what: String,
    /// With its unit.
    pub found: String,
    pub most: String,
    pub is_kept: bool,
}

/// Written to localStorage in an hour, as the store promises.
const MOST_WRITTEN: f64 = 8e6;
/// What memory may grow by in an hour of typing.
const MOST_GROWTH: f64 = 0.2;

/// What the page may be busy at a stretch while a file is made, in milliseconds.
const LONGEST_TASK: f64 = 50.0;

/// All budgets for which something was measured.
pub fn budgets(run: &Run) -> Vec<Budget> {
    let mut all = Vec::new();
    for (what, found, most) in &run.weights {
        all.push(Budget {
            what: format!("Bytes of {what}, brotli"),
            found: found.to_string(),
            most: most.to_string(),
            is_kept: found <= most,
        });
    }
    let case = |kind, form, slower| Case { kind, form, slower };
    let plain = |form, slower| case(Kind::Plain, form, slower);
    let app = |form, slower| case(Kind::App, form, slower);
    let mut ratio = |what: String, found: Option<f64>, most: f64| {
        if let Some(found) = found {
            let (is_kept, found) = (found <= most, format!("{found:.2}×"));
            all.push(Budget { what, found, most: format!("{most}×"), is_kept });
        }
    };
    for slower in [1, 4] {
        let found = run.rounds.ratio(app(SMALL, slower), plain(SMALL, slower), READY);
        ratio(format!("Form ready, {SMALL}, against plain text areas, CPU {slower}×"), found, 2.0);
    }
    for slower in [1, 4] {
        let found = run.rounds.ratio(app(LARGE, slower), plain(LARGE, slower), READY);
        ratio(format!("Form ready, {LARGE}, against plain text areas, CPU {slower}×"), found, 0.6);
    }
    let found = run.rounds.ratio(app(LARGE, 4), plain(SMALL, 4), P95);
    ratio(format!("Key to paint, p95, {LARGE}, against plain text areas with {SMALL}, CPU 4×"), found, 1.2);
    for slower in [1, 4] {
        for form in [MIDDLE, LARGE] {
            let found = run.rounds.ratio(app(form, slower), app(SMALL, slower), WORK);
            ratio(
                format!("Work for a key with its saves, {form}, against {SMALL}, CPU {slower}×"),
                found,
                1.2,
            );
        }
    }
    for (name, time, longest) in &run.exports {
        let most = FILES.iter().find(|(known, ..)| known == name).map_or(0.0, |(_, _, most)| *most);
        all.push(Budget {
            what: format!("Export of 200,000 words as {name}"),
            found: format!("{:.0} ms", time.median),
            most: format!("{most:.0} ms"),
            is_kept: time.median <= most,
        });
        all.push(Budget {
            what: format!("Longest task of the page in the export as {name}"),
            found: format!("{longest:.0} ms"),
            most: format!("{LONGEST_TASK:.0} ms"),
            is_kept: *longest <= LONGEST_TASK,
        });
    }
    if let Some(hour) = run.hour {
        let growth = hour.after / hour.before - 1.0;
        all.push(Budget {
            what: "Growth of memory in an hour of typing".to_owned(),
            found: format!("{:.1} %", growth * 100.0),
            most: format!("{:.0} %", MOST_GROWTH * 100.0),
            is_kept: growth < MOST_GROWTH,
        });
        all.push(Budget {
            what: "Written to localStorage in an hour of typing".to_owned(),
            found: format!("{:.1} MB", hour.written / 1e6),
            most: format!("{:.0} MB", MOST_WRITTEN / 1e6),
            is_kept: hour.written <= MOST_WRITTEN,
        });
    }
    all
}
