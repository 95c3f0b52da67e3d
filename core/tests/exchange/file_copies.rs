//! A file is only ever written with the whole, current text of its own draft, and nothing that stands
//! in it is replaced without a word, whatever the disk and the tabs do.

use std::sync::atomic::{AtomicUsize, Ordering};

use crate::world::{Fault, World};
use submission_core::copies::{
    Action, Attempt, AttemptRequest, ConflictKind, Event, FileStamp, Mark, Occasion, Outcome, Refusal,
    Remembered,
};
use submission_core::store::{Storage, Store};
use test_support::bench::{Bench, answer, id, template};
use test_support::chance::{Chance, cases, each_seed};
use test_support::figures::{count, figure};

/// A draft that is copied to a file, which follows.
fn followed() -> World {
    let mut world = World::new(2, 2, 1);
    world.begin(0, 0, Some(0), None);
    assert_eq!(world.finish(0), Some(Outcome::Copied));
    world
}

fn asks(outcome: Option<Outcome>) -> Option<ConflictKind> {
    match outcome {
        Some(Outcome::Asks(conflict)) => Some(conflict.kind),
        _ => None,
    }
}

#[test]
fn the_file_follows_each_change() {
    let mut world = followed();
    for replaces in [false, true, false] {
        world.write(0, 0, replaces, true);
        world.begin(0, 0, None, None);
        assert_eq!(world.finish(0), Some(Outcome::Copied));
        assert!(world.files[0].text.contains(&world.drafts[0].states.last().unwrap().text));
    }
    // Also after a reload, and when the last change was not copied before it.
    world.write(0, 1, true, true);
    world.reopen(0, false);
    world.begin(0, 0, None, None);
    assert_eq!(world.finish(0), Some(Outcome::Copied));
    assert_eq!(world.wrong, [""; 0]);
}

#[test]
fn what_another_hand_left_in_the_file_is_replaced_only_on_the_writers_word() {
    for (fault, kind) in [
        (Fault::Rolled, ConflictKind::Changed),
        (Fault::Edited, ConflictKind::Changed),
        (Fault::Another, ConflictKind::Other),
        (Fault::Foreign, ConflictKind::Changed),
    ] {
        for reloaded in [false, true] {
            let mut world = followed();
            world.write(0, 0, true, true);
            world.begin(0, 0, None, None);
            world.finish(0);
            if reloaded {
                world.reopen(0, false);
            }
            world.write(0, 0, true, true);
            world.change(0, fault, usize::from(fault == Fault::Another));
            let found = world.files[0].text.clone();
            for _ in 0..2 {
                world.begin(0, 0, None, None);
                assert_eq!(asks(world.finish(0)), Some(kind), "{fault:?}, reloaded: {reloaded}");
                assert_eq!(world.files[0].text, found);
            }
            world.replace_it(0, 0);
            assert_eq!(world.finish(0), Some(Outcome::Copied));
            assert_eq!(world.wrong, [""; 0]);
        }
    }
}

#[test]
fn a_word_is_for_what_the_writer_has_seen_and_nothing_else() {
    let mut world = followed();
    world.write(0, 0, true, true);
    world.change(0, Fault::Edited, 0);
    world.begin(0, 0, None, None);
    world.finish(0);
    world.change(0, Fault::Another, 1);
    world.replace_it(0, 0);
    assert_eq!(asks(world.finish(0)), Some(ConflictKind::Other));
}

#[test]
fn a_file_that_follows_one_draft_is_not_given_to_another_without_a_word() {
    let mut world = followed();
    world.begin(0, 1, Some(0), None);
    assert_eq!(asks(world.finish(0)), Some(ConflictKind::Shared));
    assert!(world.follows(0) && !world.follows(1));
    world.replace_it(0, 1);
    assert_eq!(world.finish(0), Some(Outcome::Copied));
    assert!(!world.follows(0) && world.follows(1), "the first draft follows it no more");
    world.write(0, 0, false, true);
    world.begin(0, 0, None, None);
    assert_eq!(world.finish(0), None);
    assert_eq!(world.wrong, [""; 0]);
}

