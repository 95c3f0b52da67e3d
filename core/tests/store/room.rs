//! A storage without room: what stands in it stays until what follows it lasts as long.

use submission_core::collections::SortedMap;
use submission_core::draft::{Draft, DraftId};
use submission_core::store::fake::{Fault, FaultyStorage};
use submission_core::store::{SaveError, Storage, Store, cost, transact};
use test_support::bench::{Bench, answer, id, read_template, template};

type Mirror = SortedMap<String, String>;

/// An answer as the history is given it.
const HELD: &str = r#"{"state":"started","value":"Before."}"#;
const RESERVE: &str = "submission-editor/1/reserve";

/// A page with a draft and one answer in it.
struct Page {
    bench: Bench,
    store: Store,
    storage: FaultyStorage,
    mirror: Mirror,
    draft: DraftId,
}

impl Page {
    fn with(text: &str, is_mirrored: bool) -> Self {
        let bench = Bench::new();
        let (store, storage) = bench.faulty_store();
        store.set_mirrored(is_mirrored);
        let draft = store.create(template("one"), "Title").unwrap().id;
        store.save_answer(&draft, &id("I"), &answer(text)).unwrap();
        let page = Self { bench, store, storage, mirror: Mirror::new(), draft };
        let mut mirror = Mirror::new();
        page.feed(&mut mirror);
        Self { mirror, ..page }
    }

    /// One transaction of the mirror.
    fn feed(&self, mirror: &mut Mirror) {
        let changes = self.store.take_changes();
        transact(mirror, &changes);
        self.store.confirm(&changes);
    }

    /// Another app takes all the room but for so much.
    fn fill(&self, left: usize) -> usize {
        let room = used(&self.bench) + left;
        self.storage.limit(Some(room));
        room
    }

    fn save(&self, text: &str) -> Result<(), SaveError> {
        self.store.save_answer(&self.draft, &id("I"), &answer(text)).map(drop)
    }

    /// Another store that sees what is on this page only.
    fn beside(&self) -> Store {
        let (clock, names) = (self.bench.clock.clone(), self.bench.names.clone());
        Store::new(self.storage.clone(), clock, names, read_template)
    }

    /// What is shown when the page has ended, and the mirror is not there.
    fn lasts(&self) -> Vec<String> {
        texts(&self.bench.store(), &self.draft)
    }
}

fn used(bench: &Bench) -> usize {
    bench.records().iter().map(|(key, value)| cost(key, value)).sum()
}

/// The text that is shown, and those that were written at the same time.
fn texts(store: &Store, draft: &DraftId) -> Vec<String> {
    let opened = store.peek(draft).unwrap();
    assert_eq!(opened.quarantined, []);
    let mut texts = vec![opened.draft.value(&id("I")).text().to_owned()];
    let others = opened.diverged.iter().flat_map(|diverged| &diverged.others);
    texts.extend(others.map(|theirs| theirs.answer.value.text().to_owned()));
    texts
}

/// A text of that length, to be told from others by its first word.
fn long(word: &str) -> String {
    format!("{word} {}", "lorem ipsum ".repeat(60))
}

/// The answer is kept before it is replaced; then the page ends at any call.
#[test]
fn the_text_on_the_screen_is_there_after_a_crash_in_a_full_storage() {
    let pairs = [
        ("Before.".to_owned(), "Before. And after.".to_owned()),
        (long("Before"), format!("{}and after.", long("Before"))),
        (long("Before"), "After.".to_owned()),
    ];
    let mut seen = [0; 2];
    for (before, after) in &pairs {
        for (is_mirrored, left) in
            [0, 50, 150, 250, 400, 900, 1_500].map(|left| [(false, left), (true, left)]).concat()
        {
            for at in 0.. {
                let page = Page::with(before, is_mirrored);
                let room = page.fill(left);
                let start = page.storage.calls();
                page.storage.fail(at, Fault::CrashBefore);
                let _ = page.store.save_before_deletion(&page.draft, &id("I"), HELD);
                let saved = page.save(after);
                let is_durable = saved.is_ok() && !page.store.has_only_here();
                let case = format!("{left} left, call {at}, mirror: {is_mirrored}");
                for mirror in [None, Some(&page.mirror)] {
                    let (again, storage) = page.bench.faulty_store();
                    storage.limit(Some(room));
                    if let Some(mirror) = mirror.filter(|_| is_mirrored) {
                        again.set_mirrored(true);
                        again.unite(mirror).unwrap();
                    }
                    let shown = texts(&again, &page.draft);
                    let is_after = shown == [after.as_str()];
                    assert!(is_after || shown == [before.as_str()], "{case}: {shown:?}");
                    assert!(is_after || !is_durable, "{case}: called saved");
                    seen[usize::from(is_after)] += 1;
                }
                if page.storage.calls() <= start + at {
                    break;
                }
            }
        }
    }
    assert!(seen.iter().all(|count| *count > 100), "{seen:?}");
}

