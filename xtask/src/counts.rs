//! Sums up what the test runners counted.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::AddAssign;

/// How many tests and checks passed and failed.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

/// Tests that were left out, in whole or in part, with what each of them missed.
pub type Skipped = BTreeMap<String, BTreeSet<String>>;

/// What one or more runners told line by line.
#[derive(Default)]
pub struct Told {
    pub counts: Counts,
    pub skipped: Skipped,
}

impl Told {
    /// Reads a line of the output.
    pub fn read(&mut self, line: &str) {
        if let Some(more) = Counts::of_line(line) {
            self.counts += more;
        } else if let Some((test, missed)) = skipped(line) {
            self.skipped.entry(test.to_owned()).or_default().insert(missed.to_owned());
        }
    }

    /// The counts, in which a test that was skipped did not pass: the runner takes it for one that did.
    pub fn close(&self) -> Counts {
        let skipped = self.skipped.len() as u64;
        Counts { passed: self.counts.passed.saturating_sub(skipped), failed: self.counts.failed }
    }
}

/// The test that a line tells to be skipped, and what it misses (`tests/support/src/missing.rs` writes such lines).
fn skipped(line: &str) -> Option<(&str, &str)> {
    line.strip_prefix("skipped: ")?.split_once(": ")
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// Reads the closing line of one of Rust's test binaries, or one of those of Node.js, in the Test
    /// Anything Protocol: each has one of its figures.
    pub fn of_line(line: &str) -> Option<Self> {
        if let Some((what, count)) = line.strip_prefix("# ").and_then(|figure| figure.split_once(' ')) {
            let count = count.parse().ok()?;
            return match what {
                "pass" => Some(Self { passed: count, failed: 0 }),
                "fail" | "cancelled" => Some(Self { passed: 0, failed: count }),
                _ => None,
            };
        }
        let rest = line.strip_prefix("test result: ")?;
        let count = |what: &str| {
            let before = &rest[..rest.find(what)?];
            before.rsplit(' ').next()?.parse().ok()
        };
        Some(Self { passed: count(" passed")?, failed: count(" failed")? })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_closing_lines_of_test_runners_are_understood() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                Some(Counts { passed: 12, failed: 0 }),
            ),
            ("test result: FAILED. 1 passed; 2 failed; 0 ignored", Some(Counts { passed: 1, failed: 2 })),
            ("test store::tests::a ... ok", None),
            ("# pass 7", Some(Counts { passed: 7, failed: 0 })),
            ("# fail 2", Some(Counts { passed: 0, failed: 2 })),
            ("# cancelled 1", Some(Counts { passed: 0, failed: 1 })),
            ("# skipped 3", None),
            ("# Subtest: a name", None),
        ];
        for (line, expected) in cases {
            assert_eq!(Counts::of_line(line), expected, "{line}");
        }
    }

    #[test]
    fn a_skipped_test_is_counted_once_and_did_not_pass() {
        let mut told = Told::default();
        for line in [
            "running 3 tests",
            "skipped: json::the_suite: no corpus a/b",
            "skipped: json::the_suite: no pandoc",
            "skipped: json::the_suite: no pandoc",
            "...",
            "test result: ok. 3 passed; 0 failed; 0 ignored",
        ] {
            told.read(line);
        }
        assert_eq!(told.close(), Counts { passed: 2, failed: 0 });
        let missed: Vec<&str> = told.skipped["json::the_suite"].iter().map(String::as_str).collect();
        assert_eq!(missed, ["no corpus a/b", "no pandoc"]);
    }
}
