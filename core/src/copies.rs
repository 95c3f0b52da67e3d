//! Copies of drafts in files: which file may be written with what, and what is said of it.
//!
//! Pure: nothing here reads a file, a clock or the store. `web/following.js` performs the calls and
//! tells what came of each; [`Attempt`] decides what comes next. What must never be: a file that is
//! written with anything but the whole, current text of its own draft, or over a text that this draft
//! did not put there and the writer has given no word for.

mod attempt;
mod content;
mod mark;
mod status;

pub use attempt::{
    Action, Attempt, AttemptRequest, Conflict, ConflictKind, Event, Failure, FileStamp, Occasion, Outcome,
    Refusal,
};
pub use content::{Content, Found, digest, has_all_of};
pub use mark::{Mark, Remembered};
pub use status::{CopyStatus, status_name};

/// The member of a draft file that says which draft it is.
pub const DRAFT_ID: &str = "draftId";

/// The member of a draft file that says which text the draft was made from, where it was opened from
/// a file: that text's digest.
pub const OPENED_FROM: &str = "openedFrom";
