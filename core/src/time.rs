//! Instants, each with the clock in its name that it was read from, and the spans between them.
//!
//! An instant of one clock is never compared with one of another, and none is added to another: what has
//! no meaning does not compile. Where instants are stored, they are numbers of milliseconds.

use std::ops::{Add, Mul, Sub};

use serde::{Deserialize, Serialize};

/// A span of time in milliseconds; less than nothing where a clock went back.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
pub struct Millis(i64);

impl Millis {
    /// No time at all.
    pub const ZERO: Self = Self(0);

    /// So many milliseconds.
    pub const fn new(count: i64) -> Self {
        Self(count)
    }

    /// So many seconds.
    pub const fn seconds(count: i64) -> Self {
        Self(count * 1_000)
    }

    /// So many minutes.
    pub const fn minutes(count: i64) -> Self {
        Self(count * 60_000)
    }

    /// So many hours.
    pub const fn hours(count: i64) -> Self {
        Self(count * 3_600_000)
    }

    /// So many times 24 hours.
    pub const fn days(count: i64) -> Self {
        Self(count * 86_400_000)
    }

    /// How many milliseconds.
    pub const fn count(self) -> i64 {
        self.0
    }

    /// The span without its direction.
    #[must_use]
    pub const fn abs(self) -> Self {
        Self(self.0.saturating_abs())
    }
}

impl Add for Millis {
    type Output = Self;

    fn add(self, more: Self) -> Self {
        Self(self.0.saturating_add(more.0))
    }
}

impl Mul<i64> for Millis {
    type Output = Self;

    fn mul(self, times: i64) -> Self {
        Self(self.0.saturating_mul(times))
    }
}

macro_rules! instant {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default, Debug)]
        pub struct $name(i64);

        impl $name {
            /// The instant at so many milliseconds from where the clock begins.
            pub const fn from_millis(count: i64) -> Self {
                Self(count)
            }

            /// Milliseconds from where the clock begins.
            pub const fn as_millis(self) -> i64 {
                self.0
            }
        }

        /// The time from the other instant to this one.
        impl Sub for $name {
            type Output = Millis;

            fn sub(self, earlier: Self) -> Millis {
                Millis(self.0.saturating_sub(earlier.0))
            }
        }

        impl Add<Millis> for $name {
            type Output = Self;

            fn add(self, span: Millis) -> Self {
                Self(self.0.saturating_add(span.0))
            }
        }

        impl Sub<Millis> for $name {
            type Output = Self;

            fn sub(self, span: Millis) -> Self {
                Self(self.0.saturating_sub(span.0))
            }
        }
    };
}

instant! {
    /// An instant by the computer's clock, from 1970-01-01 UTC on. That clock may be wrong, and may be set
    /// forward and back at any time: what it says is shown, and decides nothing that cannot be undone.
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    WallTime
}

instant! {
    /// An instant by the clock of one page, which begins when the page is loaded and only goes forward.
    PageTime
}

instant! {
    /// An instant by the time that was seen to pass while the editor was used in this browser (see
    /// `store/use_clock.rs`). It only goes forward, and much slower than the others.
    #[derive(Serialize, Deserialize)]
    #[serde(transparent)]
    UseTime
}

impl WallTime {
    /// Later than all others.
    pub const END: Self = Self(i64::MAX);

    /// The number of the period of that length in which the instant lies, counted from 1970: of two instants
    /// on one day of UTC it is the same, where the length is a day.
    pub const fn period(self, length: Millis) -> i64 {
        self.0.div_euclid(length.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_clock_at_its_end_stops_instead_of_beginning_anew() {
        assert_eq!(WallTime::END + Millis::days(1), WallTime::END);
        assert_eq!(WallTime::from_millis(i64::MIN) - WallTime::END, Millis::new(i64::MIN));
        assert_eq!(Millis::new(i64::MIN).abs(), Millis::new(i64::MAX));
    }

    #[test]
    fn an_instant_is_stored_as_its_number() {
        let stored = serde_json::to_string(&[WallTime::from_millis(-5)]).unwrap();
        assert_eq!(stored, "[-5]");
        assert_eq!(serde_json::from_str::<[UseTime; 1]>("[7]").unwrap(), [UseTime::from_millis(7)]);
    }

    #[test]
    fn a_day_before_1970_is_one_period_too() {
        let day = |hours| (WallTime::default() + Millis::hours(hours)).period(Millis::days(1));
        assert_eq!([day(-25), day(-24), day(-1), day(0), day(23), day(24)], [-2, -1, -1, 0, 0, 1]);
    }
}
