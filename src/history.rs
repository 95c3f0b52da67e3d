//! Earlier values of answers: which of them are kept.

pub mod thin;

pub use thin::{Kept, thin};
