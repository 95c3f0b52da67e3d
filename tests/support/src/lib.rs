//! What several tests build on. A test that goes wrong should stop at once and say where, so here too.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]
#![allow(missing_docs, reason = "read by tests, which say what they need")]

pub mod bench;
pub mod chance;
pub mod drafts;
pub mod every_slot;
pub mod figures;
pub mod folders;
pub mod form;
pub mod missing;
pub mod pieces;
pub mod processor;
pub mod source;