/// The writer has been told that it is kept.
#[test]
fn a_named_moment_without_room_is_on_this_page_only_until_the_mirror_has_it() {
    let page = Page::with("Before.", true);
    page.fill(0);
    let answers = SortedMap::from_iter([(id("I"), HELD.to_owned())]);
    page.store.name_snapshot(&page.draft, "First", &answers).unwrap();
    assert!(page.store.has_only_here() && page.store.is_only_here(&page.draft));
    let changes = page.store.take_changes();
    assert!(changes.keys().any(|key| key.contains("/snapshot/")), "{changes:?}");
    page.store.confirm(&changes);
    assert!(!page.store.has_only_here());
}

#[test]
fn copies_of_what_vanished_leave_the_last_words_their_room() {
    for is_mirrored in [false, true] {
        let page = Page::with("Before.", is_mirrored);
        page.store.fill_reserve().unwrap();
        page.fill(2_000);
        let held =
            (0..100).filter(|_| page.store.save_before_deletion(&page.draft, &id("I"), HELD).is_ok()).count();
        assert!(held > 5 && (is_mirrored || held < 100), "{held}");
        assert!(page.bench.keys().contains(&RESERVE.to_owned()));
        assert_eq!(page.lasts(), ["Before."]);
        page.save("Last words.").unwrap();
        assert_eq!(page.lasts(), ["Last words."]);
        let kept = page.store.history(&page.draft).unwrap().revisions;
        assert_eq!(kept.len(), held);
    }
}

/// In the end the mirror has the new text too; what other tabs see stays all the same.
#[test]
fn the_last_text_in_the_storage_stays_while_what_follows_it_is_on_the_page_alone() {
    for before in ["Before.".to_owned(), long("Before")] {
        let mut page = Page::with(&before, true);
        page.fill(0);
        let mut mirror = std::mem::take(&mut page.mirror);
        for number in 0..100 {
            page.save(&format!("{before} {number}")).unwrap();
            assert!(page.store.is_only_here(&page.draft));
            assert_eq!(page.lasts(), [before.as_str()], "{number}");
        }
        page.feed(&mut mirror);
        assert!(!page.store.has_only_here());
        assert_eq!(page.lasts(), [before.as_str()]);
        page.store.remove_unneeded().unwrap();
        page.store.tidy(&page.draft, |_| true).unwrap();
        page.store.set_mirrored(false);
        assert_eq!(page.lasts(), [before.as_str()]);
        assert_eq!(texts(&page.store, &page.draft), [format!("{before} 99")]);

        // There is room again: now it is followed by one that lasts, and goes.
        page.storage.limit(None);
        page.save("After.").unwrap();
        assert_eq!(page.lasts(), ["After."]);
        let left = page.bench.keys().into_iter().filter(|key| key.contains("/answer/")).count();
        assert_eq!((left, page.storage.overflowing().len()), (1, 0));
    }
}

#[test]
fn two_texts_that_were_joined_where_there_is_no_room_both_stay_stored() {
    let page = Page::with("Common.", false);
    let two = page.bench.store();
    two.open(&page.draft).unwrap();
    page.save("Of one.").unwrap();
    two.save_answer(&page.draft, &id("I"), &answer("Of two.")).unwrap();

    let (joining, storage) = page.bench.faulty_store();
    joining.set_mirrored(true);
    storage.limit(Some(used(&page.bench)));
    let found = joining.open(&page.draft).unwrap().diverged;
    let others: Vec<_> = found[0].others.iter().map(|theirs| theirs.version.clone()).collect();
    joining.resolve(&page.draft, &id("I"), &answer("Of both."), &others).unwrap();
    joining.confirm(&joining.take_changes());
    joining.remove_unneeded().unwrap();
    joining.tidy(&page.draft, |_| true).unwrap();
    assert_eq!(texts(&joining, &page.draft), ["Of both."]);
    let mut lasting = page.lasts();
    lasting.sort();
    assert_eq!(lasting, ["Of one.", "Of two."]);
}