#[test]
fn a_chosen_file_is_replaced_where_nothing_of_it_is_lost_and_asked_about_otherwise() {
    let choose = |prepare: fn(&mut World)| {
        let mut world = World::new(2, 2, 1);
        world.write(0, 0, true, true);
        prepare(&mut world);
        world.begin(0, 0, Some(0), None);
        let outcome = world.finish(0);
        assert_eq!(world.wrong, [""; 0]);
        outcome
    };
    // The browser has asked about what is no draft.
    assert_eq!(choose(|world| world.change(0, Fault::Foreign, 0)), Some(Outcome::Copied));
    // Of this draft, with something else in it.
    assert_eq!(asks(choose(|world| world.change(0, Fault::Rolled, 0))), Some(ConflictKind::State));
    // Of this draft, and all of it stands here too.
    let outcome = choose(|world| {
        world.change(0, Fault::Edited, 0);
        world.files[0].text = world.files[0].text.replace("edited", "word");
        world.write(0, 0, false, true);
    });
    assert_eq!(outcome, Some(Outcome::Copied));
    assert_eq!(asks(choose(|world| world.change(0, Fault::Another, 1))), Some(ConflictKind::Other));
    // The file that the draft was opened from, as it still is.
    let outcome = choose(|world| {
        world.change(0, Fault::Another, 1);
        world.open_file(0, 0);
        world.write(0, 0, true, true);
    });
    assert_eq!(outcome, Some(Outcome::Copied));
}

#[test]
fn a_state_that_the_browser_has_lost_is_not_replaced_by_an_older_one() {
    for (stored, loses) in [(true, true), (false, false)] {
        let mut world = followed();
        world.write(0, 0, true, stored);
        world.begin(0, 0, None, None);
        assert_eq!(world.finish(0), Some(Outcome::Copied));
        world.reopen(0, loses);
        world.write(0, 1, false, true);
        world.begin(0, 0, None, None);
        assert_eq!(asks(world.finish(0)), Some(ConflictKind::Behind), "stored: {stored}");
        assert_eq!(world.wrong, [""; 0]);
    }
}

#[test]
fn a_draft_that_does_not_leave_whole_leaves_its_file_alone() {
    use Refusal::{Damaged, Missing, Newer, Reading, Unfinished};
    for refusal in [Damaged, Missing, Newer, Reading, Unfinished] {
        let mut world = followed();
        let before = world.files[0].text.clone();
        world.write(0, 0, false, true);
        world.drafts[0].refusal = Some(refusal);
        world.begin(0, 0, None, None);
        assert_eq!(world.finish(0), Some(Outcome::Refused(refusal)));
        assert_eq!(world.files[0].text, before);
    }
}

/// What a program that has lost its screen, or its mind, may hand over.
#[test]
fn anything_but_the_draft_that_was_asked_for_is_never_written() {
    let whole = |id: &str, title: &str| {
        format!(
            r#"{{"format":"submission-editor/draft","title":"{title}","template":{{}},"answers":{{}},"draftId":"{id}"}}"#
        )
    };
    let cut = whole("d1", "Ours").strip_suffix('}').unwrap().to_owned();
    for text in ["", "undefined", "null", "{}", &cut, &whole("d2", "Ours"), &whole("d1", "Theirs")] {
        let request = AttemptRequest {
            draft: "d1".to_owned(),
            occasion: Occasion::Follows,
            remembered: Remembered::default(),
            here: None,
            shared: None,
            allowed_digest: None,
        };
        let (mut attempt, _) = Attempt::begin(request);
        assert_eq!(attempt.next(&Event::Done), Action::Ask);
        let given = Event::Text { text, title: "Ours", position: "", unsaved: false };
        assert_eq!(attempt.next(&given), Action::End(Outcome::Failed), "{text}");
        let stamp = FileStamp { size: 0.0, modified: 0.0 };
        assert_eq!(attempt.next(&Event::Saw("", stamp)), Action::End(Outcome::Failed));
    }
}

