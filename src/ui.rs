//! The page: Leptos screens wired to the core. Only its pure parts are built for the host.
//!
//! A release comes in two pieces. The first shows the form, takes the text and keeps it. What is behind
//! `lazy` reads rich text, checks and composes the document, and opens files; it is fetched once the form is
//! on the screen, so that writing can begin sooner.

pub mod file_name;
pub mod formatting;
pub mod pages;
pub mod route;

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod element;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod lazy;
#[cfg(target_arch = "wasm32")]
mod screens;
#[cfg(target_arch = "wasm32")]
mod state;

#[cfg(target_arch = "wasm32")]
pub use app::start;
