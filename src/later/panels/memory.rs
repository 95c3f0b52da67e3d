//! What panels remember from one drawing to the next.

use std::cell::{Cell, RefCell};

use wasm_bindgen_futures::spawn_local;

use crate::browser::local_storage::{BrowserClock, LocalStorage};
use crate::browser::place::{self, Conditions};
use crate::later::copies::Lost;
use crate::later::panels::author::Remarks;
use crate::state::services::Services;
use submission_core::draft::DraftId;
use submission_core::store::{Clock, Usage};
use submission_core::time::{Millis, WallTime};

/// For so long a figure of how full the storage is holds: to find it all is read.
const USAGE_HOLDS: Millis = Millis::minutes(3);

/// The setting that says that the browser was asked to keep the drafts.
const ASKED: &str = "persistence-asked";

/// What panels remember.
pub struct Memory {
    services: Services,
    usage: RefCell<Option<(WallTime, Usage)>>,
    /// How much is set aside of the draft that was asked for last.
    aside: RefCell<Option<(DraftId, usize)>>,
    asked: Cell<bool>,
    /// What the browser said of this place.
    pub conditions: Cell<Option<Conditions>>,
    /// Drafts that were gone when it was looked for them last.
    pub lost: RefCell<Vec<Lost>>,
    /// What is to be said to the author of the form that was opened last.
    pub remarks: RefCell<Option<Remarks>>,
}

impl Memory {
    /// Nothing yet.
    pub fn new(services: Services) -> Self {
        Self {
            services,
            usage: RefCell::default(),
            aside: RefCell::default(),
            asked: Cell::new(false),
            conditions: Cell::default(),
            lost: RefCell::default(),
            remarks: RefCell::default(),
        }
    }

    /// Something was changed in the store: what was known of it does not hold any more.
    pub fn forget(&self) {
        self.usage.replace(None);
        self.aside.replace(None);
    }

    /// How full the storage is, as it was at most a few minutes ago; `None` where it cannot be read.
    pub fn usage(&self) -> Option<Usage> {
        let now = BrowserClock.now();
        let known = *self.usage.borrow();
        // A clock that was set back makes it count again.
        if let Some((_, usage)) = known.filter(|(at, _)| (Millis::ZERO..USAGE_HOLDS).contains(&(now - *at))) {
            return Some(usage);
        }
        let usage = self.services.store().usage().ok()?;
        self.usage.replace(Some((now, usage)));
        Some(usage)
    }

    /// How much is set aside of the draft is known already.
    pub fn knows(&self, id: &DraftId) -> bool {
        self.aside.borrow().as_ref().is_some_and(|(known, _)| known == id)
    }

    /// What is set aside may have changed.
    pub fn look_again(&self) {
        self.aside.replace(None);
    }

    /// How much is set aside of a draft. Found once: it is asked for with every section.
    pub fn quarantined_in(&self, id: &DraftId) -> usize {
        if let Some((_, count)) = self.aside.borrow().as_ref().filter(|(known, _)| known == id) {
            return *count;
        }
        let count = self.services.store().quarantined_in(id).unwrap_or(0);
        self.aside.replace(Some((id.clone(), count)));
        count
    }

    /// After the first save of a draft in this browser, it is asked once not to clear it.
    pub fn saved(&self) {
        if self.asked.replace(true) || LocalStorage::is_in_tab_only() {
            return;
        }
        let store = self.services.store();
        if store.setting(ASKED).is_some() {
            return;
        }
        spawn_local(async move {
            place::persist().await;
            // Where it cannot be remembered the browser is asked another time.
            let _ = store.set_setting(ASKED, true.into());
        });
    }
}
