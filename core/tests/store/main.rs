//! The draft store: what it keeps, whatever the storage, the clock and other pages do.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod bin;
mod budget;
mod clock;
mod compaction;
mod damage;
mod drafts;
mod engine;
mod faults;
mod format;
mod history;
mod mirror;
mod mirrored;
mod promise;
mod recovery;
mod room;
mod session;
mod sessions;
mod tabs;
mod writers;
