//! The questionnaire as data: its model, the checked reader, and the templates that are built in.

pub mod builtin;
pub mod model;
pub mod pages;
pub mod problem;
mod question_at;
pub mod read;
mod suggest;

pub use builtin::{Builtin, builtin};
pub use model::*;
pub use problem::{Named, Problem, Remark, TemplateError, TemplateNote};
pub use question_at::question_at;
pub use read::{Checked, FORMAT, digest, read, read_file, read_known};
