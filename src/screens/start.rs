//! The Start screen: what this is, the drafts, new ones, files, the bin.

use leptos::prelude::*;

use crate::browser::enclosed::{self, Enclosed};
use crate::browser::local_storage::LocalStorage;
use crate::browser::{files, fragment};
use crate::components::controls::{button, disclosure, link, options};
use crate::components::panel::panel;
use crate::element::{El, Row, el};
use crate::lazy::Later;
use crate::screens::{alert, page, section, title};
use crate::state::languages;
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
pub fn start() -> El {
    let localizer = use_localizer();
    let services = use_services();
    let lead = |key| el("p").class("lead").text(&localizer.text(key));
    let head = el("div").class("stack").with(&[
        title(&localizer.text(key::START_TITLE)),
        lead(key::START_WHAT),
        lead(if LocalStorage::is_in_tab_only() { key::SHARED_WHERE } else { key::START_WHERE }),
        lead(key::START_TAKE),
    ]);
    let page = page().with(&[head]);
    if let Some(trouble) = services.storage_trouble() {
        page.add(&alert().with(&[
            el("strong").text(&localizer.text(key::START_NO_STORAGE)),
            el("p").text(&localizer.say(&trouble)),
            el("p").text(&localizer.text(key::START_NO_STORAGE_DO)),
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
        None => section("stack", "new-title", &localizer.text(key::START_NEW)).with(&[templates]),
        Some(_) => disclosure(el("summary").text(&localizer.text(key::ENCLOSED_OTHERS))).with(&[templates]),
    };
    if let Some(enclosed) = enclosed {
        page.add(&enclosed_form(opener, enclosed));
    }
    page.bind_children(list_notices)
        .bind_children(move || refusal.get().as_ref().map(refused).into_iter().collect())
        .bind_rows(move || when(!services.drafts().is_empty(), "drafts", drafts))
        .with(&[
            templates,
            section("stack", "open-title", &localizer.text(key::START_OPEN_TITLE)).with(&[
                el("p").text(&localizer.text(key::START_OPEN_TEXT)),
                el("div").class("actions").with(&[open_file(opener), example]),
                panel("reading", "", String::new),
            ]),
            section("stack", "respondents-title", &localizer.text(key::RESPONDENTS_ASK)).with(&[
                el("p").text(&localizer.text(key::RESPONDENTS_LEAD)),
                el("p").with(&[link(&Route::Respondents, &localizer.text(key::RESPONDENTS_TITLE))]),
            ]),
        ])
        .with(&[
            panel("place", "", String::new),
            panel("bin", "", move || {
                services.track_drafts();
                String::new()
            }),
            preferences(),
        ])
}

/// One child, or none.
fn when(there: bool, key: &str, make: fn() -> El) -> Vec<Row> {
    if there { vec![Row::new(key.to_owned(), make)] } else { Vec::new() }
}

fn cards() -> El {
    el("ul").class("cards").attr("role", "list")
}

/// Said where something could not be done with the drafts, and where drafts are on this page only.
fn list_notices() -> Vec<El> {
    let localizer = use_localizer();
    let services = use_services();
    let mut notices = Vec::new();
    if let Some(trouble) = services.list_trouble() {
        notices.push(alert().with(&[el("p").text(&localizer.say(&trouble))]));
    }
    let only_here = services.only_here();
    if !only_here.is_empty() {
        let list = el("ul").class("notice").attr("data-level", "error").attr("role", "list");
        for (id, title) in only_here {
            let title = localizer.say(&Message::new(key::START_ONLY_HERE).with("title", title));
            list.add(&el("li").with(&[link(&Route::Write(id, None), &title)]));
        }
        notices.push(list);
    }
    notices
}

/// Why a file was not opened, in a list.
fn refused(refusal: &Refusal) -> El {
    let localizer = use_localizer();
    let reasons = el("ul").class("errors");
    for reason in &refusal.reasons {
        reasons.add(&el("li").text(reason));
    }
    let title = Message::new(key::OPEN_REFUSED).with("file", &refusal.file);
    alert()
        .attr("tabindex", "-1")
        .attr("id", "refused")
        .with(&[el("strong").text(&localizer.say(&title)), reasons])
}

/// The button that opens the file picker.
fn open_file(opener: Opener) -> El {
    let localizer = use_localizer();
    let chosen = move |event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        leptos::task::spawn_local(async move {
            let name = file.name();
            let bytes = files::read(file, LARGEST_FILE).await;
            // The same file may be chosen again after it was mended.
            input.set_value("");
            opener.open(name, bytes).await;
        });
    };
    let name = localizer.text(key::START_OPEN);
    let input = el("input")
        .class("visually-hidden")
        .attr("type", "file")
        // Where files go that the system hands over (`web/launch.js`).
        .attr("data-open", "")
        .attr("accept", ".json,application/json")
        .attr("aria-label", &name)
        .on("change", chosen);
    el("label")
        .bind_attr("class", move || {
            Some(if opener.busy.get() { "button file-button busy" } else { "button file-button" }.to_owned())
        })
        .with(&[el("span").text(&name), input])
}

/// A template to begin with.
fn template_card(into: &El, template: &'static Builtin) {
    let localizer = use_localizer();
    let services = use_services();
    let Some(read) = template.template() else { return };
    let language = localizer.language();
    let title = read.text(&read.title, &language);
    let card = el("li").class("card").with(&[el("h3").text(title)]);
    if let Some(body) = &read.call.body {
        card.add(&el("p").class("soft").text(read.text(body, &language)));
    }
    let questions =
        read.questions().filter(|node| !read.respondent.iter().any(|field| field.id == node.id)).count();
    card.add(&el("p").class("soft").text(&localizer.count(key::COUNT_QUESTIONS_OTHER, questions)));
    let label = localizer.say(&Message::new(key::START_BEGIN_WITH).with("template", title));
    let begin = button(&localizer.text(key::START_BEGIN), move |_| services.begin(template))
        .attr("data-kind", "primary")
        .attr("aria-label", &label);
    into.add(&card.with(&[el("p").class("actions").with(&[begin])]));
}

/// The form that was sent out in this file, before everything else.
fn enclosed_form(opener: Opener, form: Enclosed) -> El {
    let localizer = use_localizer();
    let label = localizer.say(&Message::new(key::START_BEGIN_WITH).with("template", &form.title));
    let title = el("h3").attr("dir", "auto").text(&form.title);
    // It goes the road of a file from disk, for it is one.
    let begin = button(&localizer.text(key::START_BEGIN), move |_| {
        let Enclosed { name, text, .. } = form.clone();
        leptos::task::spawn_local(async move { opener.open(name, Ok(text.into_bytes())).await });
    })
    .attr("data-kind", "primary")
    .attr("aria-label", &label);
    let card = el("div").class("card").with(&[
        title,
        el("p").class("soft").text(&localizer.text(key::ENCLOSED_TEXT)),
        el("p").class("actions").with(&[begin]),
    ]);
    section("stack", "enclosed-title", &localizer.text(key::ENCLOSED_TITLE)).with(&[card])
}

/// The drafts that are there already.
fn drafts() -> El {
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
    section("stack", "drafts-title", &use_localizer().text(key::START_DRAFTS)).with(&[list])
}

fn draft_card(draft: &DraftSummary) -> El {
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
        button(&label, move |_| {
            let draft = draft.clone();
            part.then(move |later| match later {
                // Not once the writer has gone on, perhaps into this very draft.
                Some(later) if fragment::current() == Route::Start => run(services, later, &draft),
                Some(_) => {}
                None => services.complain(Message::new(key::APP_NOT_ARRIVED)),
            });
        })
        .attr("data-kind", "quiet")
        .attr("aria-label", &format!("{label}: {title}"))
    };
    let history = localizer.text(key::APP_HISTORY);
    let history =
        link(&Route::History(draft.id.clone()), &history).attr("aria-label", &format!("{history}: {title}"));
    let card = el("li").class("card").with(&[
        el("h3").with(&[link(&Route::Write(draft.id.clone(), None), title)]),
        el("p").class("soft").text(&format!("{template_title} · {written} · {changed}")),
        el("p").class("soft").text(&copied),
        el("div").class("actions").with(&[
            history,
            action(key::START_DUPLICATE, |services, later, draft| later.duplicate(services, &draft.id)),
            action(key::START_DELETE, |services, later, draft| {
                later.delete(services, &draft.id, &draft.title)
            }),
        ]),
    ]);
    if draft.unfinished {
        card.add(
            &el("p")
                .class("notice")
                .attr("data-level", "warning")
                .text(&localizer.text(key::START_UNFINISHED)),
        );
    }
    card
}

/// Colours and language of the interface.
pub fn preferences() -> El {
    let localizer = use_localizer();
    let module = use_later();
    let services = use_services();
    let colours = [
        ("", key::PREFERENCES_COLOURS_DEVICE),
        ("light", key::PREFERENCES_COLOURS_LIGHT),
        ("dark", key::PREFERENCES_COLOURS_DARK),
    ];
    let colours = colours.map(|(value, label)| (value.to_owned(), localizer.text(label)));
    let colours = options(el("select"), &colours, &services.theme())
        .on("change", move |event| services.set_theme(&event_target_value(&event)));
    let tongues = el("select");
    for known in languages::AVAILABLE {
        let option = el("option").attr("value", known.tag).attr("lang", known.tag).text(known.name);
        tongues.add(&option);
    }
    let tongues = tongues.bind_value(move || localizer.asked_signal().get()).on("change", move |event| {
        languages::choose(services, module, localizer, event_target_value(&event))
    });
    let labelled =
        |label: Key, select: El| el("label").with(&[el("span").text(&localizer.text(label)), select]);
    let missed = el("p").attr("role", "status").bind_text(move || {
        if localizer.missed_signal().get() {
            localizer.text(key::PREFERENCES_LANGUAGE_MISSED)
        } else {
            String::new()
        }
    });
    el("div").class("preferences").with(&[
        labelled(key::PREFERENCES_COLOURS, colours),
        labelled(key::PREFERENCES_LANGUAGE, tongues),
        missed,
    ])
}