/// Another store tidies that sees what is on this page only, with and without a mirror of its own.
#[test]
fn tidying_takes_no_text_away_that_only_the_page_has_a_newer_one_of() {
    for before in ["Before.".to_owned(), long("Before")] {
        for is_united in [false, true] {
            let page = Page::with(&before, false);
            let writing = page.beside();
            writing.set_mirrored(true);
            writing.open(&page.draft).unwrap();
            page.fill(0);
            writing.save_answer(&page.draft, &id("I"), &answer("After.")).unwrap();
            assert!(writing.has_only_here());

            let tidying = page.beside();
            if is_united {
                tidying.set_mirrored(true);
                tidying.unite(&Mirror::new()).unwrap();
            }
            tidying.tidy(&page.draft, |_| true).unwrap();
            tidying.remove_unneeded().unwrap();
            page.store.tidy(&page.draft, |_| true).unwrap();
            assert_eq!(texts(&tidying, &page.draft), ["After."]);
            assert_eq!(page.lasts(), [before.as_str()], "united: {is_united}");
        }
    }
}

#[test]
fn a_text_that_waited_for_a_mirror_which_is_given_up_stays_on_the_page_and_is_not_called_stored() {
    let mut page = Page::with("Before.", true);
    page.fill(0);
    page.save("After.").unwrap();
    page.store.give_back(page.store.take_changes());
    page.store.set_mirrored(false);
    assert_eq!(texts(&page.store, &page.draft), ["After."]);
    assert!(page.store.has_only_here() && page.store.is_only_here(&page.draft));
    assert_eq!(page.lasts(), ["Before."]);
    assert_eq!(page.save("More."), Err(SaveError::Full));
    assert_eq!(texts(&page.store, &page.draft), ["After."]);
    assert_eq!(page.lasts(), ["Before."]);
    // There is room again, and nothing waits any more.
    page.storage.limit(None);
    page.save("More.").unwrap();
    assert_eq!(page.lasts(), ["More."]);
    assert!(!page.store.has_only_here(), "{:?}", page.storage.overflowing());

    // What the mirror has taken before is on the disk with it.
    let mut mirror = std::mem::take(&mut page.mirror);
    page.store.set_mirrored(true);
    page.fill(0);
    page.save("More than before.").unwrap();
    page.feed(&mut mirror);
    page.store.set_mirrored(false);
    assert_eq!(texts(&page.store, &page.draft), ["More than before."]);
    let (again, storage) = page.bench.faulty_store();
    storage.limit(Some(used(&page.bench)));
    again.set_mirrored(true);
    again.unite(&mirror).unwrap();
    assert_eq!(texts(&again, &page.draft), ["More than before."]);
}

#[test]
fn a_draft_for_which_there_is_no_room_leaves_the_reserve_to_the_last_words() {
    for is_mirrored in [false, true] {
        let page = Page::with("Before.", is_mirrored);
        page.store.fill_reserve().unwrap();
        page.fill(300);
        let mut file = Draft { title: "File".to_owned(), ..page.store.peek(&page.draft).unwrap().draft };
        (0..20).for_each(|number| drop(file.answers.insert(id(&format!("Q{number}")), answer(&long("x")))));
        page.storage.note_changes();
        let full = if is_mirrored { None } else { Some(SaveError::Full) };
        assert_eq!(page.store.put(&file).err(), full);
        assert_eq!(page.store.duplicate(&page.draft, "Copy").err(), full);
        assert_eq!(page.save(&"longer than the reserve ".repeat(3_000)).err(), full);
        assert!(!page.storage.changes().iter().any(|(key, _)| key == RESERVE), "spent");
        let listed = page.bench.store().drafts().unwrap().drafts;
        assert!(listed.iter().all(|draft| draft.id == page.draft || draft.unfinished), "{listed:?}");

        page.fill(0);
        page.save("Last words.").unwrap();
        assert!(page.storage.changes().contains(&(RESERVE.to_owned(), None)));
        assert_eq!(page.lasts(), ["Last words."]);
    }
}
