//! The page: Leptos components wired to the core.

/// Starts the app in the document.
pub fn start() {}