#[test]
fn a_position_tells_a_state_that_goes_on_from_one_that_lacks_something() {
    let bench = Bench::new();
    let first = bench.store();
    let draft = first.create(template("one"), "Title").unwrap().id;
    let save = |store: &Store, place: &str, text: &str| {
        store.save_answer(&draft, &id(place), &answer(text)).unwrap();
    };
    save(&first, "A", "one");
    let earlier = bench.memory.records();
    save(&first, "A", "one two");
    save(&first, "B", "three");
    let mark = Mark { position: first.position(&draft, false).unwrap(), ..Mark::default() };
    let whole = || bench.store().position(&draft, true).unwrap();
    assert!(!mark.is_ahead_of(&whole()), "the same state");

    // Another tab goes on, and its records take the place of those that it follows.
    let second = bench.store();
    second.open(&draft).unwrap();
    save(&second, "A", "one two and on");
    second.tidy(&draft, |_| true).unwrap();
    assert!(!mark.is_ahead_of(&whole()));

    // The storage has lost the last changes, and the draft goes on from the state before.
    for key in bench.keys() {
        bench.memory.remove(&key).unwrap();
    }
    for (key, record) in &earlier {
        bench.memory.set(key, record).unwrap();
    }
    let third = bench.store();
    third.open(&draft).unwrap();
    for text in ["one else", "one else again", "one else again and again"] {
        save(&third, "A", text);
        save(&third, "B", text);
    }
    assert!(mark.is_ahead_of(&whole()));
}

