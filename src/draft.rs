//! A submission being written: the draft, its answers, their states.

pub mod model;

pub use model::*;
