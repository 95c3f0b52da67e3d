//! Chance that is the same in each run, and how many cases to run.
#![allow(dead_code)]

/// A small generator (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.next() % limit as u64) as usize
    }

    pub fn one_of(&mut self, letters: &str) -> char {
        let at = self.below(letters.chars().count());
        letters.chars().nth(at).unwrap_or('a')
    }
}

/// How many cases: `few`, or that many thousand as the environment's `THOUSANDS` says.
pub fn cases(few: u64) -> u64 {
    let thousands = std::env::var("THOUSANDS").ok().and_then(|text| text.parse::<u64>().ok());
    thousands.map_or(few, |thousands| thousands * 1000)
}
