//! Parts of screens.

pub mod access_notice;
pub mod answer_field;
pub mod choice;
pub mod controls;
pub mod copies;
pub mod date_field;
pub mod diverged;
pub mod formatted;
pub mod group;
pub mod header;
pub mod line_field;
pub mod panel;
pub mod per_item;
pub mod question;
pub mod question_foot;
pub mod reference;
pub mod rich_field;
pub mod save_state;
pub mod sub_field;
pub mod tags;
pub mod task_list;
pub mod toolbar;
