//! A storage in memory only: for a shared computer, and for tests.

use crate::collections::SortedMap;
use std::cell::RefCell;
use std::rc::Rc;

use super::storage::{Storage, StorageError};

/// Records that leave with the page. Clones share them.
#[derive(Clone, Default, Debug)]
pub struct MemoryStorage {
    records: Rc<RefCell<SortedMap<String, String>>>,
}

impl MemoryStorage {
    /// All records.
    pub fn records(&self) -> SortedMap<String, String> {
        self.records.borrow().clone()
    }
}

impl Storage for MemoryStorage {
    fn get(&self, key: &str) -> Result<Option<String>, StorageError> {
        Ok(self.records.borrow().get(key).cloned())
    }

    fn set(&self, key: &str, value: &str) -> Result<(), StorageError> {
        self.records.borrow_mut().insert(key.to_owned(), value.to_owned());
        Ok(())
    }

    fn remove(&self, key: &str) -> Result<(), StorageError> {
        self.records.borrow_mut().remove(key);
        Ok(())
    }

    fn keys(&self, prefix: &str) -> Result<Vec<String>, StorageError> {
        let records = self.records.borrow();
        let after = records.at_or_after(prefix).map(|(key, _)| key);
        Ok(after.take_while(|key| key.starts_with(prefix)).cloned().collect())
    }
}
