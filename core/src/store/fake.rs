//! The outside as tests need it: a storage that fails where it is told to, a clock that stands,
//! names that come in order.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use super::cost;
use super::memory::MemoryStorage;
use super::storage::{Clock, Random, Storage, StorageError};
use crate::time::{Millis, WallTime};

/// What goes wrong at a call.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// There is no room: a write fails.
    Quota,
    /// The storage cannot be touched, this once.
    Security,
    /// The call says that it worked, and did nothing.
    SilentDrop,
    /// The page ends before the call; nothing works from then on.
    CrashBefore,
    /// The page ends after the call.
    CrashAfter,
    /// A read gives what stood there before the last write.
    StaleRead,
    /// Half of the value is written, or read.
    Truncation,
    /// One bit of the value is another one.
    BitFlip,
    /// The key is gone.
    KeyVanished,
    /// Everything is gone, also what belongs to others.
    OriginWiped,
}

impl Fault {
    /// All of them.
    pub const ALL: [Self; 10] = [
        Self::Quota,
        Self::Security,
        Self::SilentDrop,
        Self::CrashBefore,
        Self::CrashAfter,
        Self::StaleRead,
        Self::Truncation,
        Self::BitFlip,
        Self::KeyVanished,
        Self::OriginWiped,
    ];
}

/// A storage in memory that fails at chosen calls. Clones share everything.
#[derive(Clone, Default, Debug)]
pub struct FaultyStorage {
    /// What is stored.
    pub memory: MemoryStorage,
    /// What there was no room for: it goes with the page.
    pub overflow: MemoryStorage,
    state: Rc<State>,
}

#[derive(Default, Debug)]
struct State {
    calls: Cell<usize>,
    crashed: Cell<bool>,
    plan: RefCell<Vec<(usize, Fault)>>,
    /// The last written key with what stood there before.
    before: RefCell<Option<(String, Option<String>)>>,
    written: Cell<usize>,
    /// Each change in its order, where they are noted.
    log: RefCell<Option<Vec<Change>>>,
    /// How much there is room for, by the account of the quota, others' keys included; `None`: enough.
    room: Cell<Option<usize>>,
    /// The account of the quota, while there is a limit.
    used: Cell<usize>,
}

/// A key, and what was written there; `None`: it was removed.
pub type Change = (String, Option<String>);

impl FaultyStorage {
    /// Over what is stored already, as after a restart.
    pub fn over(memory: &MemoryStorage) -> Self {
        Self { memory: memory.clone(), overflow: MemoryStorage::default(), state: Rc::default() }
    }

    /// The same storage, in a tab of its own.
    pub fn in_another_tab(&self) -> Self {
        Self { overflow: MemoryStorage::default(), ..self.clone() }
    }

    /// From now on there is room for so much and no more, by the account of the quota.
    pub fn limit(&self, room: Option<usize>) {
        self.state.room.set(room);
        let records = self.memory.records();
        self.state.used.set(records.iter().map(|(key, value)| cost(key, value)).sum());
    }

    /// There is no room for that value, which would be more than what stands there.
    fn is_full(&self, key: &str, value: &str) -> bool {
        let Some(room) = self.state.room.get() else { return false };
        let before = self.size(key);
        let after = cost(key, value);
        after > before && self.state.used.get() + after - before > room
    }

    fn size(&self, key: &str) -> usize {
        self.memory.get(key).ok().flatten().map_or(0, |value| cost(key, &value))
    }

    /// Puts or removes a value, and keeps the account.
    fn change(&self, key: &str, value: Option<&str>) -> Result<(), StorageError> {
        let before = if self.state.room.get().is_some() { self.size(key) } else { 0 };
        match value {
            Some(value) => self.memory.set(key, value)?,
            None => self.memory.remove(key)?,
        }
        if self.state.room.get().is_some() {
            self.state.used.set(self.state.used.get() + self.size(key) - before);
        }
        Ok(())
    }

    /// Lets the `nth` call from now fail (0 is the next).
    pub fn fail(&self, nth: usize, fault: Fault) {
        self.state.plan.borrow_mut().push((self.calls() + nth, fault));
    }

    /// How many calls there were.
    pub fn calls(&self) -> usize {
        self.state.calls.get()
    }

    /// How many UTF-16 units were written, keys included.
    pub fn written(&self) -> usize {
        self.state.written.get()
    }

    /// Notes each change from now on.
    pub fn note_changes(&self) {
        *self.state.log.borrow_mut() = Some(Vec::new());
    }

    /// The changes that were noted.
    pub fn changes(&self) -> Vec<Change> {
        self.state.log.borrow().clone().unwrap_or_default()
    }

    fn note(&self, key: &str, value: Option<&str>) {
        if let Some(log) = &mut *self.state.log.borrow_mut() {
            log.push((key.to_owned(), value.map(str::to_owned)));
        }
    }

    /// Whether the page has ended.
    pub fn crashed(&self) -> bool {
        self.state.crashed.get()
    }

    /// The fault of this call, after those that concern every kind of call alike.
    fn begin(&self, key: &str) -> Result<Option<Fault>, StorageError> {
        if self.crashed() {
            return Err(StorageError::Other("the page has ended".to_owned()));
        }
        let call = self.state.calls.replace(self.calls() + 1);
        let fault = self.state.plan.borrow().iter().find(|(at, _)| *at == call).map(|(_, fault)| *fault);
        match fault {
            Some(Fault::Security) => return Err(StorageError::Blocked),
            Some(Fault::CrashBefore) => {
                self.state.crashed.set(true);
                return Err(StorageError::Other("the page has ended".to_owned()));
            }
            Some(Fault::KeyVanished) => self.change(key, None)?,
            Some(Fault::OriginWiped) => {
                for key in self.memory.keys("")? {
                    self.change(&key, None)?;
                }
            }
            _ => {}
        }
        Ok(fault)
    }

