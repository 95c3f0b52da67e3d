//! What changed in a long text, so that a few words typed do not write all of it again.
//!
//! A record with a `b` in its envelope holds no text but a change against the record of the same
//! writer with that number: `{"s": checksum of the result, "e": [[at, removed, "inserted"], ..]}`,
//! positions and lengths in bytes of the UTF-8 of that record's payload, from front to back. It is
//! always against a whole text, never against another change, so that two records suffice.

use serde::{Deserialize, Serialize};

use super::record::checksum;

/// Texts below this many bytes are written whole: a change costs about as much.
pub const LONG: usize = 600;

/// One stretch that changed.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Edit {
    at: usize,
    removed: usize,
    inserted: String,
}

/// All stretches that changed, from front to back, with something unchanged between any two.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Patch(Vec<Edit>);

/// As it is stored.
#[derive(Serialize, Deserialize)]
struct Stored {
    s: String,
    e: Vec<(usize, usize, String)>,
}

/// Edits that are looked for between two savings; what is beyond becomes one.
const MOST_EDITS: usize = 32;
/// As many bytes must be the same again after an edit.
const SAME_AGAIN: usize = 24;
/// Bytes inserted or removed in one edit that are looked for.
const LONGEST_INSERTION: usize = 512;
/// The same, where text was replaced by other text.
const LONGEST_REPLACEMENT: usize = 48;

/// What makes `new` of `old`, each edit in the text that those before it give.
///
/// Two savings are at most two seconds apart, so the edits between them are short and few. What is
/// neither is one edit from the first difference to the last.
pub fn edits(old: &str, new: &str) -> Vec<Edit> {
    let mut found = Vec::new();
    let front = common(old, new);
    let (old, rest) = (tail(old, front), tail(new, front));
    let back = common_end(old, rest);
    let (mut old, mut rest) = (head(old, old.len() - back), head(rest, rest.len() - back));
    let mut at = front;
    while !(old.is_empty() && rest.is_empty()) {
        let whole = (old.len(), rest.len());
        let (removed, inserted) =
            if found.len() < MOST_EDITS { same_again(old, rest).unwrap_or(whole) } else { whole };
        found.push(Edit { at, removed, inserted: head(rest, inserted).to_owned() });
        (old, rest, at) = (tail(old, removed), tail(rest, inserted), at + inserted);
        let same = common(old, rest);
        (old, rest, at) = (tail(old, same), tail(rest, same), at + same);
    }
    found
}

fn head(text: &str, length: usize) -> &str {
    text.get(..length).unwrap_or(text)
}

fn tail(text: &str, start: usize) -> &str {
    text.get(start..).unwrap_or("")
}

/// Bytes of the common beginning, whole characters.
fn common(one: &str, other: &str) -> usize {
    let same = one.bytes().zip(other.bytes()).take_while(|(one, other)| one == other).count();
    (0..=same).rev().find(|at| one.is_char_boundary(*at) && other.is_char_boundary(*at)).unwrap_or(0)
}

/// Bytes of the common end, whole characters.
fn common_end(one: &str, other: &str) -> usize {
    let (from_end, other_end) = (one.bytes().rev(), other.bytes().rev());
    let same = from_end.zip(other_end).take_while(|(one, other)| one == other).count();
    (0..=same).rev().find(|length| one.is_char_boundary(one.len() - length)).unwrap_or(0)
}

/// How much of `old` was removed and of `new` inserted until both are the same again.
fn same_again(old: &str, new: &str) -> Option<(usize, usize)> {
    let fits = |&(removed, inserted): &(usize, usize)| match (old.get(removed..), new.get(inserted..)) {
        (Some(old), Some(new)) => {
            let (old, new) = (old.as_bytes(), new.as_bytes());
            old.get(..SAME_AGAIN).is_some_and(|same| new.get(..SAME_AGAIN) == Some(same))
        }
        _ => false,
    };
    let one_sided = (1..=LONGEST_INSERTION).flat_map(|length| [(0, length), (length, 0)]);
    let replaced = (1..=LONGEST_REPLACEMENT)
        .flat_map(|removed| (1..=LONGEST_REPLACEMENT).map(move |inserted| (removed, inserted)));
    one_sided.chain(replaced).find(fits)
}

