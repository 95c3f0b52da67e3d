//! The app as a writer uses it, in a real browser: `cargo xtask browser [FILTER]` builds the app and runs
//! these tests on it. Plain `cargo test` leaves them out, since they need a Chromium.
#![cfg(not(target_arch = "wasm32"))]
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing)]

mod filling;
mod forms;
mod harness;
mod harness_works;
mod history;
mod hosting;
mod keeping;
mod languages;
mod reaching;
mod reading;
mod sample;
mod screenshots;
mod seed;
mod writer;
