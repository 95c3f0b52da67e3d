//! Two and three tabs that write at once: between any two calls to the storage another tab may
//! come in.

use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::rc::{Rc, Weak};

use crate::promise::words;
use submission_core::draft::DraftId;
use submission_core::store::{MemoryStorage, Storage, StorageError, Store};
use test_support::bench::{Bench, answer, id, read_template, template};
use test_support::chance::{Chance, cases, each_seed};
use test_support::figures::{count, figure};

/// The browser: what is stored, and the tabs.
struct Browser {
    memory: MemoryStorage,
    chance: RefCell<Chance>,
    tabs: RefCell<Vec<Rc<Tab>>>,
    draft: RefCell<Option<DraftId>>,
    bench: Bench,
    word: Cell<usize>,
    promised: RefCell<BTreeSet<(String, String)>>,
    steps: Cell<usize>,
}

/// A tab, what is on its screen, and whether it is in the middle of something.
struct Tab {
    store: RefCell<Rc<Store>>,
    texts: RefCell<[String; QUESTIONS.len()]>,
    is_busy: Cell<bool>,
}

/// A tab's way to the storage; the others come in before each call.
struct Shared {
    memory: MemoryStorage,
    browser: Weak<Browser>,
}

const QUESTIONS: [&str; 2] = ["I", "II"];

impl Shared {
    fn interrupt(&self) {
        if let Some(browser) = self.browser.upgrade() {
            browser.step_of_another();
        }
    }
}

impl Storage for Shared {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        self.interrupt();
        self.memory.get(key)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.interrupt();
        self.memory.set(key, value)
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.interrupt();
        self.memory.remove(key)
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        self.interrupt();
        self.memory.keys(prefix)
    }
}

impl Browser {
    fn new(seed: u64, tabs: usize) -> Rc<Self> {
        let bench = Bench::new();
        let draft = bench.store().create(template("one"), "t").unwrap().id;
        let browser = Rc::new(Self {
            memory: bench.memory.clone(),
            chance: RefCell::new(Chance::new(seed)),
            tabs: RefCell::default(),
            draft: RefCell::new(Some(draft)),
            bench,
            word: Cell::new(0),
            promised: RefCell::default(),
            steps: Cell::new(0),
        });
        for _ in 0..tabs {
            let tab = Tab {
                store: RefCell::new(browser.store()),
                texts: RefCell::default(),
                is_busy: Cell::new(false),
            };
            browser.load(&tab);
            browser.tabs.borrow_mut().push(Rc::new(tab));
        }
        browser
    }

    fn store(self: &Rc<Self>) -> Rc<Store> {
        let storage = Shared { memory: self.memory.clone(), browser: Rc::downgrade(self) };
        let (clock, names) = (self.bench.clock.clone(), self.bench.names.clone());
        Rc::new(Store::new(storage, clock, names, read_template))
    }

    fn id(&self) -> DraftId {
        self.draft.borrow().clone().unwrap()
    }

    fn below(&self, limit: usize) -> usize {
        self.chance.borrow_mut().below(limit)
    }

    /// One in eight calls is interrupted.
    fn step_of_another(self: &Rc<Self>) {
        if self.steps.get() == 0 || self.below(8) > 0 {
            return;
        }
        let idle: Vec<Rc<Tab>> =
            self.tabs.borrow().iter().filter(|tab| !tab.is_busy.get()).cloned().collect();
        if !idle.is_empty() {
            self.step(&idle[self.below(idle.len())]);
        }
    }

    fn step(self: &Rc<Self>, tab: &Rc<Tab>) {
        if self.steps.get() == 0 {
            return;
        }
        self.steps.set(self.steps.get() - 1);
        tab.is_busy.set(true);
        match self.below(10) {
            0 => {
                let store = self.store();
                *tab.store.borrow_mut() = store;
                self.load(tab);
            }
            1 => self.take_over(tab),
            2 => self.tidy(tab),
            _ => self.write(tab),
        }
        tab.is_busy.set(false);
    }

