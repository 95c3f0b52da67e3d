//! Sums up what the test runners counted.

use std::ops::AddAssign;

/// How many tests and checks passed, failed, or were not run.
#[derive(Clone, Copy, Default, PartialEq, Eq, Debug)]
pub struct Counts {
    pub passed: u64,
    pub failed: u64,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

impl Counts {
    /// Reads the closing line of one of Rust's test binaries.
    pub fn of_line(line: &str) -> Option<Self> {
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
    fn the_closing_line_of_a_test_binary_is_understood() {
        let cases = [
            (
                "test result: ok. 12 passed; 0 failed; 3 ignored; 0 measured; 0 filtered out; finished in 0.00s",
                Some(Counts { passed: 12, failed: 0 }),
            ),
            ("test result: FAILED. 1 passed; 2 failed; 0 ignored", Some(Counts { passed: 1, failed: 2 })),
            ("test store::tests::a ... ok", None),
        ];
        for (line, expected) in cases {
            assert_eq!(Counts::of_line(line), expected, "{line}");
        }
    }
}
