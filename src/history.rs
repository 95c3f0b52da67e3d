//! Earlier values of answers: when one is kept, which of them stay, how they are stored small, and
//! what changed between two of them.

pub mod compare;
pub mod pace;
pub mod pack;
pub mod thin;

pub use compare::{Change, Token, compare};
pub use pace::{Due, Kind, Pacer};
pub use thin::{Kept, Pressure, thin};
