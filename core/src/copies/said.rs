//! What is said of a draft's copies, by its name.

/// How things stand with the copies of a draft.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Standing<'a> {
    /// What came of the last attempt, where it is to be said: the name of an outcome.
    pub outcome: &'a str,
    /// It is time for a copy.
    pub reminding: bool,
    /// A copy was made.
    pub copied: bool,
    /// There is a file that follows.
    pub follows: bool,
    /// That file may be written.
    pub allowed: bool,
    /// Its file has another draft in it now.
    pub taken: bool,
    /// The page was opened from a file: other such pages share its storage.
    pub on_disk: bool,
}

/// The name of what is said.
pub fn said<'a>(standing: &Standing<'a>) -> &'a str {
    match standing {
        Standing { outcome, .. } if !outcome.is_empty() => outcome,
        Standing { reminding: true, on_disk: true, .. } => "reminder-on-disk",
        Standing { reminding: true, .. } => "reminder",
        Standing { taken: true, .. } => "taken",
        Standing { copied: false, .. } => "never",
        Standing { follows: false, .. } => "copied",
        Standing { allowed: true, .. } => "follows",
        _ => "lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_follows_is_said_only_where_there_is_one() {
        let follows = Standing { copied: true, follows: true, allowed: true, ..Standing::default() };
        let cases = [
            (Standing::default(), "never"),
            (Standing { follows: true, allowed: true, ..Standing::default() }, "never"),
            (Standing { copied: true, ..Standing::default() }, "copied"),
            (follows.clone(), "follows"),
            (Standing { allowed: false, ..follows.clone() }, "lost"),
            (Standing { taken: true, ..Standing::default() }, "taken"),
            (Standing { reminding: true, taken: true, ..Standing::default() }, "reminder"),
            (Standing { reminding: true, on_disk: true, ..Standing::default() }, "reminder-on-disk"),
            (Standing { outcome: "changed", reminding: true, ..follows }, "changed"),
        ];
        for (standing, expected) in cases {
            assert_eq!(said(&standing), expected, "{standing:?}");
        }
    }
}
