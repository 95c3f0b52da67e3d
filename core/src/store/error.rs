//! Why a draft could not be saved or opened.

use thiserror::Error;

use super::{Quarantined, StorageError};
use crate::locale::{Message, key as say};
use crate::template::TemplateError;

/// Why something was not saved. What was saved before is still there.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{}", self.message())]
pub enum SaveError {
    /// The browser does not let the page store anything.
    Blocked,
    /// There is no room left.
    Full,
    /// Something else than what was written came back.
    Unverified,
    /// A newer version of the editor wrote what stands in its place.
    Newer,
    /// There is no such draft.
    Missing,
    /// The draft was removed for good, in this tab or in another.
    Erased,
    /// The draft to be copied cannot be opened.
    Unreadable,
    /// Something else; the browser's own word for it.
    Other(String),
}

impl SaveError {
    /// The error in words, with what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Blocked => Message::new(say::STORE_BLOCKED),
            Self::Full => Message::new(say::STORE_FULL),
            Self::Unverified => Message::new(say::STORE_UNVERIFIED),
            Self::Newer => Message::new(say::STORE_NEWER),
            Self::Missing => Message::new(say::STORE_MISSING),
            Self::Erased => Message::new(say::STORE_ERASED),
            Self::Unreadable => Message::new(say::STORE_UNREADABLE),
            Self::Other(reason) => Message::new(say::STORE_FAILED).with("reason", reason),
        }
    }
}

impl From<StorageError> for SaveError {
    fn from(error: StorageError) -> Self {
        match error {
            StorageError::Blocked => Self::Blocked,
            StorageError::Full => Self::Full,
            StorageError::Other(reason) => Self::Other(reason),
        }
    }
}

/// Why a draft could not be opened. Nothing of it was changed.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
#[error("{}", self.message())]
pub enum OpenError {
    /// There is no such draft.
    Missing,
    /// It is in the bin: it can be looked at, and written again when it was put back.
    InBin,
    /// Its template is missing or cannot be read; here is all that it consists of.
    NoTemplate(Vec<Quarantined>),
    /// The storage could not be read.
    Storage(StorageError),
}

impl OpenError {
    /// The error in words, with what to do.
    pub fn message(&self) -> Message {
        match self {
            Self::Missing => Message::new(say::STORE_MISSING),
            Self::InBin => Message::new(say::STORE_IN_BIN),
            Self::NoTemplate(_) => Message::new(say::STORE_UNREADABLE),
            Self::Storage(StorageError::Blocked) => Message::new(say::STORE_READ_BLOCKED),
            Self::Storage(error) => Message::new(say::STORE_READ_FAILED).with("reason", error),
        }
    }
}

impl From<StorageError> for OpenError {
    fn from(error: StorageError) -> Self {
        Self::Storage(error)
    }
}

impl From<OpenError> for SaveError {
    fn from(error: OpenError) -> Self {
        match error {
            OpenError::Missing | OpenError::InBin => Self::Missing,
            OpenError::NoTemplate(_) => Self::Unreadable,
            OpenError::Storage(error) => error.into(),
        }
    }
}

/// Why a stored template could not be made use of. The record stays, and its drafts are shown as unreadable.
#[derive(Clone, PartialEq, Eq, Debug, Error)]
pub enum ReadTemplateError {
    /// This store was made without a reader of templates, for whoever works on records alone.
    #[error("this store reads no templates")]
    NoReader,
    /// The reader refuses it.
    #[error("the stored template has {} faults, the first: {}", .0.len(), .0.first().map(ToString::to_string).unwrap_or_default())]
    Faulty(Vec<TemplateError>),
}

impl From<Vec<TemplateError>> for ReadTemplateError {
    fn from(faults: Vec<TemplateError>) -> Self {
        Self::Faulty(faults)
    }
}
