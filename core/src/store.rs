//! The draft store: its records and rules, over a small [`Storage`] trait.
//!
//! Three rules carry the rest. A key is written once, by one writer, and never overwritten, so no
//! write can harm an earlier one. A record is removed only when a later one that follows it has
//! been read back. A record that cannot be read is left where it is, and reported.

pub mod autosave;
mod before_deletion;
mod bin;
mod chain;
mod copies;
mod delta;
mod diverge;
mod erase;
mod error;
#[cfg(not(target_arch = "wasm32"))]
pub mod fake;
mod header;
mod history;
mod key;
mod list;
pub mod memory;
mod mirror;
mod open;
mod quarantine;
mod quota;
mod record;
mod records;
mod recovery;
mod room;
mod salvage;
mod settings;
pub mod storage;
mod template;
mod text;
mod texts;
mod tidy;
pub mod use_clock;
mod whole;
mod writers;

pub use autosave::{Autosave, SaveState};
pub use bin::Binned;
pub use copies::Copied;
pub use diverge::{Diverged, RemoteChange, Theirs};
pub use error::{OpenError, ReadTemplateError, SaveError};
pub use history::{History, MOST_OF_A_DRAFT, Revision, Snapshot};
pub use key::{Key, PREFIX, TextId, is_history};
pub use list::{DraftSummary, Listing, Progress, UnreadableDraft};
pub use memory::MemoryStorage;
#[cfg(not(target_arch = "wasm32"))]
pub use mirror::transact;
pub use mirror::{Changes, United};
pub use open::{Opened, Replaced};
pub use quarantine::{QuarantineReason, Quarantined};
pub use quota::{Level, Usage, cost};
pub use record::Version;
pub use recovery::{Emergency, Recovered, Recovery};
pub use storage::*;
pub use text::Saved;
pub use use_clock::UseClock;

use crate::collections::SortedMap;
use std::cell::{Cell, RefCell};
use std::sync::Arc;

use serde_json::Value as Json;

use crate::draft::DraftId;
use crate::template::Template;
use crate::time::WallTime;
use text::TextState;

/// Makes a template of its stored JSON.
pub type ReadTemplate = dyn Fn(&Json) -> Result<Template, ReadTemplateError>;

/// Another writer, as its records show it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Writer {
    /// Its name.
    pub name: Arc<str>,
    /// When it wrote the record in question, by its own clock.
    pub last_seen: WallTime,
}

/// The drafts in one [`Storage`], as one writer (one tab of the browser) sees them.
///
/// No borrow is held while the storage, the clock or the template reader is called.
pub struct Store {
    storage: Box<dyn Storage>,
    clock: Box<dyn Clock>,
    random: Box<dyn Random>,
    read_template: Box<ReadTemplate>,
    /// This writer's name, which every key that it writes carries.
    writer: Arc<str>,
    /// How the names of this browser's writers begin.
    tag: Arc<str>,
    /// The sequence number of the next record: above every number seen so far, so that a record
    /// that follows another always has the higher number.
    next: Cell<u64>,
    /// What this writer knows of each text: where it stands and what it follows.
    texts: RefCell<SortedMap<(DraftId, TextId), TextState>>,
    /// Digests of the templates of the drafts that were opened or made here.
    digests: RefCell<SortedMap<DraftId, String>>,
    /// Templates by digest, so that each is read once.
    templates: RefCell<SortedMap<String, Arc<Template>>>,
    /// What the second storage lacks.
    mirror: mirror::Mirror,
    /// Whether room was looked for, and whose the reserve is.
    room: room::Room,
}

impl Store {
    /// A store with a writer name of its own.
    pub fn new(
        storage: impl Storage + 'static,
        clock: impl Clock + 'static,
        random: impl Random + 'static,
        read_template: impl Fn(&Json) -> Result<Template, ReadTemplateError> + 'static,
    ) -> Self {
        let tag = writers::tag(&storage, &random);
        let writer = format!("{tag}{}", random.name(record::WRITER_LENGTH)).into();
        Self {
            storage: Box::new(storage),
            clock: Box::new(clock),
            random: Box::new(random),
            read_template: Box::new(read_template),
            writer,
            tag,
            next: Cell::new(1),
            texts: RefCell::default(),
            digests: RefCell::default(),
            templates: RefCell::default(),
            mirror: mirror::Mirror::default(),
            room: room::Room::default(),
        }
    }

    /// The name that all keys written here carry.
    pub fn writer(&self) -> &str {
        &self.writer
    }

    /// Whether the storage can be written at all: tries it with a small record.
    pub fn probe(&self) -> Result<(), SaveError> {
        let key = key::Key::Probe(self.version()).to_string();
        self.put_verified(&key, "1")?;
        self.drop_key(&key)
    }

    /// The version of the next record.
    fn version(&self) -> Version {
        let sequence = self.next.get();
        self.next.set(sequence + 1);
        Version { writer: self.writer.clone(), sequence }
    }

    /// Writes a value and reads it back, where there is room in either storage.
    ///
    /// Nothing is written of a draft that was removed for good.
    fn put_verified(&self, key: &str, value: &str) -> Result<(), SaveError> {
        if key::Key::draft(key).map_or(Ok(false), |draft| self.is_erased(&draft))? {
            return Err(SaveError::Erased);
        }
        match self.try_put(key, value) {
            Err(SaveError::Full) => self.put_where_there_is_room(key, value)?,
            // One of the two storages is enough.
            Err(SaveError::Blocked | SaveError::Other(_)) if self.is_mirrored() => {
                self.put_into_overflow(key, value)?;
            }
            put => put?,
        }
        self.note_change(key, Some(value));
        Ok(())
    }

    fn try_put(&self, key: &str, value: &str) -> Result<(), SaveError> {
        self.storage.set(key, value)?;
        match self.storage.get(key)? {
            Some(back) if back == value => Ok(()),
            _ => Err(SaveError::Unverified),
        }
    }

    /// Removes a key.
    fn drop_key(&self, key: &str) -> Result<(), SaveError> {
        self.storage.remove(key)?;
        self.note_change(key, None);
        Ok(())
    }

    /// Removes a key and makes sure that it is gone.
    fn remove_verified(&self, key: &str) -> Result<(), SaveError> {
        self.drop_key(key)?;
        match self.storage.get(key)? {
            None => Ok(()),
            Some(_) => Err(SaveError::Unverified),
        }
    }
}
