//! Drafts that are gone from this browser while the file that followed them is known.

/// What becomes of what is known of a draft's file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fate {
    /// It stays as it is.
    Stays,
    /// It is noted whether the draft is in the bin.
    Notes,
    /// It is forgotten.
    Forgotten,
    /// The draft is lost, and its file has it.
    Lost,
}

/// What becomes of it: whether there is a file (none where it was given to another draft), whether the draft was in
/// the bin when it was looked for last, whether it is here now, and whether it is in the bin. What was there and is
/// nowhere now was deleted on purpose.
pub fn fate(has_file: bool, was_binned: bool, is_here: bool, is_binned: bool) -> Fate {
    match (has_file, is_here || is_binned) {
        (true, true) if was_binned != is_binned => Fate::Notes,
        (_, true) => Fate::Stays,
        (true, false) if !was_binned => Fate::Lost,
        (_, false) => Fate::Forgotten,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_draft_of_which_nothing_is_stored_is_lost_and_one_that_went_by_way_of_the_bin_is_forgotten() {
        for (has_file, was_binned, is_here, is_binned, expected) in [
            (true, false, true, false, Fate::Stays),
            (true, false, true, true, Fate::Notes),
            (true, false, false, true, Fate::Notes),
            (true, true, false, true, Fate::Stays),
            (true, true, true, false, Fate::Notes),
            (true, true, false, false, Fate::Forgotten),
            (true, false, false, false, Fate::Lost),
            // Its file was given to another draft.
            (false, false, true, false, Fate::Stays),
            (false, false, false, true, Fate::Stays),
            (false, false, false, false, Fate::Forgotten),
        ] {
            assert_eq!(fate(has_file, was_binned, is_here, is_binned), expected);
        }
    }
}
