//! Said where this tab does not write the open draft: why, and how it can.

use leptos::prelude::*;

use crate::browser::access::{Access, take_over};
use crate::components::controls::button;
use crate::element::{Element, html};
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use crate::state::session::Session;
use submission_core::locale::key;

/// The notice; there and empty while this tab writes, so that screen readers hear of a change.
pub fn access_notice(session: &Session) -> Element {
    let localizer = use_localizer();
    let access = use_services().access;
    let session = session.clone();
    html::div().class("access").attr("role", "status").child(move || {
        let access = access.get();
        let text = match access {
            Access::Writing => return Vec::new(),
            Access::Given => key::TABS_GIVEN,
            Access::Reading => key::TABS_READING,
            Access::Taken if session.is_dirty() => key::TABS_TAKEN_UNSAVED,
            Access::Taken => key::TABS_TAKEN,
            Access::Newer => key::TABS_NEWER,
        };
        let mut parts = vec![html::span().child(localizer.text(text))];
        if matches!(access, Access::Reading | Access::Taken) {
            parts.push(button(&localizer.text(key::TABS_TAKE_OVER), |_| take_over()));
        }
        parts
    })
}
