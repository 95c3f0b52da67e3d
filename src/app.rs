//! Starts the app: finds the words, the store and the address, and shows the screen.

use std::cell::Cell;

use leptos::ev;
use leptos::prelude::*;

use crate::browser::{fault, focus, fragment, stopped};
use crate::components::header::{draft_header, plain_header};
use crate::components::panel::panel;
use crate::element::{Element, bind, html, mount};
use crate::lazy::Panel;
use crate::screens::later::later_screen;
use crate::screens::missing::missing;
use crate::screens::start::start as start_screen;
use crate::screens::write::write;
use crate::state::languages;
use crate::state::later::LaterPart;
use crate::state::localizer::{Localizer, use_localizer};
use crate::state::services::{Opening, Services, use_services};
use submission_core::locale::{Key, Message, key};
use submission_core::route::Route;

/// What the page is asked for from outside (`exports`).
#[derive(Clone, Copy)]
pub struct Page {
    /// Its services.
    pub services: Services,
    /// Counts up when a text that was set aside is back in its field.
    back: RwSignal<u32>,
}

thread_local! {
    static PAGE: Cell<Option<Page>> = const { Cell::new(None) };
}

/// Runs with the page, once it has started.
pub fn with(run: impl FnOnce(Page)) {
    if let Some(page) = PAGE.get() {
        run(page);
    }
}

impl Page {
    /// A text that was set aside is back in its field.
    pub fn text_is_back(self) {
        self.back.update(|count| *count = count.wrapping_add(1));
    }
}

/// Starts the app in the document.
pub fn start() {
    stopped::report_panics();
    mount(app);
}

/// The whole page.
fn app(body: Element) {
    fault::point("start");
    let localizer = Localizer::english();
    provide_context(localizer);
    let services = Services::start(localizer);
    provide_context(services);
    let back = RwSignal::new(0);
    PAGE.set(Some(Page { services, back }));
    let module = LaterPart::new(localizer, services);
    provide_context(module);
    // A language may have gone since it was chosen.
    let chosen = services.setting("language").filter(|tag| tag != "en" && languages::is_available(tag));
    if let Some(language) = chosen {
        languages::choose(services, module, localizer, language);
    }
    let route = RwSignal::new(fragment::current());
    fragment::on_change(move |new| {
        services.save_now();
        services.undo.leave(&new);
        route.set(new);
    });
    services.save_when_leaving();
    services.watch_other_tabs();
    let united = RwSignal::new(false);
    leptos::task::spawn_local(async move {
        services.unite().await;
        fault::point("opening");
        united.set(true);
        // The first paint has done its work.
        if let Some(first) = document().get_element_by_id("first-paint") {
            first.remove();
        }
        module.fetch_soon();
    });

    // A step within the Write screen keeps the screen; anything else draws a new one.
    let shown = Memo::new(move |_| match route.get() {
        Route::Write(draft, _) => Route::Write(draft, None),
        other => other,
    });
    let language = localizer.language_signal();
    body.child(move || {
        language.track();
        services.track_late();
        let shown = shown.get();
        if !united.get() {
            // Not one letter is laid out before there is something to show.
            return Vec::new();
        }
        untrack(|| {
            let mut screen = with_notices(screen(shown, route), route, back);
            screen.insert(0, skip_link());
            screen
        })
    });
    let mut before = None;
    bind(move || {
        let now = shown.get();
        // A link to a question is the Write screen's to follow.
        let is_question = matches!(route.get_untracked(), Route::Write(_, Some(_)));
        if !is_question && before.as_ref().is_some_and(|before| *before != now) {
            window().scroll_to_with_x_and_y(0.0, 0.0);
            focus::focus_soon("screen-title".to_owned());
        }
        before = Some(now);
    });
}

/// The first stop of the Tab key: past the header. A button, since fragments are addresses of screens.
fn skip_link() -> Element {
    let localizer = use_localizer();
    html::button()
        .attr("type", "button")
        .class("button skip")
        .child(localizer.text(key::APP_SKIP))
        .on(ev::click, |_| focus::focus_soon("screen-title".to_owned()))
}

/// A screen, with what is to be said of its text between its header and its main part.
fn with_notices(mut screen: Vec<Element>, route: RwSignal<Route>, back: RwSignal<u32>) -> Vec<Element> {
    screen.insert(1, panel(Panel::Notices { route, back }));
    screen.insert(1, use_services().undo.notice());
    screen.insert(1, panel(Panel::Update));
    screen
}

/// One screen with its header.
fn screen(screen: Route, route: RwSignal<Route>) -> Vec<Element> {
    let localizer = use_localizer();
    let title = |key: Key| {
        let message = Message::new(key::APP_TITLE).with("screen", localizer.text(key));
        document().set_title(&localizer.say(&message));
    };
    let nothing = |name: Key, text: String| {
        title(name);
        vec![plain_header(), missing(name, &text)]
    };
    let session = match screen.draft().map(|draft| use_services().open(draft)) {
        None => None,
        Some(Opening::Open(session)) => Some(session),
        Some(Opening::Missing) => {
            return nothing(key::APP_NO_DRAFT_TITLE, localizer.text(key::APP_NO_DRAFT_TEXT));
        }
        Some(Opening::Broken) => {
            return nothing(key::APP_BROKEN_DRAFT_TITLE, localizer.text(key::APP_BROKEN_DRAFT_TEXT));
        }
        Some(Opening::Trouble(message)) => {
            return nothing(key::APP_BROKEN_DRAFT_TITLE, localizer.say(&message));
        }
    };
    use_services().hold(session.as_ref());
    let (name, heading) = match &screen {
        Route::Start => {
            document().set_title(&localizer.text(key::APP_NAME));
            return vec![plain_header(), start_screen()];
        }
        Route::Write(..) => (key::APP_WRITE, None),
        Route::Review(_) => (key::APP_REVIEW, Some(key::REVIEW_TITLE)),
        Route::Export(_) => (key::APP_EXPORT, Some(key::EXPORT_TITLE)),
        Route::History(_) => (key::APP_HISTORY, Some(key::HISTORY_TITLE)),
        Route::Help => (key::APP_HELP, Some(key::HELP_TITLE)),
        Route::About => (key::ABOUT_TITLE, Some(key::ABOUT_TITLE)),
        Route::Recovery => (key::RECOVERY_TITLE, Some(key::RECOVERY_TITLE)),
        Route::Settings => (key::SETTINGS_TITLE, Some(key::SETTINGS_TITLE)),
        Route::Respondents => (key::RESPONDENTS_TITLE, Some(key::RESPONDENTS_TITLE)),
        Route::Unknown => return nothing(key::APP_UNKNOWN_TITLE, localizer.text(key::APP_UNKNOWN_TEXT)),
    };
    title(name);
    let header = session.as_ref().map_or_else(plain_header, |session| draft_header(session, route));
    let main = match (heading, session) {
        (None, Some(session)) => write(&session, route),
        (heading, session) => later_screen(screen, session, heading.unwrap_or(name)),
    };
    vec![header, main]
}