    /// Loads the page; what was written at once is joined.
    fn load(&self, tab: &Tab) {
        let store = tab.store.borrow().clone();
        let opened = store.open(&self.id()).unwrap();
        for (at, question) in QUESTIONS.iter().enumerate() {
            tab.texts.borrow_mut()[at] = opened.draft.value(&id(question)).text().to_owned();
        }
        for diverged in opened.diverged {
            let at = QUESTIONS.iter().position(|question| id(question) == diverged.id).unwrap();
            let mut text = tab.texts.borrow()[at].clone();
            for other in &diverged.others {
                text.push(' ');
                text.push_str(other.answer.value.text());
            }
            let versions: Vec<_> = diverged.others.iter().map(|other| other.version.clone()).collect();
            tab.texts.borrow_mut()[at].clone_from(&text);
            // Where it fails the texts are still apart, and joined on the next load.
            if store.resolve(&self.id(), &diverged.id, &answer(&text), &versions).is_ok() {
                self.promise(at, &text);
            }
        }
    }

    fn write(&self, tab: &Tab) {
        let store = tab.store.borrow().clone();
        let at = self.below(QUESTIONS.len());
        self.word.set(self.word.get() + 1);
        let word = format!("w{}", self.word.get());
        let mut text = tab.texts.borrow()[at].clone();
        if self.below(4) == 0 && text.len() < 900 {
            text.push_str(&" lorem".repeat(110));
        }
        text.push(' ');
        text.push_str(&word);
        tab.texts.borrow_mut()[at].clone_from(&text);
        if store.save_answer(&self.id(), &id(QUESTIONS[at]), &answer(&text)).is_ok() {
            self.promise(at, &text);
        }
    }

    fn promise(&self, at: usize, text: &str) {
        let mut promised = self.promised.borrow_mut();
        promised.extend(words(&answer(text)).map(|word| (QUESTIONS[at].to_owned(), word)));
    }

    fn take_over(&self, tab: &Tab) {
        let store = tab.store.borrow().clone();
        for news in store.remote_changes(&self.id()).unwrap() {
            let at = QUESTIONS.iter().position(|question| id(question) == news.id).unwrap();
            if news.continues && store.adopt(&self.id(), &news.id, &news.theirs.version).is_ok() {
                tab.texts.borrow_mut()[at] = news.theirs.answer.value.text().to_owned();
            }
        }
    }

    /// As on a browser without locks: a writer is taken for gone though it may be alive.
    fn tidy(&self, tab: &Tab) {
        let store = tab.store.borrow().clone();
        // May find that another tab tidies the same.
        let _ = store.tidy(&self.id(), |_| true);
    }
}

#[test]
fn whatever_tabs_do_at_once_every_saved_word_is_kept() {
    let tries = cases(10_000, 100_000);
    each_seed(tries, |seed| {
        let browser = Browser::new(seed, 2 + (seed % 2) as usize);
        browser.steps.set(30);
        while browser.steps.get() > 0 {
            let tabs = browser.tabs.borrow().clone();
            let tab = &tabs[browser.below(tabs.len())];
            browser.step(tab);
        }
        let opened = browser.bench.store().open(&browser.id()).unwrap();
        let mut there = BTreeSet::new();
        for (id, answer) in &opened.draft.answers {
            there.extend(words(answer).map(|word| (id.to_string(), word)));
        }
        for diverged in &opened.diverged {
            for other in &diverged.others {
                there.extend(words(&other.answer).map(|word| (diverged.id.to_string(), word)));
            }
        }
        let lost: Vec<_> = browser.promised.borrow().difference(&there).cloned().collect();
        assert_eq!(lost, [], "seed {seed}");
        assert_eq!(opened.quarantined, [], "seed {seed}");
    });
    figure("tabs", &format!("{} interleavings of two and three tabs, 0 saved words lost", count(tries)));
}
