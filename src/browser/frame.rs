//! What is drawn once the page has been shown: what is written in comes first.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::prelude::*;

/// Where no frame comes, as in the background.
const LATEST: Duration = Duration::from_millis(150);

/// Runs once: that long after the next frame, or after `latest` where none comes.
pub fn after_frame(wait: Duration, latest: Duration, run: impl FnOnce() + 'static) {
    let run = Rc::new(Cell::new(Some(run)));
    let begin = move || {
        if let Some(run) = run.take() {
            run();
        }
    };
    request_animation_frame({
        let begin = begin.clone();
        move || set_timeout(begin, wait)
    });
    set_timeout(begin, latest);
}

/// Becomes true that long after the next frame: what is drawn then does not hold up what is there now.
pub fn shown_for(wait: Duration) -> ReadSignal<bool> {
    let (shown, set_shown) = signal(false);
    after_frame(wait, LATEST, move || {
        // Whoever followed may have been left meanwhile.
        let _ = set_shown.try_set(true);
    });
    shown
}

/// Whether the screen has been shown.
#[derive(Clone, Copy)]
struct Shown(ReadSignal<bool>);

/// Lets all that is drawn below wait for the screen's first frame, where it asks [`is_shown`].
pub fn begin_screen() {
    provide_context(Shown(shown_for(Duration::ZERO)));
}

/// Whether the screen's first frame is over. Follows.
pub fn is_shown() -> bool {
    use_context::<Shown>().is_none_or(|shown| shown.0.try_get().unwrap_or(true))
}
