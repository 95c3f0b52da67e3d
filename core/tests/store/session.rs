//! A writer's session as a line of letters, played on a store that fails.

use std::collections::BTreeSet;

use serde_json::json;
use submission_core::draft::{Answer, AnswerId, Draft, DraftId};
use submission_core::history::{DueRevision, RevisionKind};
use submission_core::store::fake::{Fault, FaultyStorage};
use submission_core::store::{Clock as _, Copied, Level, OpenError, Opened, Storage, Store, cost, transact};
use submission_core::time::{Millis, WallTime};

use super::engine::{Engine, Kind, Records};
use super::promise::{FOREIGN, Profile, Words, words};
use test_support::bench::{Bench, answer, id, read_template, template};
use test_support::chance::Chance;

/// One tab: its store, and what is on its screen.
struct Tab {
    store: Store,
    is_mirrored: bool,
    /// The mirror has not answered yet: so many steps more.
    is_late: usize,
    draft: Option<Draft>,
    diverged: Vec<(AnswerId, Vec<submission_core::store::Theirs>)>,
    /// Answers that are saved as soon as the mirror has them.
    pending: Vec<(AnswerId, Answer)>,
    /// Drafts from files, of which the same is true.
    pending_files: Vec<DraftId>,
}

/// A browser profile with its tabs, its mirror, and what the writer was promised.
pub struct Session {
    pub bench: Bench,
    pub storage: FaultyStorage,
    tabs: Vec<Tab>,
    active: usize,
    pub mirror: Option<Records>,
    pub draft: Option<DraftId>,
    words: usize,
    /// Words that were acknowledged as saved.
    pub promised: Words,
    /// Those of them that were acknowledged as safe.
    pub safe: Words,
    in_bin: bool,
    /// How the browser brings the storage to the disk, where it is killed now and then.
    engine: Option<Engine>,
    chance: Chance,
    /// One in so many transactions of the mirror fails; 0: none.
    pub mirror_fails: usize,
    /// Things vanish from the storage: what a tab without the mirror saves is not promised.
    pub things_vanish: bool,
    planned: Vec<(usize, Fault)>,
    /// Faults for after the next restart, each with the call that it comes at.
    pub later: Vec<(usize, Fault)>,
    /// After each transaction of the mirror: how many changes of the storage there were before it
    /// and with what it led to, what it holds, and what is safe.
    pub moments: Vec<Moment>,
    pub notes_moments: bool,
    /// How often the browser was killed.
    pub kills: u64,
    /// There is no room for more than that.
    room: Option<usize>,
    /// The next tab's mirror answers only after so many steps.
    lateness: usize,
    /// For so many steps the mirror is closed.
    closed: usize,
    /// Drafts from files that were acknowledged as stored, and those of them that are safe.
    files: Vec<DraftId>,
    safe_files: Vec<DraftId>,
    /// Drafts that were removed for good, and those of them of which both storages know.
    pub erased: Vec<DraftId>,
    safe_erased: Vec<DraftId>,
}

/// A transaction of the mirror is complete.
#[derive(Clone)]
pub struct Moment {
    pub changes: usize,
    pub mirror: Records,
    pub safe: Words,
}

/// What the history keeps of a text.
fn revision(draft: &DraftId) -> DueRevision {
    DueRevision {
        draft: draft.clone(),
        answer_id: id("a"),
        answer: r#"{"state":"started","value":"earlier"}"#.to_owned(),
        time: WallTime::default(),
        kind: RevisionKind::Written,
    }
}

const TEN_YEARS: i64 = 10 * 365 * 24 * 60 * 60 * 1000;

