//! What is said of a draft's copies, by its name.

/// How things stand with the copies of a draft.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct CopyStatus<'a> {
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
pub fn status_name<'a>(status: &CopyStatus<'a>) -> &'a str {
    match status {
        CopyStatus { outcome, .. } if !outcome.is_empty() => outcome,
        CopyStatus { reminding: true, on_disk: true, .. } => "reminder-on-disk",
        CopyStatus { reminding: true, .. } => "reminder",
        CopyStatus { taken: true, .. } => "taken",
        CopyStatus { copied: false, .. } => "never",
        CopyStatus { follows: false, .. } => "copied",
        CopyStatus { allowed: true, .. } => "follows",
        _ => "lost",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_that_follows_is_said_only_where_there_is_one() {
        let follows = CopyStatus { copied: true, follows: true, allowed: true, ..CopyStatus::default() };
        let cases = [
            (CopyStatus::default(), "never"),
            (CopyStatus { follows: true, allowed: true, ..CopyStatus::default() }, "never"),
            (CopyStatus { copied: true, ..CopyStatus::default() }, "copied"),
            (follows.clone(), "follows"),
            (CopyStatus { allowed: false, ..follows.clone() }, "lost"),
            (CopyStatus { taken: true, ..CopyStatus::default() }, "taken"),
            (CopyStatus { reminding: true, taken: true, ..CopyStatus::default() }, "reminder"),
            (CopyStatus { reminding: true, on_disk: true, ..CopyStatus::default() }, "reminder-on-disk"),
            (CopyStatus { outcome: "changed", reminding: true, ..follows }, "changed"),
        ];
        for (status, expected) in cases {
            assert_eq!(status_name(&status), expected, "{status:?}");
        }
    }
}
