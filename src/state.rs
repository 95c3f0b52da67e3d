//! What the page knows: words, the store, the open draft; each reached by one named function.

pub mod languages;
pub mod later;
pub mod leaving;
pub mod localizer;
pub mod opening;
pub mod services;
pub mod session;
pub mod typed;
pub mod undo;
