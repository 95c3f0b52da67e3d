//! The draft store: its records and rules, over a small [`Storage`] trait.

pub mod storage;

pub use storage::*;
