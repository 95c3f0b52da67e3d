//! The questionnaire as data: its model, the checked reader, and the templates that are built in.

pub mod model;

pub use model::*;
