//! The app as a writer uses it, in a real browser: `cargo xtask browser [FILTER]` builds the app and runs
//! these tests on it. Plain `cargo test` leaves them out, since they need a Chromium.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod about;
mod copies;
mod drafts;
mod emergencies;
mod field_kinds;
mod file_copies;
mod filling;
mod formatted;
mod forms;
mod full;
mod harness;
mod harness_works;
mod history;
mod hostile;
mod hosting;
mod keeping;
mod killing;
mod languages;
mod late;
mod launching;
mod left_out;
mod lost;
mod offline;
mod one_store;
mod other_engines;
mod reaching;
mod reading;
mod recipes;
mod recovery;
mod sample;
mod screenshots;
mod seed;
mod settings;
mod shared_computer;
mod single_file;
mod starts;
mod stopping;
mod storages;
mod tabs;
mod undoing;
mod updating;
mod worker;
mod writer;
