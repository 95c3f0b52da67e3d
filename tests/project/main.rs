//! The files around the program: recipes, strings, styles, and the scripts that run without it.
// A test that goes wrong should stop at once and say where.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic)]

mod hosting;
mod imports;
mod last_words;
mod locales;
mod rescue;
mod scripts;
mod style;
