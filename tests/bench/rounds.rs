//! Visits to all pages in turn, again and again, so that a busy minute of the machine hits all alike.

use crate::harness::Browser;
use crate::sample::{Sample, visit};
use crate::statistics::{Spread, median, quantile};
use crate::subject::{Kind, Subject};
use test_support::form::Form;

/// Whose samples.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Case {
    pub kind: Kind,
    pub form: Form,
    /// How many times as slow the processor is made.
    pub slower: u32,
}

/// All samples, round by round.
pub struct Rounds(Vec<(Case, Vec<Sample>)>);

/// Something that a sample tells.
pub type Measure = fn(&Sample) -> f64;

/// From the beginning of a visit until the form accepts text.
pub const READY: Measure = |sample| sample.ready;
/// Work of the main thread for one key.
pub const WORK: Measure = |sample| sample.work_per_key;
/// From key to paint, for all but the slowest twentieth of the keys.
pub const P95: Measure = |sample| quantile(&sample.keys, 0.95).unwrap_or_default();

impl Rounds {
    /// Visits each page `rounds` times at each speed.
    pub fn run(browser: &Browser, subjects: &[Subject], rounds: usize) -> Self {
        let mut all = Self(Vec::new());
        for slower in [1, 4] {
            for round in 0..rounds {
                for subject in subjects {
                    let case = Case { kind: subject.kind, form: subject.form, slower };
                    let sample = visit(browser, subject, slower);
                    println!(
                        "round {} of {rounds}: {:?}, {}, {slower}×: ready {:.0} ms, p95 {:.0} ms, work {:.1} ms",
                        round + 1,
                        subject.kind,
                        subject.form,
                        READY(&sample),
                        P95(&sample),
                        WORK(&sample),
                    );
                    all.of_mut(case).push(sample);
                }
            }
        }
        all
    }

    fn of_mut(&mut self, case: Case) -> &mut Vec<Sample> {
        let found = self.0.iter().position(|(known, _)| *known == case);
        let place = found.unwrap_or_else(|| {
            self.0.push((case, Vec::new()));
            self.0.len() - 1
        });
        &mut self.0[place].1
    }

    /// The samples of a case.
    pub fn of(&self, case: Case) -> &[Sample] {
        self.0.iter().find(|(known, _)| *known == case).map_or(&[], |(_, samples)| samples)
    }

    /// What the samples of a case tell.
    pub fn spread(&self, case: Case, measure: Measure) -> Option<Spread> {
        Spread::of(&self.of(case).iter().map(measure).collect::<Vec<_>>())
    }

    /// One case against another: the middle of the ratios of each round.
    pub fn ratio(&self, case: Case, against: Case, measure: Measure) -> Option<f64> {
        let pairs = self.of(case).iter().zip(self.of(against));
        median(&pairs.map(|(one, other)| measure(one) / measure(other)).collect::<Vec<_>>())
    }
}
