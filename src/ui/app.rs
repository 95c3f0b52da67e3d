//! Starts the app: finds the words, the store and the address, and shows the screen.

use leptos::prelude::*;

use crate::locale::{Key, Message, key};
use crate::ui::browser::{focus, fragment, stopped};
use crate::ui::components::header::{DraftHeader, PlainHeader};
use crate::ui::route::Route;
use crate::ui::screens::export::Export;
use crate::ui::screens::help::Help;
use crate::ui::screens::missing::Missing;
use crate::ui::screens::review::Review;
use crate::ui::screens::start::Start;
use crate::ui::screens::write::Write;
use crate::ui::state::languages;
use crate::ui::state::manuscripts::ManuscriptModule;
use crate::ui::state::services::{Opening, Services};
use crate::ui::state::words::{Words, use_words};

/// Starts the app in the document.
pub fn start() {
    stopped::report_panics();
    mount_to_body(App);
}

/// The whole page.
#[component]
fn App() -> impl IntoView {
    let words = Words::english();
    provide_context(words);
    let services = Services::start(words);
    provide_context(services);
    let module = ManuscriptModule::start(words);
    provide_context(module);
    if let Some(language) = services.setting("language").filter(|language| language != "en") {
        languages::choose(services, module, words, language);
    }
    let route = RwSignal::new(fragment::current());
    fragment::on_change(move |new| {
        services.save_now();
        route.set(new);
    });
    services.save_when_leaving();
    services.watch_other_tabs();
    let united = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        services.unite().await;
        united.set(true);
        // The first paint has done its work.
        if let Some(first) = document().get_element_by_id("first-paint") {
            first.remove();
        }
    });

    // A step within the Write screen keeps the screen; anything else draws a new one.
    let screen = Memo::new(move |_| match route.get() {
        Route::Write(draft, _) => Route::Write(draft, None),
        other => other,
    });
    let language = words.language_signal();
    let view = move || {
        language.track();
        united.get().then(|| view! { <Screen screen=screen.get() route=route.into() /> })
    };
    Effect::new(move |before: Option<Route>| {
        let now = screen.get();
        if before.is_some_and(|before| before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus::focus_soon("screen-title".to_owned());
        }
        now
    });
    view! {
        <SkipLink />
        {view}
    }
}

/// The first stop of the Tab key: past the header. A button, since fragments are addresses of screens.
#[component]
fn SkipLink() -> impl IntoView {
    let words = use_words();
    view! {
        <button type="button" class="button skip" on:click=move |_| focus::focus_soon("screen-title".to_owned())>
            {move || {
                words.language_signal().track();
                words.text(key::APP_SKIP)
            }}
        </button>
    }
}

/// One screen with its header.
#[component]
fn Screen(screen: Route, route: Signal<Route>) -> impl IntoView {
    let words = use_words();
    let services = use_context::<Services>().unwrap_or_else(|| Services::start(words));
    let title = |key: Key| {
        let message = Message::new(key::APP_TITLE).with("screen", words.text(key));
        document().set_title(&words.say(&message));
    };
    let session = match screen.draft().map(|draft| services.open(draft)) {
        None => None,
        Some(Opening::Open(session)) => Some(session),
        Some(Opening::Missing) => {
            title(key::APP_NO_DRAFT_TITLE);
            return view! { <PlainHeader /> <Missing title=key::APP_NO_DRAFT_TITLE text=words.text(key::APP_NO_DRAFT_TEXT) /> }.into_any();
        }
        Some(Opening::Trouble(message)) => {
            title(key::APP_BROKEN_DRAFT_TITLE);
            let text = words.say(&message);
            return view! { <PlainHeader /> <Missing title=key::APP_BROKEN_DRAFT_TITLE text=text /> }
                .into_any();
        }
        Some(Opening::Broken) => {
            title(key::APP_BROKEN_DRAFT_TITLE);
            return view! { <PlainHeader /> <Missing title=key::APP_BROKEN_DRAFT_TITLE text=words.text(key::APP_BROKEN_DRAFT_TEXT) /> }
                .into_any();
        }
    };
    match (screen, session) {
        (Route::Write(..), Some(session)) => {
            title(key::APP_WRITE);
            view! { <DraftHeader session=session.clone() route=route /> <Write session=session route=route /> }.into_any()
        }
        (Route::Review(_), Some(session)) => {
            title(key::APP_REVIEW);
            view! { <DraftHeader session=session.clone() route=route /> <Review session=session /> }
                .into_any()
        }
        (Route::Export(_), Some(session)) => {
            title(key::APP_EXPORT);
            view! { <DraftHeader session=session.clone() route=route /> <Export session=session /> }
                .into_any()
        }
        (Route::Start, _) => {
            document().set_title(&words.text(key::APP_NAME));
            view! { <PlainHeader /> <Start /> }.into_any()
        }
        (Route::Help, _) => {
            title(key::APP_HELP);
            view! { <PlainHeader /> <Help /> }.into_any()
        }
        _ => {
            title(key::APP_UNKNOWN_TITLE);
            view! { <PlainHeader /> <Missing title=key::APP_UNKNOWN_TITLE text=words.text(key::APP_UNKNOWN_TEXT) /> }
                .into_any()
        }
    }
}
