//! The editor's documents: what goes in comes out, and nothing that was written is lost.

mod examples;
mod generate;
mod laws;
mod mutated;
mod schema;
