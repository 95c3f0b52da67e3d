//! What must never happen to a draft, whatever the storage does.
#![cfg(not(target_arch = "wasm32"))]
#![allow(clippy::unwrap_used, clippy::indexing_slicing)]

mod store {
    pub mod bench;
    pub mod chance;
    pub mod session;
}

use store::chance::{Chance, cases};
use store::session::Session;
use submission_editor::store::fake::Fault;

/// Twenty sessions; the letters are explained in `store/session.rs`.
const SESSIONS: [&str; 20] = [
    "aaa",
    "abcabc",
    "aarbbraa",
    "AAAAAA",
    "AAAArAAAA",
    "AaBbAaBb",
    "nanbn",
    "adaba",
    "dadd",
    "apap",
    "xaxk",
    "kaAAka",
    "a2aasaam",
    "A2AsAAsAArmt",
    "ab2bsavsabvsb",
    "A2vAsvAsvAsvArt",
    "AAAArtAAtrA",
    "a2a2asasasarmrtr",
    "AAnAdArAtAp",
    "BBB2BBsBBrmBBBt",
];

/// Faults at which nothing may be lost that was saved, mirror or not.
fn is_survived_alone(fault: Fault) -> bool {
    !matches!(fault, Fault::KeyVanished | Fault::OriginWiped)
}

#[test]
fn one_fault_at_any_call_loses_nothing() {
    let mut points = 0;
    for is_mirrored in [false, true] {
        for script in SESSIONS {
            let mut session = Session::new(is_mirrored);
            session.play(script);
            session.check(false).unwrap();
            let calls = session.storage.calls();
            for fault in Fault::ALL.into_iter().filter(|fault| is_mirrored || is_survived_alone(*fault)) {
                for at in 0..calls {
                    let mut session = Session::new(is_mirrored);
                    session.storage.fail(at, fault);
                    session.play(script);
                    let lost = session.check(!is_survived_alone(fault));
                    assert_eq!(lost, Ok(()), "{fault:?} at call {at} of {script}, mirror: {is_mirrored}");
                    points += 1;
                }
            }
        }
    }
    println!("{points} points, 0 acknowledged edits lost");
    assert!(points >= 10_000);
}

#[test]
fn any_number_of_faults_and_kills_loses_nothing() {
    let count = cases(1_000);
    for seed in 0..count {
        let mut chance = Chance::new(seed);
        let is_mirrored = chance.below(2) == 0;
        // A kill loses what the engine has not committed: seconds in WebKit and Firefox, minutes
        // in Chromium. The mirror has it.
        let letters = if is_mirrored { "aaabbcAAABBnr2ssmvvdpxtkK" } else { "aaabbcAAABBnr2ssmvvdpxtk" };
        let script: String = (0..4 + chance.below(20)).map(|_| chance.one_of(letters)).collect();
        let faults: Vec<Fault> =
            Fault::ALL.into_iter().filter(|fault| is_mirrored || is_survived_alone(*fault)).collect();
        let mut session = Session::new(is_mirrored);
        session.lag = 1 + chance.below(20);
        let mut plan = Vec::new();
        for _ in 0..1 + chance.below(6) {
            let (at, fault) = (chance.below(300), faults[chance.below(faults.len())]);
            plan.push((at, fault));
            session.storage.fail(at, fault);
        }
        for _ in 0..chance.below(4) {
            session.later.push((chance.below(100), faults[chance.below(faults.len())]));
        }
        let (plan, later) = (plan, session.later.clone());
        session.play(&script);
        let lost = session.check(true);
        assert_eq!(lost, Ok(()), "seed {seed}: {script}, {plan:?}, then {later:?}, mirror: {is_mirrored}");
    }
    println!("{count} schedules, 0 acknowledged edits lost");
}
