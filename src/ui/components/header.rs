//! The slim header of every screen.

use leptos::prelude::*;

use crate::locale::key;
use crate::ui::components::save_state::SaveStateLine;
use crate::ui::route::Route;
use crate::ui::state::services::use_services;
use crate::ui::state::session::Session;
use crate::ui::state::words::use_words;

/// The header where no draft is open.
#[component]
pub fn PlainHeader() -> impl IntoView {
    let words = use_words();
    view! {
        <header class="app-header">
            <a class="app-name" href=Route::Start.to_string()>{words.text(key::APP_NAME)}</a>
            <nav aria-label=words.text(key::APP_SCREENS)>
                <a href=Route::Help.to_string()>{words.text(key::APP_HELP)}</a>
            </nav>
        </header>
    }
}

/// The header over an open draft: its title, whether it is saved, and the way to the other screens.
#[component]
pub fn DraftHeader(
    /// The open draft.
    session: Session,
    /// The screen that is shown.
    route: Signal<Route>,
) -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let title = session.title();
    let id = session.id().clone();
    let link = |target: Route, label: crate::locale::Key| {
        let target_kind = target.clone();
        let current = move || {
            (std::mem::discriminant(&route.get()) == std::mem::discriminant(&target_kind)).then_some("page")
        };
        view! { <a href=target.to_string() aria-current=current>{words.text(label)}</a> }
    };
    let rename = session.clone();
    view! {
        <header class="app-header">
            <a class="app-name" href=Route::Start.to_string()>{words.text(key::APP_DRAFTS)}</a>
            <div class="header-title">
                <input
                    class="title-input"
                    type="text"
                    dir="auto"
                    autocomplete="off"
                    aria-label=words.text(key::WRITE_TITLE)
                    prop:value=title.get_untracked()
                    on:input=move |event| services.rename(&rename, event_target_value(&event))
                    on:blur=move |_| services.save_now()
                />
                <SaveStateLine />
            </div>
            <nav aria-label=words.text(key::APP_SCREENS)>
                {link(Route::Write(id.clone(), None), key::APP_WRITE)}
                {link(Route::Review(id.clone()), key::APP_REVIEW)}
                {link(Route::Export(id), key::APP_EXPORT)}
                <a href=Route::Help.to_string()>{words.text(key::APP_HELP)}</a>
            </nav>
        </header>
    }
}
