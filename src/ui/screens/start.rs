//! The Start screen: what this is, the drafts, new ones, files, the bin.

use leptos::prelude::*;

use crate::draft::DraftId;
use crate::locale::{Message, key};
use crate::store::{Binned, DraftSummary};
use crate::template::{Builtin, builtin};
use crate::ui::browser::files;
use crate::ui::route::Route;
use crate::ui::state::languages;
use crate::ui::state::manuscripts::use_manuscripts;
use crate::ui::state::opening::{LARGEST_FILE, Opener, Refusal};
use crate::ui::state::services::use_services;
use crate::ui::state::words::use_words;

/// Drafts, templates, files.
#[component]
pub fn Start() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let drafts = move || services.drafts();
    let has_drafts = Memo::new(move |_| !services.drafts().is_empty());
    let refusal = RwSignal::new(None::<Refusal>);
    let opener = Opener { services, module: use_manuscripts(), words, refusal };
    view! {
        <main class="page" id="main">
            <div class="stack">
                <h1 id="screen-title" tabindex="-1">{words.text(key::START_TITLE)}</h1>
                <p class="lead">{words.text(key::START_WHAT)}</p>
                <p class="lead">{words.text(key::START_WHERE)}</p>
                <p class="lead">{words.text(key::START_TAKE)}</p>
            </div>
            <StorageNotice />
            <ListNotice />
            <UnreadableNotice />
            <Refused refusal=refusal />
            <Show when=move || has_drafts.get()>
                <section class="stack" aria-labelledby="drafts-title">
                    <h2 id="drafts-title">{words.text(key::START_DRAFTS)}</h2>
                    <ul class="cards" role="list">
                        <For each=drafts key=|draft| (draft.id.clone(), draft.changed, draft.title.clone()) let:draft>
                            <DraftCard draft=draft />
                        </For>
                    </ul>
                </section>
            </Show>
            <section class="stack" aria-labelledby="new-title">
                <h2 id="new-title">{words.text(key::START_NEW)}</h2>
                <ul class="cards" role="list">
                    {builtin().map(|template| view! { <TemplateCard template=template /> }).collect_view()}
                </ul>
            </section>
            <section class="stack" aria-labelledby="open-title">
                <h2 id="open-title">{words.text(key::START_OPEN_TITLE)}</h2>
                <p>{words.text(key::START_OPEN_TEXT)}</p>
                <div class="actions">
                    <OpenFile opener=opener />
                    <button type="button" class="button" on:click=move |_| leptos::task::spawn_local(opener.open_example())>
                        {words.text(key::START_EXAMPLE)}
                    </button>
                </div>
            </section>
            <Bin />
            <Preferences />
        </main>
    }
}

/// Said where the browser keeps nothing.
#[component]
fn StorageNotice() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    services.storage_trouble().map(|trouble| {
        view! {
            <div class="notice" data-level="error" role="alert">
                <strong>{words.text(key::START_NO_STORAGE)}</strong>
                <p>{words.say(&trouble)}</p>
                <p>{words.text(key::START_NO_STORAGE_DO)}</p>
            </div>
        }
    })
}

/// Said where something could not be done with the drafts, and where drafts are on this page only.
#[component]
fn ListNotice() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let trouble = move || {
        services.list_trouble().map(|trouble| {
            view! { <p class="notice" data-level="error" role="alert">{words.say(&trouble)}</p> }
        })
    };
    let only_here = move || {
        let drafts = services.only_here();
        (!drafts.is_empty()).then(|| {
            let links = drafts
                .into_iter()
                .map(|(id, title)| {
                    let address = Route::Write(id, None).to_string();
                    let title = words.say(&Message::new(key::START_ONLY_HERE).with("title", title));
                    view! { <li><a href=address>{title}</a></li> }
                })
                .collect_view();
            view! { <ul class="notice" data-level="error" role="list">{links}</ul> }
        })
    };
    view! { {trouble} {only_here} }
}

/// Said where something is stored that cannot be read, with a way to take it away.
#[component]
fn UnreadableNotice() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    move || {
        services.unreadable().map(|(count, file)| {
            let save = move |_| {
                // Where the browser refuses the download it says so itself.
                let _ = files::save("submission-editor-stored.json", "application/json", &file);
            };
            view! {
                <div class="notice" data-level="warning">
                    <p>{words.count(key::START_UNREADABLE_OTHER, count)}</p>
                    <p class="actions">
                        <button type="button" class="button" on:click=save>{words.text(key::START_SAVE_STORED)}</button>
                    </p>
                </div>
            }
        })
    }
}

/// Why a file was not opened, in a list.
#[component]
fn Refused(refusal: RwSignal<Option<Refusal>>) -> impl IntoView {
    let words = use_words();
    move || {
        refusal.get().map(|refusal| {
            let title = Message::new(key::OPEN_REFUSED).with("file", &refusal.file);
            let reasons =
                refusal.reasons.iter().map(|reason| view! { <li>{reason.clone()}</li> }).collect_view();
            view! {
                <div class="notice" data-level="error" role="alert" tabindex="-1" id="refused">
                    <strong>{words.say(&title)}</strong>
                    <ul class="errors">{reasons}</ul>
                </div>
            }
        })
    }
}

