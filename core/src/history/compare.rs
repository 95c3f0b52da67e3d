//! What changed between two texts: first by blocks, then by words within the blocks that changed.

mod common;
mod tidy;

use std::collections::HashMap;

use common::{Run, Search};
use tidy::tidy;
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

/// What made `new` of `old`, from front to back: between two parts that are the same something was removed, or
/// added, or first removed and then added.
pub fn compare<'t>(old: &'t [Token], new: &'t [Token]) -> Vec<Change<'t>> {
    let mut changes = Vec::new();
    for step in tidy(steps(old, new), old, new) {
        push(&mut changes, Change::Removed(part(old, step.old, step.removed)));
        push(&mut changes, Change::Added(part(new, step.new, step.added)));
        push(&mut changes, Change::Same(part(old, step.old + step.removed, step.same)));
    }
    changes
}

fn push<'t>(changes: &mut Vec<Change<'t>>, change: Change<'t>) {
    let (Change::Same(tokens) | Change::Removed(tokens) | Change::Added(tokens)) = &change;
    if !tokens.is_empty() {
        changes.push(change);
    }
}

fn part<T>(items: &[T], from: usize, length: usize) -> &[T] {
    items.get(from..from + length).unwrap_or_default()
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

/// The steps from one text to the other: blocks that are the same, and between them words.
fn steps(old: &[Token], new: &[Token]) -> Vec<Step> {
    let mut steps = vec![Step::default()];
    let mut search = Search::default();
    let mut numbers = Numbers::default();
    let (old_words, new_words) = (numbers.of_words(old), numbers.of_words(new));
    let (old_starts, new_starts) = (starts(old), starts(new));
    let old_blocks = numbers.of_blocks(&old_words, &old_starts);
    let new_blocks = numbers.of_blocks(&new_words, &new_starts);
    let mut same_blocks = search.runs(&old_blocks, &new_blocks);
    same_blocks.push(Run { old: old_blocks.len(), new: new_blocks.len(), length: 0 });

    let start = |starts: &[usize], block: usize| starts.get(block).copied().unwrap_or_default();
    let (mut at_old, mut at_new) = (0, 0);
    for blocks in same_blocks {
        let (same_old, same_new) = (start(&old_starts, blocks.old), start(&new_starts, blocks.new));
        let same_words = search
            .runs(part(&old_words, at_old, same_old - at_old), part(&new_words, at_new, same_new - at_new));
        for words in same_words {
            add_same(&mut steps, at_old + words.old, at_new + words.new, words.length);
        }
        at_old = start(&old_starts, blocks.old + blocks.length);
        at_new = start(&new_starts, blocks.new + blocks.length);
        add_same(&mut steps, same_old, same_new, at_old - same_old);
    }
    steps
}

/// A number for everything that is different, so that comparing it costs nothing.
#[derive(Default)]
struct Numbers<'t> {
    known: HashMap<Piece<'t>, u32>,
    /// The last link: all its words share the address, however long that is.
    link: Option<(&'t Address, u32)>,
}

#[derive(PartialEq, Eq, Hash)]
enum Piece<'t> {
    Start(&'t str, u8),
    Word {
        text: &'t str,
        strong: bool,
        emphasis: bool,
        link: Option<u32>,
    },
    Address(&'t str),
    /// By the numbers of its words.
    Block(&'t [u32]),
}

impl<'t> Numbers<'t> {
    fn of(&mut self, piece: Piece<'t>) -> u32 {
        let next = self.known.len() as u32;
        *self.known.entry(piece).or_insert(next)
    }

    fn of_words(&mut self, tokens: &'t [Token]) -> Vec<u32> {
        let number = |token: &'t Token| {
            let piece = match &token.style {
                TokenStyle::Block { sign, heading } => Piece::Start(sign, *heading),
                TokenStyle::Word { strong, emphasis, link } => {
                    let link = link.as_ref().map(|link| self.of_link(link));
                    Piece::Word { text: &token.text, strong: *strong, emphasis: *emphasis, link }
                }
            };
            self.of(piece)
        };
        tokens.iter().map(number).collect()
    }

    fn of_link(&mut self, link: &'t Address) -> u32 {
        if let Some((_, number)) = self.link.filter(|(last, _)| last.is_shared_with(link)) {
            return number;
        }
        let number = self.of(Piece::Address(link));
        self.link = Some((link, number));
        number
    }

    fn of_blocks(&mut self, words: &'t [u32], starts: &[usize]) -> Vec<u32> {
        let blocks = starts.iter().zip(starts.iter().skip(1));
        blocks.map(|(start, end)| self.of(Piece::Block(part(words, *start, end - start)))).collect()
    }
}

/// Where each block starts, and where the last one ends; what stands before the first block is one too.
fn starts(tokens: &[Token]) -> Vec<usize> {
    let is_start =
        |(at, token): &(usize, &Token)| *at == 0 || matches!(token.style, TokenStyle::Block { .. });
    let starts = tokens.iter().enumerate().filter(is_start).map(|(at, _)| at);
    starts.chain([tokens.len()]).collect()
}

/// `length` are the same from these places on; what lies between the last step and them changed.
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
    use std::time::Duration;
    use test_support::processor;

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
    fn what_was_rewritten_is_not_taken_to_pieces() {
        for (old, new, expected) in [
            ("one two three", "four five six", "/[-one two three][+four five six]"),
            (
                "we thank the Commission for the draft",
                "archives of the region were copied for us",
                "/[-we thank the Commission for the draft][+archives of the region were copied for us]",
            ),
            // Words stay among small changes, and numbers do.
            (
                "publish catalogues under an open licence",
                "publish their catalogues under open licences",
                "/publish [+their ]catalogues under [-an ]open [-licence][+licences]",
            ),
            ("3.5 million in 2024", "4.5 million in 2025", "/[-3][+4].5 million in [-2024][+2025]"),
            // A block that stays where it was is one in both.
            (
                "alpha beta/gamma delta",
                "one two/three four",
                "/[-alpha beta][+one two]/[-gamma delta][+three four]",
            ),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn what_was_added_or_removed_begins_with_a_block_or_a_word() {
        for (old, new, expected) in [
            ("A. B.", "A. X. B.", "/A. [+X. ]B."),
            ("A.", "A. X.", "/A.[+ X.]"),
            ("a very very good", "a very good", "/a very [-very ]good"),
            ("one/three", "one!/two/three!", "/one[+!/two]/three[+!]"),
        ] {
            assert_eq!(shown(old, new), expected);
        }
    }

    #[test]
    fn words_that_look_different_are_different() {
        let link = |to: &str| TokenStyle::Word { strong: false, emphasis: false, link: Some(to.into()) };
        let strong = TokenStyle::Word { strong: true, emphasis: false, link: None };
        let looks = [PLAIN, strong, link("https://a.b"), link("https://c.d")];
        for (at, old) in looks.iter().enumerate() {
            for (other, new) in looks.iter().enumerate() {
                let (old, new) = (words_of("word", old), words_of("word", new));
                let is_same = compare(&old, &new) == [Change::Same(&old)];
                assert_eq!(is_same, at == other);
            }
        }
    }

    /// 200 kB that repeat, but for the words themselves.
    fn long(words: usize, word: impl Fn(usize) -> String) -> Vec<Token> {
        let line = |line: usize| (line * 90..(line + 1) * 90).map(&word).collect::<Vec<_>>().join(" ");
        tokens(&(0..words / 90).map(line).collect::<Vec<_>>().join("/"))
    }

    /// A number that looks like any.
    fn mixed(seed: usize) -> usize {
        let mixed = (seed as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        ((mixed ^ (mixed >> 29)).wrapping_mul(0xBF58_476D_1CE4_E5B9) >> 33) as usize
    }

    /// Common words are frequent, as they are in a language.
    fn of_a_language(seed: usize) -> String {
        let part = mixed(seed) as f64 / 2_f64.powi(31);
        format!("w{}", 4000_f64.powf(part) as usize)
    }

    #[test]
    fn no_two_texts_of_200_kb_take_a_second() {
        let shapes: [(&str, [Vec<Token>; 2]); 6] = [
            ("nothing in common", [0, 50_000].map(|seed| long(33_000, |at| format!("w{}", at + seed)))),
            ("a language in common", [0, 99_999].map(|seed| long(50_000, |at| of_a_language(at + seed)))),
            (
                "backwards",
                [false, true]
                    .map(|is_back| long(33_000, |at| format!("w{}", if is_back { 33_000 - at } else { at }))),
            ),
            (
                "two words",
                [0, 99_999].map(|seed| long(66_000, |at| ["no", "yes"][mixed(at + seed) % 2].into())),
            ),
            (
                "one paragraph",
                [0, 99_999].map(|seed| {
                    words_of(
                        &(0..50_000).map(|at| of_a_language(at + seed) + " ").collect::<String>(),
                        &PLAIN,
                    )
                }),
            ),
            ("an empty one", [33_000, 0].map(|words| long(words, |at| format!("w{at}")))),
        ];
        for (name, [old, new]) in shapes {
            let start = processor::time();
            let changes = compare(&old, &new);
            let time = processor::time() - start;
            println!("{name}: {} changes in {time:?}", changes.len());
            assert!(time < Duration::from_secs(1), "{name}: {time:?}");
            assert_eq!(both(&changes, true), new);
            assert_eq!(both(&changes, false), old);
        }
    }

    #[test]
    fn however_many_blocks_changed_what_stayed_is_found() {
        let old = long(90_000, of_a_language);
        let new = long(90_000, |at| if at % 90 == 40 { "new".into() } else { of_a_language(at) });
        let changes = compare(&old, &new);
        let removed = changes.iter().filter_map(|change| match change {
            Change::Removed(tokens) => Some(tokens.len()),
            _ => None,
        });
        assert_eq!(removed.collect::<Vec<_>>(), vec![1; 1000]);
    }

    fn both(changes: &[Change], added: bool) -> Vec<Token> {
        let wanted = changes.iter().filter_map(|change| match change {
            Change::Same(tokens) => Some(*tokens),
            Change::Added(tokens) => added.then_some(*tokens),
            Change::Removed(tokens) => (!added).then_some(*tokens),
        });
        wanted.flatten().cloned().collect()
    }

    /// As many tokens as a real answer has, of few words or of many.
    fn some_tokens() -> impl Strategy<Value = Vec<Token>> {
        let link = prop::sample::select(vec![None, Some("https://a.b"), Some("https://c.d")]);
        let style = prop_oneof![
            12 => Just(PLAIN),
            1 => (any::<bool>(), any::<bool>(), link).prop_map(|(strong, emphasis, link)| {
                TokenStyle::Word { strong, emphasis, link: link.map(Into::into) }
            }),
        ];
        let block = (prop::sample::select(vec!["", "• "]), 0..3_u8).prop_map(|(sign, heading)| Token {
            text: String::new(),
            style: TokenStyle::Block { sign: sign.to_owned(), heading },
        });
        let token = move |words: u32| {
            prop_oneof![
                1 => block.clone(),
                12 => Just(Token { text: " ".into(), style: PLAIN }),
                12 => (0..words, style.clone())
                    .prop_map(|(word, style)| Token { text: format!("w{word}"), style }),
            ]
        };
        (1..600_u32, 0..3000_usize)
            .prop_flat_map(move |(words, most)| prop::collection::vec(token(words), 0..=most))
    }

    /// Places in a text, how much is taken away there, and what is put there instead.
    fn some_edits() -> impl Strategy<Value = Vec<(prop::sample::Index, usize, Vec<Token>)>> {
        let edit = (any::<prop::sample::Index>(), 0..9_usize, some_tokens());
        prop::collection::vec(
            edit.prop_map(|(at, length, mut tokens)| {
                tokens.truncate(length * 7 % 10);
                (at, length, tokens)
            }),
            0..12,
        )
    }

    fn check(old: &[Token], new: &[Token]) -> Result<usize, TestCaseError> {
        let changes = compare(old, new);
        prop_assert_eq!(both(&changes, true), new);
        prop_assert_eq!(both(&changes, false), old);
        for pair in changes.windows(2) {
            let is_in_order = matches!(
                pair,
                [Change::Same(_), Change::Removed(_) | Change::Added(_)]
                    | [Change::Removed(_) | Change::Added(_), Change::Same(_)]
                    | [Change::Removed(_), Change::Added(_)]
            );
            prop_assert!(is_in_order, "{:?}", pair);
        }
        let changed = changes.iter().map(|change| match change {
            Change::Same(_) => 0,
            Change::Removed(tokens) | Change::Added(tokens) => tokens.len(),
        });
        Ok(changed.sum())
    }

    proptest! {
        #[test]
        fn same_and_added_is_the_new_text_and_same_and_removed_the_old(
            old in "[abc /]{0,40}", new in "[abc /]{0,40}"
        ) {
            check(&tokens(&old), &tokens(&new))?;
        }

        #[test]
        fn texts_of_any_length_too(old in some_tokens(), new in some_tokens()) {
            check(&old, &new)?;
        }

        /// What was not touched mostly stays, however long the text is.
        #[test]
        fn an_edit_changes_little_more_than_it_touches(old in some_tokens(), edits in some_edits()) {
            let (mut new, mut touched) = (old.clone(), 0);
            for (at, length, tokens) in edits {
                let at = at.index(new.len() + 1);
                let end = (at + length).min(new.len());
                touched += end - at + tokens.len();
                new.splice(at..end, tokens);
            }
            let changed = check(&old, &new)?;
            prop_assert!(changed <= touched * 4, "{changed} changed, {touched} touched");
        }
    }
}
