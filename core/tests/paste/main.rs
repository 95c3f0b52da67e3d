//! What is pasted comes out as a person would have typed it, and nothing that can be seen is lost.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod corpora;
mod laws;
mod libreoffice;
mod parse;
mod programs;
mod text;
mod web;
