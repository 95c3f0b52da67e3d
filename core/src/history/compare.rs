//! What changed between two texts: first by blocks, then by words within the blocks that changed.
//!
//! Both steps are Myers' algorithm, and give up where two texts have too little in common to be worth
//! it: then all of one was removed and all of the other added. So no pair of texts takes long.

use unicode_segmentation::UnicodeSegmentation;

use crate::richtext::Address;
use crate::richtext::count::is_han_or_kana;

/// A piece of a text that stays or goes as one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Token {
    /// The words of it; empty for the beginning of a block.
    pub text: String,
    /// What it looks like: the marks of a word, the kind of a block.
    pub style: TokenStyle,
}

/// What a token looks like.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum TokenStyle {
    /// A block begins here; what is printed before it ("1. ", "• "), and the level of a heading.
    Block {
        /// A list's sign, a quotation's.
        sign: String,
        /// The heading's level, 0 for other blocks.
        heading: u8,
    },
    /// A word, a space or a sign.
    Word {
        /// Strong type.
        strong: bool,
        /// Emphasis.
        emphasis: bool,
        /// Where it leads, where it is a link.
        link: Option<Address>,
    },
}

/// Tokens that stayed, were removed or were added.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Change<'t> {
    /// In both.
    Same(&'t [Token]),
    /// In the old text only.
    Removed(&'t [Token]),
    /// In the new text only.
    Added(&'t [Token]),
}

/// Differences that are looked for; time and memory grow with its square.
const MOST_BLOCKS: usize = 600;
/// The same for words.
const MOST_WORDS: usize = 900;

/// What made `new` of `old`, from front to back.
pub fn compare<'t>(old: &'t [Token], new: &'t [Token]) -> Vec<Change<'t>> {
    let (old_blocks, new_blocks) = (blocks(old), blocks(new));
    let mut changes = Vec::new();
    let (mut at_old, mut at_new) = (0, 0);
    for step in steps(&old_blocks, &new_blocks, MOST_BLOCKS) {
        let length = |blocks: &[&[Token]], count: usize, from: usize| {
            blocks.iter().skip(from).take(count).map(|block| block.len()).sum::<usize>()
        };
        let (removed, added, same) = (
            length(&old_blocks, step.removed, step.old),
            length(&new_blocks, step.added, step.new),
            length(&old_blocks, step.same, step.old + step.removed),
        );
        words(part(old, at_old, removed), part(new, at_new, added), &mut changes);
        (at_old, at_new) = (at_old + removed, at_new + added);
        push(&mut changes, Change::Same(part(old, at_old, same)));
        (at_old, at_new) = (at_old + same, at_new + same);
    }
    changes
}

fn words<'t>(old: &'t [Token], new: &'t [Token], changes: &mut Vec<Change<'t>>) {
    for step in steps(old, new, MOST_WORDS) {
        push(changes, Change::Removed(part(old, step.old, step.removed)));
        push(changes, Change::Added(part(new, step.new, step.added)));
        push(changes, Change::Same(part(old, step.old + step.removed, step.same)));
    }
}

fn push<'t>(changes: &mut Vec<Change<'t>>, change: Change<'t>) {
    let (Change::Same(tokens) | Change::Removed(tokens) | Change::Added(tokens)) = &change;
    if !tokens.is_empty() {
        changes.push(change);
    }
}

fn part(tokens: &[Token], from: usize, length: usize) -> &[Token] {
    tokens.get(from..from + length).unwrap_or_default()
}

/// The blocks of a text; what stands before the first block is one too.
fn blocks(tokens: &[Token]) -> Vec<&[Token]> {
    let mut blocks = Vec::new();
    let mut start = 0;
    for (at, token) in tokens.iter().enumerate() {
        if at > start && matches!(token.style, TokenStyle::Block { .. }) {
            blocks.push(part(tokens, start, at - start));
            start = at;
        }
    }
    if start < tokens.len() {
        blocks.push(part(tokens, start, tokens.len() - start));
    }
    blocks
}

/// So many removed at `old`, so many added at `new`, then so many the same.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
struct Step {
    old: usize,
    new: usize,
    removed: usize,
    added: usize,
    same: usize,
}

