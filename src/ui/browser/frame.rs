//! What is drawn once the page has been shown: what is written in comes first.

use std::time::Duration;

use leptos::prelude::*;

use crate::ui::browser::timer::Timer;

/// Where no frame comes, as in the background.
const LATEST: Duration = Duration::from_millis(150);

/// Becomes true that long after the next frame: what is drawn then does not hold up what is there now.
pub fn shown_for(wait: Duration) -> ReadSignal<bool> {
    let (shown, set_shown) = signal(false);
    // One that was left is gone.
    let timer = StoredValue::new_local(Timer::new(move || {
        // Once: whoever follows would be drawn anew. In the background the frame comes long after the timer.
        if shown.try_get_untracked() == Some(false) {
            set_shown.set(true);
        }
    }));
    let soon = move |wait| {
        let _ = timer.try_with_value(|timer| timer.start(wait));
    };
    soon(LATEST);
    request_animation_frame(move || soon(wait));
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
