//! What must never happen to a draft, whatever the storage does.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::engine::Kind;
use crate::session::Session;
use crate::sessions::SESSIONS;
use submission_core::store::fake::Fault;
use test_support::chance::{Chance, cases, each_seed};
use test_support::figures::{count, figure};

/// Faults at which nothing may be lost that was saved, mirror or not. At the others it takes the
/// mirror; without one the app must still open.
fn is_survived_alone(fault: Fault) -> bool {
    !matches!(fault, Fault::KeyVanished | Fault::OriginWiped)
}

#[test]
fn one_fault_at_any_call_loses_nothing() {
    let points = AtomicU64::new(0);
    let opened = AtomicU64::new(0);
    each_seed(2 * SESSIONS.len() as u64, |number| {
        let (is_mirrored, script) = (number % 2 == 0, SESSIONS[number as usize / 2]);
        let mut session = Session::new(is_mirrored);
        session.play(script);
        session.check(false).unwrap();
        session.has_no_halves().unwrap();
        let calls = session.storage.calls();
        // What vanishes while the mirror is away is nowhere.
        let has_second = is_mirrored && !script.contains(['M', 'X', 'L']);
        for fault in Fault::ALL {
            for at in 0..calls {
                let mut session = Session::new(is_mirrored);
                session.storage.fail(at, fault);
                session.play(script);
                let case = format!("{fault:?} at call {at} of {script}, mirror: {is_mirrored}");
                if has_second || is_survived_alone(fault) {
                    assert_eq!(session.check(!is_survived_alone(fault)), Ok(()), "{case}");
                    if is_survived_alone(fault) {
                        assert_eq!(session.has_no_halves(), Ok(()), "{case}");
                    }
                    points.fetch_add(1, Ordering::Relaxed);
                } else {
                    session.profile().opens().unwrap_or_else(|error| panic!("{case}: {error}"));
                }
                opened.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let (points, opened) = (points.into_inner(), opened.into_inner());
    assert!(points >= 30_000);
    let text =
        format!("{} points, 0 acknowledged edits lost; opened {} times of {1}", count(points), count(opened));
    figure("calls", &text);
}

/// A session with faults and kills by chance, and what is done in it.
fn planned(seed: u64) -> (Session, String) {
    let mut chance = Chance::new(seed);
    let is_mirrored = chance.below(2) == 0;
    // A kill loses what the engine has not committed; the mirror has it.
    let letters = if is_mirrored {
        "aaabbcAAABBnr2ssmvvdpxtkKTFSoeRHquMXL"
    } else {
        "aaabbcAAABBnr2ssmvvdpxtkTFSoeRHqu"
    };
    let script: String = (0..4 + chance.below(20)).map(|_| chance.one_of(letters)).collect();
    // A mirror that fails now and then, or is away, cannot have everything that vanishes meanwhile.
    let mirror_fails = if is_mirrored && chance.below(3) == 0 { 2 + chance.below(6) } else { 0 };
    let is_away = mirror_fails > 0 || script.contains(['M', 'X', 'L']);
    let faults: Vec<Fault> = Fault::ALL
        .into_iter()
        .filter(|fault| is_survived_alone(*fault) || (is_mirrored && !is_away))
        .collect();
    let mut session = Session::new(is_mirrored);
    session.run_in(Kind::ALL[chance.below(3)], seed);
    session.mirror_fails = mirror_fails;
    for _ in 0..1 + chance.below(6) {
        session.fail(chance.below(300), faults[chance.below(faults.len())]);
    }
    for _ in 0..chance.below(4) {
        session.later.push((chance.below(100), faults[chance.below(faults.len())]));
    }
    let things_vanish = session.faults().any(|fault| !is_survived_alone(fault));
    session.things_vanish = things_vanish;
    (session, script)
}

#[test]
fn any_number_of_faults_and_kills_loses_nothing() {
    let tries = cases(100_000, 1_000_000);
    let kills = AtomicU64::new(0);
    each_seed(tries, |seed| {
        let (mut session, script) = planned(seed);
        let plan = session.plan();
        session.play(&script);
        let lost = session.check(true).and_then(|()| match session.things_vanish {
            true => Ok(()),
            false => session.has_no_halves(),
        });
        assert_eq!(lost, Ok(()), "seed {seed}: {script}, {plan}");
        kills.fetch_add(session.kills, Ordering::Relaxed);
    });
    let text = format!(
        "{} schedules over the commit models of three engines, {} kills, 0 violations",
        count(tries),
        count(kills.into_inner())
    );
    figure("schedules", &text);
}

/// Shows what happens in one session, step by step: `REPLAY=SEED` for a planned one, `REPLAY="SCRIPT FAULT CALL
/// MIRRORED"` for one fault; of the keys those that hold `PART`.
#[test]
#[ignore = "for looking at a session that failed"]
fn one_session_is_shown_step_by_step() {
    let Ok(wish) = std::env::var("REPLAY") else { return };
    let parts: Vec<&str> = wish.split(' ').collect();
    let (mut session, script) = if parts.len() == 1 {
        planned(parts[0].parse().unwrap())
    } else {
        let fault = Fault::ALL.into_iter().find(|fault| format!("{fault:?}") == parts[1]).unwrap();
        let session = Session::new(parts[3] == "true");
        session.storage.fail(parts[2].parse().unwrap(), fault);
        (session, parts[0].to_owned())
    };
    println!("{script}");
    for (at, step) in script.chars().enumerate() {
        let before = session.storage.calls();
        session.play(&step.to_string());
        println!("{at} {step}: calls {before}..{}, kills {}", session.storage.calls(), session.kills);
        let part = std::env::var("PART").unwrap_or_default();
        let of_part = |key: &&String| key.contains(&part);
        println!("   here: {:?}", session.bench.keys().iter().filter(of_part).collect::<Vec<_>>());
        let mirror = session.mirror.clone().unwrap_or_default();
        println!("   mirror: {:?}", mirror.keys().filter(of_part).collect::<Vec<_>>());
    }
    println!("{:?} {:?}", session.check(true), session.has_no_halves());
}