/// Earlier versions remembered nothing of what they wrote, and wrote no id.
#[test]
fn a_file_of_an_earlier_version_goes_on_where_nothing_of_it_is_lost() {
    let file = |text: &str, id: &str| {
        format!(
            r#"{{"format":"submission-editor/draft","title":"Ours","template":{{}},"answers":{{"I.a":{{"value":"{text}"}}}}{id}}}"#
        )
    };
    for (found, kind) in [("Since 2003.", None), ("In 2003.", Some(ConflictKind::Changed))] {
        let request = AttemptRequest {
            draft: "d1".to_owned(),
            occasion: Occasion::Follows,
            remembered: Remembered::default(),
            here: None,
            shared: None,
            allowed_digest: None,
        };
        let (mut attempt, _) = Attempt::begin(request);
        attempt.next(&Event::Done);
        let text = file("Since 2003. And on.", r#","draftId":"d1""#);
        attempt.next(&Event::Text { text: &text, title: "Ours", position: "", unsaved: false });
        let stamp = FileStamp { size: 1.0, modified: 1.0 };
        let next = attempt.next(&Event::Saw(&file(found, ""), stamp));
        match (next, kind) {
            (Action::Remember(_), None) => {}
            (Action::End(outcome), Some(_)) => assert_eq!(asks(Some(outcome)), kind),
            (other, _) => panic!("{found}: {other:?}"),
        }
    }
}

/// Letters of a script: `w` and `r` write on or anew, `u` what cannot be stored, `f` lets the file
/// follow, `c` and `C` choose the one or the other file, `o` opens the other draft's file, `O` copies the other draft
/// to the same file, `y` says "Replace it", `n` and `l` open the page anew, `l` with the last change lost.
fn play(world: &mut World, script: &str) {
    for letter in script.chars() {
        let tab = world.tabs.len() - 1;
        match letter {
            'w' => world.write(0, 0, false, true),
            'r' => world.write(0, 1, true, true),
            'u' => world.write(0, 0, true, false),
            'f' => world.begin(0, 0, None, None),
            'c' => world.begin(0, 0, Some(0), None),
            'C' => world.begin(tab, 0, Some(1), None),
            'O' => world.begin(tab, 1, Some(0), None),
            'F' => {
                world.write(1, 0, true, true);
                world.begin(tab, 1, None, None);
            }
            'o' => world.open_file(1, 0),
            'y' => {
                world.replace_it(0, 0);
                world.finish(0);
                world.replace_it(tab, 1);
            }
            'e' => world.change(0, Fault::Edited, 0),
            'n' => world.reopen(0, false),
            'l' => world.reopen(0, true),
            _ => panic!("{letter}"),
        }
        for tab in 0..world.tabs.len() {
            world.finish(tab);
        }
    }
}

const SCRIPTS: [&str; 12] = [
    "cwfrfnwf",
    "cufnwfy",
    "cwflrfy",
    "cwfOyFwf",
    "cwfoOyFwfy",
    "cCwfcf",
    "cweFfyf",
    "cwOfOyCf",
    "wcrnfrfy",
    "cwfewfywf",
    "oOFcyf",
    "cufyCwfn",
];

#[test]
fn one_fault_at_any_call_loses_nothing_in_a_file() {
    let (points, copied) = (AtomicUsize::new(0), AtomicUsize::new(0));
    each_seed(SCRIPTS.len() as u64, |number| {
        let script = SCRIPTS[number as usize];
        for tabs in [1, 2] {
            let mut world = World::new(2, 2, tabs);
            play(&mut world, script);
            assert_eq!(world.wrong, [""; 0], "{script}");
            for fault in Fault::ALL {
                for at in 0..world.calls {
                    let mut world = World::new(2, 2, tabs);
                    world.faults.push((at, fault));
                    play(&mut world, script);
                    play(&mut world, "nwf");
                    assert_eq!(world.wrong, [""; 0], "{fault:?} at call {at} of {script}, {tabs} tabs");
                    points.fetch_add(1, Ordering::Relaxed);
                    copied.fetch_add(world.copied, Ordering::Relaxed);
                }
            }
        }
    });
    let (points, copied) = (points.into_inner(), copied.into_inner());
    assert!(points >= 5_000 && copied > points, "{points}, {copied}");
    figure(
        "files",
        &format!(
            "{} faults at file calls, {} copies, 0 texts replaced without a word",
            count(points as u64),
            count(copied as u64)
        ),
    );
}

/// Tabs whose calls come in any order, as where there are no locks, on a disk that fails now and then.
#[test]
fn any_order_of_calls_and_faults_loses_nothing_in_a_file() {
    let tries = cases(100_000, 1_000_000);
    let (copied, asked) = (AtomicUsize::new(0), AtomicUsize::new(0));
    each_seed(tries, |seed| {
        let mut chance = Chance::new(seed);
        let mut world = World::new(2, 2, 1 + chance.below(3));
        for _ in 0..chance.below(6) {
            world.faults.push((chance.below(120), Fault::ALL[chance.below(Fault::ALL.len())]));
        }
        let locked = chance.below(2) == 0;
        for _ in 0..20 + chance.below(100) {
            let (tab, draft) = (chance.below(world.tabs.len()), chance.below(2));
            match chance.below(24) {
                0 => world.write(draft, chance.below(2), chance.below(2) == 0, chance.below(6) > 0),
                1 => {
                    let file = chance.below(2);
                    if !(locked && world.is_running()) {
                        world.begin(tab, draft, Some(file), None);
                    }
                }
                2 | 3 if !(locked && world.is_running()) => world.begin(tab, draft, None, None),
                4 if !(locked && world.is_running()) => world.replace_it(tab, draft),
                5 if chance.below(4) == 0 => world.reopen(draft, chance.below(3) == 0),
                6 if chance.below(4) == 0 && !world.is_running() => world.open_file(draft, chance.below(2)),
                _ => drop(world.step(tab)),
            }
        }
        assert_eq!(world.wrong, [""; 0], "seed {seed}");
        copied.fetch_add(world.copied, Ordering::Relaxed);
        asked.fetch_add(world.conflicts.values().sum(), Ordering::Relaxed);
    });
    let (copied, asked) = (copied.into_inner() as u64, asked.into_inner() as u64);
    assert!(copied > tries && asked > tries / 4, "{copied}, {asked}");
    figure(
        "files-order",
        &format!(
            "{} schedules, {} copies, {} questions, 0 texts replaced without a word",
            count(tries),
            count(copied),
            count(asked)
        ),
    );
}
