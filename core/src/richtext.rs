//! Rich text: the closed set of blocks and inlines that an answer may hold, read from and written
//! to Markdown and the editor's documents.
//!
//! Three laws hold, for every text (`core/tests/richtext`): reading what was written gives the same
//! text; what was written is a fixed point of reading and writing; nothing that can be seen of what
//! was typed is lost, or a note says what was changed. The editor changes none of it. And reading grows
//! as its input does (`core/tests/growth.rs`).

pub mod address;
mod clean;
pub mod count;
pub mod editor;
pub mod formatting;
pub mod model;
mod normal;
pub mod note;
pub mod read;
pub mod walk;
pub mod write;

pub use address::is_allowed;
pub use count::{Counts, count, count_text};
pub use model::*;
pub use normal::{MAX_DEPTH, normalise};
pub use note::Note;
pub use read::{Reading, read};
pub use walk::{links, plain_text, shift_headings};
pub use write::{Part, write, write_part};
