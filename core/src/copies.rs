//! Copies of drafts in files: which file may be written with what, and what is said of it.
//!
//! Pure: nothing here reads a file, a clock or the store. `src/later/copies/follow.rs` performs the calls and
//! tells what came of each; [`Attempt`] decides what comes next. What must never be: a file that is
//! written with anything but the whole, current text of its own draft, or over a text that this draft
//! did not put there and the writer has given no word for.

mod ago;
mod attempt;
mod content;
mod lost;
mod mark;
mod schedule;
mod status;

pub use ago::ago;
pub use attempt::{
    Action, Attempt, AttemptRequest, Conflict, ConflictKind, Event, Failure, FileStamp, Occasion, Outcome,
    Refusal,
};
pub use content::{Content, Found, digest, has_all_of, words_of};
pub use lost::{Fate, fate};
pub use mark::{Mark, Remembered};
pub use schedule::{Schedule, Turn};
pub use status::{CopyFile, CopyMoment, CopyStatus, Next, Trouble};

/// The member of a draft file that says which draft it is.
pub const DRAFT_ID: &str = "draftId";

/// The member of a draft file that says which text the draft was made from, where it was opened from
/// a file: that text's digest.
pub const OPENED_FROM: &str = "openedFrom";
