//! Keeps the text's past: hears what was saved, and writes revisions at their time.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use crate::browser::local_storage::{BrowserClock, LocalStorage};
use crate::browser::{mirror, page_clock};
use crate::state::services::{HistoryEvent, Services};
use submission_core::draft::DraftId;
use submission_core::history::{DueRevision, RevisionPolicy};
use submission_core::store::{Clock, Level, Store};
use submission_core::time::{Millis, PageTime, WallTime};

/// How often the time is counted for which the page is open.
const COUNTED_EVERY: Millis = Millis::minutes(10);

/// How long a look at the room that is left counts, and a thinning.
const SEEN_FOR: Millis = Millis::minutes(10);

/// The past of all drafts in this browser.
pub struct HistoryRecorder {
    services: Services,
    policy: RefCell<RevisionPolicy>,
    /// How full the storage was, and when.
    level: Cell<Option<(Level, WallTime)>>,
    /// The draft that was thinned last, and when.
    thinned: RefCell<Option<(DraftId, WallTime)>>,
    /// Until when the time is counted for which the page is open, by its own clock.
    counted: Cell<PageTime>,
    /// The past in the mirror was asked for, and has come or will.
    is_uniting: Cell<bool>,
}

impl HistoryRecorder {
    /// Begins to listen, and unites what is here with the mirror.
    pub fn start(services: Services) -> Rc<Self> {
        let past = Rc::new(Self {
            services,
            policy: RefCell::default(),
            level: Cell::new(None),
            thinned: RefCell::default(),
            counted: Cell::new(page_clock::now().unwrap_or_default()),
            is_uniting: Cell::new(true),
        });
        let starting = past.clone();
        wasm_bindgen_futures::spawn_local(async move {
            starting.unite().await;
            // After that, so that the mirror forgets it too. What cannot be done now is done another time.
            let store = starting.store();
            if !store.use_clock().is_recent(BrowserClock.now()) {
                let _ = store.count_start();
            }
            let _ = store.purge_expired();
            let _ = store.fill_reserve();
            starting.level(&store);
            services.mirror_changes();
        });
        past
    }

    /// Unites the past that is here with that in the mirror, however late that answers.
    async fn unite(&self) {
        // On a shared computer nothing is left behind, in no storage.
        let asked = if LocalStorage::is_in_tab_only() { None } else { mirror::ask(true) };
        let records = match asked {
            Some(asked) => mirror::answer(asked).await,
            None => None,
        };
        let store = self.store();
        match records {
            // What cannot be united now is united at the next start.
            Some(records) if store.is_mirrored() => drop(store.unite_history(&records)),
            // The page goes on without a mirror until it has united all else with it.
            _ => self.is_uniting.set(false),
        }
    }

    /// The store that holds the past.
    pub fn store(&self) -> Rc<Store> {
        self.services.store()
    }

    /// Takes in what was told meanwhile.
    pub fn told(self: &Rc<Self>) {
        if self.store().is_mirrored() && !self.is_uniting.replace(true) {
            let past = self.clone();
            wasm_bindgen_futures::spawn_local(async move {
                past.unite().await;
                past.services.mirror_changes();
            });
        }
        for told in self.services.take_history_events() {
            let due = match told {
                HistoryEvent::Left => self.policy.borrow_mut().left(),
                HistoryEvent::Saved(note) => {
                    let (store, draft, answer_id) =
                        (self.store(), note.draft.clone(), note.answer_id.clone());
                    let newest = move || store.newest_revision(&draft, &answer_id);
                    self.policy.borrow_mut().saved(note, newest)
                }
            };
            if !due.is_empty() {
                self.keep(&due);
            }
        }
    }

    /// Counts the time for which the page was open, now and then.
    fn count_time(&self, store: &Store) {
        let (now, before) = (page_clock::now().unwrap_or_default(), self.counted.get());
        if now - before >= COUNTED_EVERY {
            self.counted.set(now);
            // What cannot be counted makes nothing old.
            let _ = store.count_open(now - before);
        }
    }

    fn keep(&self, due: &[DueRevision]) {
        let store = self.store();
        self.count_time(&store);
        let level = self.level(&store);
        for due in due {
            // The last room is for what is being written.
            if level < Level::Stop {
                // Without room there is no revision; the text itself is stored without it.
                let _ = store.save_revision(due);
            }
            self.thin(&store, &due.draft, level);
        }
        self.mirror_changes();
    }

    fn level(&self, store: &Store) -> Level {
        let now = BrowserClock.now();
        if let Some((level, seen)) = self.level.get()
            && (now - seen).abs() < SEEN_FOR
        {
            return level;
        }
        let level = store.usage().map_or(Level::Fine, |usage| usage.level);
        if level >= Level::Thin {
            // What is not removed now is removed another time.
            let _ = store.remove_unneeded();
        }
        self.level.set(Some((level, now)));
        level
    }

    fn thin(&self, store: &Store, draft: &DraftId, level: Level) {
        let now = BrowserClock.now();
        let mut thinned = self.thinned.borrow_mut();
        let is_recent = |(last, at): &(DraftId, WallTime)| last == draft && (now - *at).abs() < SEEN_FOR;
        if !thinned.as_ref().is_some_and(is_recent) {
            // What is not thinned now is thinned another time.
            let _ = store.thin_history(draft, level);
            *thinned = Some((draft.clone(), now));
        }
    }

    /// Writes to the mirror what it lacks of the past.
    pub fn mirror_changes(&self) {
        self.services.mirror_changes();
    }
}