impl Session {
    pub fn new(is_mirrored: bool) -> Self {
        let bench = Bench::new();
        bench.memory.set(FOREIGN, "its own").unwrap();
        let storage = FaultyStorage::over(&bench.memory);
        let mut session = Self {
            bench,
            storage,
            tabs: Vec::new(),
            active: 0,
            mirror: is_mirrored.then(Records::new),
            draft: None,
            words: 0,
            promised: Words::new(),
            safe: Words::new(),
            in_bin: false,
            engine: None,
            chance: Chance::new(0),
            mirror_fails: 0,
            things_vanish: false,
            planned: Vec::new(),
            later: Vec::new(),
            moments: Vec::new(),
            notes_moments: false,
            kills: 0,
            room: None,
            lateness: 0,
            closed: 0,
            files: Vec::new(),
            safe_files: Vec::new(),
            erased: Vec::new(),
            safe_erased: Vec::new(),
        };
        let tab = session.tab();
        session.tabs.push(tab);
        session
    }

    /// From now on time passes unevenly, and the browser commits as this engine does.
    pub fn run_in(&mut self, engine: Kind, seed: u64) {
        self.engine = Some(Engine::new(engine, self.now(), self.bench.records()));
        self.chance = Chance::new(seed);
    }

    fn now(&self) -> i64 {
        self.bench.clock.now().as_millis()
    }

    /// Lets a call fail.
    pub fn fail(&mut self, at: usize, fault: Fault) {
        self.storage.fail(at, fault);
        self.planned.push((at, fault));
    }

    /// All faults that are planned.
    pub fn faults(&self) -> impl Iterator<Item = Fault> {
        self.planned.iter().chain(&self.later).map(|(_, fault)| *fault)
    }

    /// What goes wrong in it, in words.
    pub fn plan(&self) -> String {
        let Self { planned, later, mirror_fails, engine, mirror, .. } = self;
        let engine = engine.as_ref().map(Engine::kind);
        format!(
            "{planned:?}, then {later:?}, mirror: {}, fails: {mirror_fails}, {engine:?}",
            mirror.is_some()
        )
    }

    /// Plays the letters; see the arms for what each of them means.
    pub fn play(&mut self, script: &str) {
        for step in script.chars() {
            self.pass_time();
            let written = self.storage.written();
            match step {
                'a'..='c' => self.write(&format!("{step}"), false),
                'A'..='C' => self.write(&format!("{step}"), true),
                'n' => self.rename(),
                // Reload, a second tab, the other tab.
                'r' => self.reload(),
                '2' => {
                    let tab = self.tab();
                    self.tabs.push(tab);
                    self.active = self.tabs.len() - 1;
                }
                's' => self.active = (self.active + 1) % self.tabs.len(),
                'm' => self.settle(),
                'v' => self.take_over(),
                'd' => self.delete_and_restore(),
                'p' => self.duplicate(),
                'K' => self.kill(),
                // The clock is set back, or on, by ten years.
                'T' => self.bench.clock.pass(Millis::new(-TEN_YEARS)),
                'F' => self.bench.clock.pass(Millis::new(TEN_YEARS)),
                'x' => self.try_it(|store, _| store.set_setting("theme", json!("dark")).is_ok()),
                't' => self.tidy(),
                'k' => self.try_it(|store, _| store.fill_reserve().is_ok()),
                // The storage is full, or has room again.
                'q' => self.fill(),
                'u' => self.limit(None),
                // A file is opened, the last one removed for good.
                'o' => self.open_file(),
                'e' => self.erase(),
                // An answer is replaced at one stroke; the past is kept, and a copy noted.
                'R' => self.replace(),
                'H' => self.try_it(|store, id| {
                    store.save_revision(&revision(id)).is_ok()
                        && store.note_copied(id, &Copied::default()).is_ok()
                        && store.thin_history(id, Level::Stop).is_ok()
                }),
                // The mirror is cleared while tabs are open, is closed for a while, or answers late.
                'M' => self.clear_mirror(),
                'X' => self.closed = 3,
                'L' => {
                    self.lateness = 1 + self.words % 3;
                    self.reload();
                }
                // A start, as the clock has it.
                'S' => self.try_it(|store, _| {
                    store.count_start().is_ok() && store.purge_expired().is_ok_and(|gone| gone == 0)
                }),
                _ => panic!("no such step: {step}"),
            }
            self.unite_late();
            self.feed_mirror();
            let now = self.now();
            if let Some(engine) = &mut self.engine {
                engine.wrote(now, self.storage.written().saturating_sub(written));
            }
            self.after_a_crash();
        }
    }

