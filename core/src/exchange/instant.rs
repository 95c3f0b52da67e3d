//! An instant as ISO 8601 in UTC: `2024-10-30T09:15:00.000Z`.

use crate::draft::Date;
use crate::time::{Millis, WallTime};

const DAY: Millis = Millis::days(1);

/// The instant as text; `None` outside the years 1 to 9999, which have four digits.
pub(super) fn write(instant: WallTime) -> Option<String> {
    let date = date_of(instant.period(DAY))?;
    let time = instant.as_millis().rem_euclid(DAY.count());
    let (seconds, milliseconds) = (time / 1000, time % 1000);
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    Some(format!("{date}T{hours:02}:{minutes:02}:{seconds:02}.{milliseconds:03}Z"))
}

/// Reads what [`write`] writes; the milliseconds may be left out.
pub(super) fn read(text: &str) -> Option<WallTime> {
    let (date, time) = text.strip_suffix('Z')?.split_once('T')?;
    let date = Date::parse_iso(date)?;
    let (time, milliseconds) = time.split_once('.').unwrap_or((time, "000"));
    let digits = |text: &str, length: usize, below: i64| {
        let plain = text.len() == length && text.bytes().all(|byte| byte.is_ascii_digit());
        plain.then(|| text.parse().ok()).flatten().filter(|number: &i64| *number < below)
    };
    let mut parts = time.split(':');
    let mut part = |below| digits(parts.next()?, 2, below);
    let (hours, minutes, seconds) = (part(24)?, part(60)?, part(60)?);
    if parts.next().is_some() {
        return None;
    }
    let time = ((hours * 60 + minutes) * 60 + seconds) * 1000 + digits(milliseconds, 3, 1000)?;
    Some(WallTime::from_millis(days_of(date) * DAY.count() + time))
}

/// Days since 1970-01-01. Years are counted from March, so that the leap day is the last.
fn days_of(date: Date) -> i64 {
    let month = i64::from(date.month());
    let year = i64::from(date.year()) - i64::from(month <= 2);
    let from_march = (month + 9) % 12;
    let day_of_year = (153 * from_march + 2) / 5 + i64::from(date.day()) - 1;
    year * 365 + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + day_of_year
        - FROM_YEAR_ZERO
}

/// Days from 1 March of the year 0 to 1 January 1970.
const FROM_YEAR_ZERO: i64 = 719_468;
/// Days of 400 years, after which the calendar repeats itself.
const CYCLE: i64 = 146_097;

fn date_of(days: i64) -> Option<Date> {
    let days = days.checked_add(FROM_YEAR_ZERO)?;
    let (cycle, day) = (days.div_euclid(CYCLE), days.rem_euclid(CYCLE));
    let year = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365;
    let day_of_year = day - (365 * year + year / 4 - year / 100);
    let from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * from_march + 2) / 5 + 1;
    let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
    let year = cycle * 400 + year + i64::from(month <= 2);
    Date::new(u16::try_from(year).ok()?, u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn an_instant_is_written_as_iso_8601() {
        let cases = [
            (0, "1970-01-01T00:00:00.000Z"),
            (-1, "1969-12-31T23:59:59.999Z"),
            (1_730_279_700_000, "2024-10-30T09:15:00.000Z"),
            (951_782_400_000, "2000-02-29T00:00:00.000Z"),
            (-62_135_596_800_000, "0001-01-01T00:00:00.000Z"),
            (253_402_300_799_999, "9999-12-31T23:59:59.999Z"),
        ];
        for (instant, text) in cases {
            let instant = WallTime::from_millis(instant);
            assert_eq!(write(instant).as_deref(), Some(text));
            assert_eq!(read(text), Some(instant));
        }
        assert_eq!(read("2024-10-30T09:15:00Z"), Some(WallTime::from_millis(1_730_279_700_000)));
    }

    #[test]
    fn other_texts_are_no_instants() {
        for text in [
            "",
            "Z",
            "2024-10-30",
            "2024-10-30T09:15:00",
            "2024-10-30T24:00:00Z",
            "2024-02-30T00:00:00Z",
            "2024-10-30T09:15Z",
            "2024-10-30T09:15:00:00Z",
            "2024-10-30T09:15:00.1Z",
            "2024-10-30T+9:15:00Z",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!([i64::MAX, i64::MIN].map(|instant| write(WallTime::from_millis(instant))), [None, None]);
    }

    proptest! {
        #[test]
        fn reading_gives_the_instant_that_was_written(instant in -62_135_596_800_000..=253_402_300_799_999_i64) {
            let instant = WallTime::from_millis(instant);
            prop_assert_eq!(read(&write(instant).unwrap()), Some(instant));
        }
    }
}
