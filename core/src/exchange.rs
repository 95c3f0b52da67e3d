//! Files in and out: the draft as JSON, templates from disk.

pub mod error;
mod export;
pub mod file_name;
mod import;
mod instant;
pub mod kind;

pub use error::ExchangeError;
pub use export::{compact_json, export_json};
pub use import::{Opened, import_json, open, read_draft, read_template};
pub use kind::{FileKind, recognise};

/// What a draft file calls its format.
pub const DRAFT_FORMAT: &str = "submission-editor/draft";

/// The newest version of draft files that this version reads, and the one that it writes.
pub const DRAFT_FORMAT_VERSION: u32 = 1;