/// The steps from one sequence to the other.
fn steps<T: PartialEq>(old: &[T], new: &[T], most: usize) -> Vec<Step> {
    let prefix = old.iter().zip(new).take_while(|(old, new)| old == new).count();
    let rest = |items: &'_ [T]| items.len() - prefix;
    let most_back = rest(old).min(rest(new));
    let suffix =
        old.iter().rev().zip(new.iter().rev()).take(most_back).take_while(|(old, new)| old == new).count();
    let inner = |items: &'_ [T]| prefix..items.len() - suffix;
    let (old_inner, new_inner) =
        (old.get(inner(old)).unwrap_or_default(), new.get(inner(new)).unwrap_or_default());
    let mut steps = vec![Step { same: prefix, ..Step::default() }];
    for (at_old, at_new) in same_pairs(old_inner, new_inner, most) {
        add_same(&mut steps, prefix + at_old, prefix + at_new, 1);
    }
    add_same(&mut steps, old.len() - suffix, new.len() - suffix, suffix);
    steps
}

/// `length` are the same from these positions on; what lies between the last step and them changed.
fn add_same(steps: &mut Vec<Step>, old: usize, new: usize, length: usize) {
    let Some(last) = steps.last_mut() else { return };
    let (end_old, end_new) = (last.old + last.removed + last.same, last.new + last.added + last.same);
    if (end_old, end_new) == (old, new) {
        last.same += length;
        return;
    }
    let (removed, added) = (old - end_old, new - end_new);
    steps.push(Step { old: end_old, new: end_new, removed, added, same: length });
}

/// Positions of what both have, in order: Myers, "An O(ND) Difference Algorithm" (1986), with at most
/// `most` differences; none where there are more.
fn same_pairs<T: PartialEq>(old: &[T], new: &[T], most: usize) -> Vec<(usize, usize)> {
    let (length_old, length_new) = (old.len() as isize, new.len() as isize);
    if old.is_empty() || new.is_empty() {
        return Vec::new();
    }
    // The furthest position in `old` for each diagonal `k`, for each number of differences.
    let mut rounds: Vec<Vec<isize>> = Vec::new();
    let mut furthest: Vec<isize> = vec![0];
    let most = most.min(old.len() + new.len()) as isize;
    let at = |furthest: &[isize], round: isize, k: isize| {
        usize::try_from((k + round) / 2).ok().and_then(|index| furthest.get(index)).copied().unwrap_or(-1)
    };
    for round in 0..=most {
        let mut next = Vec::with_capacity(round as usize + 1);
        for k in (-round..=round).step_by(2) {
            let mut x = match round {
                0 => 0,
                _ => {
                    let down = if k == round { -1 } else { at(&furthest, round - 1, k + 1) };
                    let right = if k == -round { -1 } else { at(&furthest, round - 1, k - 1) + 1 };
                    down.max(right)
                }
            };
            while x < length_old
                && x - k < length_new
                && x - k >= 0
                && old.get(x as usize) == new.get((x - k) as usize)
            {
                x += 1;
            }
            next.push(x);
            if x >= length_old && x - k >= length_new {
                rounds.push(next);
                return back_through(&rounds, at, length_old, length_new);
            }
        }
        rounds.push(next.clone());
        furthest = next;
    }
    Vec::new()
}

fn back_through(
    rounds: &[Vec<isize>],
    at: impl Fn(&[isize], isize, isize) -> isize,
    mut x: isize,
    mut y: isize,
) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for round in (0..rounds.len() as isize).rev() {
        let k = x - y;
        let before = rounds.get((round - 1).max(0) as usize).map(Vec::as_slice).unwrap_or_default();
        let (start_x, next_k) = if round == 0 {
            (0, 0)
        } else {
            let down = if k == round { -1 } else { at(before, round - 1, k + 1) };
            let right = if k == -round { -1 } else { at(before, round - 1, k - 1) + 1 };
            if down >= right { (down, k + 1) } else { (right, k - 1) }
        };
        while x > start_x {
            (x, y) = (x - 1, y - 1);
            pairs.push((x as usize, y as usize));
        }
        if round > 0 {
            x = if next_k == k + 1 { x } else { x - 1 };
            y = x - next_k;
        }
    }
    pairs.reverse();
    pairs
}

