//! "5 minutes ago": in which unit, and how many of them.

use crate::time::Millis;

/// The number of units that have passed, and the unit by its name in `Intl`.
pub fn ago(passed: Millis) -> (i64, &'static str) {
    let passed = passed.max(Millis::ZERO);
    let units = [("day", Millis::days(1)), ("hour", Millis::hours(1))];
    let (unit, length) =
        units.into_iter().find(|(_, least)| passed >= *least).unwrap_or(("minute", Millis::minutes(1)));
    (passed.count() / length.count(), unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_largest_unit_that_has_passed_is_told() {
        let hour = Millis::hours(1).count();
        for (passed, expected) in [
            // The clock was set back.
            (-hour, (0, "minute")),
            (0, (0, "minute")),
            (59_999, (0, "minute")),
            (60_000, (1, "minute")),
            (hour - 1, (59, "minute")),
            (hour, (1, "hour")),
            (24 * hour - 1, (23, "hour")),
            (24 * hour, (1, "day")),
            (80 * hour, (3, "day")),
        ] {
            assert_eq!(ago(Millis::new(passed)), expected, "{passed}");
        }
    }
}
