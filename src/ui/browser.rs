//! Effects of the browser: one capability a file.

pub mod dates;
pub mod files;
pub mod focus;
pub mod fragment;
pub mod manuscript;
pub mod mirror;
pub mod past;
pub mod plurals;
pub mod stopped;
pub mod timer;
