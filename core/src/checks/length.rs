//! Answers that are longer or shorter than the template allows or advises.

use super::{Checked, Checker, Level};
use crate::locale::{Key, Message, key};
use crate::richtext::Counts;
use crate::template::{LimitUnit, Limits, WORDS_A_PAGE};

impl Checker<'_> {
    /// `count` is asked only where there is a limit, for counting is the dearest check.
    pub(super) fn length(&mut self, checked: Checked, count: impl FnOnce() -> Counts) {
        let Some(limits) = checked.field.and_then(|field| field.limits.as_ref()) else { return };
        let counts = count();
        let words = Words::of(limits.unit);
        let used = match limits.unit {
            LimitUnit::Words => counts.words,
            LimitUnit::Characters => counts.characters,
            LimitUnit::Pages => counts.words.div_ceil(WORDS_A_PAGE),
        };
        let Limits { min, max, hard, .. } = *limits;
        let level = if hard { Level::Error } else { Level::Warning };
        let number = |limit: u32| usize::try_from(limit).unwrap_or(usize::MAX);
        if let Some(max) = max.map(number)
            && used > max
        {
            let key = if hard { words.over_limit } else { words.over_advice };
            let message = Message::new(key).with("count", used).with("max", max).with("over", used - max);
            self.find(level, checked.answer_id, message, "", None);
        }
        if let Some(min) = min.map(number)
            && used < min
        {
            let message = Message::new(words.short).with("count", used).with("min", min);
            self.find(level, checked.answer_id, message, "", None);
        }
    }
}

/// The sentences for one unit.
struct Words {
    over_limit: Key,
    over_advice: Key,
    short: Key,
}

impl Words {
    fn of(unit: LimitUnit) -> Self {
        match unit {
            LimitUnit::Words => Self {
                over_limit: key::CHECKS_WORDS_OVER_LIMIT,
                over_advice: key::CHECKS_WORDS_OVER_ADVICE,
                short: key::CHECKS_WORDS_SHORT,
            },
            LimitUnit::Characters => Self {
                over_limit: key::CHECKS_CHARACTERS_OVER_LIMIT,
                over_advice: key::CHECKS_CHARACTERS_OVER_ADVICE,
                short: key::CHECKS_CHARACTERS_SHORT,
            },
            LimitUnit::Pages => Self {
                over_limit: key::CHECKS_PAGES_OVER_LIMIT,
                over_advice: key::CHECKS_PAGES_OVER_ADVICE,
                short: key::CHECKS_PAGES_SHORT,
            },
        }
    }
}
