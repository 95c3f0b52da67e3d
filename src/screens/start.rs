//! The Start screen: what this is, the drafts, new ones, files, the bin.

use leptos::prelude::*;

use wasm_bindgen::JsCast;
use web_sys::UiEvent;

use crate::browser::enclosed::{self, Enclosed};
use crate::browser::local_storage::LocalStorage;
use crate::browser::{files, fragment};
use crate::components::controls::{about, actions, button, disclosure, file_input, link};
use crate::components::panel::panel;
use crate::element::{Element, Row, bind, html};
use crate::lazy::{Later, Panel};
use crate::screens::{alert, page, section, title};
use crate::state::later::use_later;
use crate::state::localizer::use_localizer;
use crate::state::opening::{LARGEST_FILE, Opener, Refusal};
use crate::state::services::{Services, use_services};
use crate::state::undo::use_undo;
use submission_core::locale::{Key, Message, key};
use submission_core::route::Route;
use submission_core::store::DraftSummary;
use submission_core::template::{Builtin, builtin};

/// Drafts, templates, files.
pub fn start() -> Element {
    let localizer = use_localizer();
    let services = use_services();
    let lead = |key| html::p().class("lead").child(localizer.text(key));
    let head = html::div().class("stack").child([
        title(&localizer.text(key::START_TITLE)),
        lead(key::START_WHAT),
        lead(if LocalStorage::is_in_tab_only() { key::SHARED_WHERE } else { key::START_WHERE }),
        lead(key::START_TAKE),
    ]);
    let page = page().child([head]);
    if let Some(trouble) = services.storage_trouble() {
        page.add(&alert().child([
            html::strong().child(localizer.text(key::START_NO_STORAGE)),
            html::p().child(localizer.say(&trouble)),
            html::p().child(localizer.text(key::START_NO_STORAGE_DO)),
        ]));
    }
    let refusal = RwSignal::new(None::<Refusal>);
    let busy = RwSignal::new(false);
    let opener = Opener { services, later: use_later(), undo: use_undo(), localizer, busy, refusal };
    let example = button(&localizer.text(key::START_EXAMPLE), move |_| {
        leptos::task::spawn_local(opener.open_example());
    });
    let templates = cards();
    for template in builtin() {
        template_card(&templates, template);
    }
    let enclosed = enclosed::form();
    // Who was sent one form is not asked to choose among others.
    let templates = match enclosed {
        None => section("stack", "new-title", &localizer.text(key::START_NEW)).child([templates]),
        Some(_) => disclosure(html::summary().child(localizer.text(key::ENCLOSED_OTHERS))).child([templates]),
    };
    if let Some(enclosed) = enclosed {
        page.add(&enclosed_form(opener, enclosed));
    }
    page.child(list_notices)
        .child(move || refusal.get().as_ref().map(refused).into_iter().collect::<Vec<_>>())
        .bind_rows(move || when(!services.drafts().is_empty(), "drafts", drafts))
        .child([
            templates,
            section("stack", "open-title", &localizer.text(key::START_OPEN_TITLE)).child([
                html::p().child(localizer.text(key::START_OPEN_TEXT)),
                actions([open_file(opener), example]),
                panel(Panel::Reading),
            ]),
            section("stack", "respondents-title", &localizer.text(key::RESPONDENTS_ASK)).child([
                html::p().child(localizer.text(key::RESPONDENTS_LEAD)),
                html::p().child([link(&Route::Respondents, &localizer.text(key::RESPONDENTS_TITLE))]),
            ]),
        ])
        .child([panel(Panel::Shared), panel(Panel::Bin), panel(Panel::Preferences)])
}

/// One child, or none.
fn when(there: bool, key: &str, make: fn() -> Element) -> Vec<Row> {
    if there { vec![Row::new(key.to_owned(), make)] } else { Vec::new() }
}

fn cards() -> Element {
    html::ul().class("cards").attr("role", "list")
}

/// Said where something could not be done with the drafts, and where drafts are on this page only.
fn list_notices() -> Vec<Element> {
    let localizer = use_localizer();
    let services = use_services();
    let mut notices = Vec::new();
    if let Some(trouble) = services.list_trouble() {
        notices.push(alert().child([html::p().child(localizer.say(&trouble))]));
    }
    let only_here = services.only_here();
    if !only_here.is_empty() {
        let list = html::ul().class("notice").attr("data-level", "error").attr("role", "list");
        for (id, title) in only_here {
            let title = localizer.say(&Message::new(key::START_ONLY_HERE).with("title", title));
            list.add(&html::li().child([link(&Route::Write(id, None), &title)]));
        }
        notices.push(list);
    }
    notices
}

/// Why a file was not opened, in a list.
fn refused(refusal: &Refusal) -> Element {
    let localizer = use_localizer();
    let reasons = html::ul().class("errors");
    for reason in &refusal.reasons {
        reasons.add(&html::li().child(reason));
    }
    let title = Message::new(key::OPEN_REFUSED).with("file", &refusal.file);
    alert()
        .attr("tabindex", "-1")
        .attr("id", "refused")
        .child([html::strong().child(localizer.say(&title)), reasons])
}

