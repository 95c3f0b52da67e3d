//! The slim header of every screen.

use std::mem::discriminant;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::fields;
use crate::components::access_notice::access_notice;
use crate::components::controls::{input, link};
use crate::components::copies::copies;
use crate::components::save_state::{save_state, save_trouble};
use crate::element::{Element, bind, html};
use crate::state::localizer::use_localizer;
use crate::state::services::use_services;
use crate::state::session::Session;
use submission_core::locale::{Key, key};
use submission_core::route::Route;

/// The header where no draft is open.
pub fn plain_header() -> Element {
    let localizer = use_localizer();
    html::header().class("app-header").child([
        link(&Route::Start, &localizer.text(key::APP_NAME)).class("app-name"),
        html::nav().attr("aria-label", &localizer.text(key::APP_SCREENS)).child([
            link(&Route::Settings, &localizer.text(key::SETTINGS_TITLE)),
            link(&Route::Help, &localizer.text(key::APP_HELP)),
        ]),
    ])
}

/// The header over an open draft: its title, whether it is saved, and the way to the other screens.
/// `route` is the screen that is shown.
pub fn draft_header(session: &Session, route: RwSignal<Route>) -> Element {
    let localizer = use_localizer();
    let services = use_services();
    let id = session.id();
    let screen = |target: Route, label: Key| {
        link(&target, &localizer.text(label)).attr("aria-current", move || {
            let here = route.with(discriminant) == discriminant(&target);
            here.then(|| "page".to_owned())
        })
    };
    let renamed = session.clone();
    let title = input("text", &localizer.text(key::WRITE_TITLE))
        .class("title-input")
        .attr("data-title", "")
        .attr("data-writes", "")
        .attr("autocomplete", "off")
        .prop("value", session.title().get_untracked())
        .on(ev::input, move |event| {
            if let Some(title) = fields::written(&event) {
                services.rename(&renamed, title);
            }
        })
        .on(ev::blur, move |_| services.save_now());
    let shown = title.clone();
    let titled = session.title();
    bind(move || {
        // Another tab may give the draft another title; this field's own is there already.
        let title = titled.get();
        if fields::text(shown.dom()) != title {
            fields::set_text(shown.dom(), &title);
        }
    });
    html::header().class("app-header").child([
        link(&Route::Start, &localizer.text(key::APP_DRAFTS)).class("app-name"),
        html::div().class("header-title").child([title, save_state()]),
        copies(session),
        html::nav().attr("aria-label", &localizer.text(key::APP_SCREENS)).child([
            screen(Route::Write(id.clone(), None), key::APP_WRITE),
            screen(Route::Review(id.clone()), key::APP_REVIEW),
            screen(Route::Export(id.clone()), key::APP_EXPORT),
            screen(Route::History(id.clone()), key::APP_HISTORY),
            link(&Route::Help, &localizer.text(key::APP_HELP)),
        ]),
        save_trouble(session),
        access_notice(session),
    ])
}
