//! A draft that was open on this page, with all that is known of its copies.

use std::cell::{Cell, OnceCell, RefCell};
use std::rc::Rc;

use js_sys::Promise;
use web_sys::{Element, EventTarget};

use super::place::Drawn;
use crate::browser::draft_files::{DraftFile, FileHandle};
use crate::browser::fields;
use crate::browser::timer::Timer;
use submission_core::copies::{CopyFile, CopyStatus, Schedule};
use submission_core::draft::{DraftId, words};
use submission_core::locale::Key;
use submission_core::store::Copied;

/// A field in which an answer is written.
#[derive(Clone)]
pub struct Field(Element);

impl Field {
    /// The field in which something happened, if it is one of an answer.
    pub fn of_answer(target: Option<EventTarget>) -> Option<Self> {
        fields::field_at(target).filter(|field| field.has_attribute("data-answer")).map(Self)
    }

    /// How many words stand in it.
    pub fn words(&self) -> usize {
        words(&fields::text(&self.0))
    }
}

/// A draft that was open here. It lives as long as the page.
pub struct Owner {
    /// Which.
    pub draft: DraftId,
    /// How things stand with its copies.
    pub status: RefCell<CopyStatus>,
    /// When its file follows.
    pub schedule: Cell<Schedule>,
    /// Runs out when the file follows.
    pub timer: OnceCell<Timer>,
    /// What is known of its file.
    pub file: RefCell<Option<DraftFile>>,
    /// The file is remembered for the next page.
    pub is_remembered: Cell<bool>,
    /// A file that was chosen and is not the draft's yet.
    pub chosen: RefCell<Option<FileHandle>>,
    /// The digest of what this page wrote last.
    pub here: RefCell<Option<String>>,
    /// The write that is going on.
    pub writing: RefCell<Option<Promise>>,
    /// The field that the writer is in, and its words before.
    pub field: RefCell<Option<(Field, usize)>>,
    /// Its place on the page.
    pub drawn: RefCell<Option<Rc<Drawn>>>,
    /// What was said last.
    pub spoken: Cell<Option<Key>>,
}

impl Owner {
    /// A draft of which this is remembered.
    pub fn new(draft: DraftId, copied: Copied) -> Self {
        Self {
            draft,
            status: RefCell::new(CopyStatus::new(copied)),
            schedule: Cell::default(),
            timer: OnceCell::new(),
            file: RefCell::default(),
            is_remembered: Cell::default(),
            chosen: RefCell::default(),
            here: RefCell::default(),
            writing: RefCell::default(),
            field: RefCell::default(),
            drawn: RefCell::default(),
            spoken: Cell::default(),
        }
    }

    /// Another file is the draft's, or none.
    pub fn set_file(&self, file: Option<DraftFile>) {
        self.status.borrow_mut().file = match &file {
            Some(file) if file.handle().is_some() => CopyFile::Chosen,
            Some(file) => file.taken().map_or(CopyFile::None, CopyFile::Taken),
            None => CopyFile::None,
        };
        self.file.replace(file);
    }

    /// The file that follows it.
    pub fn handle(&self) -> Option<FileHandle> {
        self.file.borrow().as_ref()?.handle()
    }

    /// The file that the writer is asked about.
    pub fn asked_about(&self) -> Option<FileHandle> {
        let chosen = self.chosen.borrow().clone();
        chosen.or_else(|| self.handle())
    }

    /// There is a file that follows, and not all that was saved is in it.
    pub fn is_behind(&self) -> bool {
        let status = self.status.borrow();
        status.dirty && status.follows()
    }

    /// Adds what was written in the field that is left.
    pub fn count(&self) {
        if let Some((field, before)) = self.field.take() {
            let now = field.words();
            self.status.borrow_mut().written(now.saturating_sub(before));
            self.field.replace(Some((field, now)));
        }
    }
}
