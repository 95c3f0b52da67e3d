//! Earlier values of answers: when one is kept, which of them stay, how they are compressed, and
//! what changed between two of them.

pub mod compare;
pub mod deletion;
pub mod pack;
pub mod readable;
pub mod revision_policy;
pub mod thin;

pub use compare::{Change, Token, TokenStyle, compare};
pub use deletion::DeletionWatch;
pub use readable::{entry_name, readable};
pub use revision_policy::{DueRevision, RevisionKind, RevisionPolicy, SavedAnswer};
pub use thin::{Candidate, Pressure, thin};
