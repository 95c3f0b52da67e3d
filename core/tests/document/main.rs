//! The document, its checks, and what is left out of it.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod checks;
mod composing;
mod left_out;
mod pandoc;
mod seed;
mod work;
