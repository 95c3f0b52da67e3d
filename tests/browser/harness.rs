//! A browser as a person uses it: pages are opened, elements are found by role and accessible name,
//! the keyboard and the mouse do the rest.

mod accessibility;
mod base64;
mod browser;
mod connection;
mod element;
mod files;
mod firefox;
mod hosts;
mod keyboard;
mod marionette;
mod page;
mod server;
mod wait;

pub use browser::{Browser, Storage};
pub use element::{Element, starting};
pub use firefox::Firefox;
pub use hosts::{Host, ask};
pub use page::Page;
pub use server::Site;
pub use wait::wait_until;