/// The words of a line as tokens: each word, each space and each sign by itself, and each letter of Chinese and
/// Japanese.
pub fn words_of(text: &str, style: &TokenStyle) -> Vec<Token> {
    let mut words: Vec<Token> = Vec::new();
    let mut before = None;
    // What a reader sees as one character stays one.
    for character in text.graphemes(true) {
        let kind = character.chars().next().map(Kind::of);
        match words.last_mut() {
            Some(word) if kind == before && kind == Some(Kind::Letter) => word.text.push_str(character),
            _ => words.push(Token { text: character.to_owned(), style: style.clone() }),
        }
        before = kind;
    }
    words
}

/// What a character is to a word.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// A part of one.
    Letter,
    /// By itself.
    Other,
}

impl Kind {
    fn of(character: char) -> Self {
        if character.is_alphanumeric() && !is_han_or_kana(character) { Self::Letter } else { Self::Other }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::time::{Duration, Instant};

    const PLAIN: TokenStyle = TokenStyle::Word { strong: false, emphasis: false, link: None };

    /// A `/` begins a block.
    fn tokens(text: &str) -> Vec<Token> {
        let block = |line: &str| {
            let start =
                Token { text: String::new(), style: TokenStyle::Block { sign: String::new(), heading: 0 } };
            std::iter::once(start).chain(words_of(line, &PLAIN)).collect::<Vec<_>>()
        };
        text.split('/').flat_map(block).collect()
    }

    fn text(tokens: &[Token]) -> String {
        tokens.iter().map(|token| if token.text.is_empty() { "/" } else { token.text.as_str() }).collect()
    }

    fn shown(old: &str, new: &str) -> String {
        let (old, new) = (tokens(old), tokens(new));
        let changes = compare(&old, &new);
        changes
            .iter()
            .map(|change| match change {
                Change::Same(tokens) => text(tokens),
                Change::Removed(tokens) => format!("[-{}]", text(tokens)),
                Change::Added(tokens) => format!("[+{}]", text(tokens)),
            })
            .collect()
    }

    #[test]
    fn words_that_changed_are_told_from_those_that_stayed() {
        for (old, new, expected) in [
            ("one two three", "one 2 three", "/one [-two][+2] three"),
            ("one", "one/two", "/one[+/two]"),
            ("a/b/c", "a/c", "/a[-/b]/c"),
            ("the cat sat/on it", "the black cat sat/on it", "/the [+black ]cat sat/on it"),
            ("same", "same", "/same"),
            ("", "text", "/[+text]"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn a_word_a_space_and_a_sign_are_tokens_and_what_is_seen_as_one_character_is_one() {
        for (line, expected) in [
            ("It’s 3.5 %", "It|’|s| |3|.|5| |%"),
            ("e\u{301}te\u{301} 👩‍👩‍👧", "e\u{301}te\u{301}| |👩‍👩‍👧"),
            ("ITU报告", "ITU|报|告"),
            ("", ""),
        ] {
            let words: Vec<String> = words_of(line, &PLAIN).into_iter().map(|token| token.text).collect();
            assert_eq!(words.join("|"), expected);
        }
    }

    #[test]
    fn two_texts_of_200_kb_with_nothing_in_common_take_no_second() {
        let long = |seed: usize| {
            (0..36_000).map(|word| format!("w{} ", (word * 7919 + seed) % 9973)).collect::<String>()
        };
        let (old, new) = (tokens(&long(0)), tokens(&long(5000)));
        let start = Instant::now();
        let changes = compare(&old, &new);
        println!("{} changes in {:?}", changes.len(), start.elapsed());
        assert!(start.elapsed() < Duration::from_secs(5), "in a build that is not optimised");
    }

    fn both(changes: &[Change], added: bool) -> Vec<Token> {
        let wanted = changes.iter().filter_map(|change| match change {
            Change::Same(tokens) => Some(*tokens),
            Change::Added(tokens) => added.then_some(*tokens),
            Change::Removed(tokens) => (!added).then_some(*tokens),
        });
        wanted.flatten().cloned().collect()
    }

    proptest! {
        #[test]
        fn same_and_added_is_the_new_text_and_same_and_removed_the_old(
            old in "[abc /]{0,40}", new in "[abc /]{0,40}"
        ) {
            let (old, new) = (tokens(&old), tokens(&new));
            let changes = compare(&old, &new);
            prop_assert_eq!(&both(&changes, true), &new);
            prop_assert_eq!(&both(&changes, false), &old);
        }
    }
}
