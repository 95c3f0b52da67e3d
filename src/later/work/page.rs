//! The page does a worker's work, where the browser has none: a part, then whatever else waits, then the next.

use std::collections::VecDeque;
use std::time::Duration;

use leptos::prelude::set_timeout;

use crate::browser::dates;
use submission_core::locale::Catalogue;
use submission_core::work::{Handler, Reply, Request};

/// Answers soon, part by part.
pub fn answer(
    language: String,
    catalogue: &Catalogue,
    request: Request,
    beside: Vec<u8>,
    hear: impl Fn(Reply) + 'static,
) {
    let strings = catalogue.to_json().into_bytes();
    set_timeout(
        move || {
            let mut handler = Handler::new(dates::day);
            handler.handle(&Request::Speak { language }, &strings, &mut |_| {});
            let mut parts = VecDeque::new();
            handler.handle(&request, &beside, &mut |reply| parts.push_back(reply));
            give(parts, hear);
        },
        Duration::ZERO,
    );
}

fn give(mut parts: VecDeque<Reply>, hear: impl Fn(Reply) + 'static) {
    if let Some(part) = parts.pop_front() {
        hear(part);
        set_timeout(move || give(parts, hear), Duration::ZERO);
    }
}
