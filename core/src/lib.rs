//! The submission editor without a page: template, rich text, draft, checks, document, files in and out,
//! history and the draft store. Nothing here knows of a browser; the page is built on it.

pub mod checks;
pub mod collections;
pub mod copies;
pub mod document;
pub mod draft;
pub mod exchange;
pub mod history;
pub mod html;
pub mod json;
pub mod locale;
pub mod paste;
pub mod richtext;
pub mod route;
pub mod store;
pub mod template;
pub mod time;
pub mod work;
