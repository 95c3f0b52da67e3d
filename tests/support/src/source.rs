//! Random Markdown source, glued from pieces of its syntax and from words that can be found again.

use std::fmt;

use crate::chance::Chance;
use crate::pieces::{BEGINNINGS, ENDS, INLINES};

/// A source in pieces, so that one that breaks a law can be made smaller.
#[derive(Clone)]
pub struct Source(Vec<Piece>);

#[derive(Clone)]
enum Piece {
    Sign(&'static str),
    /// Stands once in a source.
    Word(String),
}

impl Source {
    /// The source of that seed: some are short soups, some are lines as people write them.
    pub fn of_seed(seed: u64) -> Self {
        let mut chance = Chance::new(seed);
        // Neighbouring seeds begin alike.
        chance.bits();
        let mut source = Self(Vec::new());
        match chance.below(8) {
            0 => source.soup(&mut chance, 12),
            1 => source.soup(&mut chance, 40),
            2 => source.lines(&mut chance, 20),
            3 => source.plain_lines(&mut chance),
            _ => source.lines(&mut chance, 5),
        }
        source
    }

    /// Anything beside anything.
    fn soup(&mut self, chance: &mut Chance, most: usize) {
        for _ in 0..=chance.below(most) {
            match chance.below(8) {
                0 | 1 => self.word(chance),
                2 => self.sign(chance, BEGINNINGS),
                3 => self.sign(chance, ENDS),
                _ => self.sign(chance, INLINES),
            }
        }
    }

    fn lines(&mut self, chance: &mut Chance, most: usize) {
        for _ in 0..=chance.below(most) {
            while chance.below(2) == 0 {
                self.sign(chance, BEGINNINGS);
            }
            for _ in 0..chance.below(6) {
                if chance.below(3) == 0 { self.word(chance) } else { self.sign(chance, INLINES) }
            }
            self.sign(chance, ENDS);
        }
    }

    /// Few signs, so that whole constructs come about.
    fn plain_lines(&mut self, chance: &mut Chance) {
        const SIGNS: &[&str] = &[
            "[", "]", "(", ")", "*", "**", "_", "`", "<", ">", "|", "\\", "!", "x", " ", ":", "&", "\"",
            "[x]: y\n", "[^1]",
        ];
        for _ in 0..=chance.below(16) {
            match chance.below(8) {
                0 => self.word(chance),
                1 => self.sign(chance, &["\n", "\n", "\n\n", "\\\n"]),
                2 => self.sign(chance, &["- ", "1. ", "> ", "    ", "  ", "# ", "|-|\n", "[^1]: "]),
                _ => self.sign(chance, SIGNS),
            }
        }
    }

    fn sign(&mut self, chance: &mut Chance, signs: &[&'static str]) {
        let sign = signs[chance.below(signs.len())];
        self.0.push(Piece::Sign(sign));
    }

    /// Words of letters and digits, of letters of other scripts, of signs that are no letters.
    fn word(&mut self, chance: &mut Chance) {
        let number = self.0.len() as u32;
        let at = |start: u32| char::from_u32(start + number).unwrap().to_string();
        self.0.push(Piece::Word(match chance.below(8) {
            0 => at(0x5000),
            1 => at(0x2200),
            2 => at(0x1f400),
            3 => at(0xac00),
            _ => format!("q{number}q"),
        }));
    }

    /// The words that have to be found again.
    pub fn words(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|piece| match piece {
            Piece::Sign(_) => None,
            Piece::Word(word) => Some(word.as_str()),
        })
    }

    /// The smallest source without any of its pieces that still fails.
    pub fn smallest(mut self, fails: impl Fn(&Self) -> bool) -> Self {
        let mut length = self.0.len().div_ceil(2);
        while length > 0 {
            let mut at = 0;
            while at < self.0.len() {
                let mut fewer = self.clone();
                fewer.0.drain(at..(at + length).min(self.0.len()));
                if fails(&fewer) { self = fewer } else { at += length }
            }
            length = if length == 1 { 0 } else { length.div_ceil(2) };
        }
        self
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|piece| match piece {
            Piece::Sign(sign) => f.write_str(sign),
            Piece::Word(word) => f.write_str(word),
        })
    }
}
