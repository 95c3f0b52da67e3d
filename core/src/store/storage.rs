//! The outside of the store: where records are kept, and what time it is.

use thiserror::Error;

use super::cost;
use crate::time::WallTime;

/// A place for records, such as the browser's localStorage. Keys are ASCII.
///
/// Every call may fail, and a call that succeeds may still have done nothing: the store reads
/// back what it wrote.
pub trait Storage {
    /// The value under `key`.
    fn get(&self, key: &str) -> Result<Option<String>, StorageError>;
    /// Puts `value` under `key`.
    fn set(&self, key: &str, value: &str) -> Result<(), StorageError>;
    /// Removes `key`; no error where it is not there.
    fn remove(&self, key: &str) -> Result<(), StorageError>;
    /// All keys that begin with `prefix`, in any order.
    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError>;
    /// Keeps a record for which there is no room until the page is closed. From then on it is read, listed
    /// and removed as any other; it lasts only once the mirror has it.
    ///
    /// A storage that has no such place says that it is full.
    fn overflow(&self, _key: &str, _value: &str) -> Result<(), StorageError> {
        Err(StorageError::Full)
    }
    /// The storage itself does not work: from now on all records are kept until the page is closed.
    fn give_up(&self) {}
    /// The keys of the records that are kept only until the page is closed.
    fn overflowing(&self) -> Vec<String> {
        Vec::new()
    }
    /// What the record under `key` takes by the account of [`cost`]; nothing where there is none.
    fn cost(&self, key: &str) -> Result<usize, StorageError> {
        Ok(self.get(key)?.map_or(0, |value| cost(key, &value)))
    }
}

/// Why the storage did not do what it was asked.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum StorageError {
    /// The browser does not let the page store anything.
    #[error("the browser does not let this page store anything")]
    Blocked,
    /// There is no room left.
    #[error("there is no room left in the browser's storage")]
    Full,
    /// Something else; the browser's own word for it.
    #[error("the browser's storage failed: {0}")]
    Other(String),
}

/// The wall clock.
pub trait Clock {
    /// What it says.
    fn now(&self) -> WallTime;
}

/// Where random names come from.
pub trait Random {
    /// `length` characters of `0-9a-z`.
    fn name(&self, length: usize) -> String;
}