    fn pass_time(&mut self) {
        let Some(engine) = &mut self.engine else {
            self.bench.clock.pass(Millis::new(2_000));
            return;
        };
        self.bench.clock.pass(Millis::new(100 + self.chance.below(4_000) as i64));
        let now = self.bench.clock.now().as_millis();
        engine.pass(now, || self.bench.records());
    }

    /// The browser is killed: its storage is what the engine had committed, and only what was
    /// shown as safe is owed.
    fn kill(&mut self) {
        let now = self.now();
        let Some(engine) = &mut self.engine else { return };
        let stored = engine.kill(now);
        self.kills += 1;
        for key in self.bench.keys() {
            self.bench.memory.remove(&key).unwrap();
        }
        for (key, value) in stored {
            self.bench.memory.set(&key, &value).unwrap();
        }
        self.promised.clone_from(&self.safe);
        self.files.clone_from(&self.safe_files);
        // A removal that was not on the disk yet has not been.
        self.erased.clone_from(&self.safe_erased);
        self.restart();
    }

    /// Opens a tab, as the page does at its start.
    fn tab(&mut self) -> Tab {
        let (storage, clock) = (self.storage.in_another_tab(), self.bench.clock.clone());
        let store = Store::new(storage, clock, self.bench.names.clone(), read_template);
        let is_late = std::mem::take(&mut self.lateness);
        // As the page does: where they cannot be united it goes on without a mirror, and nothing that
        // it writes is shown as safe.
        let is_mirrored = is_late == 0 && self.unite(&store);
        store.set_mirrored(is_mirrored);
        let (pending, pending_files, diverged) = Default::default();
        let mut tab = Tab { store, is_mirrored, is_late, draft: None, diverged, pending, pending_files };
        self.begin(&mut tab);
        // The page looks at what is there.
        let _ = tab.store.drafts();
        tab
    }

    fn unite(&self, store: &Store) -> bool {
        self.mirror.as_ref().is_some_and(|mirror| {
            store.set_mirrored(true);
            store.unite(mirror).is_ok_and(|united| united.failed.is_none())
        })
    }

    /// Tabs whose mirror was late have its answer now.
    fn unite_late(&mut self) {
        for at in 0..self.tabs.len() {
            let is_due = self.tabs[at].is_late == 1;
            self.tabs[at].is_late = self.tabs[at].is_late.saturating_sub(1);
            if is_due {
                let is_mirrored = self.unite(&self.tabs[at].store);
                self.tabs[at].store.set_mirrored(is_mirrored);
                self.tabs[at].is_mirrored = is_mirrored;
            }
        }
    }

    fn limit(&mut self, room: Option<usize>) {
        self.room = room;
        self.storage.limit(room);
    }

    /// Another app takes all the room but for a few words.
    fn fill(&mut self) {
        let used: usize = self.bench.records().iter().map(|(key, value)| cost(key, value)).sum();
        self.limit(Some(used + self.words % 4 * 200));
    }

    fn open_file(&mut self) {
        let answers = 2 + self.words % 5;
        let mut draft = Draft {
            id: DraftId::new("file").unwrap(),
            title: format!("A file of {answers}"),
            template: template("two"),
            answers: Default::default(),
            created: WallTime::default(),
            unknown: Default::default(),
        };
        for number in 0..answers {
            let long = "From a file. ".repeat(1 + 60 * (number % 2));
            draft.answers.insert(id(&format!("Q{number}")), answer(&long));
        }
        let tab = &mut self.tabs[self.active];
        // Where it cannot be stored it is on the page only, and the page says so.
        match tab.store.put(&draft) {
            Ok(put) if tab.store.has_only_here() => tab.pending_files.push(put.id),
            Ok(put) => self.files.push(put.id),
            Err(_) => {}
        }
    }

