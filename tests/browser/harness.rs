//! A browser as a person uses it: pages are opened, elements are found by role and accessible name,
//! the keyboard and the mouse do the rest.

mod accessibility;
mod browser;
mod connection;
mod element;
mod engine;
mod files;
mod firefox;
mod group;
mod hosts;
mod http;
mod keyboard;
mod marionette;
mod page;
mod server;
mod wait;
mod webkit;

pub use browser::{Browser, Storage};
pub use element::{Element, starting};
pub use engine::Engine;
pub use hosts::{Host, ask};
pub use page::Page;
pub use server::{Site, assets_in};
pub use wait::wait_until;
