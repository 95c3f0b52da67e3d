//! How full the storage is, by our own account: no browser tells.

use super::key::Key;
use super::{OpenError, SaveError, Store};

/// What a browser gives one site: 5 MiB. Chromium and Firefox count UTF-16 units, so that text
/// takes half of what WebKit counts; this is the strictest of them (WebKitGTK 2.50).
const LIMIT: usize = 5 * 1024 * 1024;

/// Freed first when there is no room left, so that the last edits still fit.
pub(super) const RESERVE: usize = 64 * 1024;

/// How full the storage is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Usage {
    /// Used of 100, by all that shares the storage.
    pub percent: usize,
    /// What follows from it.
    pub level: Level,
}

/// What is to be done at a usage.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Level {
    /// Nothing.
    Fine,
    /// From 70 %: old revisions are thinned.
    Thin,
    /// From 85 %: the writer is told.
    Warn,
    /// From 95 %: no more revisions are kept.
    Stop,
}

impl Level {
    fn of(percent: usize) -> Self {
        match percent {
            0..70 => Self::Fine,
            70..85 => Self::Thin,
            85..95 => Self::Warn,
            _ => Self::Stop,
        }
    }
}

/// What a record takes: a value with any character above U+00FF is stored in two bytes for each
/// UTF-16 unit, any other in one.
pub fn cost(key: &str, value: &str) -> usize {
    let size = |text: &str| {
        let wide = text.chars().any(|character| character > '\u{ff}');
        text.encode_utf16().count() * if wide { 2 } else { 1 }
    };
    size(key) + size(value)
}

impl Store {
    /// How full the storage is. Reads all of it, so not to be asked with every key.
    pub fn usage(&self) -> Result<Usage, OpenError> {
        let mut used = 0;
        for key in self.storage.keys("")? {
            used += self.storage.cost(&key)?;
        }
        let percent = used * 100 / LIMIT;
        Ok(Usage { percent, level: Level::of(percent) })
    }

    /// The history should be thinned.
    pub fn wants_thinning(&self) -> Result<bool, OpenError> {
        Ok(self.usage()?.level >= Level::Thin)
    }

    /// Keeps 64 kB free for the day on which there is no room left; not where that is today.
    pub fn fill_reserve(&self) -> Result<(), SaveError> {
        let key = Key::Reserve.to_string();
        if self.storage.get(&key)?.is_some() || self.usage()?.level >= Level::Warn {
            return Ok(());
        }
        Ok(self.storage.set(&key, &" ".repeat(RESERVE))?)
    }

    /// Frees the reserve, for the last edits.
    pub(super) fn give_up_reserve(&self) -> Result<(), SaveError> {
        Ok(self.storage.remove(&Key::Reserve.to_string())?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_with_one_wide_character_costs_double() {
        for (value, expected) in [("", 1), ("abc", 4), ("é\u{ff}", 3), ("abā", 7), ("𝄞", 5)] {
            assert_eq!(cost("k", value), expected, "{value}");
        }
    }

    #[test]
    fn the_levels_begin_where_they_are_said_to() {
        for (percent, level) in [
            (0, Level::Fine),
            (69, Level::Fine),
            (70, Level::Thin),
            (85, Level::Warn),
            (94, Level::Warn),
            (95, Level::Stop),
            (200, Level::Stop),
        ] {
            assert_eq!(Level::of(percent), level);
        }
    }
}