    fn end<T>(&self, fault: Option<Fault>, value: T) -> Result<T, StorageError> {
        if fault == Some(Fault::CrashAfter) {
            self.state.crashed.set(true);
            return Err(StorageError::Other("the page has ended".to_owned()));
        }
        Ok(value)
    }
}

impl Storage for FaultyStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        let fault = self.begin(key)?;
        if let Some(value) = self.overflow.get(key)? {
            return self.end(fault, Some(value));
        }
        let mut value = self.memory.get(key)?;
        match fault {
            Some(Fault::StaleRead) => {
                if let Some((last, before)) = &*self.state.before.borrow()
                    && last == key
                {
                    value.clone_from(before);
                }
            }
            Some(Fault::SilentDrop) => value = None,
            Some(Fault::Truncation | Fault::BitFlip) => value = value.map(|value| damage(&value, fault, 2)),
            _ => {}
        }
        self.end(fault, value)
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        let fault = self.begin(key)?;
        if fault == Some(Fault::Quota) || self.is_full(key, value) {
            return Err(StorageError::Full);
        }
        if fault != Some(Fault::SilentDrop) {
            *self.state.before.borrow_mut() = Some((key.to_owned(), self.memory.get(key)?));
            self.change(key, Some(&damage(value, fault, 1)))?;
            self.overflow.remove(key)?;
            self.note(key, Some(value));
            let units = key.len() + value.encode_utf16().count();
            self.state.written.set(self.written() + units);
        }
        // A key that vanishes at a write is one that did not stay.
        if fault == Some(Fault::KeyVanished) {
            self.change(key, None)?;
        }
        self.end(fault, ())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        let fault = self.begin(key)?;
        if fault != Some(Fault::SilentDrop) {
            *self.state.before.borrow_mut() = Some((key.to_owned(), self.memory.get(key)?));
            self.change(key, None)?;
            self.overflow.remove(key)?;
            self.note(key, None);
        }
        self.end(fault, ())
    }

    fn overflow(&self, key: &str, value: &str) -> Result<(), StorageError> {
        // It stands in the page's own memory: nothing fails there but the page itself.
        if self.crashed() {
            return Err(StorageError::Other("the page has ended".to_owned()));
        }
        self.overflow.set(key, value)
    }

    fn overflowing(&self) -> Vec<String> {
        self.overflow.keys("").unwrap_or_default()
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        let fault = self.begin("")?;
        let mut keys = self.memory.keys(prefix)?;
        match fault {
            Some(Fault::SilentDrop | Fault::Truncation) => keys.truncate(keys.len() / 2),
            Some(Fault::StaleRead) => {
                if let Some((last, before)) = &*self.state.before.borrow() {
                    match before {
                        Some(_) if last.starts_with(prefix) && !keys.contains(last) => {
                            keys.push(last.clone())
                        }
                        Some(_) => {}
                        None => keys.retain(|key| key != last),
                    }
                }
            }
            _ => {}
        }
        keys.extend(self.overflow.keys(prefix)?);
        keys.sort();
        keys.dedup();
        self.end(fault, keys)
    }
}

/// The value as a fault leaves it. Another `bit` is flipped in writing than in reading, so that two
/// faults never undo each other, and give back a value that is not stored.
fn damage(value: &str, fault: Option<Fault>, bit: u32) -> String {
    match fault {
        Some(Fault::Truncation) => value.chars().take(value.chars().count() / 2).collect(),
        Some(Fault::BitFlip) => {
            let middle = value.chars().count() / 2;
            let flip = |(at, character): (usize, char)| {
                if at == middle { char::from_u32(character as u32 ^ bit).unwrap_or('?') } else { character }
            };
            value.chars().enumerate().map(flip).collect()
        }
        _ => value.to_owned(),
    }
}

/// A clock that goes only where it is put. Clones share the time.
#[derive(Clone, Default, Debug)]
pub struct VirtualClock(Rc<Cell<WallTime>>);

impl VirtualClock {
    /// Sets it.
    pub fn set(&self, now: WallTime) {
        self.0.set(now);
    }

    /// Moves it on.
    pub fn pass(&self, span: Millis) {
        self.0.set(self.0.get() + span);
    }
}

impl Clock for VirtualClock {
    fn now(&self) -> WallTime {
        self.0.get()
    }
}

/// Names that are all different, the same in each run. Clones share the count.
#[derive(Clone, Default, Debug)]
pub struct CountedNames(Rc<Cell<u64>>);

impl CountedNames {
    /// Goes on from that number.
    pub fn name_from(&self, number: u64) {
        self.0.set(number);
    }
}

impl Random for CountedNames {
    fn name(&self, length: usize) -> String {
        const LETTERS: &[u8] = b"0123456789abcdefghijklmnopqrstuvwxyz";
        let mut rest = self.0.replace(self.0.get() + 1);
        let mut name: Vec<char> = (0..length)
            .map(|_| {
                let letter = LETTERS.get((rest % 36) as usize).copied().unwrap_or(b'0');
                rest /= 36;
                char::from(letter)
            })
            .collect();
        name.reverse();
        name.into_iter().collect()
    }
}
