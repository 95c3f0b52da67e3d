//! Effects of the browser: one capability a file.

pub mod dates;
pub mod files;
pub mod focus;
pub mod fragment;
pub mod plurals;
pub mod rich_dom;
