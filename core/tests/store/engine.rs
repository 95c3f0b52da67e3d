//! When a browser's engine brings localStorage to the disk: what a killed browser still has.
//!
//! Measured in Chromium 156, Firefox ESR 153 and WebKitGTK 2.50; Chromium's two limits are those of
//! its source (`StorageAreaImpl`): 60 commits and 10 MiB an hour, counted from the opening.

use submission_core::collections::SortedMap;

/// What is on the disk.
pub type Records = SortedMap<String, String>;

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    Chromium,
    Firefox,
    WebKit,
}

impl Kind {
    pub const ALL: [Self; 3] = [Self::Chromium, Self::Firefox, Self::WebKit];
}

/// One engine at work.
#[derive(Clone, Debug)]
pub struct Engine {
    kind: Kind,
    opened: i64,
    commits: i64,
    bytes: i64,
    /// When what has changed will be committed.
    due: Option<i64>,
    disk: Records,
}

const HOUR: i64 = 3_600_000;

impl Engine {
    pub fn new(kind: Kind, now: i64, disk: Records) -> Self {
        Self { kind, opened: now, commits: 0, bytes: 0, due: None, disk }
    }

    /// Which one.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Time has passed: commits what was there until now, if that is due.
    pub fn pass(&mut self, now: i64, there: impl FnOnce() -> Records) {
        if self.due.is_some_and(|due| due <= now) {
            self.commit(there());
        }
    }

    /// As many UTF-16 units were written.
    pub fn wrote(&mut self, now: i64, units: usize) {
        if units == 0 {
            return;
        }
        self.bytes += 2 * units as i64;
        let wait = match self.kind {
            Kind::WebKit => 1_000,
            Kind::Firefox => 5_000,
            Kind::Chromium => {
                let elapsed = now - self.opened;
                let for_commits = self.commits * HOUR / 60 - elapsed;
                let for_bytes = self.bytes * HOUR / (10 << 20) - elapsed;
                5_000.max(for_commits).max(for_bytes)
            }
        };
        self.due.get_or_insert(now + wait);
    }

    /// The last page of the origin has closed: everything is committed at once.
    pub fn close(&mut self, there: Records) {
        self.commit(there);
    }

    fn commit(&mut self, there: Records) {
        self.disk = there;
        self.due = None;
        self.commits += 1;
    }

    /// The browser is killed and started again; what it finds.
    pub fn kill(&mut self, now: i64) -> Records {
        *self = Self::new(self.kind, now, std::mem::take(&mut self.disk));
        self.disk.clone()
    }
}
