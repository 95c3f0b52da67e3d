//! What was changed on the way in.

/// One thing that reading changed or could not keep as what it was.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Note {
    /// Raw HTML became visible text.
    Html(String),
}
