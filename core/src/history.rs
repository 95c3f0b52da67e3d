//! Earlier values of answers: when one is kept, which of them stay, how they are stored small, and
//! what changed between two of them.

pub mod compare;
pub mod pace;
pub mod pack;
pub mod readable;
pub mod thin;
pub mod vanish;

pub use compare::{Change, Look, Token, compare};
pub use pace::{Due, Kind, Note, Pacer};
pub use readable::{entry_name, readable};
pub use thin::{Kept, Pressure, thin};
pub use vanish::Vanishing;
