//! The steps between two texts as a reader takes them.

use super::{Step, Token, TokenStyle, part};

/// What stays between two changes goes with them where each of them has this many times its letters.
const FEW: usize = 3;

/// Moves each change to where it begins a block or a word, then puts together changes between which hardly
/// anything stays: two sentences that share a "the" and their spaces are two sentences.
pub fn tidy(steps: Vec<Step>, old: &[Token], new: &[Token]) -> Vec<Step> {
    let mut tidied: Vec<Weighed> = Vec::with_capacity(steps.len());
    for mut step in steps {
        if let Some(last) = tidied.last_mut() {
            slide(&mut last.step, &mut step, old, new);
        }
        let mut change = Weighed {
            removed: letters(part(old, step.old, step.removed)),
            added: letters(part(new, step.new, step.added)),
            step,
        };
        while let Some(last) = tidied.pop_if(|last| last.goes_with(&change, old)) {
            change = last.and(change, old);
        }
        tidied.push(change);
    }
    tidied.into_iter().map(|change| change.step).collect()
}

/// A step, and the letters of what it removes and adds.
#[derive(Clone, Copy)]
struct Weighed {
    step: Step,
    removed: usize,
    added: usize,
}

impl Weighed {
    fn letters(&self) -> usize {
        self.removed.max(self.added)
    }

    /// What stays behind this change, before the next one.
    fn kept<'t>(&self, old: &'t [Token]) -> &'t [Token] {
        part(old, self.step.old + self.step.removed, self.step.same)
    }

    fn goes_with(&self, next: &Self, old: &[Token]) -> bool {
        let less = self.letters().min(next.letters());
        let kept = self.kept(old);
        let is_block = |token: &Token| matches!(token.style, TokenStyle::Block { .. });
        // Each word has a letter, so that a long run is not looked at to its end for nothing.
        kept.is_empty()
            || less > 0 && kept.len() <= 2 * less && !kept.iter().any(is_block) && FEW * letters(kept) <= less
    }

    fn and(self, next: Self, old: &[Token]) -> Self {
        let kept = letters(self.kept(old));
        let (one, other) = (self.step, next.step);
        let step = Step {
            removed: one.removed + one.same + other.removed,
            added: one.added + one.same + other.added,
            same: other.same,
            ..one
        };
        Self { step, removed: self.removed + kept + next.removed, added: self.added + kept + next.added }
    }
}

fn letters(tokens: &[Token]) -> usize {
    tokens.iter().flat_map(|token| token.text.chars()).filter(|character| character.is_alphanumeric()).count()
}

/// Where something was only added, or only removed, it may as well be a little earlier or later: "a [b a] b" is
/// "[a b] a b". It begins with a block where it can, otherwise as late as it can: with a word, not a space.
fn slide(last: &mut Step, step: &mut Step, old: &[Token], new: &[Token]) {
    let (list, start, length) = match (step.removed, step.added) {
        (0, added) => (new, step.new, added),
        (removed, 0) => (old, step.old, removed),
        _ => return,
    };
    let is_same = |one: usize, other: usize| list.get(one).is_some() && list.get(one) == list.get(other);
    let earlier = (1..=last.same).take_while(|by| is_same(start - by, start + length - by)).count();
    let later = (0..step.same).take_while(|by| is_same(start + by, start + length + by)).count();
    let is_block =
        |at: &usize| list.get(*at).is_some_and(|token| matches!(token.style, TokenStyle::Block { .. }));
    let at = (start - earlier..=start + later).rev().find(is_block).unwrap_or(start + later);
    last.same = last.same + at - start;
    step.same = step.same + start - at;
    step.old = step.old + at - start;
    step.new = step.new + at - start;
}