impl Patch {
    /// This, and then `edit` in the text that this gives.
    #[must_use]
    pub fn then(self, edit: &Edit) -> Self {
        let end = edit.at + edit.removed;
        let (mut before, mut after) = (Vec::new(), Vec::new());
        let (mut start_in_base, mut end_in_base) = (None, None);
        let (mut front, mut back) = (String::new(), String::new());
        // How much longer the new text is than the base: so far, and on both sides of the edit.
        let (mut longer, mut longer_before, mut longer_after) = (0, 0, 0);
        for known in self.0 {
            let start = (known.at as isize + longer) as usize;
            let stop = start + known.inserted.len();
            longer += known.inserted.len() as isize - known.removed as isize;
            if stop < edit.at {
                (longer_before, longer_after) = (longer, longer);
                before.push(known);
            } else if start > end {
                after.push(known);
            } else {
                longer_after = longer;
                if start <= edit.at {
                    start_in_base = Some(known.at);
                    known.inserted.get(..edit.at - start).unwrap_or("").clone_into(&mut front);
                }
                if stop >= end {
                    end_in_base = Some(known.at + known.removed);
                    known.inserted.get(end - start..).unwrap_or("").clone_into(&mut back);
                }
            }
        }
        let at = start_in_base.unwrap_or((edit.at as isize - longer_before) as usize);
        let base_end = end_in_base.unwrap_or((end as isize - longer_after) as usize);
        let inserted = front + &edit.inserted + &back;
        before.push(Edit { at, removed: base_end.saturating_sub(at), inserted });
        before.append(&mut after);
        Self(before)
    }

    /// The text that this makes of `base`; `None` where it is no change of that text.
    pub fn apply(&self, base: &str) -> Option<String> {
        let mut text = String::with_capacity(base.len());
        let mut done = 0;
        for Edit { at, removed, inserted } in &self.0 {
            text.push_str(base.get(done..*at)?);
            text.push_str(inserted);
            done = at.checked_add(*removed)?;
        }
        text.push_str(base.get(done..)?);
        Some(text)
    }

    /// The payload of a record that makes `result` of its base.
    pub fn write(&self, result: &str) -> String {
        let edits = self.0.iter().map(|edit| (edit.at, edit.removed, edit.inserted.clone())).collect();
        let stored = Stored { s: format!("{:016x}", checksum("", result)), e: edits };
        serde_json::to_string(&stored).unwrap_or_default()
    }

    /// The text of a record with that payload.
    pub fn resolve(payload: &str, base: &str) -> Option<String> {
        let Stored { s, e } = serde_json::from_str(payload).ok()?;
        let edits = e.into_iter().map(|(at, removed, inserted)| Edit { at, removed, inserted });
        let text = Self(edits.collect()).apply(base)?;
        (s == format!("{:016x}", checksum("", &text))).then_some(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_patch_that_does_not_fit_is_refused() {
        let edit = |at, removed| Edit { at, removed, inserted: String::new() };
        for edits in [
            vec![edit(9, 0)],
            vec![edit(1, 9)],
            vec![edit(2, 0), edit(1, 0)],
            vec![edit(1, usize::MAX)],
            vec![edit(1, 0)],
        ] {
            assert_eq!(Patch(edits).apply("éab"), None);
        }
        assert_eq!(Patch::resolve(r#"{"s":"0","e":[]}"#, "a"), None);
        assert_eq!(Patch::resolve("[]", "a"), None);
    }

    #[test]
    fn typing_in_one_place_is_one_edit_and_in_two_places_two() {
        let mut patch = Patch::default();
        let mut text = "one two three".to_owned();
        for new in ["one 1two three", "one 12two three", "one 12two three!", "one 2two three!"] {
            patch = edits(&text, new).iter().fold(patch, Patch::then);
            new.clone_into(&mut text);
            assert_eq!(patch.apply("one two three"), Some(text.clone()));
        }
        assert_eq!(patch.0.len(), 2);
    }

    proptest! {
        #[test]
        fn edits_put_together_give_the_last_text(texts in prop::collection::vec("[aé𝄞b]{0,12}", 2..12)) {
            let mut patch = Patch::default();
            for pair in texts.windows(2) {
                patch = edits(&pair[0], &pair[1]).iter().fold(patch, Patch::then);
                prop_assert_eq!(patch.apply(&texts[0]), Some(pair[1].clone()));
                let payload = patch.write(&pair[1]);
                prop_assert_eq!(Patch::resolve(&payload, &texts[0]), Some(pair[1].clone()));
            }
        }

        #[test]
        fn edits_in_several_places_are_told_apart(
            changes in prop::collection::vec((0usize..3000, "[a-z“]{0,9}", 0usize..9), 0..5)
        ) {
            // What changes close to each other counts as one change.
            let mut sorted: Vec<usize> = changes.iter().map(|(at, ..)| *at).collect();
            sorted.sort_unstable();
            prop_assume!(sorted.windows(2).all(|pair| pair[1] - pair[0] > 80));
            let old: String = (0..600).map(|number| format!("{number} “x” ")).collect();
            let mut new: Vec<char> = old.chars().collect();
            for (at, inserted, removed) in changes {
                let at = at.min(new.len());
                let end = (at + removed).min(new.len());
                new.splice(at..end, inserted.chars());
            }
            let new: String = new.into_iter().collect();
            let found = edits(&old, &new);
            prop_assert!(found.iter().map(|edit| edit.inserted.len()).sum::<usize>() < 400);
            let patch = found.iter().fold(Patch::default(), Patch::then);
            prop_assert_eq!(patch.apply(&old), Some(new));
        }

        #[test]
        fn no_stored_change_brings_the_reader_down(payload in ".{0,60}", base in ".{0,10}") {
            let _ = Patch::resolve(&payload, &base);
        }
    }
}
