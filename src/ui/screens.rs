//! Screens.

pub mod export;
pub mod help;
pub mod missing;
pub mod review;
pub mod start;
pub mod write;
