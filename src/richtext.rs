//! Rich text: the closed set of blocks and inlines that an answer may hold, read from and written
//! to Markdown.

pub mod count;
pub mod model;
pub mod note;
pub mod read;
pub mod write;

pub use count::{Counts, count, count_text};
pub use model::*;
pub use note::Note;
pub use read::{Reading, read};
pub use write::write;