    fn erase(&mut self) {
        let Some(id) = self.files.pop() else { return };
        self.safe_files.retain(|safe| *safe != id);
        let store = &self.tabs[self.active].store;
        // Where there is no room for that word, it waits for the mirror too.
        if store.delete(&id).is_ok() && store.purge(&id).is_ok() && !store.has_only_here() {
            self.erased.push(id);
        }
    }

    /// First kept, then replaced: where it cannot be kept, it is not replaced.
    fn replace(&mut self) {
        let Some(draft) = &self.draft else { return };
        let tab = &self.tabs[self.active];
        let _ = tab.store.save_before_deletion(draft, &id("a"), r#"{"state":"started","value":"before"}"#);
    }

    fn clear_mirror(&mut self) {
        if self.mirror.is_none() {
            return;
        }
        // What was safe is not until the mirror has it again.
        self.safe.clear();
        self.safe_files.clear();
        // What there was no room for is on the page only, until the mirror has it again.
        let alone = Profile { mirror: None, ..self.profile() }.opens().ok().flatten().unwrap_or_default();
        self.promised.retain(|word| alone.contains(word));
        let listed = self.bench.store().drafts().unwrap_or_default().drafts;
        self.files.retain(|id| listed.iter().any(|draft| draft.id == *id && !draft.unfinished));
        let Some(mirror) = &mut self.mirror else { return };
        *mirror = Records::new();
        for tab in &self.tabs {
            let _ = tab.draft.as_ref().map(|draft| tab.store.save_whole(draft));
            let _ = tab.store.mirror_all();
        }
    }

    fn begin(&mut self, tab: &mut Tab) {
        match &self.draft {
            Some(id) => {
                // Where putting it back has failed, the writer does it again.
                let opened = match tab.store.open(id) {
                    Err(OpenError::InBin) if tab.store.restore(id).is_ok() => tab.store.open(id),
                    opened => opened,
                };
                if let Ok(Opened { draft, diverged, .. }) = opened {
                    tab.draft = Some(draft);
                    tab.diverged = diverged.into_iter().map(|found| (found.id, found.others)).collect();
                }
            }
            None => {
                if let Ok(draft) = tab.store.create(template("one"), "Title") {
                    self.draft = Some(draft.id.clone());
                    tab.draft = Some(draft);
                }
            }
        }
    }

    fn reload(&mut self) {
        let tab = self.tab();
        self.tabs[self.active] = tab;
    }

    /// Types one more word, near the end or the beginning, and saves as the page does.
    fn write(&mut self, question: &str, is_long: bool) {
        let answer_id = id(question);
        self.words += 1;
        let word = format!("w{}", self.words);
        let mut tab = self.tabs.swap_remove(self.active);
        if tab.draft.is_none() {
            self.begin(&mut tab);
        }
        if let Some(draft) = &mut tab.draft {
            let mut text = draft.value(&answer_id).text().to_owned();
            if is_long && text.len() < 700 {
                text.push_str(&"Lorem ipsum “dolor”.\n".repeat(35));
            }
            match self.words % 3 {
                0 => text.insert_str(0, &format!("{word} ")),
                _ => text.push_str(&format!(" {word}")),
            }
            draft.answers.insert(answer_id.clone(), answer(&text));
            if self.save(&tab, &answer_id) {
                tab.pending.push((answer_id, answer(&text)));
            }
        }
        self.tabs.push(tab);
        let last = self.tabs.len() - 1;
        self.tabs.swap(self.active, last);
    }

    /// Saves, up to three times, as autosave does; notes what was promised.
    /// Whether that waits for the mirror.
    fn save(&mut self, tab: &Tab, answer_id: &AnswerId) -> bool {
        let Some(draft) = &tab.draft else { return false };
        let answer = &draft.answers[answer_id];
        for _ in 0..3 {
            let saved = tab.store.save_answer(&draft.id, answer_id, answer);
            if saved.is_ok_and(|saved| !saved.gone || tab.store.save_whole(draft).is_ok()) {
                // For what there is no room, the mirror is waited for.
                if tab.store.has_only_here() {
                    return true;
                }
                self.promise(tab.is_mirrored, answer_id, answer);
                return false;
            }
        }
        false
    }

    fn promise(&mut self, is_mirrored: bool, answer_id: &AnswerId, answer: &Answer) {
        if self.things_vanish && self.mirror.is_some() && !is_mirrored {
            return;
        }
        self.promised.extend(words(answer).map(|word| (answer_id.clone(), word)));
    }

    fn rename(&mut self) {
        let title = format!("Title {}", self.words);
        let tab = &mut self.tabs[self.active];
        if let Some(draft) = &mut tab.draft {
            draft.title = title;
            let _ = tab.store.rename(&draft.id, &draft.title);
        }
    }

    /// Joins texts that were written at once, and saves them as one.
    fn settle(&mut self) {
        let mut tab = self.tabs.swap_remove(self.active);
        if let Some(draft) = &mut tab.draft {
            for (answer_id, others) in std::mem::take(&mut tab.diverged) {
                let mut text = draft.value(&answer_id).text().to_owned();
                for other in &others {
                    text.push(' ');
                    text.push_str(other.answer.value.text());
                }
                let joined = answer(&text);
                draft.answers.insert(answer_id.clone(), joined.clone());
                let versions: Vec<_> = others.iter().map(|theirs| theirs.version.clone()).collect();
                if tab.store.resolve(&draft.id, &answer_id, &joined, &versions).is_ok() {
                    match tab.store.has_only_here() {
                        true => tab.pending.push((answer_id, joined)),
                        false => self.promise(tab.is_mirrored, &answer_id, &joined),
                    }
                }
            }
        }
        self.tabs.push(tab);
        let last = self.tabs.len() - 1;
        self.tabs.swap(self.active, last);
    }

    /// Shows what the other tab wrote, where it continues what is on the screen.
    fn take_over(&mut self) {
        let tab = &mut self.tabs[self.active];
        let Some(draft) = &mut tab.draft else { return };
        for news in tab.store.remote_changes(&draft.id).unwrap_or_default() {
            // Only where no word of this screen would go.
            let theirs: BTreeSet<String> = words(&news.theirs.answer).collect();
            let ours = draft.answer(&news.id).map(|ours| words(ours).collect()).unwrap_or(BTreeSet::new());
            if news.continues
                && ours.is_subset(&theirs)
                && tab.store.adopt(&draft.id, &news.id, &news.theirs.version).is_ok()
            {
                draft.answers.insert(news.id, news.theirs.answer);
            }
        }
    }

    fn delete_and_restore(&mut self) {
        let Some(id) = self.draft.clone() else { return };
        let store = &self.tabs[self.active].store;
        if store.delete(&id).is_ok() {
            self.in_bin = store.restore(&id).is_err();
        } else {
            // Whether the marker was written is not known.
            self.in_bin |= store.restore(&id).is_err();
        }
    }

    fn duplicate(&mut self) {
        self.try_it(|store, id| store.duplicate(id, "Copy").is_ok());
    }

    /// With locks, as in the browser: a tab that is open is known to be.
    fn tidy(&mut self) {
        let open: Vec<String> = self.tabs.iter().map(|tab| tab.store.writer().to_owned()).collect();
        self.try_it(|store, id| {
            store.tidy(id, |writer| !open.iter().any(|open| **open == *writer.name)).is_ok()
        });
    }

    fn try_it(&mut self, what: impl FnOnce(&Store, &DraftId) -> bool) {
        if let Some(id) = &self.draft {
            what(&self.tabs[self.active].store, id);
        }
    }

    /// What the page does after each save: the mirror gets what changed.
    fn feed_mirror(&mut self) {
        if self.storage.crashed() {
            // The page has ended.
            return;
        }
        let Some(mut mirror) = self.mirror.take() else { return };
        let mut is_whole = true;
        let is_closed = self.closed > 0;
        self.closed = self.closed.saturating_sub(1);
        let mut promised = Vec::new();
        for tab in &mut self.tabs {
            if !tab.is_mirrored {
                is_whole = false;
                continue;
            }
            let store = &tab.store;
            // The text first; what may wait goes with a transaction of its own.
            for changes in std::iter::from_fn(|| Some(store.take_changes()).filter(|due| !due.is_empty())) {
                let fails = self.mirror_fails > 0 && self.chance.below(self.mirror_fails) == 0;
                if is_closed || fails {
                    store.give_back(changes);
                    break;
                }
                transact(&mut mirror, &changes);
                store.confirm(&changes);
                if self.notes_moments {
                    let changes = self.storage.changes().len();
                    self.moments.push(Moment { changes, mirror: mirror.clone(), safe: self.safe.clone() });
                }
            }
            is_whole = is_whole && !store.has_gap() && !store.owes_text();
            if !store.owes_text() && !store.has_only_here() {
                promised.extend(tab.pending.drain(..).map(|pending| (tab.is_mirrored, pending)));
                self.files.append(&mut tab.pending_files);
            }
            is_whole = is_whole && tab.pending.is_empty() && tab.pending_files.is_empty();
        }
        let records = mirror.clone();
        self.mirror = Some(mirror);
        for (is_mirrored, (answer_id, answer)) in promised {
            self.promise(is_mirrored, &answer_id, &answer);
        }
        if is_whole {
            self.safe.clone_from(&self.promised);
            self.safe_files.clone_from(&self.files);
            self.safe_erased.clone_from(&self.erased);
        }
        if self.notes_moments {
            let changes = self.storage.changes().len();
            self.moments.push(Moment { changes, mirror: records, safe: self.safe.clone() });
        }
    }

    /// After a crash, of the tab or of the whole browser, it is started again, and works.
    fn after_a_crash(&mut self) {
        if !self.storage.crashed() {
            return;
        }
        if self.engine.is_some() && self.mirror.is_some() && self.chance.below(2) == 0 {
            self.kill();
        } else {
            if let Some(engine) = &mut self.engine {
                engine.close(self.bench.records());
            }
            self.restart();
        }
    }

    fn restart(&mut self) {
        self.storage = FaultyStorage::over(&self.bench.memory);
        self.storage.limit(self.room);
        for (at, fault) in self.later.drain(..) {
            self.storage.fail(at, fault);
        }
        self.tabs.clear();
        self.active = 0;
        let tab = self.tab();
        self.tabs.push(tab);
    }

    /// The profile as it is now.
    pub fn profile(&self) -> Profile<'_> {
        Profile {
            bench: &self.bench,
            mirror: self.mirror.as_ref(),
            draft: self.draft.as_ref(),
            room: self.room,
            erased: &self.erased,
            files: &self.files,
        }
    }

    /// The promise. `Err` says what a writer would miss.
    pub fn check(&self, may_lose_foreign: bool) -> Result<(), String> {
        self.profile().keeps(&self.promised)?;
        if may_lose_foreign { Ok(()) } else { self.profile().leaves_others_alone() }
    }

    /// Drafts from files are whole, or say that they are not.
    pub fn has_no_halves(&self) -> Result<(), String> {
        self.profile().has_no_halves()
    }
}
