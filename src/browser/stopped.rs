//! What the program says to the plain scripts of the page of itself; above all that it has stopped.

use super::scripts::scripts;

/// From now on a panic is handed to the loader, which shows what is stored.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic| scripts().stopped(&panic.to_string())));
}

/// Tells the watchdog that what was typed has been taken care of: saved, or said not to be. Nothing of the
/// draft `saved` is left to be stored.
pub fn heard(saved: Option<&str>) {
    scripts().heard(saved);
}
