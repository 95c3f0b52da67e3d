//! Chance that is the same in each run, and how many cases are tried.

use std::thread;

/// A small generator (SplitMix64).
pub struct Chance(u64);

impl Chance {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub fn bits(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    pub fn below(&mut self, limit: usize) -> usize {
        (self.bits() % limit as u64) as usize
    }

    pub fn one_of(&mut self, letters: &str) -> char {
        let at = self.below(letters.chars().count());
        letters.chars().nth(at).unwrap_or('a')
    }
}

/// How many cases: as many as each change must pass, or those of the long run (`--long`).
pub fn cases(each_change: u64, long: u64) -> u64 {
    if std::env::var_os("LONG_RUN").is_some() { long } else { each_change }
}

/// Tries all seeds below `count`, on all cores; the first that fails ends it.
pub fn each_seed(count: u64, attempt: impl Fn(u64) + Sync) {
    let cores = thread::available_parallelism().map_or(1, usize::from) as u64;
    let attempt = &attempt;
    thread::scope(|scope| {
        for core in 0..cores {
            scope.spawn(move || (core..count).step_by(cores as usize).for_each(attempt));
        }
    });
}
