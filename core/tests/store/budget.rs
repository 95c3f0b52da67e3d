//! How much is written to the browser's storage: Chromium takes in 10 MiB an hour (version 156).

use submission_core::store::autosave::Autosave;
use submission_core::time::{Millis, PageTime};
use test_support::bench::{Bench, answer, id, template};
use test_support::chance::Chance;
use test_support::figures::figure;

const WORD: [&str; 6] = ["the ", "and ", "“report” ", "information ", "society,\n", "of "];

/// Types into a text of that many characters; the megabytes that an hour of it writes, at
/// two bytes a UTF-16 unit.
fn megabytes_of_an_hour(length: usize, millis_per_key: i64, pause: i64, jump_every: usize) -> f64 {
    let (key, pause) = (Millis::new(millis_per_key), Millis::new(pause));
    let bench = Bench::new();
    let (store, storage) = bench.faulty_store();
    let mut chance = Chance::new(1);
    let draft = store.create(template("one"), "t").unwrap().id;
    let mut text: Vec<char> = WORD.concat().chars().cycle().take(length).collect();
    let mut autosave = Autosave::new();
    let (mut now, mut at, mut words) = (PageTime::default(), length / 2, 0);
    let before = storage.written();
    let save = |now: PageTime, text: &[char], autosave: &mut Autosave| {
        let text: String = text.iter().collect();
        store.save_answer(&draft, &id("II.a"), &answer(&text)).unwrap();
        autosave.saved(now);
    };
    while now < PageTime::default() + Millis::minutes(15) {
        if words % jump_every == jump_every - 1 {
            at = chance.below(text.len());
        }
        for letter in WORD[chance.below(WORD.len())].chars() {
            text.insert(at, letter);
            at += 1;
            now = now + key;
            autosave.typed(now);
            if autosave.is_due(now) {
                save(now, &text, &mut autosave);
            }
        }
        words += 1;
        now = now + pause;
        if let Some(due) = autosave.due().filter(|due| *due <= now) {
            save(due, &text, &mut autosave);
        }
    }
    save(now, &text, &mut autosave);
    let opened = bench.store().open(&draft).unwrap().draft;
    assert!(opened.value(&id("II.a")).text().chars().eq(text.iter().copied()));
    (storage.written() - before) as f64 * 2.0 / 1_000_000.0 * 4.0
}

#[test]
fn an_hour_of_typing_writes_at_most_8_megabytes() {
    // Length, time per key, pause after each word, words until the writer goes elsewhere.
    let cases = [
        (44_000, 120, 0, 100_000),
        (44_000, 120, 450, 100_000),
        (44_000, 120, 450, 20),
        (44_000, 120, 0, 3),
        (590, 120, 450, 100_000),
        (0, 120, 0, 100_000),
    ];
    let mut most = 0.0_f64;
    for (length, per_key, pause, jump) in cases {
        let written = megabytes_of_an_hour(length, per_key, pause, jump);
        println!("{length} characters, {per_key} ms a key, {pause} ms a word: {written:.2} MB");
        assert!(written <= 8.0, "{length}, {per_key}, {pause}, {jump}: {written} MB");
        most = most.max(written);
    }
    figure("budget", &format!("at most {most:.1} MB an hour of typing without a pause (8 allowed)"));
}
