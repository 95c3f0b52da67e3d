//! The clock of this page, which begins when the page is loaded and only goes forward.

use submission_core::time::PageTime;

/// What it says, in whole milliseconds; `None` in a browser without one.
pub fn now() -> Option<PageTime> {
    let performance = web_sys::window().and_then(|window| window.performance())?;
    Some(PageTime::from_millis(performance.now() as i64))
}
