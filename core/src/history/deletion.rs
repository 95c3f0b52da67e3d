//! When text that is being written is about to vanish: much of it removed at one stroke, or letter by letter.

/// So many bytes may be removed in the course of writing before what stood there is kept, where that is a
/// large part of it.
const MOST_REMOVED: usize = 48;
/// So many are a large part of any text.
const ALWAYS_MUCH: usize = 2_000;
/// Removed in proportion to what is left: a quarter of it is a large part.
const PART: usize = 4;
/// Less than this is a slip of the finger, also where nothing else stood there.
const LEAST: usize = 4;

/// What an answer has lost since it was last kept.
#[derive(Clone, PartialEq, Eq, Default, Debug)]
pub struct DeletionWatch {
    /// Bytes that were removed since `before` stood there, and inserted since the last of them.
    removed: usize,
    inserted: usize,
    before: Option<String>,
}

impl DeletionWatch {
    /// The writer made `new` of `old`. Returns what should be kept before `new` is stored: the text as it stood
    /// before it began to go.
    pub fn changed(&mut self, old: &str, new: &str) -> Option<String> {
        let (removed, inserted) = edit(old, new);
        if removed == 0 {
            self.inserted += inserted;
            // As much was written again: the writer has gone on.
            if self.inserted >= self.removed {
                *self = Self::default();
            }
            return None;
        }
        self.inserted = inserted;
        self.removed += removed;
        // What goes at one stroke is kept as it stood just now, not as it stood some corrections ago.
        if self.is_much(removed, new) || self.before.is_none() {
            self.before = Some(old.to_owned());
        }
        if !self.is_much(self.removed, new) {
            return None;
        }
        std::mem::take(self).before
    }

    /// Whether that is much to lose where `new` is left.
    fn is_much(&self, removed: usize, new: &str) -> bool {
        removed > ALWAYS_MUCH
            || (removed > MOST_REMOVED && removed * PART >= new.len())
            || (removed >= LEAST && removed >= new.len())
    }
}

/// Bytes that are removed and inserted, as one edit.
fn edit(old: &str, new: &str) -> (usize, usize) {
    let same = |pairs: &mut dyn Iterator<Item = (u8, u8)>| pairs.take_while(|(old, new)| old == new).count();
    let prefix = same(&mut old.bytes().zip(new.bytes()));
    let rest = old.len().min(new.len()) - prefix;
    let suffix = same(&mut old.bytes().rev().zip(new.bytes().rev()).take(rest));
    (old.len() - prefix - suffix, new.len() - prefix - suffix)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What is kept while these texts follow each other.
    fn stored(texts: &[&str]) -> Vec<String> {
        let mut watch = DeletionWatch::default();
        texts.windows(2).filter_map(|pair| watch.changed(pair[0], pair[1])).collect()
    }

    #[test]
    fn what_is_replaced_at_one_stroke_is_kept() {
        let long = "A sentence about the action lines, and how they were carried out by the organisation.";
        for (texts, expected) in [
            (vec!["", long, "x"], vec![long]),
            (vec!["", long, ""], vec![long]),
            (vec!["Short", "x"], vec!["Short"]),
            (vec!["ab", ""], vec![]),
            (vec![long, &long[..20]], vec![long]),
            (vec![long, &long[..84]], vec![]),
            (vec!["One", "One two", "One three"], vec![]),
        ] {
            assert_eq!(stored(&texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn what_goes_letter_by_letter_is_kept_as_it_stood_before() {
        let long = "A sentence about the action lines, and how they were carried out by the organisation.";
        let fewer: Vec<&str> = (0..=long.len()).rev().map(|end| &long[..end]).collect();
        assert_eq!(stored(&fewer).first().map(String::as_str), Some(long));
    }

    #[test]
    fn corrections_in_the_course_of_writing_are_not() {
        let mut watch = DeletionWatch::default();
        let mut text = "Begin. ".repeat(20);
        for _ in 0..200 {
            for new in [format!("{text}wrod"), format!("{text}w"), format!("{text}word ")] {
                assert_eq!(watch.changed(&text, &new), None);
                text = new;
            }
        }
    }

    proptest! {
        /// Whoever removes it, in however many strokes: what was there when nothing was missing yet is kept, but
        /// for a few words.
        #[test]
        fn no_long_text_goes_without_being_kept(strokes in prop::collection::vec(1_usize..90, 1..200)) {
            let whole = "Zehn Wörter stehen hier, und 中文 auch. ".repeat(30);
            let mut text = whole.clone();
            let mut watch = DeletionWatch::default();
            let mut stored = Vec::new();
            for stroke in strokes {
                let end = (0..=text.len().saturating_sub(stroke)).rev().find(|end| text.is_char_boundary(*end));
                let new = text[..end.unwrap_or(0)].to_owned();
                stored.extend(watch.changed(&text, &new));
                text = new;
            }
            let longest = stored.iter().map(String::len).max().unwrap_or(0);
            let missing = whole.len() - text.len().max(longest);
            prop_assert!(missing <= whole.len() / PART + 2 * MOST_REMOVED, "{longest}");
        }
    }
}
