//! A writer's session as a line of letters, played on a store that fails, and the promise that is
//! checked after it: every word whose saving was acknowledged is in the draft.
#![allow(dead_code, clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

use std::collections::BTreeSet;
use submission_editor::small::SortedMap;

use serde_json::json;
use submission_editor::draft::{Answer, AnswerId, Draft, DraftId};
use submission_editor::store::fake::{Fault, FaultyStorage};
use submission_editor::store::{OpenError, Opened, Storage, Store};

use super::bench::{Bench, answer, id, read_template, template};

/// One tab: its store, and what is on its screen.
struct Tab {
    store: Store,
    draft: Option<Draft>,
    diverged: Vec<(AnswerId, Vec<submission_editor::store::Theirs>)>,
}

/// A browser profile with its tabs, its mirror, and what the writer was promised.
pub struct Session {
    bench: Bench,
    pub storage: FaultyStorage,
    tabs: Vec<Tab>,
    active: usize,
    mirror: Option<SortedMap<String, String>>,
    draft: Option<DraftId>,
    words: usize,
    /// Words by answer that were acknowledged as saved.
    pub promised: BTreeSet<(AnswerId, String)>,
    in_bin: bool,
    /// What was stored after each step, for a browser that is killed before it has committed.
    history: Vec<SortedMap<String, String>>,
    /// How many of the last steps a killed browser loses.
    pub lag: usize,
    /// Faults for after the next restart, each with the call that it comes at.
    pub later: Vec<(usize, Fault)>,
}

const FOREIGN: &str = "another-app/key";

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
            mirror: is_mirrored.then(SortedMap::new),
            draft: None,
            words: 0,
            promised: BTreeSet::new(),
            in_bin: false,
            history: Vec::new(),
            lag: 0,
            later: Vec::new(),
        };
        let tab = session.tab();
        session.tabs.push(tab);
        session
    }

    /// Plays the letters; see the arms for what each of them means.
    pub fn play(&mut self, script: &str) {
        for step in script.chars() {
            self.bench.clock.pass(2_000);
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
                'x' => self.try_it(|store, _| store.set_setting("theme", json!("dark")).is_ok()),
                't' => self.tidy(),
                'k' => self.try_it(|store, _| store.keep_reserve().is_ok()),
                _ => panic!("no such step: {step}"),
            }
            self.feed_mirror();
            self.after_a_crash();
            if self.lag > 0 {
                self.history.push(self.bench.records());
            }
        }
    }

    /// The browser is killed: its storage is what it was some steps ago.
    fn kill(&mut self) {
        let at = self.history.len().saturating_sub(1 + self.lag);
        let Some(stored) = self.history.get(at).cloned() else { return };
        for key in self.bench.keys() {
            self.bench.memory.remove(&key).unwrap();
        }
        for (key, value) in stored {
            self.bench.memory.set(&key, &value).unwrap();
        }
        self.restart();
    }

    /// Opens a tab, as the page does at its start.
    fn tab(&mut self) -> Tab {
        let (storage, clock) = (self.storage.clone(), self.bench.clock.clone());
        let store = Store::new(storage, clock, self.bench.names.clone(), read_template);
        if let Some(mirror) = &self.mirror {
            store.set_mirrored(true);
            let _ = store.unite(mirror);
        }
        let mut tab = Tab { store, draft: None, diverged: Vec::new() };
        self.begin(&mut tab);
        tab
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
            self.save(&tab, &answer_id);
        }
        self.tabs.push(tab);
        let last = self.tabs.len() - 1;
        self.tabs.swap(self.active, last);
    }

    /// Saves, up to three times, as autosave does; notes what was promised.
    fn save(&mut self, tab: &Tab, answer_id: &AnswerId) {
        let Some(draft) = &tab.draft else { return };
        let answer = &draft.answers[answer_id];
        for _ in 0..3 {
            let saved = tab.store.save_answer(&draft.id, answer_id, answer);
            if saved.is_ok_and(|saved| !saved.gone || tab.store.keep(draft).is_ok()) {
                self.promise(answer_id, answer);
                return;
            }
        }
    }

    fn promise(&mut self, answer_id: &AnswerId, answer: &Answer) {
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
                if tab.store.settle(&draft.id, &answer_id, &joined, &versions).is_ok() {
                    self.promise(&answer_id, &joined);
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
        for news in tab.store.news(&draft.id).unwrap_or_default() {
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
        let Some(mirror) = &mut self.mirror else { return };
        for tab in &self.tabs {
            let changes = tab.store.take_changes();
            for (key, value) in &changes {
                match value {
                    Some(value) => mirror.insert(key.clone(), value.clone()),
                    None => mirror.remove(key),
                };
            }
            tab.store.confirm(&changes);
        }
    }

    /// After the browser has crashed it is started again, and works.
    fn after_a_crash(&mut self) {
        if self.storage.crashed() {
            self.restart();
        }
    }

    fn restart(&mut self) {
        self.storage = FaultyStorage::over(&self.bench.memory);
        for (at, fault) in self.later.drain(..) {
            self.storage.fail(at, fault);
        }
        self.tabs.clear();
        self.active = 0;
        let tab = self.tab();
        self.tabs.push(tab);
    }

    /// The promise. `Err` says what a writer would miss.
    pub fn check(&self, may_lose_foreign: bool) -> Result<(), String> {
        let store = self.bench.store();
        if let Some(mirror) = &self.mirror {
            store.set_mirrored(true);
            store.unite(mirror).map_err(|error| format!("does not start: {error}"))?;
        }
        let listing = store.drafts().map_err(|error| format!("does not start: {error}"))?;
        if self.bench.memory.get(FOREIGN).unwrap().is_none() && !may_lose_foreign {
            return Err("another app's key has gone".to_owned());
        }
        let Some(id) = &self.draft else { return Ok(()) };
        let listed = listing.drafts.iter().any(|draft| draft.id == *id)
            || listing.unreadable.iter().any(|draft| draft.id == *id);
        let binned = store.bin().unwrap().iter().any(|binned| binned.id == *id);
        if !listed && !binned && !self.promised.is_empty() {
            return Err("the draft has gone".to_owned());
        }
        let opened = match store.open(id) {
            Err(OpenError::InBin) => store.look(id),
            opened => opened,
        };
        let opened = match opened {
            Ok(opened) => opened,
            // The storage was wiped before anything was typed.
            Err(OpenError::Missing | OpenError::NoTemplate(_)) if self.promised.is_empty() => return Ok(()),
            Err(error) => return Err(format!("does not open: {error}")),
        };
        let mut there: BTreeSet<(AnswerId, String)> = BTreeSet::new();
        for (answer_id, answer) in &opened.draft.answers {
            there.extend(words(answer).map(|word| (answer_id.clone(), word)));
        }
        for diverged in &opened.diverged {
            for theirs in &diverged.others {
                there.extend(words(&theirs.answer).map(|word| (diverged.id.clone(), word)));
            }
        }
        let lost: Vec<_> = self.promised.difference(&there).collect();
        if lost.is_empty() { Ok(()) } else { Err(format!("lost: {lost:?}")) }
    }
}

/// The numbered words of an answer.
pub fn words(answer: &Answer) -> impl Iterator<Item = String> {
    let text = answer.value.text().to_owned();
    let words: Vec<String> = text
        .split_whitespace()
        .filter(|word| word.strip_prefix('w').is_some_and(|number| number.parse::<usize>().is_ok()))
        .map(str::to_owned)
        .collect();
    words.into_iter()
}