/// The button that opens the file picker.
fn open_file(opener: Opener) -> Element {
    let localizer = use_localizer();
    let name = localizer.text(key::START_OPEN);
    let input = file_input(&name, move |file, _| {
        leptos::task::spawn_local(async move {
            let name = file.name();
            let bytes = files::read(file, LARGEST_FILE).await;
            opener.open(name, bytes).await;
        });
    });
    // Where files go that the system hands over (`web/launch.js`).
    let input = input.attr("data-open", "").attr("id", "open-file");
    let field: web_sys::HtmlInputElement = input.as_kind();
    bind(move || {
        if !opener.busy.get() {
            // The same file may be chosen again after it was mended; and this says that it is done with
            // (`web/launch.js`).
            field.set_value("");
        }
    });
    html::label()
        .attr("class", move || {
            Some(if opener.busy.get() { "button file-button busy" } else { "button file-button" }.to_owned())
        })
        .child([html::span().child(&name), input])
}

/// A template to begin with.
fn template_card(into: &Element, template: &'static Builtin) {
    let localizer = use_localizer();
    let services = use_services();
    let Some(read) = template.template() else { return };
    let language = localizer.language();
    let title = read.text(&read.title, &language);
    let card = html::li().class("card").child([html::h3().child(title)]);
    if let Some(body) = &read.call.body {
        card.add(&html::p().class("soft").child(read.text(body, &language)));
    }
    let questions =
        read.questions().filter(|node| !read.respondent.iter().any(|field| field.id == node.id)).count();
    card.add(&html::p().class("soft").child(localizer.count(key::COUNT_QUESTIONS_OTHER, questions)));
    let label = localizer.say(&Message::new(key::START_BEGIN_WITH).with("template", title));
    let begin = button(&localizer.text(key::START_BEGIN), move |_| services.begin(template))
        .attr("data-kind", "primary")
        .attr("aria-label", &label);
    into.add(&card.child([html::p().class("actions").child([begin])]));
}

/// The form that was sent out in this file, before everything else.
fn enclosed_form(opener: Opener, form: Enclosed) -> Element {
    let localizer = use_localizer();
    let label = localizer.say(&Message::new(key::START_BEGIN_WITH).with("template", &form.title));
    let title = html::h3().attr("dir", "auto").child(&form.title);
    // It goes the road of a file from disk, for it is one.
    let begin = button(&localizer.text(key::START_BEGIN), move |_| {
        let Enclosed { name, text, .. } = form.clone();
        leptos::task::spawn_local(async move { opener.open(name, Ok(text.into_bytes())).await });
    })
    .attr("data-kind", "primary")
    .attr("aria-label", &label);
    let card = html::div().class("card").child([
        title,
        html::p().class("soft").child(localizer.text(key::ENCLOSED_TEXT)),
        html::p().class("actions").child([begin]),
    ]);
    section("stack", "enclosed-title", &localizer.text(key::ENCLOSED_TITLE)).child([card])
}

/// The drafts that are there already.
fn drafts() -> Element {
    let services = use_services();
    let list = cards().bind_rows(move || {
        let mut rows = Vec::new();
        for draft in services.drafts() {
            let key =
                format!("{} {} {} {}", draft.id, draft.changed.as_millis(), draft.unfinished, draft.title);
            rows.push(Row::new(key, move || draft_card(&draft)));
        }
        rows
    });
    section("stack", "drafts-title", &use_localizer().text(key::START_DRAFTS)).child([list])
}

fn draft_card(draft: &DraftSummary) -> Element {
    let localizer = use_localizer();
    let services = use_services();
    let progress = draft.answers;
    let template_title = draft.template_title.pick(&localizer.language(), "en");
    // A draft whose title was cleared has to have something to press.
    let title = if draft.title.trim().is_empty() { template_title } else { &draft.title };
    let changed =
        localizer.say(&Message::new(key::START_CHANGED).with("moment", localizer.moment(draft.changed)));
    let copied = match draft.copied {
        Some(moment) => {
            localizer.say(&Message::new(key::COPIES_CARD).with("moment", localizer.moment(moment)))
        }
        None => localizer.text(key::COPIES_NEVER),
    };
    let written = localizer
        .count(key::COUNT_ANSWERS_OTHER, progress.started + progress.ready + progress.not_applicable);
    let part = use_later();
    let action = |label: Key, run: fn(Services, &dyn Later, &DraftSummary)| {
        let draft = draft.clone();
        let label = localizer.text(label);
        let action = button(&label, move |event| {
            // The second press of a double click meets the next draft, which has come under the pointer.
            if event.unchecked_ref::<UiEvent>().detail() > 1 {
                return;
            }
            let draft = draft.clone();
            part.then(move |later| match later {
                // Not once the writer has gone on, perhaps into this very draft.
                Some(later) if fragment::current() == Route::Start => run(services, later, &draft),
                Some(_) => {}
                None => services.complain(Message::new(key::APP_NOT_ARRIVED)),
            });
        })
        .attr("data-kind", "quiet");
        about(action, &label, title)
    };
    let history = localizer.text(key::APP_HISTORY);
    let history = about(link(&Route::History(draft.id.clone()), &history), &history, title);
    let card = html::li().class("card").child([
        html::h3().child([link(&Route::Write(draft.id.clone(), None), title)]),
        html::p().class("soft").child(format!("{template_title} · {written} · {changed}")),
        html::p().class("soft").child(&copied),
        actions([
            history,
            action(key::START_DUPLICATE, |services, later, draft| later.duplicate(services, &draft.id)),
            action(key::START_DELETE, |services, later, draft| {
                later.delete(services, &draft.id, &draft.title)
            }),
        ]),
    ]);
    if draft.unfinished {
        card.add(
            &html::p()
                .class("notice")
                .attr("data-level", "warning")
                .child(localizer.text(key::START_UNFINISHED)),
        );
    }
    card
}
