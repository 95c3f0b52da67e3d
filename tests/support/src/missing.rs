//! What a test needs and this machine does not have: said so that `cargo xtask` can count the test as skipped.

use std::io::Write as _;
use std::panic::Location;
use std::thread;

/// A program is missing that the set-up brings. In continuous integration (`CI` is set) that is a failure: there
/// nobody would look at what was left out.
#[track_caller]
pub fn tool(name: &str) {
    assert!(
        std::env::var_os("CI").is_none(),
        "{name} is missing, and nothing may be skipped where CI is set"
    );
    skipped(name);
}

/// Something is missing that the project does not bring and may not publish, such as texts of others, or a right
/// that the machine does not give.
#[track_caller]
pub fn material(name: &str) {
    skipped(name);
}

/// Past the test runner, which keeps what is printed by a test that passes; on a line of its own, for the runner
/// may stand in the midst of one.
#[track_caller]
fn skipped(name: &str) {
    let thread = thread::current();
    let place = Location::caller().to_string();
    let test = thread.name().filter(|name| *name != "main").unwrap_or(&place);
    let line = format!("\nskipped: {}::{test}: no {name}\n", binary().unwrap_or_default());
    let _ = std::io::stdout().write_all(line.as_bytes());
}

/// The name of the tests' program, which cargo calls `NAME-DIGEST`.
fn binary() -> Option<String> {
    let path = std::env::current_exe().ok()?;
    let name = path.file_stem()?.to_string_lossy().into_owned();
    Some(name.rsplit_once('-').map_or(name.clone(), |(name, _)| name.to_owned()))
}
