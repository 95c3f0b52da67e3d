//! The submission editor: a plain core (template, rich text, draft, store, manuscript, exchange)
//! and, for the browser only, the page that wires it up (`ui`).

pub mod checks;
pub mod copies;
pub mod draft;
pub mod exchange;
pub mod history;
pub mod json;
pub mod locale;
pub mod manuscript;
pub mod richtext;
pub mod small;
pub mod store;
pub mod template;
pub mod ui;
