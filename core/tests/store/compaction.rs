//! What goes away by itself (records that are followed, tidying) goes only when nobody needs it:
//! a browser that is killed anywhere has everything that was shown as safe.

use std::sync::atomic::{AtomicU64, Ordering};

use crate::engine::Records;
use crate::promise::Profile;
use crate::session::Session;
use crate::sessions::SESSIONS;
use submission_core::store::Storage;
use test_support::bench::Bench;
use test_support::chance::{Chance, cases, each_seed};
use test_support::figures::{count, figure};

/// The mirror may have fallen behind, and the storage may not be on the disk yet: each state of the
/// mirror meets each earlier state of the storage.
#[test]
fn a_browser_killed_anywhere_in_compaction_has_all_that_was_safe() {
    let points = AtomicU64::new(0);
    let any = cases(500, 5_000);
    each_seed(SESSIONS.len() as u64 + any, |number| {
        let mut chance = Chance::new(number);
        let random = || (0..16).map(|_| chance.one_of("AAAABBaatttr2svRH")).collect();
        let script = SESSIONS.get(number as usize).map_or_else(random, |script| (*script).to_owned());
        let script = script.as_str();
        let mut session = Session::new(true);
        session.storage.note_changes();
        session.notes_moments = true;
        session.play(script);
        let changes = session.storage.changes();
        let mut states = vec![Records::new()];
        for (key, value) in &changes {
            let mut next = states.last().cloned().unwrap_or_default();
            match value {
                Some(value) => next.insert(key.clone(), value.clone()),
                None => next.remove(key),
            };
            states.push(next);
        }
        for (at, moment) in session.moments.iter().enumerate() {
            // Until the next transaction is confirmed, what the storage does is up to then.
            let last = session.moments.get(at + 1).map_or(changes.len(), |next| next.changes);
            for (done, state) in states.iter().enumerate().take(last + 1) {
                let bench = Bench::new();
                bench.names.name_from(1_000);
                for (key, value) in state {
                    bench.memory.set(key, value).unwrap();
                }
                let profile = Profile::of(&bench, Some(&moment.mirror), session.draft.as_ref());
                let kept = profile.keeps(&moment.safe);
                assert_eq!(kept, Ok(()), "{script}: transaction {at}, {done} changes on the disk");
                points.fetch_add(1, Ordering::Relaxed);
            }
        }
    });
    let text = format!("killed at {} points, 0 safe edits lost", count(points.into_inner()));
    figure("compaction", &text);
}
