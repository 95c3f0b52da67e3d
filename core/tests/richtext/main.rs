//! Rich text: the laws of reading and writing, over generated texts, public corpora and examples.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod corpora;
mod editor;
mod examples;
mod generate;
mod laws;
mod pandoc;
mod round_trip;