/// The button that opens the file picker.
#[component]
fn OpenFile(opener: Opener) -> impl IntoView {
    let words = use_words();
    let busy = RwSignal::new(false);
    let chosen = move |event: leptos::ev::Event| {
        let input: web_sys::HtmlInputElement = event_target(&event);
        let Some(file) = input.files().and_then(|files| files.get(0)) else { return };
        busy.set(true);
        leptos::task::spawn_local(async move {
            let name = file.name();
            let bytes = files::read(file, LARGEST_FILE).await;
            opener.open(&name, bytes).await;
            busy.set(false);
            // The same file may be chosen again after it was mended.
            input.set_value("");
        });
    };
    view! {
        <label class="button file-button" class:busy=move || busy.get()>
            <span>{words.text(key::START_OPEN)}</span>
            <input
                class="visually-hidden"
                type="file"
                accept=".json,application/json"
                aria-label=words.text(key::START_OPEN)
                on:change=chosen
            />
        </label>
    }
}

/// A template to begin with.
#[component]
fn TemplateCard(template: &'static Builtin) -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let Some(read) = template.template() else { return ().into_any() };
    let language = words.language();
    let title = read.text(&read.title, &language).to_owned();
    let body = read.call.body.as_ref().map(|body| read.text(body, &language).to_owned());
    let questions =
        read.questions().filter(|node| !read.respondent.iter().any(|field| field.id == node.id)).count();
    let label = words.say(&Message::new(key::START_BEGIN_WITH).with("template", &title));
    let begin = move |_| {
        services.begin(template);
    };
    view! {
        <li class="card">
            <h3>{title}</h3>
            {body.map(|body| view! { <p class="soft">{body}</p> })}
            <p class="soft">{words.count(key::COUNT_QUESTIONS_OTHER, questions)}</p>
            <p class="actions">
                <button type="button" class="button" data-kind="primary" aria-label=label on:click=begin>
                    {words.text(key::START_BEGIN)}
                </button>
            </p>
        </li>
    }
    .into_any()
}

/// A draft that is there already.
#[component]
fn DraftCard(draft: DraftSummary) -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let id = draft.id.clone();
    let address = Route::Write(id.clone(), None).to_string();
    let progress = draft.answers;
    let template_title = draft.template_title.pick(&words.language(), "en").to_owned();
    let changed = words.say(&Message::new(key::START_CHANGED).with("moment", words.moment(draft.changed)));
    let written =
        words.count(key::COUNT_ANSWERS_OTHER, progress.started + progress.ready + progress.not_applicable);
    let title = draft.title.clone();
    let named = move |label| format!("{}: {title}", words.text(label));
    let action = move |label, run: fn(crate::ui::state::services::Services, &DraftId)| {
        let id = id.clone();
        view! {
            <button type="button" class="button" data-kind="quiet" aria-label=named(label) on:click=move |_| run(services, &id)>
                {words.text(label)}
            </button>
        }
    };
    view! {
        <li class="card">
            <h3><a href=address>{draft.title.clone()}</a></h3>
            <p class="soft">{template_title} " · " {written} " · " {changed}</p>
            <div class="actions">
                {action(key::START_DUPLICATE, |services, id| services.duplicate(id))}
                {action(key::START_DELETE, |services, id| services.delete(id))}
            </div>
        </li>
    }
}

/// Deleted drafts, and the way back for each.
#[component]
fn Bin() -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let is_empty = Memo::new(move |_| services.bin().is_empty());
    view! {
        <Show when=move || !is_empty.get()>
            <section class="stack" aria-labelledby="bin-title">
                <h2 id="bin-title">{words.text(key::START_BIN)}</h2>
                <p class="soft">{words.text(key::START_BIN_TEXT)}</p>
                <ul class="cards" role="list">
                    <For each=move || services.bin() key=|entry| entry.id.clone() let:entry>
                        <BinRow entry=entry />
                    </For>
                </ul>
            </section>
        </Show>
    }
}

#[component]
fn BinRow(entry: Binned) -> impl IntoView {
    let words = use_words();
    let services = use_services();
    let deleted = entry
        .deleted
        .map(|moment| words.say(&Message::new(key::START_DELETED).with("moment", words.moment(moment))));
    let label = format!("{}: {}", words.text(key::START_RESTORE), entry.title);
    let id = entry.id;
    view! {
        <li class="card">
            <h3>{entry.title}</h3>
            <p class="soft">{deleted}</p>
            <p class="actions">
                <button type="button" class="button" aria-label=label on:click=move |_| services.restore(&id)>
                    {words.text(key::START_RESTORE)}
                </button>
            </p>
        </li>
    }
}

/// Colours and language of the interface.
#[component]
pub fn Preferences() -> impl IntoView {
    let words = use_words();
    let module = use_manuscripts();
    let services = use_services();
    let theme = services.theme();
    let themes = [
        ("", key::PREFERENCES_COLOURS_DEVICE),
        ("light", key::PREFERENCES_COLOURS_LIGHT),
        ("dark", key::PREFERENCES_COLOURS_DARK),
    ];
    let theme_options = themes.map(
        |(value, label)| view! { <option value=value selected=value == theme>{words.text(label)}</option> },
    );
    let language = words.language();
    let language_options = languages::AVAILABLE
        .iter()
        .map(|known| {
            view! { <option value=known.tag lang=known.tag selected=known.tag == language>{known.name}</option> }
        })
        .collect_view();
    view! {
        <div class="preferences">
            <label>
                <span>{words.text(key::PREFERENCES_COLOURS)}</span>
                <select on:change=move |event| services.set_theme(&event_target_value(&event))>
                    {theme_options.into_iter().collect_view()}
                </select>
            </label>
            <label>
                <span>{words.text(key::PREFERENCES_LANGUAGE)}</span>
                <select on:change=move |event| languages::choose(services, module, words, event_target_value(&event))>
                    {language_options}
                </select>
            </label>
        </div>
    }
}
