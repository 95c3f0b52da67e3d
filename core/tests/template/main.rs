//! Templates: the reader, the built-in ones, the filled example.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod builtin;
mod example;
mod reading;
