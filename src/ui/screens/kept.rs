//! Screens with one panel, such as Recovery and Settings: all drawn by the second module.

use crate::locale::{Key, key};
use crate::ui::components::panel::panel;
use crate::ui::element::El;
use crate::ui::screens::{page, title};
use crate::ui::state::services::use_services;
use crate::ui::state::words::use_words;

/// The screen of that name.
pub fn kept(name: &'static str, heading: Key) -> El {
    let (words, services) = (use_words(), use_services());
    let waiting = words.text(key::APP_WAITING);
    page().with(&[
        title(&words.text(heading)),
        panel(name, &waiting, move || {
            services.follow_drafts();
            String::new()
        }),
    ])
}
