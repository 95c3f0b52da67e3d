//! The page: Leptos screens wired to the core, for the browser alone. Built for the host it does nothing.
//!
//! It starts in one of two roles: as the page, or in a worker, where it does what is too heavy for the page.
//!
//! A release comes in two pieces. The first shows the form, takes the text and keeps it. What is behind
//! `lazy` reads rich text, checks and composes the document, and opens files; it is fetched once the form is
//! on the screen, so that writing can begin sooner.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod browser;
#[cfg(target_arch = "wasm32")]
mod components;
#[cfg(target_arch = "wasm32")]
mod element;
#[cfg(target_arch = "wasm32")]
mod exports;
#[cfg(target_arch = "wasm32")]
mod later;
#[cfg(target_arch = "wasm32")]
mod lazy;
#[cfg(target_arch = "wasm32")]
mod screens;
#[cfg(target_arch = "wasm32")]
mod state;
#[cfg(target_arch = "wasm32")]
mod worker;

/// The scripts start it when they have what it needs (`exports`).
fn main() {}
