//! Waiting for something to become true, and no longer than needed.

use std::time::{Duration, Instant};

/// Long enough for a busy machine; a test that passes never waits so long.
const PATIENCE: Duration = Duration::from_secs(180);
const PAUSE: Duration = Duration::from_millis(20);

/// Asks again and again until there is an answer; `None` when patience has run out.
pub fn wait_for<T>(mut ask: impl FnMut() -> Option<T>) -> Option<T> {
    let end = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return Some(answer);
        }
        if Instant::now() > end {
            return None;
        }
        std::thread::sleep(PAUSE);
    }
}

/// Waits until `condition` holds; `what` says in words what is waited for.
#[track_caller]
pub fn wait_until(what: &str, mut condition: impl FnMut() -> bool) {
    assert!(wait_for(|| condition().then_some(())).is_some(), "waited in vain: {what}");
}
