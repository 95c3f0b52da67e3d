//! Files in and out: drafts, JSON, files that were made to do harm, files that follow each save.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod draft_files;
mod file_copies;
mod hostile;
mod json;
mod world;
