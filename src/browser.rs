//! Effects of the browser: one capability a file.

pub mod access;
pub mod dates;
pub mod draft_files;
pub mod editors;
pub mod enclosed;
pub mod fault;
pub mod fields;
pub mod files;
pub mod focus;
pub mod fragment;
pub mod frame;
pub mod local_storage;
pub mod mirror;
pub mod page_clock;
pub mod parts;
pub mod place;
pub mod plurals;
pub mod scripts;
pub mod stopped;
pub mod timer;
